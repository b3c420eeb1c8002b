#map = affine_map<(d0, d1) -> (0, d1, d0, 0)>
#map1 = affine_map<(d0) -> (d0, 0)>
module {
  func.func @fetch_0(%arg0: memref<1xi512>, %arg1: memref<241562880xi512>, %arg2: !allo.stream<i512, 512>) attributes {df.kernel, itypes = "uuu", otypes = "", stypes = "__o"} {
    %c8065_i64 = arith.constant {name = "%c8065_i64"} 8065 : i64
    %c511 = arith.constant {name = "%c511"} 511 : index
    %c480 = arith.constant {name = "%c480"} 480 : index
    %c479 = arith.constant {name = "%c479"} 479 : index
    %c448 = arith.constant {name = "%c448"} 448 : index
    %c447 = arith.constant {name = "%c447"} 447 : index
    %c416 = arith.constant {name = "%c416"} 416 : index
    %c415 = arith.constant {name = "%c415"} 415 : index
    %c384 = arith.constant {name = "%c384"} 384 : index
    %c383 = arith.constant {name = "%c383"} 383 : index
    %c352 = arith.constant {name = "%c352"} 352 : index
    %c351 = arith.constant {name = "%c351"} 351 : index
    %c320 = arith.constant {name = "%c320"} 320 : index
    %c319 = arith.constant {name = "%c319"} 319 : index
    %c288 = arith.constant {name = "%c288"} 288 : index
    %c287 = arith.constant {name = "%c287"} 287 : index
    %c256 = arith.constant {name = "%c256"} 256 : index
    %c255 = arith.constant {name = "%c255"} 255 : index
    %c224 = arith.constant {name = "%c224"} 224 : index
    %c223 = arith.constant {name = "%c223"} 223 : index
    %c192 = arith.constant {name = "%c192"} 192 : index
    %c191 = arith.constant {name = "%c191"} 191 : index
    %c160 = arith.constant {name = "%c160"} 160 : index
    %c159 = arith.constant {name = "%c159"} 159 : index
    %c128 = arith.constant {name = "%c128"} 128 : index
    %c127 = arith.constant {name = "%c127"} 127 : index
    %c96 = arith.constant {name = "%c96"} 96 : index
    %c95 = arith.constant {name = "%c95"} 95 : index
    %c64 = arith.constant {name = "%c64"} 64 : index
    %c63 = arith.constant {name = "%c63"} 63 : index
    %c32 = arith.constant {name = "%c32"} 32 : index
    %c31 = arith.constant {name = "%c31"} 31 : index
    %c0 = arith.constant {name = "%c0"} 0 : index
    %alloc = memref.alloc() {name = "experts"} : memref<1x16xi32, #map>
    affine.for %arg3 = 0 to 1 {
      %0 = affine.load %arg0[%arg3] {from = "wanted", unsigned} : memref<1xi512>
      %alloc_0 = memref.alloc() {name = "numbers", unsigned} : memref<i512>
      affine.store %0, %alloc_0[] {to = "numbers"} : memref<i512>
      %1 = affine.load %alloc_0[] {from = "numbers"} : memref<i512>
      %2 = allo.get_slice(%1 : i512, %c31, %c0) -> i32
      affine.store %2, %alloc[%arg3, 0] {to = "experts"} : memref<1x16xi32, #map>
      %3 = affine.load %alloc_0[] {from = "numbers"} : memref<i512>
      %4 = allo.get_slice(%3 : i512, %c63, %c32) -> i32
      affine.store %4, %alloc[%arg3, 1] {to = "experts"} : memref<1x16xi32, #map>
      %5 = affine.load %alloc_0[] {from = "numbers"} : memref<i512>
      %6 = allo.get_slice(%5 : i512, %c95, %c64) -> i32
      affine.store %6, %alloc[%arg3, 2] {to = "experts"} : memref<1x16xi32, #map>
      %7 = affine.load %alloc_0[] {from = "numbers"} : memref<i512>
      %8 = allo.get_slice(%7 : i512, %c127, %c96) -> i32
      affine.store %8, %alloc[%arg3, 3] {to = "experts"} : memref<1x16xi32, #map>
      %9 = affine.load %alloc_0[] {from = "numbers"} : memref<i512>
      %10 = allo.get_slice(%9 : i512, %c159, %c128) -> i32
      affine.store %10, %alloc[%arg3, 4] {to = "experts"} : memref<1x16xi32, #map>
      %11 = affine.load %alloc_0[] {from = "numbers"} : memref<i512>
      %12 = allo.get_slice(%11 : i512, %c191, %c160) -> i32
      affine.store %12, %alloc[%arg3, 5] {to = "experts"} : memref<1x16xi32, #map>
      %13 = affine.load %alloc_0[] {from = "numbers"} : memref<i512>
      %14 = allo.get_slice(%13 : i512, %c223, %c192) -> i32
      affine.store %14, %alloc[%arg3, 6] {to = "experts"} : memref<1x16xi32, #map>
      %15 = affine.load %alloc_0[] {from = "numbers"} : memref<i512>
      %16 = allo.get_slice(%15 : i512, %c255, %c224) -> i32
      affine.store %16, %alloc[%arg3, 7] {to = "experts"} : memref<1x16xi32, #map>
      %17 = affine.load %alloc_0[] {from = "numbers"} : memref<i512>
      %18 = allo.get_slice(%17 : i512, %c287, %c256) -> i32
      affine.store %18, %alloc[%arg3, 8] {to = "experts"} : memref<1x16xi32, #map>
      %19 = affine.load %alloc_0[] {from = "numbers"} : memref<i512>
      %20 = allo.get_slice(%19 : i512, %c319, %c288) -> i32
      affine.store %20, %alloc[%arg3, 9] {to = "experts"} : memref<1x16xi32, #map>
      %21 = affine.load %alloc_0[] {from = "numbers"} : memref<i512>
      %22 = allo.get_slice(%21 : i512, %c351, %c320) -> i32
      affine.store %22, %alloc[%arg3, 10] {to = "experts"} : memref<1x16xi32, #map>
      %23 = affine.load %alloc_0[] {from = "numbers"} : memref<i512>
      %24 = allo.get_slice(%23 : i512, %c383, %c352) -> i32
      affine.store %24, %alloc[%arg3, 11] {to = "experts"} : memref<1x16xi32, #map>
      %25 = affine.load %alloc_0[] {from = "numbers"} : memref<i512>
      %26 = allo.get_slice(%25 : i512, %c415, %c384) -> i32
      affine.store %26, %alloc[%arg3, 12] {to = "experts"} : memref<1x16xi32, #map>
      %27 = affine.load %alloc_0[] {from = "numbers"} : memref<i512>
      %28 = allo.get_slice(%27 : i512, %c447, %c416) -> i32
      affine.store %28, %alloc[%arg3, 13] {to = "experts"} : memref<1x16xi32, #map>
      %29 = affine.load %alloc_0[] {from = "numbers"} : memref<i512>
      %30 = allo.get_slice(%29 : i512, %c479, %c448) -> i32
      affine.store %30, %alloc[%arg3, 14] {to = "experts"} : memref<1x16xi32, #map>
      %31 = affine.load %alloc_0[] {from = "numbers"} : memref<i512>
      %32 = allo.get_slice(%31 : i512, %c511, %c480) -> i32
      affine.store %32, %alloc[%arg3, 15] {to = "experts"} : memref<1x16xi32, #map>
    } {loop_name = "e", op_name = "S_e_0", pipeline_ii = 1 : ui32}
    affine.for %arg3 = 0 to 8 {
      %0 = affine.load %alloc[0, %arg3] : memref<1x16xi32, #map>
      %1 = arith.extsi %0 : i32 to i64
      %2 = arith.muli %1, %c8065_i64 : i64
      %3 = arith.trunci %2 : i64 to i32
      %alloc_0 = memref.alloc() {name = "first"} : memref<i32>
      affine.store %3, %alloc_0[] {to = "first"} : memref<i32>
      affine.for %arg4 = 0 to 8065 {
        %4 = arith.index_cast %arg4 : index to i32
        %alloc_1 = memref.alloc() {name = "step"} : memref<i32>
        affine.store %4, %alloc_1[] {to = "step"} : memref<i32>
        %5 = affine.load %alloc_0[] {from = "first"} : memref<i32>
        %6 = affine.load %alloc_1[] {from = "step"} : memref<i32>
        %7 = arith.extsi %5 : i32 to i33
        %8 = arith.extsi %6 : i32 to i33
        %9 = arith.addi %7, %8 : i33
        %10 = arith.index_cast %9 : i33 to index
        %11 = memref.load %arg1[%10] {from = "stored", unsigned} : memref<241562880xi512>
        allo.stream_put(%arg2, [], %11) {unsigned} : !allo.stream<i512, 512> contains i512
      } {loop_name = "w", op_name = "S_w_1", pipeline_ii = 1 : ui32}
    } {loop_name = "k", op_name = "S_k_1"}
    return
  }
  memref.global "private" @curve : memref<4096xi16> = dense<"0x00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFF9FFF9FFF9FFF9FFF9FFF9FFF9FFF9FFF9FFF9FFF9FFF9FFF9FFF9FFF9FFF9FFF9FFF9FFF9FFF9FFF9FFF8FFF8FFF8FFF8FFF8FFF8FFF8FFF8FFF8FFF8FFF8FFF8FFF8FFF8FFF8FFF8FFF8FFF8FFF7FFF7FFF7FFF7FFF7FFF7FFF7FFF7FFF7FFF7FFF7FFF7FFF7FFF7FFF7FFF7FFF7FFF6FFF6FFF6FFF6FFF6FFF6FFF6FFF6FFF6FFF6FFF6FFF6FFF6FFF6FFF6FFF5FFF5FFF5FFF5FFF5FFF5FFF5FFF5FFF5FFF5FFF5FFF5FFF5FFF4FFF4FFF4FFF4FFF4FFF4FFF4FFF4FFF4FFF4FFF4FFF4FFF3FFF3FFF3FFF3FFF3FFF3FFF3FFF3FFF3FFF3FFF3FFF3FFF2FFF2FFF2FFF2FFF2FFF2FFF2FFF2FFF2FFF2FFF2FFF1FFF1FFF1FFF1FFF1FFF1FFF1FFF1FFF1FFF1FFF0FFF0FFF0FFF0FFF0FFF0FFF0FFF0FFF0FFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEEFFEEFFEEFFEEFFEEFFEEFFEEFFEEFFEDFFEDFFEDFFEDFFEDFFEDFFEDFFEDFFECFFECFFECFFECFFECFFECFFECFFECFFEBFFEBFFEBFFEBFFEBFFEBFFEBFFEAFFEAFFEAFFEAFFEAFFEAFFEAFFE9FFE9FFE9FFE9FFE9FFE9FFE9FFE8FFE8FFE8FFE8FFE8FFE8FFE7FFE7FFE7FFE7FFE7FFE7FFE6FFE6FFE6FFE6FFE6FFE6FFE5FFE5FFE5FFE5FFE5FFE5FFE4FFE4FFE4FFE4FFE4FFE3FFE3FFE3FFE3FFE3FFE2FFE2FFE2FFE2FFE2FFE2FFE1FFE1FFE1FFE1FFE1FFE0FFE0FFE0FFE0FFDFFFDFFFDFFFDFFFDFFFDEFFDEFFDEFFDEFFDEFFDDFFDDFFDDFFDDFFDCFFDCFFDCFFDCFFDBFFDBFFDBFFDBFFDBFFDAFFDAFFDAFFDAFFD9FFD9FFD9FFD9FFD8FFD8FFD8FFD8FFD7FFD7FFD7FFD6FFD6FFD6FFD6FFD5FFD5FFD5FFD5FFD4FFD4FFD4FFD3FFD3FFD3FFD3FFD2FFD2FFD2FFD1FFD1FFD1FFD1FFD0FFD0FFD0FFCFFFCFFFCFFFCEFFCEFFCEFFCDFFCDFFCDFFCCFFCCFFCCFFCBFFCBFFCBFFCAFFCAFFCAFFC9FFC9FFC9FFC8FFC8FFC8FFC7FFC7FFC7FFC6FFC6FFC6FFC5FFC5FFC4FFC4FFC4FFC3FFC3FFC3FFC2FFC2FFC1FFC1FFC1FFC0FFC0FFBFFFBFFFBFFFBEFFBEFFBDFFBDFFBDFFBCFFBCFFBBFFBBFFBAFFBAFFBAFFB9FFB9FFB8FFB8FFB7FFB7FFB6FFB6FFB6FFB5FFB5FFB4FFB4FFB3FFB3FFB2FFB2FFB1FFB1FFB0FFB0FFAFFFAFFFAEFFAEFFADFFADFFACFFACFFABFFABFFAAFFAAFFA9FFA9FFA8FFA8FFA7FFA7FFA6FFA5FFA5FFA4FFA4FFA3FFA3FFA2FFA2FFA1FFA0FFA0FF9FFF9FFF9EFF9DFF9DFF9CFF9CFF9BFF9AFF9AFF99FF99FF98FF97FF97FF96FF95FF95FF94FF94FF93FF92FF92FF91FF90FF90FF8FFF8EFF8EFF8DFF8CFF8CFF8BFF8AFF8AFF89FF88FF87FF87FF86FF85FF85FF84FF83FF82FF82FF81FF80FF7FFF7FFF7EFF7DFF7CFF7CFF7BFF7AFF79FF78FF78FF77FF76FF75FF75FF74FF73FF72FF71FF70FF70FF6FFF6EFF6DFF6CFF6BFF6BFF6AFF69FF68FF67FF66FF65FF64FF64FF63FF62FF61FF60FF5FFF5EFF5DFF5CFF5BFF5BFF5AFF59FF58FF57FF56FF55FF54FF53FF52FF51FF50FF4FFF4EFF4DFF4CFF4BFF4AFF49FF48FF47FF46FF45FF44FF43FF42FF41FF40FF3FFF3EFF3DFF3CFF3BFF39FF38FF37FF36FF35FF34FF33FF32FF31FF30FF2EFF2DFF2CFF2BFF2AFF29FF28FF27FF25FF24FF23FF22FF21FF20FF1EFF1DFF1CFF1BFF1AFF18FF17FF16FF15FF13FF12FF11FF10FF0FFF0DFF0CFF0BFF09FF08FF07FF06FF04FF03FF02FF01FFFFFEFEFEFDFEFBFEFAFEF9FEF7FEF6FEF5FEF3FEF2FEF1FEEFFEEEFEEDFEEBFEEAFEE8FEE7FEE6FEE4FEE3FEE2FEE0FEDFFEDDFEDCFEDBFED9FED8FED6FED5FED3FED2FED1FECFFECEFECCFECBFEC9FEC8FEC6FEC5FEC3FEC2FEC0FEBFFEBDFEBCFEBAFEB9FEB7FEB6FEB4FEB3FEB1FEB0FEAEFEADFEABFEAAFEA8FEA7FEA5FEA4FEA2FEA1FE9FFE9DFE9CFE9AFE99FE97FE96FE94FE93FE91FE8FFE8EFE8CFE8BFE89FE88FE86FE84FE83FE81FE80FE7EFE7CFE7BFE79FE78FE76FE74FE73FE71FE70FE6EFE6DFE6BFE69FE68FE66FE65FE63FE61FE60FE5EFE5DFE5BFE59FE58FE56FE55FE53FE51FE50FE4EFE4DFE4BFE49FE48FE46FE45FE43FE42FE40FE3EFE3DFE3BFE3AFE38FE37FE35FE34FE32FE30FE2FFE2DFE2CFE2AFE29FE27FE26FE24FE23FE21FE20FE1EFE1DFE1BFE1AFE19FE17FE16FE14FE13FE11FE10FE0EFE0DFE0CFE0AFE09FE08FE06FE05FE03FE02FE01FEFFFDFEFDFDFDFCFDFAFDF9FDF8FDF6FDF5FDF4FDF3FDF2FDF0FDEFFDEEFDEDFDECFDEBFDE9FDE8FDE7FDE6FDE5FDE4FDE3FDE2FDE1FDE0FDDFFDDEFDDDFDDCFDDBFDDAFDD9FDD8FDD8FDD7FDD6FDD5FDD4FDD4FDD3FDD2FDD1FDD1FDD0FDCFFDCFFDCEFDCDFDCDFDCCFDCCFDCBFDCBFDCAFDCAFDC9FDC9FDC9FDC8FDC8FDC8FDC7FDC7FDC7FDC7FDC6FDC6FDC6FDC6FDC6FDC6FDC6FDC6FDC6FDC6FDC6FDC6FDC6FDC6FDC6FDC7FDC7FDC7FDC7FDC8FDC8FDC9FDC9FDC9FDCAFDCAFDCBFDCCFDCCFDCDFDCEFDCEFDCFFDD0FDD1FDD2FDD2FDD3FDD4FDD5FDD6FDD7FDD9FDDAFDDBFDDCFDDDFDDFFDE0FDE1FDE3FDE4FDE6FDE7FDE9FDEBFDECFDEEFDF0FDF2FDF3FDF5FDF7FDF9FDFBFDFDFDFFFD02FE04FE06FE08FE0BFE0DFE0FFE12FE14FE17FE1AFE1CFE1FFE22FE25FE27FE2AFE2DFE30FE33FE36FE3AFE3DFE40FE43FE47FE4AFE4EFE51FE55FE58FE5CFE60FE63FE67FE6BFE6FFE73FE77FE7BFE7FFE84FE88FE8CFE91FE95FE99FE9EFEA3FEA7FEACFEB1FEB6FEBBFEBFFEC4FECAFECFFED4FED9FEDEFEE4FEE9FEEFFEF4FEFAFEFFFE05FF0BFF11FF17FF1DFF23FF29FF2FFF35FF3BFF42FF48FF4EFF55FF5CFF62FF69FF70FF76FF7DFF84FF8BFF92FF99FFA1FFA8FFAFFFB7FFBEFFC6FFCDFFD5FFDCFFE4FFECFFF4FFFCFF04000C0014001C0024002D0035003D0046004F0057006000690071007A0083008C0095009E00A800B100BA00C300CD00D600E000EA00F300FD00070111011B0125012F01390143014D01570162016C01770181018C019601A101AC01B601C101CC01D701E201ED01F90104020F021A02260231023D024802540260026B02770283028F029B02A702B302BF02CB02D702E402F002FC020903150322032E033B034803540361036E037B0388039503A203AF03BC03C903D703E403F103FF030C041A0427043504420450045E046B04790487049504A304B104BF04CD04DB04E904F70406051405220531053F054D055C056B05790588059605A505B405C305D105E005EF05FE050D061C062B063A06490658066706770686069506A406B406C306D306E206F10601071107200730073F074F075F076E077E078E079E07AE07BD07CD07DD07ED07FD070D081D082D083D084E085E086E087E088E089E08AF08BF08CF08E008F0080009110921093209420953096309740984099509A509B609C709D709E809F909090A1A0A2B0A3C0A4D0A5D0A6E0A7F0A900AA10AB20AC30AD30AE40AF50A060B170B280B390B4A0B5B0B6C0B7E0B8F0BA00BB10BC20BD30BE40BF50B070C180C290C3A0C4B0C5D0C6E0C7F0C900CA20CB30CC40CD60CE70CF80C0A0D1B0D2C0D3E0D4F0D600D720D830D940DA60DB70DC90DDA0DEC0DFD0D0E0E200E310E430E540E660E770E890E9A0EAC0EBD0ECF0EE00EF20E030F150F260F380F490F5B0F6D0F7E0F900FA10FB30FC40FD60FE70FF90F0B101C102E103F1051106210741086109710A910BA10CC10DE10EF100111121124113611471159116A117C118E119F11B111C211D411E611F71109121A122C123D124F126112721284129512A712B912CA12DC12ED12FF121113221334134513571368137A138C139D13AF13C013D213E313F513061418142A143B144D145E14701481149314A414B614C714D914EA14FC140D151F153015421553156515761588159915AB15BC15CE15DF15F1150216141625163616481659166B167C168E169F16B116C216D316E516F616081719172A173C174D175F17701781179317A417B517C717D817E917FB170C181D182F18401851186318741885189718A818B918CB18DC18ED18FE18101921193219431955196619771988199A19AB19BC19CD19DF19F019011A121A231A351A461A571A681A791A8A1A9C1AAD1ABE1ACF1AE01AF11A031B141B251B361B471B581B691B7A1B8B1B9D1BAE1BBF1BD01BE11BF21B031C141C251C361C471C581C691C7A1C8B1C9C1CAD1CBF1CD01CE11CF21C031D141D251D361D471D571D681D791D8A1D9B1DAC1DBD1DCE1DDF1DF01D011E121E231E341E451E561E671E771E881E991EAA1EBB1ECC1EDD1EEE1EFF1E0F1F201F311F421F531F641F751F851F961FA71FB81FC91FDA1FEA1FFB1F0C201D202E203E204F206020712081209220A320B420C520D520E620F7200821182129213A214B215B216C217D218D219E21AF21C021D021E121F2210222132224223422452256226622772288229822A922BA22CA22DB22EC22FC220D231E232E233F234F236023712381239223A323B323C423D423E523F6230624172427243824482459246A247A248B249B24AC24BC24CD24DD24EE24FF240F2520253025412551256225722583259325A425B425C525D525E625F6250726172628263826492659266A267A268B269B26AC26BC26CD26DD26ED26FE260E271F272F27402750276127712781279227A227B327C327D427E427F4270528152826283628462857286728782888289828A928B928CA28DA28EA28FB280B291C292C293C294D295D296D297E298E299E29AF29BF29D029E029F029012A112A212A322A422A522A632A732A832A942AA42AB42AC52AD52AE52AF62A062B162B262B372B472B572B682B782B882B992BA92BB92BC92BDA2BEA2BFA2B0B2C1B2C2B2C3C2C4C2C5C2C6C2C7D2C8D2C9D2CAD2CBE2CCE2CDE2CEE2CFF2C0F2D1F2D302D402D502D602D712D812D912DA12DB22DC22DD22DE22DF22D032E132E232E332E442E542E642E742E852E952EA52EB52EC52ED62EE62EF62E062F172F272F372F472F572F682F782F882F982FA82FB92FC92FD92FE92FF92F0A301A302A303A304A305B306B307B308B309B30AB30BC30CC30DC30EC30FC300D311D312D313D314D315D316E317E318E319E31AE31BE31CF31DF31EF31FF310F321F323032403250326032703280329032A132B132C132D132E132F1320233123322333233423352336233723383339333A333B333C333D333E333F4330434143424343434443454346434753485349534A534B534C534D534E534F6340635163526353635463556356635773587359735A735B735C735D735E735F7350736183628363836483658366836783688369836A936B936C936D936E936F936093719372937393749375A376A377A378A379A37AA37BA37CA37DA37EA37FA370B381B382B383B384B385B386B387B388B389B38AB38BB38CC38DC38EC38FC380C391C392C393C394C395C396C397C398C399D39AD39BD39CD39DD39ED39FD390D3A1D3A2D3A3D3A4D3A5D3A6D3A7E3A8E3A9E3AAE3ABE3ACE3ADE3AEE3AFE3A0E3B1E3B2E3B3E3B4E3B5E3B6F3B7F3B8F3B9F3BAF3BBF3BCF3BDF3BEF3BFF3B0F3C1F3C2F3C3F3C4F3C5F3C6F3C7F3C903CA03CB03CC03CD03CE03CF03C003D103D203D303D403D503D603D703D803D903DA03DB03DC13DD13DE13DF13D013E113E213E313E413E513E613E713E813E913EA13EB13EC13ED13EE13EF13E013F113F213F323F423F523F623F723F823F923FA23FB23FC23FD23FE23FF23F0240124022403240424052406240724082409240A240B240C240D240E340F3400341134123413341434153416341734183419341A341B341C341D341E341F3410342134223423342434253426342734283429342A342B342C342D342E442F4420443144324433443444354436443744384439443A443B443C443D443E443F4430444144424443444444454446444744484449444A444B444C444D444E444F4440445144524453445444554456445744585459545A545B545C545D545E545F5450546154625463546454655466546754685469546A546B546C546D546E546F5460547154725473547454755476547754785479547A547B547C547D547E547F5470548154825483548454855486548754885489548A548B548C548D548E548F5480549154925493649464956496649764986499649A649B649C649D649E649F649064A164A264A364A464A564A664A764A864A964AA64AB64AC64AD64AE64AF64A064B164B264B364B464B564B664B764B864B964BA64BB64BC64BD64BE64BF64B064C164C264C364C464C564C664C764C864C964CA64CB64CC64CD64CE64CF64C064D164D264D364D464D564D664D764D864D964DA64DB64DC64DD64DE64DF64D064E164E264E364E464E564E664E764E864E964EA64EB64EC64ED64EE64EF64E064F164F264F364F464F564F674F774F874F974FA74FB74FC74FD74FE74FF74F0750175027503750475057506750775087509750A750B750C750D750E750F7500751175127513751475157516751775187519751A751B751C751D751E751F7510752175227523752475257526752775287529752A752B752C752D752E752F7520753175327533753475357536753775387539753A753B753C753D753E753F7530754175427543754475457546754775487549754A754B754C754D754E754F7540755175527553755475557556755775587559755A755B755C755D755E755F7550756175627563756475657566756775687569756A756B756C756D756E756F7560757175727573757475757576757775787579757A757B757C757D757E757F7570758175827583758475857586758775887589758A758B758C758D758E758F7580759175927593759475957596759775987599759A759B759C759D759E759F759075A175A275A375A475A575A675A775A875A975AA75AB75AC75AD75AE75AF75A075B175B275B375B475B575B675B775B875B975BA75BB75BC75BD75BE75BF75B075C175C275C375C475C575C675C775C875C975CA75CB75CC75CD75CE75CF75C075D175D275D375D475D575D675D775D875D975DA75DB75DC75DD75DE75DF75D075E175E275E375E475E575E675E775E875E975EA75EB75EC75ED75EE75EF75E075F175F275F375F475F575F675F775F875F975FA75FB75FC75FD75FE75FF75F0760176027603760476057606760776087609760A760B760C760D760E760F7600761176127613761476157616761776187619761A761B761C761D761E761F7610762176227623762476257626762776287629762A762B762C762D762E762F7620763176327633763476357636763776387639763A763B763C763D763E763F7630764176427643764476457646764776487649764A764B764C764D764E764F7640765176527653765476557656765776587659765A765B765C765D765E765F7650766176627663766476657666766776687669766A766B766C766D766E766F7660767176727673767476757676767776787679767A767B767C767D767E767F7670768176827683768476857686768776887689768A768B768C768D768E768F7680769176927693769476957696769776987699769A769B769C769D769E769F769076A176A276A376A476A576A676A776A876A976AA76AB76AC76AD76AE76AF76A076B176B276B376B476B576B676B776B876B976BA76BB76BC76BD76BE76BF76B076C176C276C376C476C576C676C776C876C976CA76CB76CC76CD76CE76CF76C076D176D276D376D476D576D676D776D876D976DA76DB76DC76DD76DE76DF76D076E176E276E376E476E576E676E776E876E976EA76EB76EC76ED76EE76EF76E076F176F276F376F476F576F676F776F876F976FA76FB76FC76FD76FE76FF76F0770177027703770477057706770777087709770A770B770C770D770E770F7700771177127713771477157716771777187719771A771B771C771D771E771F7710772177227723772477257726772777287729772A772B772C772D772E772F7720773177327733773477357736773777387739773A773B773C773D773E773F7730774177427743774477457746774777487749774A774B774C774D774E774F7740775177527753775477557756775777587759775A775B775C775D775E775F7750776177627763776477657766776777687769776A776B776C776D776E776F7760777177727773777477757776777777787779777A777B777C777D777E777F7770778177827783778477857786778777887789778A778B778C778D778E778F7780779177927793779477957796779777987799779A779B779C779D779E779F779077A177A277A377A477A577A677A777A877A977AA77AB77AC77AD77AE77AF77A077B177B277B377B477B577B677B777B877B977BA77BB77BC77BD77BE77BF77B077C177C277C377C477C577C677C777C877C977CA77CB77CC77CD77CE77CF77C077D177D277D377D477D577D677D777D877D977DA77DB77DC77DD77DE77DF77D077E177E277E377E477E577E677E777E877E977EA77EB77EC77ED77EE77EF77E077F177F277F377F477F577F677F777F877F977FA77FB77FC77FD77FE77FF77F">
  func.func @rescaled(%arg0: i64, %arg1: i32) -> i64 attributes {itypes = "ss", otypes = "s"} {
    %c1_i97 = arith.constant {name = "%c1_i97"} 1 : i97
    %c41_i96 = arith.constant {name = "%c41_i96"} 41 : i96
    %0 = arith.extsi %arg0 {name = "%0"} : i64 to i96
    %1 = arith.extsi %arg1 {name = "%1"} : i32 to i96
    %2 = arith.muli %0, %1 {name = "%2"} : i96
    %alloc = memref.alloc() {name = "wide"} : memref<i96>
    affine.store %2, %alloc[] {to = "wide"} : memref<i96>
    %3 = affine.load %alloc[] {from = "wide"} : memref<i96>
    %4 = arith.shrsi %3, %c41_i96 {name = "%4"} : i96
    %5 = arith.extsi %4 {name = "%5"} : i96 to i97
    %6 = arith.addi %5, %c1_i97 {name = "%6"} : i97
    %7 = arith.shrui %6, %c1_i97 {name = "%7"} : i97
    %8 = arith.trunci %7 {name = "%8"} : i97 to i96
    %alloc_0 = memref.alloc() {name = "shifted"} : memref<i96>
    affine.store %8, %alloc_0[] {to = "shifted"} : memref<i96>
    %9 = affine.load %alloc_0[] {from = "shifted"} : memref<i96>
    %10 = arith.trunci %9 {name = "%10"} : i96 to i64
    %alloc_1 = memref.alloc() {name = "answer"} : memref<i64>
    affine.store %10, %alloc_1[] {to = "answer"} : memref<i64>
    %11 = affine.load %alloc_1[] {from = "answer"} : memref<i64>
    return %11 : i64
  }
  func.func @activation_of(%arg0: i64) -> i16 attributes {itypes = "s", otypes = "s"} {
    %c-32768_i16 = arith.constant {name = "%c-32768_i16"} -32768 : i16
    %c-32768_i64 = arith.constant {name = "%c-32768_i64"} -32768 : i64
    %c32767_i16 = arith.constant {name = "%c32767_i16"} 32767 : i16
    %c32767_i64 = arith.constant {name = "%c32767_i64"} 32767 : i64
    %c0_i16 = arith.constant {name = "%c0_i16"} 0 : i16
    %alloc = memref.alloc() {name = "kept"} : memref<i16>
    affine.store %c0_i16, %alloc[] {to = "kept"} : memref<i16>
    %0 = arith.cmpi sgt, %arg0, %c32767_i64 {name = "%0"} : i64
    scf.if %0 {
      affine.store %c32767_i16, %alloc[] {to = "kept"} : memref<i16>
    } else {
      %2 = arith.cmpi slt, %arg0, %c-32768_i64 : i64
      scf.if %2 {
        affine.store %c-32768_i16, %alloc[] {to = "kept"} : memref<i16>
      } else {
        %3 = arith.trunci %arg0 : i64 to i16
        affine.store %3, %alloc[] {to = "kept"} : memref<i16>
      }
    }
    %1 = affine.load %alloc[] {from = "kept"} : memref<i16>
    return %1 : i16
  }
  func.func @gated(%arg0: i64, %arg1: i64, %arg2: i32, %arg3: i32) -> i16 attributes {itypes = "ssss", otypes = "s"} {
    %c11_i65 = arith.constant {name = "%c11_i65"} 11 : i65
    %c1024_i65 = arith.constant {name = "%c1024_i65"} 1024 : i65
    %c2048_i33 = arith.constant {name = "%c2048_i33"} 2048 : i33
    %c4_i32 = arith.constant {name = "%c4_i32"} 4 : i32
    %0 = memref.get_global @curve : memref<4096xi16>
    %1 = call @rescaled(%arg0, %arg2) {name = "%1"} : (i64, i32) -> i64
    %2 = call @activation_of(%1) {name = "%2"} : (i64) -> i16
    %3 = arith.extsi %2 {name = "%3"} : i16 to i32
    %alloc = memref.alloc() {name = "gate"} : memref<i32>
    affine.store %3, %alloc[] {to = "gate"} : memref<i32>
    %4 = call @rescaled(%arg1, %arg3) {name = "%4"} : (i64, i32) -> i64
    %5 = call @activation_of(%4) {name = "%5"} : (i64) -> i16
    %6 = arith.extsi %5 {name = "%6"} : i16 to i64
    %alloc_0 = memref.alloc() {name = "up"} : memref<i64>
    affine.store %6, %alloc_0[] {to = "up"} : memref<i64>
    %7 = affine.load %alloc[] {from = "gate"} : memref<i32>
    %8 = arith.shrsi %7, %c4_i32 {name = "%8"} : i32
    %9 = arith.extsi %8 {name = "%9"} : i32 to i33
    %10 = arith.addi %9, %c2048_i33 {name = "%10"} : i33
    %11 = arith.trunci %10 {name = "%11"} : i33 to i32
    %alloc_1 = memref.alloc() {name = "entry"} : memref<i32>
    affine.store %11, %alloc_1[] {to = "entry"} : memref<i32>
    %12 = affine.load %alloc_0[] {from = "up"} : memref<i64>
    %13 = affine.load %alloc_1[] {from = "entry"} : memref<i32>
    %14 = arith.index_cast %13 {name = "%14"} : i32 to index
    %15 = memref.load %0[%14] {from = "curve"} : memref<4096xi16>
    %16 = arith.extsi %12 {name = "%16"} : i64 to i80
    %17 = arith.extsi %15 {name = "%17"} : i16 to i80
    %18 = arith.muli %16, %17 {name = "%18"} : i80
    %19 = arith.trunci %18 {name = "%19"} : i80 to i64
    %alloc_2 = memref.alloc() {name = "product"} : memref<i64>
    affine.store %19, %alloc_2[] {to = "product"} : memref<i64>
    %20 = affine.load %alloc_2[] {from = "product"} : memref<i64>
    %21 = arith.extsi %20 {name = "%21"} : i64 to i65
    %22 = arith.addi %21, %c1024_i65 {name = "%22"} : i65
    %23 = arith.shrsi %22, %c11_i65 {name = "%23"} : i65
    %24 = arith.trunci %23 {name = "%24"} : i65 to i64
    %alloc_3 = memref.alloc() {name = "scaled"} : memref<i64>
    affine.store %24, %alloc_3[] {to = "scaled"} : memref<i64>
    %25 = affine.load %alloc_3[] {from = "scaled"} : memref<i64>
    %26 = call @activation_of(%25) {name = "%26"} : (i64) -> i16
    %alloc_4 = memref.alloc() {name = "unit"} : memref<i16>
    affine.store %26, %alloc_4[] {to = "unit"} : memref<i16>
    %27 = affine.load %alloc_4[] {from = "unit"} : memref<i16>
    return %27 : i16
  }
  func.func @scaled_groups(%arg0: i512, %arg1: i512, %arg2: i512, %arg3: memref<32xi16, #map1>, %arg4: memref<8xi64, #map1>) attributes {itypes = "uuuss", otypes = ""} {
    %c254 = arith.constant {name = "%c254"} 254 : index
    %c511 = arith.constant {name = "%c511"} 511 : index
    %c508 = arith.constant {name = "%c508"} 508 : index
    %c253 = arith.constant {name = "%c253"} 253 : index
    %c507 = arith.constant {name = "%c507"} 507 : index
    %c504 = arith.constant {name = "%c504"} 504 : index
    %c250 = arith.constant {name = "%c250"} 250 : index
    %c503 = arith.constant {name = "%c503"} 503 : index
    %c500 = arith.constant {name = "%c500"} 500 : index
    %c249 = arith.constant {name = "%c249"} 249 : index
    %c499 = arith.constant {name = "%c499"} 499 : index
    %c496 = arith.constant {name = "%c496"} 496 : index
    %c246 = arith.constant {name = "%c246"} 246 : index
    %c495 = arith.constant {name = "%c495"} 495 : index
    %c492 = arith.constant {name = "%c492"} 492 : index
    %c245 = arith.constant {name = "%c245"} 245 : index
    %c491 = arith.constant {name = "%c491"} 491 : index
    %c488 = arith.constant {name = "%c488"} 488 : index
    %c242 = arith.constant {name = "%c242"} 242 : index
    %c487 = arith.constant {name = "%c487"} 487 : index
    %c484 = arith.constant {name = "%c484"} 484 : index
    %c241 = arith.constant {name = "%c241"} 241 : index
    %c483 = arith.constant {name = "%c483"} 483 : index
    %c480 = arith.constant {name = "%c480"} 480 : index
    %c238 = arith.constant {name = "%c238"} 238 : index
    %c479 = arith.constant {name = "%c479"} 479 : index
    %c476 = arith.constant {name = "%c476"} 476 : index
    %c237 = arith.constant {name = "%c237"} 237 : index
    %c475 = arith.constant {name = "%c475"} 475 : index
    %c472 = arith.constant {name = "%c472"} 472 : index
    %c234 = arith.constant {name = "%c234"} 234 : index
    %c471 = arith.constant {name = "%c471"} 471 : index
    %c468 = arith.constant {name = "%c468"} 468 : index
    %c233 = arith.constant {name = "%c233"} 233 : index
    %c467 = arith.constant {name = "%c467"} 467 : index
    %c464 = arith.constant {name = "%c464"} 464 : index
    %c230 = arith.constant {name = "%c230"} 230 : index
    %c463 = arith.constant {name = "%c463"} 463 : index
    %c460 = arith.constant {name = "%c460"} 460 : index
    %c229 = arith.constant {name = "%c229"} 229 : index
    %c459 = arith.constant {name = "%c459"} 459 : index
    %c456 = arith.constant {name = "%c456"} 456 : index
    %c226 = arith.constant {name = "%c226"} 226 : index
    %c455 = arith.constant {name = "%c455"} 455 : index
    %c452 = arith.constant {name = "%c452"} 452 : index
    %c225 = arith.constant {name = "%c225"} 225 : index
    %c451 = arith.constant {name = "%c451"} 451 : index
    %c448 = arith.constant {name = "%c448"} 448 : index
    %c222 = arith.constant {name = "%c222"} 222 : index
    %c447 = arith.constant {name = "%c447"} 447 : index
    %c444 = arith.constant {name = "%c444"} 444 : index
    %c221 = arith.constant {name = "%c221"} 221 : index
    %c443 = arith.constant {name = "%c443"} 443 : index
    %c440 = arith.constant {name = "%c440"} 440 : index
    %c218 = arith.constant {name = "%c218"} 218 : index
    %c439 = arith.constant {name = "%c439"} 439 : index
    %c436 = arith.constant {name = "%c436"} 436 : index
    %c217 = arith.constant {name = "%c217"} 217 : index
    %c435 = arith.constant {name = "%c435"} 435 : index
    %c432 = arith.constant {name = "%c432"} 432 : index
    %c214 = arith.constant {name = "%c214"} 214 : index
    %c431 = arith.constant {name = "%c431"} 431 : index
    %c428 = arith.constant {name = "%c428"} 428 : index
    %c213 = arith.constant {name = "%c213"} 213 : index
    %c427 = arith.constant {name = "%c427"} 427 : index
    %c424 = arith.constant {name = "%c424"} 424 : index
    %c210 = arith.constant {name = "%c210"} 210 : index
    %c423 = arith.constant {name = "%c423"} 423 : index
    %c420 = arith.constant {name = "%c420"} 420 : index
    %c209 = arith.constant {name = "%c209"} 209 : index
    %c419 = arith.constant {name = "%c419"} 419 : index
    %c416 = arith.constant {name = "%c416"} 416 : index
    %c206 = arith.constant {name = "%c206"} 206 : index
    %c415 = arith.constant {name = "%c415"} 415 : index
    %c412 = arith.constant {name = "%c412"} 412 : index
    %c205 = arith.constant {name = "%c205"} 205 : index
    %c411 = arith.constant {name = "%c411"} 411 : index
    %c408 = arith.constant {name = "%c408"} 408 : index
    %c202 = arith.constant {name = "%c202"} 202 : index
    %c407 = arith.constant {name = "%c407"} 407 : index
    %c404 = arith.constant {name = "%c404"} 404 : index
    %c201 = arith.constant {name = "%c201"} 201 : index
    %c403 = arith.constant {name = "%c403"} 403 : index
    %c400 = arith.constant {name = "%c400"} 400 : index
    %c198 = arith.constant {name = "%c198"} 198 : index
    %c399 = arith.constant {name = "%c399"} 399 : index
    %c396 = arith.constant {name = "%c396"} 396 : index
    %c197 = arith.constant {name = "%c197"} 197 : index
    %c395 = arith.constant {name = "%c395"} 395 : index
    %c392 = arith.constant {name = "%c392"} 392 : index
    %c194 = arith.constant {name = "%c194"} 194 : index
    %c391 = arith.constant {name = "%c391"} 391 : index
    %c388 = arith.constant {name = "%c388"} 388 : index
    %c193 = arith.constant {name = "%c193"} 193 : index
    %c387 = arith.constant {name = "%c387"} 387 : index
    %c384 = arith.constant {name = "%c384"} 384 : index
    %c190 = arith.constant {name = "%c190"} 190 : index
    %c383 = arith.constant {name = "%c383"} 383 : index
    %c380 = arith.constant {name = "%c380"} 380 : index
    %c189 = arith.constant {name = "%c189"} 189 : index
    %c379 = arith.constant {name = "%c379"} 379 : index
    %c376 = arith.constant {name = "%c376"} 376 : index
    %c186 = arith.constant {name = "%c186"} 186 : index
    %c375 = arith.constant {name = "%c375"} 375 : index
    %c372 = arith.constant {name = "%c372"} 372 : index
    %c185 = arith.constant {name = "%c185"} 185 : index
    %c371 = arith.constant {name = "%c371"} 371 : index
    %c368 = arith.constant {name = "%c368"} 368 : index
    %c182 = arith.constant {name = "%c182"} 182 : index
    %c367 = arith.constant {name = "%c367"} 367 : index
    %c364 = arith.constant {name = "%c364"} 364 : index
    %c181 = arith.constant {name = "%c181"} 181 : index
    %c363 = arith.constant {name = "%c363"} 363 : index
    %c360 = arith.constant {name = "%c360"} 360 : index
    %c178 = arith.constant {name = "%c178"} 178 : index
    %c359 = arith.constant {name = "%c359"} 359 : index
    %c356 = arith.constant {name = "%c356"} 356 : index
    %c177 = arith.constant {name = "%c177"} 177 : index
    %c355 = arith.constant {name = "%c355"} 355 : index
    %c352 = arith.constant {name = "%c352"} 352 : index
    %c174 = arith.constant {name = "%c174"} 174 : index
    %c351 = arith.constant {name = "%c351"} 351 : index
    %c348 = arith.constant {name = "%c348"} 348 : index
    %c173 = arith.constant {name = "%c173"} 173 : index
    %c347 = arith.constant {name = "%c347"} 347 : index
    %c344 = arith.constant {name = "%c344"} 344 : index
    %c170 = arith.constant {name = "%c170"} 170 : index
    %c343 = arith.constant {name = "%c343"} 343 : index
    %c340 = arith.constant {name = "%c340"} 340 : index
    %c169 = arith.constant {name = "%c169"} 169 : index
    %c339 = arith.constant {name = "%c339"} 339 : index
    %c336 = arith.constant {name = "%c336"} 336 : index
    %c166 = arith.constant {name = "%c166"} 166 : index
    %c335 = arith.constant {name = "%c335"} 335 : index
    %c332 = arith.constant {name = "%c332"} 332 : index
    %c165 = arith.constant {name = "%c165"} 165 : index
    %c331 = arith.constant {name = "%c331"} 331 : index
    %c328 = arith.constant {name = "%c328"} 328 : index
    %c162 = arith.constant {name = "%c162"} 162 : index
    %c327 = arith.constant {name = "%c327"} 327 : index
    %c324 = arith.constant {name = "%c324"} 324 : index
    %c161 = arith.constant {name = "%c161"} 161 : index
    %c323 = arith.constant {name = "%c323"} 323 : index
    %c320 = arith.constant {name = "%c320"} 320 : index
    %c158 = arith.constant {name = "%c158"} 158 : index
    %c319 = arith.constant {name = "%c319"} 319 : index
    %c316 = arith.constant {name = "%c316"} 316 : index
    %c157 = arith.constant {name = "%c157"} 157 : index
    %c315 = arith.constant {name = "%c315"} 315 : index
    %c312 = arith.constant {name = "%c312"} 312 : index
    %c154 = arith.constant {name = "%c154"} 154 : index
    %c311 = arith.constant {name = "%c311"} 311 : index
    %c308 = arith.constant {name = "%c308"} 308 : index
    %c153 = arith.constant {name = "%c153"} 153 : index
    %c307 = arith.constant {name = "%c307"} 307 : index
    %c304 = arith.constant {name = "%c304"} 304 : index
    %c150 = arith.constant {name = "%c150"} 150 : index
    %c303 = arith.constant {name = "%c303"} 303 : index
    %c300 = arith.constant {name = "%c300"} 300 : index
    %c149 = arith.constant {name = "%c149"} 149 : index
    %c299 = arith.constant {name = "%c299"} 299 : index
    %c296 = arith.constant {name = "%c296"} 296 : index
    %c146 = arith.constant {name = "%c146"} 146 : index
    %c295 = arith.constant {name = "%c295"} 295 : index
    %c292 = arith.constant {name = "%c292"} 292 : index
    %c145 = arith.constant {name = "%c145"} 145 : index
    %c291 = arith.constant {name = "%c291"} 291 : index
    %c288 = arith.constant {name = "%c288"} 288 : index
    %c142 = arith.constant {name = "%c142"} 142 : index
    %c287 = arith.constant {name = "%c287"} 287 : index
    %c284 = arith.constant {name = "%c284"} 284 : index
    %c141 = arith.constant {name = "%c141"} 141 : index
    %c283 = arith.constant {name = "%c283"} 283 : index
    %c280 = arith.constant {name = "%c280"} 280 : index
    %c138 = arith.constant {name = "%c138"} 138 : index
    %c279 = arith.constant {name = "%c279"} 279 : index
    %c276 = arith.constant {name = "%c276"} 276 : index
    %c137 = arith.constant {name = "%c137"} 137 : index
    %c275 = arith.constant {name = "%c275"} 275 : index
    %c272 = arith.constant {name = "%c272"} 272 : index
    %c134 = arith.constant {name = "%c134"} 134 : index
    %c271 = arith.constant {name = "%c271"} 271 : index
    %c268 = arith.constant {name = "%c268"} 268 : index
    %c133 = arith.constant {name = "%c133"} 133 : index
    %c267 = arith.constant {name = "%c267"} 267 : index
    %c264 = arith.constant {name = "%c264"} 264 : index
    %c130 = arith.constant {name = "%c130"} 130 : index
    %c263 = arith.constant {name = "%c263"} 263 : index
    %c260 = arith.constant {name = "%c260"} 260 : index
    %c129 = arith.constant {name = "%c129"} 129 : index
    %c259 = arith.constant {name = "%c259"} 259 : index
    %c256 = arith.constant {name = "%c256"} 256 : index
    %c126 = arith.constant {name = "%c126"} 126 : index
    %c255 = arith.constant {name = "%c255"} 255 : index
    %c252 = arith.constant {name = "%c252"} 252 : index
    %c125 = arith.constant {name = "%c125"} 125 : index
    %c251 = arith.constant {name = "%c251"} 251 : index
    %c248 = arith.constant {name = "%c248"} 248 : index
    %c122 = arith.constant {name = "%c122"} 122 : index
    %c247 = arith.constant {name = "%c247"} 247 : index
    %c244 = arith.constant {name = "%c244"} 244 : index
    %c121 = arith.constant {name = "%c121"} 121 : index
    %c243 = arith.constant {name = "%c243"} 243 : index
    %c240 = arith.constant {name = "%c240"} 240 : index
    %c118 = arith.constant {name = "%c118"} 118 : index
    %c239 = arith.constant {name = "%c239"} 239 : index
    %c236 = arith.constant {name = "%c236"} 236 : index
    %c117 = arith.constant {name = "%c117"} 117 : index
    %c235 = arith.constant {name = "%c235"} 235 : index
    %c232 = arith.constant {name = "%c232"} 232 : index
    %c114 = arith.constant {name = "%c114"} 114 : index
    %c231 = arith.constant {name = "%c231"} 231 : index
    %c228 = arith.constant {name = "%c228"} 228 : index
    %c113 = arith.constant {name = "%c113"} 113 : index
    %c227 = arith.constant {name = "%c227"} 227 : index
    %c224 = arith.constant {name = "%c224"} 224 : index
    %c110 = arith.constant {name = "%c110"} 110 : index
    %c223 = arith.constant {name = "%c223"} 223 : index
    %c220 = arith.constant {name = "%c220"} 220 : index
    %c109 = arith.constant {name = "%c109"} 109 : index
    %c219 = arith.constant {name = "%c219"} 219 : index
    %c216 = arith.constant {name = "%c216"} 216 : index
    %c106 = arith.constant {name = "%c106"} 106 : index
    %c215 = arith.constant {name = "%c215"} 215 : index
    %c212 = arith.constant {name = "%c212"} 212 : index
    %c105 = arith.constant {name = "%c105"} 105 : index
    %c211 = arith.constant {name = "%c211"} 211 : index
    %c208 = arith.constant {name = "%c208"} 208 : index
    %c102 = arith.constant {name = "%c102"} 102 : index
    %c207 = arith.constant {name = "%c207"} 207 : index
    %c204 = arith.constant {name = "%c204"} 204 : index
    %c101 = arith.constant {name = "%c101"} 101 : index
    %c203 = arith.constant {name = "%c203"} 203 : index
    %c200 = arith.constant {name = "%c200"} 200 : index
    %c98 = arith.constant {name = "%c98"} 98 : index
    %c199 = arith.constant {name = "%c199"} 199 : index
    %c196 = arith.constant {name = "%c196"} 196 : index
    %c97 = arith.constant {name = "%c97"} 97 : index
    %c195 = arith.constant {name = "%c195"} 195 : index
    %c192 = arith.constant {name = "%c192"} 192 : index
    %c94 = arith.constant {name = "%c94"} 94 : index
    %c191 = arith.constant {name = "%c191"} 191 : index
    %c188 = arith.constant {name = "%c188"} 188 : index
    %c93 = arith.constant {name = "%c93"} 93 : index
    %c187 = arith.constant {name = "%c187"} 187 : index
    %c184 = arith.constant {name = "%c184"} 184 : index
    %c90 = arith.constant {name = "%c90"} 90 : index
    %c183 = arith.constant {name = "%c183"} 183 : index
    %c180 = arith.constant {name = "%c180"} 180 : index
    %c89 = arith.constant {name = "%c89"} 89 : index
    %c179 = arith.constant {name = "%c179"} 179 : index
    %c176 = arith.constant {name = "%c176"} 176 : index
    %c86 = arith.constant {name = "%c86"} 86 : index
    %c175 = arith.constant {name = "%c175"} 175 : index
    %c172 = arith.constant {name = "%c172"} 172 : index
    %c85 = arith.constant {name = "%c85"} 85 : index
    %c171 = arith.constant {name = "%c171"} 171 : index
    %c168 = arith.constant {name = "%c168"} 168 : index
    %c82 = arith.constant {name = "%c82"} 82 : index
    %c167 = arith.constant {name = "%c167"} 167 : index
    %c164 = arith.constant {name = "%c164"} 164 : index
    %c81 = arith.constant {name = "%c81"} 81 : index
    %c163 = arith.constant {name = "%c163"} 163 : index
    %c160 = arith.constant {name = "%c160"} 160 : index
    %c78 = arith.constant {name = "%c78"} 78 : index
    %c159 = arith.constant {name = "%c159"} 159 : index
    %c156 = arith.constant {name = "%c156"} 156 : index
    %c77 = arith.constant {name = "%c77"} 77 : index
    %c155 = arith.constant {name = "%c155"} 155 : index
    %c152 = arith.constant {name = "%c152"} 152 : index
    %c74 = arith.constant {name = "%c74"} 74 : index
    %c151 = arith.constant {name = "%c151"} 151 : index
    %c148 = arith.constant {name = "%c148"} 148 : index
    %c73 = arith.constant {name = "%c73"} 73 : index
    %c147 = arith.constant {name = "%c147"} 147 : index
    %c144 = arith.constant {name = "%c144"} 144 : index
    %c70 = arith.constant {name = "%c70"} 70 : index
    %c143 = arith.constant {name = "%c143"} 143 : index
    %c140 = arith.constant {name = "%c140"} 140 : index
    %c69 = arith.constant {name = "%c69"} 69 : index
    %c139 = arith.constant {name = "%c139"} 139 : index
    %c136 = arith.constant {name = "%c136"} 136 : index
    %c66 = arith.constant {name = "%c66"} 66 : index
    %c135 = arith.constant {name = "%c135"} 135 : index
    %c132 = arith.constant {name = "%c132"} 132 : index
    %c65 = arith.constant {name = "%c65"} 65 : index
    %c131 = arith.constant {name = "%c131"} 131 : index
    %c128 = arith.constant {name = "%c128"} 128 : index
    %c62 = arith.constant {name = "%c62"} 62 : index
    %c127 = arith.constant {name = "%c127"} 127 : index
    %c124 = arith.constant {name = "%c124"} 124 : index
    %c61 = arith.constant {name = "%c61"} 61 : index
    %c123 = arith.constant {name = "%c123"} 123 : index
    %c120 = arith.constant {name = "%c120"} 120 : index
    %c58 = arith.constant {name = "%c58"} 58 : index
    %c119 = arith.constant {name = "%c119"} 119 : index
    %c116 = arith.constant {name = "%c116"} 116 : index
    %c57 = arith.constant {name = "%c57"} 57 : index
    %c115 = arith.constant {name = "%c115"} 115 : index
    %c112 = arith.constant {name = "%c112"} 112 : index
    %c54 = arith.constant {name = "%c54"} 54 : index
    %c111 = arith.constant {name = "%c111"} 111 : index
    %c108 = arith.constant {name = "%c108"} 108 : index
    %c53 = arith.constant {name = "%c53"} 53 : index
    %c107 = arith.constant {name = "%c107"} 107 : index
    %c104 = arith.constant {name = "%c104"} 104 : index
    %c50 = arith.constant {name = "%c50"} 50 : index
    %c103 = arith.constant {name = "%c103"} 103 : index
    %c100 = arith.constant {name = "%c100"} 100 : index
    %c49 = arith.constant {name = "%c49"} 49 : index
    %c99 = arith.constant {name = "%c99"} 99 : index
    %c96 = arith.constant {name = "%c96"} 96 : index
    %c46 = arith.constant {name = "%c46"} 46 : index
    %c95 = arith.constant {name = "%c95"} 95 : index
    %c92 = arith.constant {name = "%c92"} 92 : index
    %c45 = arith.constant {name = "%c45"} 45 : index
    %c91 = arith.constant {name = "%c91"} 91 : index
    %c88 = arith.constant {name = "%c88"} 88 : index
    %c42 = arith.constant {name = "%c42"} 42 : index
    %c87 = arith.constant {name = "%c87"} 87 : index
    %c84 = arith.constant {name = "%c84"} 84 : index
    %c41 = arith.constant {name = "%c41"} 41 : index
    %c83 = arith.constant {name = "%c83"} 83 : index
    %c80 = arith.constant {name = "%c80"} 80 : index
    %c38 = arith.constant {name = "%c38"} 38 : index
    %c79 = arith.constant {name = "%c79"} 79 : index
    %c76 = arith.constant {name = "%c76"} 76 : index
    %c37 = arith.constant {name = "%c37"} 37 : index
    %c75 = arith.constant {name = "%c75"} 75 : index
    %c72 = arith.constant {name = "%c72"} 72 : index
    %c34 = arith.constant {name = "%c34"} 34 : index
    %c71 = arith.constant {name = "%c71"} 71 : index
    %c68 = arith.constant {name = "%c68"} 68 : index
    %c33 = arith.constant {name = "%c33"} 33 : index
    %c67 = arith.constant {name = "%c67"} 67 : index
    %c64 = arith.constant {name = "%c64"} 64 : index
    %c30 = arith.constant {name = "%c30"} 30 : index
    %c63 = arith.constant {name = "%c63"} 63 : index
    %c60 = arith.constant {name = "%c60"} 60 : index
    %c28_i66 = arith.constant {name = "%c28_i66"} 28 : i66
    %c29 = arith.constant {name = "%c29"} 29 : index
    %c59 = arith.constant {name = "%c59"} 59 : index
    %c56 = arith.constant {name = "%c56"} 56 : index
    %c26 = arith.constant {name = "%c26"} 26 : index
    %c55 = arith.constant {name = "%c55"} 55 : index
    %c52 = arith.constant {name = "%c52"} 52 : index
    %c24_i66 = arith.constant {name = "%c24_i66"} 24 : i66
    %c25 = arith.constant {name = "%c25"} 25 : index
    %c51 = arith.constant {name = "%c51"} 51 : index
    %c48 = arith.constant {name = "%c48"} 48 : index
    %c22 = arith.constant {name = "%c22"} 22 : index
    %c47 = arith.constant {name = "%c47"} 47 : index
    %c44 = arith.constant {name = "%c44"} 44 : index
    %c20_i66 = arith.constant {name = "%c20_i66"} 20 : i66
    %c21 = arith.constant {name = "%c21"} 21 : index
    %c43 = arith.constant {name = "%c43"} 43 : index
    %c40 = arith.constant {name = "%c40"} 40 : index
    %c18 = arith.constant {name = "%c18"} 18 : index
    %c39 = arith.constant {name = "%c39"} 39 : index
    %c36 = arith.constant {name = "%c36"} 36 : index
    %c16_i66 = arith.constant {name = "%c16_i66"} 16 : i66
    %c17 = arith.constant {name = "%c17"} 17 : index
    %c35 = arith.constant {name = "%c35"} 35 : index
    %c32 = arith.constant {name = "%c32"} 32 : index
    %c14 = arith.constant {name = "%c14"} 14 : index
    %c31 = arith.constant {name = "%c31"} 31 : index
    %c28 = arith.constant {name = "%c28"} 28 : index
    %c12_i66 = arith.constant {name = "%c12_i66"} 12 : i66
    %c13 = arith.constant {name = "%c13"} 13 : index
    %c27 = arith.constant {name = "%c27"} 27 : index
    %c24 = arith.constant {name = "%c24"} 24 : index
    %c10 = arith.constant {name = "%c10"} 10 : index
    %c23 = arith.constant {name = "%c23"} 23 : index
    %c20 = arith.constant {name = "%c20"} 20 : index
    %c8_i66 = arith.constant {name = "%c8_i66"} 8 : i66
    %c9 = arith.constant {name = "%c9"} 9 : index
    %c19 = arith.constant {name = "%c19"} 19 : index
    %c16 = arith.constant {name = "%c16"} 16 : index
    %c6 = arith.constant {name = "%c6"} 6 : index
    %c12 = arith.constant {name = "%c12"} 12 : index
    %c4_i66 = arith.constant {name = "%c4_i66"} 4 : i66
    %c5 = arith.constant {name = "%c5"} 5 : index
    %c11 = arith.constant {name = "%c11"} 11 : index
    %c8 = arith.constant {name = "%c8"} 8 : index
    %c2 = arith.constant {name = "%c2"} 2 : index
    %c7 = arith.constant {name = "%c7"} 7 : index
    %c4 = arith.constant {name = "%c4"} 4 : index
    %c1 = arith.constant {name = "%c1"} 1 : index
    %c3 = arith.constant {name = "%c3"} 3 : index
    %c0_i32 = arith.constant {name = "%c0_i32"} 0 : i32
    %c0 = arith.constant {name = "%c0"} 0 : index
    %c15 = arith.constant {name = "%c15"} 15 : index
    %0 = allo.get_slice(%arg2 : i512, %c15, %c0) {name = "%0"} -> i16
    %alloc = memref.alloc() {name = "scale"} : memref<i16>
    affine.store %0, %alloc[] {to = "scale"} : memref<i16>
    %alloc_0 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_0[] {to = "total"} : memref<i32>
    %1 = allo.get_slice(%arg0 : i512, %c3, %c0) {name = "%1"} -> i32
    %2 = arith.trunci %1 {name = "%2"} : i32 to i4
    %alloc_1 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %2, %alloc_1[] {to = "weight"} : memref<i4>
    %3 = allo.get_slice(%arg1 : i512, %c1, %c0) {name = "%3"} -> i32
    %4 = arith.trunci %3 {name = "%4", unsigned} : i32 to i8
    %alloc_2 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %4, %alloc_2[] {to = "place"} : memref<i8>
    %5 = affine.load %alloc_1[] {from = "weight"} : memref<i4>
    %6 = affine.load %alloc_2[] {from = "place"} : memref<i8>
    %7 = arith.extui %6 {name = "%7"} : i8 to i66
    %8 = arith.index_cast %7 {name = "%8"} : i66 to index
    %9 = memref.load %arg3[%8] {from = "inputs"} : memref<32xi16, #map1>
    %10 = arith.extsi %5 {name = "%10"} : i4 to i20
    %11 = arith.extsi %9 {name = "%11"} : i16 to i20
    %12 = arith.muli %10, %11 {name = "%12"} : i20
    %13 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %14 = arith.extsi %13 {name = "%14"} : i32 to i33
    %15 = arith.extsi %12 {name = "%15"} : i20 to i33
    %16 = arith.addi %14, %15 {name = "%16"} : i33
    %17 = arith.trunci %16 {name = "%17"} : i33 to i32
    affine.store %17, %alloc_0[] {to = "total"} : memref<i32>
    %18 = allo.get_slice(%arg0 : i512, %c7, %c4) {name = "%18"} -> i32
    %19 = arith.trunci %18 {name = "%19"} : i32 to i4
    %alloc_3 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %19, %alloc_3[] {to = "weight"} : memref<i4>
    %20 = allo.get_slice(%arg1 : i512, %c3, %c2) {name = "%20"} -> i32
    %21 = arith.trunci %20 {name = "%21", unsigned} : i32 to i8
    %alloc_4 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %21, %alloc_4[] {to = "place"} : memref<i8>
    %22 = affine.load %alloc_3[] {from = "weight"} : memref<i4>
    %23 = affine.load %alloc_4[] {from = "place"} : memref<i8>
    %24 = arith.extui %23 {name = "%24"} : i8 to i66
    %25 = arith.index_cast %24 {name = "%25"} : i66 to index
    %26 = memref.load %arg3[%25] {from = "inputs"} : memref<32xi16, #map1>
    %27 = arith.extsi %22 {name = "%27"} : i4 to i20
    %28 = arith.extsi %26 {name = "%28"} : i16 to i20
    %29 = arith.muli %27, %28 {name = "%29"} : i20
    %30 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %31 = arith.extsi %30 {name = "%31"} : i32 to i33
    %32 = arith.extsi %29 {name = "%32"} : i20 to i33
    %33 = arith.addi %31, %32 {name = "%33"} : i33
    %34 = arith.trunci %33 {name = "%34"} : i33 to i32
    affine.store %34, %alloc_0[] {to = "total"} : memref<i32>
    %35 = allo.get_slice(%arg0 : i512, %c11, %c8) {name = "%35"} -> i32
    %36 = arith.trunci %35 {name = "%36"} : i32 to i4
    %alloc_5 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %36, %alloc_5[] {to = "weight"} : memref<i4>
    %37 = allo.get_slice(%arg1 : i512, %c5, %c4) {name = "%37"} -> i32
    %38 = arith.trunci %37 {name = "%38", unsigned} : i32 to i8
    %alloc_6 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %38, %alloc_6[] {to = "place"} : memref<i8>
    %39 = affine.load %alloc_5[] {from = "weight"} : memref<i4>
    %40 = affine.load %alloc_6[] {from = "place"} : memref<i8>
    %41 = arith.extui %40 {name = "%41"} : i8 to i66
    %42 = arith.addi %41, %c4_i66 {name = "%42"} : i66
    %43 = arith.index_cast %42 {name = "%43"} : i66 to index
    %44 = memref.load %arg3[%43] {from = "inputs"} : memref<32xi16, #map1>
    %45 = arith.extsi %39 {name = "%45"} : i4 to i20
    %46 = arith.extsi %44 {name = "%46"} : i16 to i20
    %47 = arith.muli %45, %46 {name = "%47"} : i20
    %48 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %49 = arith.extsi %48 {name = "%49"} : i32 to i33
    %50 = arith.extsi %47 {name = "%50"} : i20 to i33
    %51 = arith.addi %49, %50 {name = "%51"} : i33
    %52 = arith.trunci %51 {name = "%52"} : i33 to i32
    affine.store %52, %alloc_0[] {to = "total"} : memref<i32>
    %53 = allo.get_slice(%arg0 : i512, %c15, %c12) {name = "%53"} -> i32
    %54 = arith.trunci %53 {name = "%54"} : i32 to i4
    %alloc_7 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %54, %alloc_7[] {to = "weight"} : memref<i4>
    %55 = allo.get_slice(%arg1 : i512, %c7, %c6) {name = "%55"} -> i32
    %56 = arith.trunci %55 {name = "%56", unsigned} : i32 to i8
    %alloc_8 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %56, %alloc_8[] {to = "place"} : memref<i8>
    %57 = affine.load %alloc_7[] {from = "weight"} : memref<i4>
    %58 = affine.load %alloc_8[] {from = "place"} : memref<i8>
    %59 = arith.extui %58 {name = "%59"} : i8 to i66
    %60 = arith.addi %59, %c4_i66 {name = "%60"} : i66
    %61 = arith.index_cast %60 {name = "%61"} : i66 to index
    %62 = memref.load %arg3[%61] {from = "inputs"} : memref<32xi16, #map1>
    %63 = arith.extsi %57 {name = "%63"} : i4 to i20
    %64 = arith.extsi %62 {name = "%64"} : i16 to i20
    %65 = arith.muli %63, %64 {name = "%65"} : i20
    %66 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %67 = arith.extsi %66 {name = "%67"} : i32 to i33
    %68 = arith.extsi %65 {name = "%68"} : i20 to i33
    %69 = arith.addi %67, %68 {name = "%69"} : i33
    %70 = arith.trunci %69 {name = "%70"} : i33 to i32
    affine.store %70, %alloc_0[] {to = "total"} : memref<i32>
    %71 = allo.get_slice(%arg0 : i512, %c19, %c16) {name = "%71"} -> i32
    %72 = arith.trunci %71 {name = "%72"} : i32 to i4
    %alloc_9 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %72, %alloc_9[] {to = "weight"} : memref<i4>
    %73 = allo.get_slice(%arg1 : i512, %c9, %c8) {name = "%73"} -> i32
    %74 = arith.trunci %73 {name = "%74", unsigned} : i32 to i8
    %alloc_10 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %74, %alloc_10[] {to = "place"} : memref<i8>
    %75 = affine.load %alloc_9[] {from = "weight"} : memref<i4>
    %76 = affine.load %alloc_10[] {from = "place"} : memref<i8>
    %77 = arith.extui %76 {name = "%77"} : i8 to i66
    %78 = arith.addi %77, %c8_i66 {name = "%78"} : i66
    %79 = arith.index_cast %78 {name = "%79"} : i66 to index
    %80 = memref.load %arg3[%79] {from = "inputs"} : memref<32xi16, #map1>
    %81 = arith.extsi %75 {name = "%81"} : i4 to i20
    %82 = arith.extsi %80 {name = "%82"} : i16 to i20
    %83 = arith.muli %81, %82 {name = "%83"} : i20
    %84 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %85 = arith.extsi %84 {name = "%85"} : i32 to i33
    %86 = arith.extsi %83 {name = "%86"} : i20 to i33
    %87 = arith.addi %85, %86 {name = "%87"} : i33
    %88 = arith.trunci %87 {name = "%88"} : i33 to i32
    affine.store %88, %alloc_0[] {to = "total"} : memref<i32>
    %89 = allo.get_slice(%arg0 : i512, %c23, %c20) {name = "%89"} -> i32
    %90 = arith.trunci %89 {name = "%90"} : i32 to i4
    %alloc_11 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %90, %alloc_11[] {to = "weight"} : memref<i4>
    %91 = allo.get_slice(%arg1 : i512, %c11, %c10) {name = "%91"} -> i32
    %92 = arith.trunci %91 {name = "%92", unsigned} : i32 to i8
    %alloc_12 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %92, %alloc_12[] {to = "place"} : memref<i8>
    %93 = affine.load %alloc_11[] {from = "weight"} : memref<i4>
    %94 = affine.load %alloc_12[] {from = "place"} : memref<i8>
    %95 = arith.extui %94 {name = "%95"} : i8 to i66
    %96 = arith.addi %95, %c8_i66 {name = "%96"} : i66
    %97 = arith.index_cast %96 {name = "%97"} : i66 to index
    %98 = memref.load %arg3[%97] {from = "inputs"} : memref<32xi16, #map1>
    %99 = arith.extsi %93 {name = "%99"} : i4 to i20
    %100 = arith.extsi %98 {name = "%100"} : i16 to i20
    %101 = arith.muli %99, %100 {name = "%101"} : i20
    %102 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %103 = arith.extsi %102 {name = "%103"} : i32 to i33
    %104 = arith.extsi %101 {name = "%104"} : i20 to i33
    %105 = arith.addi %103, %104 {name = "%105"} : i33
    %106 = arith.trunci %105 {name = "%106"} : i33 to i32
    affine.store %106, %alloc_0[] {to = "total"} : memref<i32>
    %107 = allo.get_slice(%arg0 : i512, %c27, %c24) {name = "%107"} -> i32
    %108 = arith.trunci %107 {name = "%108"} : i32 to i4
    %alloc_13 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %108, %alloc_13[] {to = "weight"} : memref<i4>
    %109 = allo.get_slice(%arg1 : i512, %c13, %c12) {name = "%109"} -> i32
    %110 = arith.trunci %109 {name = "%110", unsigned} : i32 to i8
    %alloc_14 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %110, %alloc_14[] {to = "place"} : memref<i8>
    %111 = affine.load %alloc_13[] {from = "weight"} : memref<i4>
    %112 = affine.load %alloc_14[] {from = "place"} : memref<i8>
    %113 = arith.extui %112 {name = "%113"} : i8 to i66
    %114 = arith.addi %113, %c12_i66 {name = "%114"} : i66
    %115 = arith.index_cast %114 {name = "%115"} : i66 to index
    %116 = memref.load %arg3[%115] {from = "inputs"} : memref<32xi16, #map1>
    %117 = arith.extsi %111 {name = "%117"} : i4 to i20
    %118 = arith.extsi %116 {name = "%118"} : i16 to i20
    %119 = arith.muli %117, %118 {name = "%119"} : i20
    %120 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %121 = arith.extsi %120 {name = "%121"} : i32 to i33
    %122 = arith.extsi %119 {name = "%122"} : i20 to i33
    %123 = arith.addi %121, %122 {name = "%123"} : i33
    %124 = arith.trunci %123 {name = "%124"} : i33 to i32
    affine.store %124, %alloc_0[] {to = "total"} : memref<i32>
    %125 = allo.get_slice(%arg0 : i512, %c31, %c28) {name = "%125"} -> i32
    %126 = arith.trunci %125 {name = "%126"} : i32 to i4
    %alloc_15 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %126, %alloc_15[] {to = "weight"} : memref<i4>
    %127 = allo.get_slice(%arg1 : i512, %c15, %c14) {name = "%127"} -> i32
    %128 = arith.trunci %127 {name = "%128", unsigned} : i32 to i8
    %alloc_16 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %128, %alloc_16[] {to = "place"} : memref<i8>
    %129 = affine.load %alloc_15[] {from = "weight"} : memref<i4>
    %130 = affine.load %alloc_16[] {from = "place"} : memref<i8>
    %131 = arith.extui %130 {name = "%131"} : i8 to i66
    %132 = arith.addi %131, %c12_i66 {name = "%132"} : i66
    %133 = arith.index_cast %132 {name = "%133"} : i66 to index
    %134 = memref.load %arg3[%133] {from = "inputs"} : memref<32xi16, #map1>
    %135 = arith.extsi %129 {name = "%135"} : i4 to i20
    %136 = arith.extsi %134 {name = "%136"} : i16 to i20
    %137 = arith.muli %135, %136 {name = "%137"} : i20
    %138 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %139 = arith.extsi %138 {name = "%139"} : i32 to i33
    %140 = arith.extsi %137 {name = "%140"} : i20 to i33
    %141 = arith.addi %139, %140 {name = "%141"} : i33
    %142 = arith.trunci %141 {name = "%142"} : i33 to i32
    affine.store %142, %alloc_0[] {to = "total"} : memref<i32>
    %143 = allo.get_slice(%arg0 : i512, %c35, %c32) {name = "%143"} -> i32
    %144 = arith.trunci %143 {name = "%144"} : i32 to i4
    %alloc_17 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %144, %alloc_17[] {to = "weight"} : memref<i4>
    %145 = allo.get_slice(%arg1 : i512, %c17, %c16) {name = "%145"} -> i32
    %146 = arith.trunci %145 {name = "%146", unsigned} : i32 to i8
    %alloc_18 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %146, %alloc_18[] {to = "place"} : memref<i8>
    %147 = affine.load %alloc_17[] {from = "weight"} : memref<i4>
    %148 = affine.load %alloc_18[] {from = "place"} : memref<i8>
    %149 = arith.extui %148 {name = "%149"} : i8 to i66
    %150 = arith.addi %149, %c16_i66 {name = "%150"} : i66
    %151 = arith.index_cast %150 {name = "%151"} : i66 to index
    %152 = memref.load %arg3[%151] {from = "inputs"} : memref<32xi16, #map1>
    %153 = arith.extsi %147 {name = "%153"} : i4 to i20
    %154 = arith.extsi %152 {name = "%154"} : i16 to i20
    %155 = arith.muli %153, %154 {name = "%155"} : i20
    %156 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %157 = arith.extsi %156 {name = "%157"} : i32 to i33
    %158 = arith.extsi %155 {name = "%158"} : i20 to i33
    %159 = arith.addi %157, %158 {name = "%159"} : i33
    %160 = arith.trunci %159 {name = "%160"} : i33 to i32
    affine.store %160, %alloc_0[] {to = "total"} : memref<i32>
    %161 = allo.get_slice(%arg0 : i512, %c39, %c36) {name = "%161"} -> i32
    %162 = arith.trunci %161 {name = "%162"} : i32 to i4
    %alloc_19 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %162, %alloc_19[] {to = "weight"} : memref<i4>
    %163 = allo.get_slice(%arg1 : i512, %c19, %c18) {name = "%163"} -> i32
    %164 = arith.trunci %163 {name = "%164", unsigned} : i32 to i8
    %alloc_20 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %164, %alloc_20[] {to = "place"} : memref<i8>
    %165 = affine.load %alloc_19[] {from = "weight"} : memref<i4>
    %166 = affine.load %alloc_20[] {from = "place"} : memref<i8>
    %167 = arith.extui %166 {name = "%167"} : i8 to i66
    %168 = arith.addi %167, %c16_i66 {name = "%168"} : i66
    %169 = arith.index_cast %168 {name = "%169"} : i66 to index
    %170 = memref.load %arg3[%169] {from = "inputs"} : memref<32xi16, #map1>
    %171 = arith.extsi %165 {name = "%171"} : i4 to i20
    %172 = arith.extsi %170 {name = "%172"} : i16 to i20
    %173 = arith.muli %171, %172 {name = "%173"} : i20
    %174 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %175 = arith.extsi %174 {name = "%175"} : i32 to i33
    %176 = arith.extsi %173 {name = "%176"} : i20 to i33
    %177 = arith.addi %175, %176 {name = "%177"} : i33
    %178 = arith.trunci %177 {name = "%178"} : i33 to i32
    affine.store %178, %alloc_0[] {to = "total"} : memref<i32>
    %179 = allo.get_slice(%arg0 : i512, %c43, %c40) {name = "%179"} -> i32
    %180 = arith.trunci %179 {name = "%180"} : i32 to i4
    %alloc_21 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %180, %alloc_21[] {to = "weight"} : memref<i4>
    %181 = allo.get_slice(%arg1 : i512, %c21, %c20) {name = "%181"} -> i32
    %182 = arith.trunci %181 {name = "%182", unsigned} : i32 to i8
    %alloc_22 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %182, %alloc_22[] {to = "place"} : memref<i8>
    %183 = affine.load %alloc_21[] {from = "weight"} : memref<i4>
    %184 = affine.load %alloc_22[] {from = "place"} : memref<i8>
    %185 = arith.extui %184 {name = "%185"} : i8 to i66
    %186 = arith.addi %185, %c20_i66 {name = "%186"} : i66
    %187 = arith.index_cast %186 {name = "%187"} : i66 to index
    %188 = memref.load %arg3[%187] {from = "inputs"} : memref<32xi16, #map1>
    %189 = arith.extsi %183 {name = "%189"} : i4 to i20
    %190 = arith.extsi %188 {name = "%190"} : i16 to i20
    %191 = arith.muli %189, %190 {name = "%191"} : i20
    %192 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %193 = arith.extsi %192 {name = "%193"} : i32 to i33
    %194 = arith.extsi %191 {name = "%194"} : i20 to i33
    %195 = arith.addi %193, %194 {name = "%195"} : i33
    %196 = arith.trunci %195 {name = "%196"} : i33 to i32
    affine.store %196, %alloc_0[] {to = "total"} : memref<i32>
    %197 = allo.get_slice(%arg0 : i512, %c47, %c44) {name = "%197"} -> i32
    %198 = arith.trunci %197 {name = "%198"} : i32 to i4
    %alloc_23 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %198, %alloc_23[] {to = "weight"} : memref<i4>
    %199 = allo.get_slice(%arg1 : i512, %c23, %c22) {name = "%199"} -> i32
    %200 = arith.trunci %199 {name = "%200", unsigned} : i32 to i8
    %alloc_24 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %200, %alloc_24[] {to = "place"} : memref<i8>
    %201 = affine.load %alloc_23[] {from = "weight"} : memref<i4>
    %202 = affine.load %alloc_24[] {from = "place"} : memref<i8>
    %203 = arith.extui %202 {name = "%203"} : i8 to i66
    %204 = arith.addi %203, %c20_i66 {name = "%204"} : i66
    %205 = arith.index_cast %204 {name = "%205"} : i66 to index
    %206 = memref.load %arg3[%205] {from = "inputs"} : memref<32xi16, #map1>
    %207 = arith.extsi %201 {name = "%207"} : i4 to i20
    %208 = arith.extsi %206 {name = "%208"} : i16 to i20
    %209 = arith.muli %207, %208 {name = "%209"} : i20
    %210 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %211 = arith.extsi %210 {name = "%211"} : i32 to i33
    %212 = arith.extsi %209 {name = "%212"} : i20 to i33
    %213 = arith.addi %211, %212 {name = "%213"} : i33
    %214 = arith.trunci %213 {name = "%214"} : i33 to i32
    affine.store %214, %alloc_0[] {to = "total"} : memref<i32>
    %215 = allo.get_slice(%arg0 : i512, %c51, %c48) {name = "%215"} -> i32
    %216 = arith.trunci %215 {name = "%216"} : i32 to i4
    %alloc_25 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %216, %alloc_25[] {to = "weight"} : memref<i4>
    %217 = allo.get_slice(%arg1 : i512, %c25, %c24) {name = "%217"} -> i32
    %218 = arith.trunci %217 {name = "%218", unsigned} : i32 to i8
    %alloc_26 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %218, %alloc_26[] {to = "place"} : memref<i8>
    %219 = affine.load %alloc_25[] {from = "weight"} : memref<i4>
    %220 = affine.load %alloc_26[] {from = "place"} : memref<i8>
    %221 = arith.extui %220 {name = "%221"} : i8 to i66
    %222 = arith.addi %221, %c24_i66 {name = "%222"} : i66
    %223 = arith.index_cast %222 {name = "%223"} : i66 to index
    %224 = memref.load %arg3[%223] {from = "inputs"} : memref<32xi16, #map1>
    %225 = arith.extsi %219 {name = "%225"} : i4 to i20
    %226 = arith.extsi %224 {name = "%226"} : i16 to i20
    %227 = arith.muli %225, %226 {name = "%227"} : i20
    %228 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %229 = arith.extsi %228 {name = "%229"} : i32 to i33
    %230 = arith.extsi %227 {name = "%230"} : i20 to i33
    %231 = arith.addi %229, %230 {name = "%231"} : i33
    %232 = arith.trunci %231 {name = "%232"} : i33 to i32
    affine.store %232, %alloc_0[] {to = "total"} : memref<i32>
    %233 = allo.get_slice(%arg0 : i512, %c55, %c52) {name = "%233"} -> i32
    %234 = arith.trunci %233 {name = "%234"} : i32 to i4
    %alloc_27 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %234, %alloc_27[] {to = "weight"} : memref<i4>
    %235 = allo.get_slice(%arg1 : i512, %c27, %c26) {name = "%235"} -> i32
    %236 = arith.trunci %235 {name = "%236", unsigned} : i32 to i8
    %alloc_28 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %236, %alloc_28[] {to = "place"} : memref<i8>
    %237 = affine.load %alloc_27[] {from = "weight"} : memref<i4>
    %238 = affine.load %alloc_28[] {from = "place"} : memref<i8>
    %239 = arith.extui %238 {name = "%239"} : i8 to i66
    %240 = arith.addi %239, %c24_i66 {name = "%240"} : i66
    %241 = arith.index_cast %240 {name = "%241"} : i66 to index
    %242 = memref.load %arg3[%241] {from = "inputs"} : memref<32xi16, #map1>
    %243 = arith.extsi %237 {name = "%243"} : i4 to i20
    %244 = arith.extsi %242 {name = "%244"} : i16 to i20
    %245 = arith.muli %243, %244 {name = "%245"} : i20
    %246 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %247 = arith.extsi %246 {name = "%247"} : i32 to i33
    %248 = arith.extsi %245 {name = "%248"} : i20 to i33
    %249 = arith.addi %247, %248 {name = "%249"} : i33
    %250 = arith.trunci %249 {name = "%250"} : i33 to i32
    affine.store %250, %alloc_0[] {to = "total"} : memref<i32>
    %251 = allo.get_slice(%arg0 : i512, %c59, %c56) {name = "%251"} -> i32
    %252 = arith.trunci %251 {name = "%252"} : i32 to i4
    %alloc_29 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %252, %alloc_29[] {to = "weight"} : memref<i4>
    %253 = allo.get_slice(%arg1 : i512, %c29, %c28) {name = "%253"} -> i32
    %254 = arith.trunci %253 {name = "%254", unsigned} : i32 to i8
    %alloc_30 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %254, %alloc_30[] {to = "place"} : memref<i8>
    %255 = affine.load %alloc_29[] {from = "weight"} : memref<i4>
    %256 = affine.load %alloc_30[] {from = "place"} : memref<i8>
    %257 = arith.extui %256 {name = "%257"} : i8 to i66
    %258 = arith.addi %257, %c28_i66 {name = "%258"} : i66
    %259 = arith.index_cast %258 {name = "%259"} : i66 to index
    %260 = memref.load %arg3[%259] {from = "inputs"} : memref<32xi16, #map1>
    %261 = arith.extsi %255 {name = "%261"} : i4 to i20
    %262 = arith.extsi %260 {name = "%262"} : i16 to i20
    %263 = arith.muli %261, %262 {name = "%263"} : i20
    %264 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %265 = arith.extsi %264 {name = "%265"} : i32 to i33
    %266 = arith.extsi %263 {name = "%266"} : i20 to i33
    %267 = arith.addi %265, %266 {name = "%267"} : i33
    %268 = arith.trunci %267 {name = "%268"} : i33 to i32
    affine.store %268, %alloc_0[] {to = "total"} : memref<i32>
    %269 = allo.get_slice(%arg0 : i512, %c63, %c60) {name = "%269"} -> i32
    %270 = arith.trunci %269 {name = "%270"} : i32 to i4
    %alloc_31 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %270, %alloc_31[] {to = "weight"} : memref<i4>
    %271 = allo.get_slice(%arg1 : i512, %c31, %c30) {name = "%271"} -> i32
    %272 = arith.trunci %271 {name = "%272", unsigned} : i32 to i8
    %alloc_32 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %272, %alloc_32[] {to = "place"} : memref<i8>
    %273 = affine.load %alloc_31[] {from = "weight"} : memref<i4>
    %274 = affine.load %alloc_32[] {from = "place"} : memref<i8>
    %275 = arith.extui %274 {name = "%275"} : i8 to i66
    %276 = arith.addi %275, %c28_i66 {name = "%276"} : i66
    %277 = arith.index_cast %276 {name = "%277"} : i66 to index
    %278 = memref.load %arg3[%277] {from = "inputs"} : memref<32xi16, #map1>
    %279 = arith.extsi %273 {name = "%279"} : i4 to i20
    %280 = arith.extsi %278 {name = "%280"} : i16 to i20
    %281 = arith.muli %279, %280 {name = "%281"} : i20
    %282 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %283 = arith.extsi %282 {name = "%283"} : i32 to i33
    %284 = arith.extsi %281 {name = "%284"} : i20 to i33
    %285 = arith.addi %283, %284 {name = "%285"} : i33
    %286 = arith.trunci %285 {name = "%286"} : i33 to i32
    affine.store %286, %alloc_0[] {to = "total"} : memref<i32>
    %287 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %288 = affine.load %alloc[] {from = "scale"} : memref<i16>
    %289 = arith.extsi %287 {name = "%289"} : i32 to i48
    %290 = arith.extsi %288 {name = "%290"} : i16 to i48
    %291 = arith.muli %289, %290 {name = "%291"} : i48
    %292 = arith.extsi %291 {name = "%292"} : i48 to i64
    affine.store %292, %arg4[0] {to = "products"} : memref<8xi64, #map1>
    %293 = allo.get_slice(%arg2 : i512, %c31, %c16) {name = "%293"} -> i16
    %alloc_33 = memref.alloc() {name = "scale"} : memref<i16>
    affine.store %293, %alloc_33[] {to = "scale"} : memref<i16>
    %alloc_34 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_34[] {to = "total"} : memref<i32>
    %294 = allo.get_slice(%arg0 : i512, %c67, %c64) {name = "%294"} -> i32
    %295 = arith.trunci %294 {name = "%295"} : i32 to i4
    %alloc_35 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %295, %alloc_35[] {to = "weight"} : memref<i4>
    %296 = allo.get_slice(%arg1 : i512, %c33, %c32) {name = "%296"} -> i32
    %297 = arith.trunci %296 {name = "%297", unsigned} : i32 to i8
    %alloc_36 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %297, %alloc_36[] {to = "place"} : memref<i8>
    %298 = affine.load %alloc_35[] {from = "weight"} : memref<i4>
    %299 = affine.load %alloc_36[] {from = "place"} : memref<i8>
    %300 = arith.extui %299 {name = "%300"} : i8 to i66
    %301 = arith.index_cast %300 {name = "%301"} : i66 to index
    %302 = memref.load %arg3[%301] {from = "inputs"} : memref<32xi16, #map1>
    %303 = arith.extsi %298 {name = "%303"} : i4 to i20
    %304 = arith.extsi %302 {name = "%304"} : i16 to i20
    %305 = arith.muli %303, %304 {name = "%305"} : i20
    %306 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %307 = arith.extsi %306 {name = "%307"} : i32 to i33
    %308 = arith.extsi %305 {name = "%308"} : i20 to i33
    %309 = arith.addi %307, %308 {name = "%309"} : i33
    %310 = arith.trunci %309 {name = "%310"} : i33 to i32
    affine.store %310, %alloc_34[] {to = "total"} : memref<i32>
    %311 = allo.get_slice(%arg0 : i512, %c71, %c68) {name = "%311"} -> i32
    %312 = arith.trunci %311 {name = "%312"} : i32 to i4
    %alloc_37 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %312, %alloc_37[] {to = "weight"} : memref<i4>
    %313 = allo.get_slice(%arg1 : i512, %c35, %c34) {name = "%313"} -> i32
    %314 = arith.trunci %313 {name = "%314", unsigned} : i32 to i8
    %alloc_38 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %314, %alloc_38[] {to = "place"} : memref<i8>
    %315 = affine.load %alloc_37[] {from = "weight"} : memref<i4>
    %316 = affine.load %alloc_38[] {from = "place"} : memref<i8>
    %317 = arith.extui %316 {name = "%317"} : i8 to i66
    %318 = arith.index_cast %317 {name = "%318"} : i66 to index
    %319 = memref.load %arg3[%318] {from = "inputs"} : memref<32xi16, #map1>
    %320 = arith.extsi %315 {name = "%320"} : i4 to i20
    %321 = arith.extsi %319 {name = "%321"} : i16 to i20
    %322 = arith.muli %320, %321 {name = "%322"} : i20
    %323 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %324 = arith.extsi %323 {name = "%324"} : i32 to i33
    %325 = arith.extsi %322 {name = "%325"} : i20 to i33
    %326 = arith.addi %324, %325 {name = "%326"} : i33
    %327 = arith.trunci %326 {name = "%327"} : i33 to i32
    affine.store %327, %alloc_34[] {to = "total"} : memref<i32>
    %328 = allo.get_slice(%arg0 : i512, %c75, %c72) {name = "%328"} -> i32
    %329 = arith.trunci %328 {name = "%329"} : i32 to i4
    %alloc_39 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %329, %alloc_39[] {to = "weight"} : memref<i4>
    %330 = allo.get_slice(%arg1 : i512, %c37, %c36) {name = "%330"} -> i32
    %331 = arith.trunci %330 {name = "%331", unsigned} : i32 to i8
    %alloc_40 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %331, %alloc_40[] {to = "place"} : memref<i8>
    %332 = affine.load %alloc_39[] {from = "weight"} : memref<i4>
    %333 = affine.load %alloc_40[] {from = "place"} : memref<i8>
    %334 = arith.extui %333 {name = "%334"} : i8 to i66
    %335 = arith.addi %334, %c4_i66 {name = "%335"} : i66
    %336 = arith.index_cast %335 {name = "%336"} : i66 to index
    %337 = memref.load %arg3[%336] {from = "inputs"} : memref<32xi16, #map1>
    %338 = arith.extsi %332 {name = "%338"} : i4 to i20
    %339 = arith.extsi %337 {name = "%339"} : i16 to i20
    %340 = arith.muli %338, %339 {name = "%340"} : i20
    %341 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %342 = arith.extsi %341 {name = "%342"} : i32 to i33
    %343 = arith.extsi %340 {name = "%343"} : i20 to i33
    %344 = arith.addi %342, %343 {name = "%344"} : i33
    %345 = arith.trunci %344 {name = "%345"} : i33 to i32
    affine.store %345, %alloc_34[] {to = "total"} : memref<i32>
    %346 = allo.get_slice(%arg0 : i512, %c79, %c76) {name = "%346"} -> i32
    %347 = arith.trunci %346 {name = "%347"} : i32 to i4
    %alloc_41 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %347, %alloc_41[] {to = "weight"} : memref<i4>
    %348 = allo.get_slice(%arg1 : i512, %c39, %c38) {name = "%348"} -> i32
    %349 = arith.trunci %348 {name = "%349", unsigned} : i32 to i8
    %alloc_42 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %349, %alloc_42[] {to = "place"} : memref<i8>
    %350 = affine.load %alloc_41[] {from = "weight"} : memref<i4>
    %351 = affine.load %alloc_42[] {from = "place"} : memref<i8>
    %352 = arith.extui %351 {name = "%352"} : i8 to i66
    %353 = arith.addi %352, %c4_i66 {name = "%353"} : i66
    %354 = arith.index_cast %353 {name = "%354"} : i66 to index
    %355 = memref.load %arg3[%354] {from = "inputs"} : memref<32xi16, #map1>
    %356 = arith.extsi %350 {name = "%356"} : i4 to i20
    %357 = arith.extsi %355 {name = "%357"} : i16 to i20
    %358 = arith.muli %356, %357 {name = "%358"} : i20
    %359 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %360 = arith.extsi %359 {name = "%360"} : i32 to i33
    %361 = arith.extsi %358 {name = "%361"} : i20 to i33
    %362 = arith.addi %360, %361 {name = "%362"} : i33
    %363 = arith.trunci %362 {name = "%363"} : i33 to i32
    affine.store %363, %alloc_34[] {to = "total"} : memref<i32>
    %364 = allo.get_slice(%arg0 : i512, %c83, %c80) {name = "%364"} -> i32
    %365 = arith.trunci %364 {name = "%365"} : i32 to i4
    %alloc_43 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %365, %alloc_43[] {to = "weight"} : memref<i4>
    %366 = allo.get_slice(%arg1 : i512, %c41, %c40) {name = "%366"} -> i32
    %367 = arith.trunci %366 {name = "%367", unsigned} : i32 to i8
    %alloc_44 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %367, %alloc_44[] {to = "place"} : memref<i8>
    %368 = affine.load %alloc_43[] {from = "weight"} : memref<i4>
    %369 = affine.load %alloc_44[] {from = "place"} : memref<i8>
    %370 = arith.extui %369 {name = "%370"} : i8 to i66
    %371 = arith.addi %370, %c8_i66 {name = "%371"} : i66
    %372 = arith.index_cast %371 {name = "%372"} : i66 to index
    %373 = memref.load %arg3[%372] {from = "inputs"} : memref<32xi16, #map1>
    %374 = arith.extsi %368 {name = "%374"} : i4 to i20
    %375 = arith.extsi %373 {name = "%375"} : i16 to i20
    %376 = arith.muli %374, %375 {name = "%376"} : i20
    %377 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %378 = arith.extsi %377 {name = "%378"} : i32 to i33
    %379 = arith.extsi %376 {name = "%379"} : i20 to i33
    %380 = arith.addi %378, %379 {name = "%380"} : i33
    %381 = arith.trunci %380 {name = "%381"} : i33 to i32
    affine.store %381, %alloc_34[] {to = "total"} : memref<i32>
    %382 = allo.get_slice(%arg0 : i512, %c87, %c84) {name = "%382"} -> i32
    %383 = arith.trunci %382 {name = "%383"} : i32 to i4
    %alloc_45 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %383, %alloc_45[] {to = "weight"} : memref<i4>
    %384 = allo.get_slice(%arg1 : i512, %c43, %c42) {name = "%384"} -> i32
    %385 = arith.trunci %384 {name = "%385", unsigned} : i32 to i8
    %alloc_46 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %385, %alloc_46[] {to = "place"} : memref<i8>
    %386 = affine.load %alloc_45[] {from = "weight"} : memref<i4>
    %387 = affine.load %alloc_46[] {from = "place"} : memref<i8>
    %388 = arith.extui %387 {name = "%388"} : i8 to i66
    %389 = arith.addi %388, %c8_i66 {name = "%389"} : i66
    %390 = arith.index_cast %389 {name = "%390"} : i66 to index
    %391 = memref.load %arg3[%390] {from = "inputs"} : memref<32xi16, #map1>
    %392 = arith.extsi %386 {name = "%392"} : i4 to i20
    %393 = arith.extsi %391 {name = "%393"} : i16 to i20
    %394 = arith.muli %392, %393 {name = "%394"} : i20
    %395 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %396 = arith.extsi %395 {name = "%396"} : i32 to i33
    %397 = arith.extsi %394 {name = "%397"} : i20 to i33
    %398 = arith.addi %396, %397 {name = "%398"} : i33
    %399 = arith.trunci %398 {name = "%399"} : i33 to i32
    affine.store %399, %alloc_34[] {to = "total"} : memref<i32>
    %400 = allo.get_slice(%arg0 : i512, %c91, %c88) {name = "%400"} -> i32
    %401 = arith.trunci %400 {name = "%401"} : i32 to i4
    %alloc_47 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %401, %alloc_47[] {to = "weight"} : memref<i4>
    %402 = allo.get_slice(%arg1 : i512, %c45, %c44) {name = "%402"} -> i32
    %403 = arith.trunci %402 {name = "%403", unsigned} : i32 to i8
    %alloc_48 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %403, %alloc_48[] {to = "place"} : memref<i8>
    %404 = affine.load %alloc_47[] {from = "weight"} : memref<i4>
    %405 = affine.load %alloc_48[] {from = "place"} : memref<i8>
    %406 = arith.extui %405 {name = "%406"} : i8 to i66
    %407 = arith.addi %406, %c12_i66 {name = "%407"} : i66
    %408 = arith.index_cast %407 {name = "%408"} : i66 to index
    %409 = memref.load %arg3[%408] {from = "inputs"} : memref<32xi16, #map1>
    %410 = arith.extsi %404 {name = "%410"} : i4 to i20
    %411 = arith.extsi %409 {name = "%411"} : i16 to i20
    %412 = arith.muli %410, %411 {name = "%412"} : i20
    %413 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %414 = arith.extsi %413 {name = "%414"} : i32 to i33
    %415 = arith.extsi %412 {name = "%415"} : i20 to i33
    %416 = arith.addi %414, %415 {name = "%416"} : i33
    %417 = arith.trunci %416 {name = "%417"} : i33 to i32
    affine.store %417, %alloc_34[] {to = "total"} : memref<i32>
    %418 = allo.get_slice(%arg0 : i512, %c95, %c92) {name = "%418"} -> i32
    %419 = arith.trunci %418 {name = "%419"} : i32 to i4
    %alloc_49 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %419, %alloc_49[] {to = "weight"} : memref<i4>
    %420 = allo.get_slice(%arg1 : i512, %c47, %c46) {name = "%420"} -> i32
    %421 = arith.trunci %420 {name = "%421", unsigned} : i32 to i8
    %alloc_50 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %421, %alloc_50[] {to = "place"} : memref<i8>
    %422 = affine.load %alloc_49[] {from = "weight"} : memref<i4>
    %423 = affine.load %alloc_50[] {from = "place"} : memref<i8>
    %424 = arith.extui %423 {name = "%424"} : i8 to i66
    %425 = arith.addi %424, %c12_i66 {name = "%425"} : i66
    %426 = arith.index_cast %425 {name = "%426"} : i66 to index
    %427 = memref.load %arg3[%426] {from = "inputs"} : memref<32xi16, #map1>
    %428 = arith.extsi %422 {name = "%428"} : i4 to i20
    %429 = arith.extsi %427 {name = "%429"} : i16 to i20
    %430 = arith.muli %428, %429 {name = "%430"} : i20
    %431 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %432 = arith.extsi %431 {name = "%432"} : i32 to i33
    %433 = arith.extsi %430 {name = "%433"} : i20 to i33
    %434 = arith.addi %432, %433 {name = "%434"} : i33
    %435 = arith.trunci %434 {name = "%435"} : i33 to i32
    affine.store %435, %alloc_34[] {to = "total"} : memref<i32>
    %436 = allo.get_slice(%arg0 : i512, %c99, %c96) {name = "%436"} -> i32
    %437 = arith.trunci %436 {name = "%437"} : i32 to i4
    %alloc_51 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %437, %alloc_51[] {to = "weight"} : memref<i4>
    %438 = allo.get_slice(%arg1 : i512, %c49, %c48) {name = "%438"} -> i32
    %439 = arith.trunci %438 {name = "%439", unsigned} : i32 to i8
    %alloc_52 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %439, %alloc_52[] {to = "place"} : memref<i8>
    %440 = affine.load %alloc_51[] {from = "weight"} : memref<i4>
    %441 = affine.load %alloc_52[] {from = "place"} : memref<i8>
    %442 = arith.extui %441 {name = "%442"} : i8 to i66
    %443 = arith.addi %442, %c16_i66 {name = "%443"} : i66
    %444 = arith.index_cast %443 {name = "%444"} : i66 to index
    %445 = memref.load %arg3[%444] {from = "inputs"} : memref<32xi16, #map1>
    %446 = arith.extsi %440 {name = "%446"} : i4 to i20
    %447 = arith.extsi %445 {name = "%447"} : i16 to i20
    %448 = arith.muli %446, %447 {name = "%448"} : i20
    %449 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %450 = arith.extsi %449 {name = "%450"} : i32 to i33
    %451 = arith.extsi %448 {name = "%451"} : i20 to i33
    %452 = arith.addi %450, %451 {name = "%452"} : i33
    %453 = arith.trunci %452 {name = "%453"} : i33 to i32
    affine.store %453, %alloc_34[] {to = "total"} : memref<i32>
    %454 = allo.get_slice(%arg0 : i512, %c103, %c100) {name = "%454"} -> i32
    %455 = arith.trunci %454 {name = "%455"} : i32 to i4
    %alloc_53 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %455, %alloc_53[] {to = "weight"} : memref<i4>
    %456 = allo.get_slice(%arg1 : i512, %c51, %c50) {name = "%456"} -> i32
    %457 = arith.trunci %456 {name = "%457", unsigned} : i32 to i8
    %alloc_54 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %457, %alloc_54[] {to = "place"} : memref<i8>
    %458 = affine.load %alloc_53[] {from = "weight"} : memref<i4>
    %459 = affine.load %alloc_54[] {from = "place"} : memref<i8>
    %460 = arith.extui %459 {name = "%460"} : i8 to i66
    %461 = arith.addi %460, %c16_i66 {name = "%461"} : i66
    %462 = arith.index_cast %461 {name = "%462"} : i66 to index
    %463 = memref.load %arg3[%462] {from = "inputs"} : memref<32xi16, #map1>
    %464 = arith.extsi %458 {name = "%464"} : i4 to i20
    %465 = arith.extsi %463 {name = "%465"} : i16 to i20
    %466 = arith.muli %464, %465 {name = "%466"} : i20
    %467 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %468 = arith.extsi %467 {name = "%468"} : i32 to i33
    %469 = arith.extsi %466 {name = "%469"} : i20 to i33
    %470 = arith.addi %468, %469 {name = "%470"} : i33
    %471 = arith.trunci %470 {name = "%471"} : i33 to i32
    affine.store %471, %alloc_34[] {to = "total"} : memref<i32>
    %472 = allo.get_slice(%arg0 : i512, %c107, %c104) {name = "%472"} -> i32
    %473 = arith.trunci %472 {name = "%473"} : i32 to i4
    %alloc_55 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %473, %alloc_55[] {to = "weight"} : memref<i4>
    %474 = allo.get_slice(%arg1 : i512, %c53, %c52) {name = "%474"} -> i32
    %475 = arith.trunci %474 {name = "%475", unsigned} : i32 to i8
    %alloc_56 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %475, %alloc_56[] {to = "place"} : memref<i8>
    %476 = affine.load %alloc_55[] {from = "weight"} : memref<i4>
    %477 = affine.load %alloc_56[] {from = "place"} : memref<i8>
    %478 = arith.extui %477 {name = "%478"} : i8 to i66
    %479 = arith.addi %478, %c20_i66 {name = "%479"} : i66
    %480 = arith.index_cast %479 {name = "%480"} : i66 to index
    %481 = memref.load %arg3[%480] {from = "inputs"} : memref<32xi16, #map1>
    %482 = arith.extsi %476 {name = "%482"} : i4 to i20
    %483 = arith.extsi %481 {name = "%483"} : i16 to i20
    %484 = arith.muli %482, %483 {name = "%484"} : i20
    %485 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %486 = arith.extsi %485 {name = "%486"} : i32 to i33
    %487 = arith.extsi %484 {name = "%487"} : i20 to i33
    %488 = arith.addi %486, %487 {name = "%488"} : i33
    %489 = arith.trunci %488 {name = "%489"} : i33 to i32
    affine.store %489, %alloc_34[] {to = "total"} : memref<i32>
    %490 = allo.get_slice(%arg0 : i512, %c111, %c108) {name = "%490"} -> i32
    %491 = arith.trunci %490 {name = "%491"} : i32 to i4
    %alloc_57 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %491, %alloc_57[] {to = "weight"} : memref<i4>
    %492 = allo.get_slice(%arg1 : i512, %c55, %c54) {name = "%492"} -> i32
    %493 = arith.trunci %492 {name = "%493", unsigned} : i32 to i8
    %alloc_58 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %493, %alloc_58[] {to = "place"} : memref<i8>
    %494 = affine.load %alloc_57[] {from = "weight"} : memref<i4>
    %495 = affine.load %alloc_58[] {from = "place"} : memref<i8>
    %496 = arith.extui %495 {name = "%496"} : i8 to i66
    %497 = arith.addi %496, %c20_i66 {name = "%497"} : i66
    %498 = arith.index_cast %497 {name = "%498"} : i66 to index
    %499 = memref.load %arg3[%498] {from = "inputs"} : memref<32xi16, #map1>
    %500 = arith.extsi %494 {name = "%500"} : i4 to i20
    %501 = arith.extsi %499 {name = "%501"} : i16 to i20
    %502 = arith.muli %500, %501 {name = "%502"} : i20
    %503 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %504 = arith.extsi %503 {name = "%504"} : i32 to i33
    %505 = arith.extsi %502 {name = "%505"} : i20 to i33
    %506 = arith.addi %504, %505 {name = "%506"} : i33
    %507 = arith.trunci %506 {name = "%507"} : i33 to i32
    affine.store %507, %alloc_34[] {to = "total"} : memref<i32>
    %508 = allo.get_slice(%arg0 : i512, %c115, %c112) {name = "%508"} -> i32
    %509 = arith.trunci %508 {name = "%509"} : i32 to i4
    %alloc_59 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %509, %alloc_59[] {to = "weight"} : memref<i4>
    %510 = allo.get_slice(%arg1 : i512, %c57, %c56) {name = "%510"} -> i32
    %511 = arith.trunci %510 {name = "%511", unsigned} : i32 to i8
    %alloc_60 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %511, %alloc_60[] {to = "place"} : memref<i8>
    %512 = affine.load %alloc_59[] {from = "weight"} : memref<i4>
    %513 = affine.load %alloc_60[] {from = "place"} : memref<i8>
    %514 = arith.extui %513 {name = "%514"} : i8 to i66
    %515 = arith.addi %514, %c24_i66 {name = "%515"} : i66
    %516 = arith.index_cast %515 {name = "%516"} : i66 to index
    %517 = memref.load %arg3[%516] {from = "inputs"} : memref<32xi16, #map1>
    %518 = arith.extsi %512 {name = "%518"} : i4 to i20
    %519 = arith.extsi %517 {name = "%519"} : i16 to i20
    %520 = arith.muli %518, %519 {name = "%520"} : i20
    %521 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %522 = arith.extsi %521 {name = "%522"} : i32 to i33
    %523 = arith.extsi %520 {name = "%523"} : i20 to i33
    %524 = arith.addi %522, %523 {name = "%524"} : i33
    %525 = arith.trunci %524 {name = "%525"} : i33 to i32
    affine.store %525, %alloc_34[] {to = "total"} : memref<i32>
    %526 = allo.get_slice(%arg0 : i512, %c119, %c116) {name = "%526"} -> i32
    %527 = arith.trunci %526 {name = "%527"} : i32 to i4
    %alloc_61 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %527, %alloc_61[] {to = "weight"} : memref<i4>
    %528 = allo.get_slice(%arg1 : i512, %c59, %c58) {name = "%528"} -> i32
    %529 = arith.trunci %528 {name = "%529", unsigned} : i32 to i8
    %alloc_62 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %529, %alloc_62[] {to = "place"} : memref<i8>
    %530 = affine.load %alloc_61[] {from = "weight"} : memref<i4>
    %531 = affine.load %alloc_62[] {from = "place"} : memref<i8>
    %532 = arith.extui %531 {name = "%532"} : i8 to i66
    %533 = arith.addi %532, %c24_i66 {name = "%533"} : i66
    %534 = arith.index_cast %533 {name = "%534"} : i66 to index
    %535 = memref.load %arg3[%534] {from = "inputs"} : memref<32xi16, #map1>
    %536 = arith.extsi %530 {name = "%536"} : i4 to i20
    %537 = arith.extsi %535 {name = "%537"} : i16 to i20
    %538 = arith.muli %536, %537 {name = "%538"} : i20
    %539 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %540 = arith.extsi %539 {name = "%540"} : i32 to i33
    %541 = arith.extsi %538 {name = "%541"} : i20 to i33
    %542 = arith.addi %540, %541 {name = "%542"} : i33
    %543 = arith.trunci %542 {name = "%543"} : i33 to i32
    affine.store %543, %alloc_34[] {to = "total"} : memref<i32>
    %544 = allo.get_slice(%arg0 : i512, %c123, %c120) {name = "%544"} -> i32
    %545 = arith.trunci %544 {name = "%545"} : i32 to i4
    %alloc_63 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %545, %alloc_63[] {to = "weight"} : memref<i4>
    %546 = allo.get_slice(%arg1 : i512, %c61, %c60) {name = "%546"} -> i32
    %547 = arith.trunci %546 {name = "%547", unsigned} : i32 to i8
    %alloc_64 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %547, %alloc_64[] {to = "place"} : memref<i8>
    %548 = affine.load %alloc_63[] {from = "weight"} : memref<i4>
    %549 = affine.load %alloc_64[] {from = "place"} : memref<i8>
    %550 = arith.extui %549 {name = "%550"} : i8 to i66
    %551 = arith.addi %550, %c28_i66 {name = "%551"} : i66
    %552 = arith.index_cast %551 {name = "%552"} : i66 to index
    %553 = memref.load %arg3[%552] {from = "inputs"} : memref<32xi16, #map1>
    %554 = arith.extsi %548 {name = "%554"} : i4 to i20
    %555 = arith.extsi %553 {name = "%555"} : i16 to i20
    %556 = arith.muli %554, %555 {name = "%556"} : i20
    %557 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %558 = arith.extsi %557 {name = "%558"} : i32 to i33
    %559 = arith.extsi %556 {name = "%559"} : i20 to i33
    %560 = arith.addi %558, %559 {name = "%560"} : i33
    %561 = arith.trunci %560 {name = "%561"} : i33 to i32
    affine.store %561, %alloc_34[] {to = "total"} : memref<i32>
    %562 = allo.get_slice(%arg0 : i512, %c127, %c124) {name = "%562"} -> i32
    %563 = arith.trunci %562 {name = "%563"} : i32 to i4
    %alloc_65 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %563, %alloc_65[] {to = "weight"} : memref<i4>
    %564 = allo.get_slice(%arg1 : i512, %c63, %c62) {name = "%564"} -> i32
    %565 = arith.trunci %564 {name = "%565", unsigned} : i32 to i8
    %alloc_66 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %565, %alloc_66[] {to = "place"} : memref<i8>
    %566 = affine.load %alloc_65[] {from = "weight"} : memref<i4>
    %567 = affine.load %alloc_66[] {from = "place"} : memref<i8>
    %568 = arith.extui %567 {name = "%568"} : i8 to i66
    %569 = arith.addi %568, %c28_i66 {name = "%569"} : i66
    %570 = arith.index_cast %569 {name = "%570"} : i66 to index
    %571 = memref.load %arg3[%570] {from = "inputs"} : memref<32xi16, #map1>
    %572 = arith.extsi %566 {name = "%572"} : i4 to i20
    %573 = arith.extsi %571 {name = "%573"} : i16 to i20
    %574 = arith.muli %572, %573 {name = "%574"} : i20
    %575 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %576 = arith.extsi %575 {name = "%576"} : i32 to i33
    %577 = arith.extsi %574 {name = "%577"} : i20 to i33
    %578 = arith.addi %576, %577 {name = "%578"} : i33
    %579 = arith.trunci %578 {name = "%579"} : i33 to i32
    affine.store %579, %alloc_34[] {to = "total"} : memref<i32>
    %580 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %581 = affine.load %alloc_33[] {from = "scale"} : memref<i16>
    %582 = arith.extsi %580 {name = "%582"} : i32 to i48
    %583 = arith.extsi %581 {name = "%583"} : i16 to i48
    %584 = arith.muli %582, %583 {name = "%584"} : i48
    %585 = arith.extsi %584 {name = "%585"} : i48 to i64
    affine.store %585, %arg4[1] {to = "products"} : memref<8xi64, #map1>
    %586 = allo.get_slice(%arg2 : i512, %c47, %c32) {name = "%586"} -> i16
    %alloc_67 = memref.alloc() {name = "scale"} : memref<i16>
    affine.store %586, %alloc_67[] {to = "scale"} : memref<i16>
    %alloc_68 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_68[] {to = "total"} : memref<i32>
    %587 = allo.get_slice(%arg0 : i512, %c131, %c128) {name = "%587"} -> i32
    %588 = arith.trunci %587 {name = "%588"} : i32 to i4
    %alloc_69 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %588, %alloc_69[] {to = "weight"} : memref<i4>
    %589 = allo.get_slice(%arg1 : i512, %c65, %c64) {name = "%589"} -> i32
    %590 = arith.trunci %589 {name = "%590", unsigned} : i32 to i8
    %alloc_70 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %590, %alloc_70[] {to = "place"} : memref<i8>
    %591 = affine.load %alloc_69[] {from = "weight"} : memref<i4>
    %592 = affine.load %alloc_70[] {from = "place"} : memref<i8>
    %593 = arith.extui %592 {name = "%593"} : i8 to i66
    %594 = arith.index_cast %593 {name = "%594"} : i66 to index
    %595 = memref.load %arg3[%594] {from = "inputs"} : memref<32xi16, #map1>
    %596 = arith.extsi %591 {name = "%596"} : i4 to i20
    %597 = arith.extsi %595 {name = "%597"} : i16 to i20
    %598 = arith.muli %596, %597 {name = "%598"} : i20
    %599 = affine.load %alloc_68[] {from = "total"} : memref<i32>
    %600 = arith.extsi %599 {name = "%600"} : i32 to i33
    %601 = arith.extsi %598 {name = "%601"} : i20 to i33
    %602 = arith.addi %600, %601 {name = "%602"} : i33
    %603 = arith.trunci %602 {name = "%603"} : i33 to i32
    affine.store %603, %alloc_68[] {to = "total"} : memref<i32>
    %604 = allo.get_slice(%arg0 : i512, %c135, %c132) {name = "%604"} -> i32
    %605 = arith.trunci %604 {name = "%605"} : i32 to i4
    %alloc_71 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %605, %alloc_71[] {to = "weight"} : memref<i4>
    %606 = allo.get_slice(%arg1 : i512, %c67, %c66) {name = "%606"} -> i32
    %607 = arith.trunci %606 {name = "%607", unsigned} : i32 to i8
    %alloc_72 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %607, %alloc_72[] {to = "place"} : memref<i8>
    %608 = affine.load %alloc_71[] {from = "weight"} : memref<i4>
    %609 = affine.load %alloc_72[] {from = "place"} : memref<i8>
    %610 = arith.extui %609 {name = "%610"} : i8 to i66
    %611 = arith.index_cast %610 {name = "%611"} : i66 to index
    %612 = memref.load %arg3[%611] {from = "inputs"} : memref<32xi16, #map1>
    %613 = arith.extsi %608 {name = "%613"} : i4 to i20
    %614 = arith.extsi %612 {name = "%614"} : i16 to i20
    %615 = arith.muli %613, %614 {name = "%615"} : i20
    %616 = affine.load %alloc_68[] {from = "total"} : memref<i32>
    %617 = arith.extsi %616 {name = "%617"} : i32 to i33
    %618 = arith.extsi %615 {name = "%618"} : i20 to i33
    %619 = arith.addi %617, %618 {name = "%619"} : i33
    %620 = arith.trunci %619 {name = "%620"} : i33 to i32
    affine.store %620, %alloc_68[] {to = "total"} : memref<i32>
    %621 = allo.get_slice(%arg0 : i512, %c139, %c136) {name = "%621"} -> i32
    %622 = arith.trunci %621 {name = "%622"} : i32 to i4
    %alloc_73 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %622, %alloc_73[] {to = "weight"} : memref<i4>
    %623 = allo.get_slice(%arg1 : i512, %c69, %c68) {name = "%623"} -> i32
    %624 = arith.trunci %623 {name = "%624", unsigned} : i32 to i8
    %alloc_74 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %624, %alloc_74[] {to = "place"} : memref<i8>
    %625 = affine.load %alloc_73[] {from = "weight"} : memref<i4>
    %626 = affine.load %alloc_74[] {from = "place"} : memref<i8>
    %627 = arith.extui %626 {name = "%627"} : i8 to i66
    %628 = arith.addi %627, %c4_i66 {name = "%628"} : i66
    %629 = arith.index_cast %628 {name = "%629"} : i66 to index
    %630 = memref.load %arg3[%629] {from = "inputs"} : memref<32xi16, #map1>
    %631 = arith.extsi %625 {name = "%631"} : i4 to i20
    %632 = arith.extsi %630 {name = "%632"} : i16 to i20
    %633 = arith.muli %631, %632 {name = "%633"} : i20
    %634 = affine.load %alloc_68[] {from = "total"} : memref<i32>
    %635 = arith.extsi %634 {name = "%635"} : i32 to i33
    %636 = arith.extsi %633 {name = "%636"} : i20 to i33
    %637 = arith.addi %635, %636 {name = "%637"} : i33
    %638 = arith.trunci %637 {name = "%638"} : i33 to i32
    affine.store %638, %alloc_68[] {to = "total"} : memref<i32>
    %639 = allo.get_slice(%arg0 : i512, %c143, %c140) {name = "%639"} -> i32
    %640 = arith.trunci %639 {name = "%640"} : i32 to i4
    %alloc_75 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %640, %alloc_75[] {to = "weight"} : memref<i4>
    %641 = allo.get_slice(%arg1 : i512, %c71, %c70) {name = "%641"} -> i32
    %642 = arith.trunci %641 {name = "%642", unsigned} : i32 to i8
    %alloc_76 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %642, %alloc_76[] {to = "place"} : memref<i8>
    %643 = affine.load %alloc_75[] {from = "weight"} : memref<i4>
    %644 = affine.load %alloc_76[] {from = "place"} : memref<i8>
    %645 = arith.extui %644 {name = "%645"} : i8 to i66
    %646 = arith.addi %645, %c4_i66 {name = "%646"} : i66
    %647 = arith.index_cast %646 {name = "%647"} : i66 to index
    %648 = memref.load %arg3[%647] {from = "inputs"} : memref<32xi16, #map1>
    %649 = arith.extsi %643 {name = "%649"} : i4 to i20
    %650 = arith.extsi %648 {name = "%650"} : i16 to i20
    %651 = arith.muli %649, %650 {name = "%651"} : i20
    %652 = affine.load %alloc_68[] {from = "total"} : memref<i32>
    %653 = arith.extsi %652 {name = "%653"} : i32 to i33
    %654 = arith.extsi %651 {name = "%654"} : i20 to i33
    %655 = arith.addi %653, %654 {name = "%655"} : i33
    %656 = arith.trunci %655 {name = "%656"} : i33 to i32
    affine.store %656, %alloc_68[] {to = "total"} : memref<i32>
    %657 = allo.get_slice(%arg0 : i512, %c147, %c144) {name = "%657"} -> i32
    %658 = arith.trunci %657 {name = "%658"} : i32 to i4
    %alloc_77 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %658, %alloc_77[] {to = "weight"} : memref<i4>
    %659 = allo.get_slice(%arg1 : i512, %c73, %c72) {name = "%659"} -> i32
    %660 = arith.trunci %659 {name = "%660", unsigned} : i32 to i8
    %alloc_78 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %660, %alloc_78[] {to = "place"} : memref<i8>
    %661 = affine.load %alloc_77[] {from = "weight"} : memref<i4>
    %662 = affine.load %alloc_78[] {from = "place"} : memref<i8>
    %663 = arith.extui %662 {name = "%663"} : i8 to i66
    %664 = arith.addi %663, %c8_i66 {name = "%664"} : i66
    %665 = arith.index_cast %664 {name = "%665"} : i66 to index
    %666 = memref.load %arg3[%665] {from = "inputs"} : memref<32xi16, #map1>
    %667 = arith.extsi %661 {name = "%667"} : i4 to i20
    %668 = arith.extsi %666 {name = "%668"} : i16 to i20
    %669 = arith.muli %667, %668 {name = "%669"} : i20
    %670 = affine.load %alloc_68[] {from = "total"} : memref<i32>
    %671 = arith.extsi %670 {name = "%671"} : i32 to i33
    %672 = arith.extsi %669 {name = "%672"} : i20 to i33
    %673 = arith.addi %671, %672 {name = "%673"} : i33
    %674 = arith.trunci %673 {name = "%674"} : i33 to i32
    affine.store %674, %alloc_68[] {to = "total"} : memref<i32>
    %675 = allo.get_slice(%arg0 : i512, %c151, %c148) {name = "%675"} -> i32
    %676 = arith.trunci %675 {name = "%676"} : i32 to i4
    %alloc_79 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %676, %alloc_79[] {to = "weight"} : memref<i4>
    %677 = allo.get_slice(%arg1 : i512, %c75, %c74) {name = "%677"} -> i32
    %678 = arith.trunci %677 {name = "%678", unsigned} : i32 to i8
    %alloc_80 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %678, %alloc_80[] {to = "place"} : memref<i8>
    %679 = affine.load %alloc_79[] {from = "weight"} : memref<i4>
    %680 = affine.load %alloc_80[] {from = "place"} : memref<i8>
    %681 = arith.extui %680 {name = "%681"} : i8 to i66
    %682 = arith.addi %681, %c8_i66 {name = "%682"} : i66
    %683 = arith.index_cast %682 {name = "%683"} : i66 to index
    %684 = memref.load %arg3[%683] {from = "inputs"} : memref<32xi16, #map1>
    %685 = arith.extsi %679 {name = "%685"} : i4 to i20
    %686 = arith.extsi %684 {name = "%686"} : i16 to i20
    %687 = arith.muli %685, %686 {name = "%687"} : i20
    %688 = affine.load %alloc_68[] {from = "total"} : memref<i32>
    %689 = arith.extsi %688 {name = "%689"} : i32 to i33
    %690 = arith.extsi %687 {name = "%690"} : i20 to i33
    %691 = arith.addi %689, %690 {name = "%691"} : i33
    %692 = arith.trunci %691 {name = "%692"} : i33 to i32
    affine.store %692, %alloc_68[] {to = "total"} : memref<i32>
    %693 = allo.get_slice(%arg0 : i512, %c155, %c152) {name = "%693"} -> i32
    %694 = arith.trunci %693 {name = "%694"} : i32 to i4
    %alloc_81 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %694, %alloc_81[] {to = "weight"} : memref<i4>
    %695 = allo.get_slice(%arg1 : i512, %c77, %c76) {name = "%695"} -> i32
    %696 = arith.trunci %695 {name = "%696", unsigned} : i32 to i8
    %alloc_82 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %696, %alloc_82[] {to = "place"} : memref<i8>
    %697 = affine.load %alloc_81[] {from = "weight"} : memref<i4>
    %698 = affine.load %alloc_82[] {from = "place"} : memref<i8>
    %699 = arith.extui %698 {name = "%699"} : i8 to i66
    %700 = arith.addi %699, %c12_i66 {name = "%700"} : i66
    %701 = arith.index_cast %700 {name = "%701"} : i66 to index
    %702 = memref.load %arg3[%701] {from = "inputs"} : memref<32xi16, #map1>
    %703 = arith.extsi %697 {name = "%703"} : i4 to i20
    %704 = arith.extsi %702 {name = "%704"} : i16 to i20
    %705 = arith.muli %703, %704 {name = "%705"} : i20
    %706 = affine.load %alloc_68[] {from = "total"} : memref<i32>
    %707 = arith.extsi %706 {name = "%707"} : i32 to i33
    %708 = arith.extsi %705 {name = "%708"} : i20 to i33
    %709 = arith.addi %707, %708 {name = "%709"} : i33
    %710 = arith.trunci %709 {name = "%710"} : i33 to i32
    affine.store %710, %alloc_68[] {to = "total"} : memref<i32>
    %711 = allo.get_slice(%arg0 : i512, %c159, %c156) {name = "%711"} -> i32
    %712 = arith.trunci %711 {name = "%712"} : i32 to i4
    %alloc_83 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %712, %alloc_83[] {to = "weight"} : memref<i4>
    %713 = allo.get_slice(%arg1 : i512, %c79, %c78) {name = "%713"} -> i32
    %714 = arith.trunci %713 {name = "%714", unsigned} : i32 to i8
    %alloc_84 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %714, %alloc_84[] {to = "place"} : memref<i8>
    %715 = affine.load %alloc_83[] {from = "weight"} : memref<i4>
    %716 = affine.load %alloc_84[] {from = "place"} : memref<i8>
    %717 = arith.extui %716 {name = "%717"} : i8 to i66
    %718 = arith.addi %717, %c12_i66 {name = "%718"} : i66
    %719 = arith.index_cast %718 {name = "%719"} : i66 to index
    %720 = memref.load %arg3[%719] {from = "inputs"} : memref<32xi16, #map1>
    %721 = arith.extsi %715 {name = "%721"} : i4 to i20
    %722 = arith.extsi %720 {name = "%722"} : i16 to i20
    %723 = arith.muli %721, %722 {name = "%723"} : i20
    %724 = affine.load %alloc_68[] {from = "total"} : memref<i32>
    %725 = arith.extsi %724 {name = "%725"} : i32 to i33
    %726 = arith.extsi %723 {name = "%726"} : i20 to i33
    %727 = arith.addi %725, %726 {name = "%727"} : i33
    %728 = arith.trunci %727 {name = "%728"} : i33 to i32
    affine.store %728, %alloc_68[] {to = "total"} : memref<i32>
    %729 = allo.get_slice(%arg0 : i512, %c163, %c160) {name = "%729"} -> i32
    %730 = arith.trunci %729 {name = "%730"} : i32 to i4
    %alloc_85 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %730, %alloc_85[] {to = "weight"} : memref<i4>
    %731 = allo.get_slice(%arg1 : i512, %c81, %c80) {name = "%731"} -> i32
    %732 = arith.trunci %731 {name = "%732", unsigned} : i32 to i8
    %alloc_86 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %732, %alloc_86[] {to = "place"} : memref<i8>
    %733 = affine.load %alloc_85[] {from = "weight"} : memref<i4>
    %734 = affine.load %alloc_86[] {from = "place"} : memref<i8>
    %735 = arith.extui %734 {name = "%735"} : i8 to i66
    %736 = arith.addi %735, %c16_i66 {name = "%736"} : i66
    %737 = arith.index_cast %736 {name = "%737"} : i66 to index
    %738 = memref.load %arg3[%737] {from = "inputs"} : memref<32xi16, #map1>
    %739 = arith.extsi %733 {name = "%739"} : i4 to i20
    %740 = arith.extsi %738 {name = "%740"} : i16 to i20
    %741 = arith.muli %739, %740 {name = "%741"} : i20
    %742 = affine.load %alloc_68[] {from = "total"} : memref<i32>
    %743 = arith.extsi %742 {name = "%743"} : i32 to i33
    %744 = arith.extsi %741 {name = "%744"} : i20 to i33
    %745 = arith.addi %743, %744 {name = "%745"} : i33
    %746 = arith.trunci %745 {name = "%746"} : i33 to i32
    affine.store %746, %alloc_68[] {to = "total"} : memref<i32>
    %747 = allo.get_slice(%arg0 : i512, %c167, %c164) {name = "%747"} -> i32
    %748 = arith.trunci %747 {name = "%748"} : i32 to i4
    %alloc_87 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %748, %alloc_87[] {to = "weight"} : memref<i4>
    %749 = allo.get_slice(%arg1 : i512, %c83, %c82) {name = "%749"} -> i32
    %750 = arith.trunci %749 {name = "%750", unsigned} : i32 to i8
    %alloc_88 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %750, %alloc_88[] {to = "place"} : memref<i8>
    %751 = affine.load %alloc_87[] {from = "weight"} : memref<i4>
    %752 = affine.load %alloc_88[] {from = "place"} : memref<i8>
    %753 = arith.extui %752 {name = "%753"} : i8 to i66
    %754 = arith.addi %753, %c16_i66 {name = "%754"} : i66
    %755 = arith.index_cast %754 {name = "%755"} : i66 to index
    %756 = memref.load %arg3[%755] {from = "inputs"} : memref<32xi16, #map1>
    %757 = arith.extsi %751 {name = "%757"} : i4 to i20
    %758 = arith.extsi %756 {name = "%758"} : i16 to i20
    %759 = arith.muli %757, %758 {name = "%759"} : i20
    %760 = affine.load %alloc_68[] {from = "total"} : memref<i32>
    %761 = arith.extsi %760 {name = "%761"} : i32 to i33
    %762 = arith.extsi %759 {name = "%762"} : i20 to i33
    %763 = arith.addi %761, %762 {name = "%763"} : i33
    %764 = arith.trunci %763 {name = "%764"} : i33 to i32
    affine.store %764, %alloc_68[] {to = "total"} : memref<i32>
    %765 = allo.get_slice(%arg0 : i512, %c171, %c168) {name = "%765"} -> i32
    %766 = arith.trunci %765 {name = "%766"} : i32 to i4
    %alloc_89 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %766, %alloc_89[] {to = "weight"} : memref<i4>
    %767 = allo.get_slice(%arg1 : i512, %c85, %c84) {name = "%767"} -> i32
    %768 = arith.trunci %767 {name = "%768", unsigned} : i32 to i8
    %alloc_90 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %768, %alloc_90[] {to = "place"} : memref<i8>
    %769 = affine.load %alloc_89[] {from = "weight"} : memref<i4>
    %770 = affine.load %alloc_90[] {from = "place"} : memref<i8>
    %771 = arith.extui %770 {name = "%771"} : i8 to i66
    %772 = arith.addi %771, %c20_i66 {name = "%772"} : i66
    %773 = arith.index_cast %772 {name = "%773"} : i66 to index
    %774 = memref.load %arg3[%773] {from = "inputs"} : memref<32xi16, #map1>
    %775 = arith.extsi %769 {name = "%775"} : i4 to i20
    %776 = arith.extsi %774 {name = "%776"} : i16 to i20
    %777 = arith.muli %775, %776 {name = "%777"} : i20
    %778 = affine.load %alloc_68[] {from = "total"} : memref<i32>
    %779 = arith.extsi %778 {name = "%779"} : i32 to i33
    %780 = arith.extsi %777 {name = "%780"} : i20 to i33
    %781 = arith.addi %779, %780 {name = "%781"} : i33
    %782 = arith.trunci %781 {name = "%782"} : i33 to i32
    affine.store %782, %alloc_68[] {to = "total"} : memref<i32>
    %783 = allo.get_slice(%arg0 : i512, %c175, %c172) {name = "%783"} -> i32
    %784 = arith.trunci %783 {name = "%784"} : i32 to i4
    %alloc_91 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %784, %alloc_91[] {to = "weight"} : memref<i4>
    %785 = allo.get_slice(%arg1 : i512, %c87, %c86) {name = "%785"} -> i32
    %786 = arith.trunci %785 {name = "%786", unsigned} : i32 to i8
    %alloc_92 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %786, %alloc_92[] {to = "place"} : memref<i8>
    %787 = affine.load %alloc_91[] {from = "weight"} : memref<i4>
    %788 = affine.load %alloc_92[] {from = "place"} : memref<i8>
    %789 = arith.extui %788 {name = "%789"} : i8 to i66
    %790 = arith.addi %789, %c20_i66 {name = "%790"} : i66
    %791 = arith.index_cast %790 {name = "%791"} : i66 to index
    %792 = memref.load %arg3[%791] {from = "inputs"} : memref<32xi16, #map1>
    %793 = arith.extsi %787 {name = "%793"} : i4 to i20
    %794 = arith.extsi %792 {name = "%794"} : i16 to i20
    %795 = arith.muli %793, %794 {name = "%795"} : i20
    %796 = affine.load %alloc_68[] {from = "total"} : memref<i32>
    %797 = arith.extsi %796 {name = "%797"} : i32 to i33
    %798 = arith.extsi %795 {name = "%798"} : i20 to i33
    %799 = arith.addi %797, %798 {name = "%799"} : i33
    %800 = arith.trunci %799 {name = "%800"} : i33 to i32
    affine.store %800, %alloc_68[] {to = "total"} : memref<i32>
    %801 = allo.get_slice(%arg0 : i512, %c179, %c176) {name = "%801"} -> i32
    %802 = arith.trunci %801 {name = "%802"} : i32 to i4
    %alloc_93 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %802, %alloc_93[] {to = "weight"} : memref<i4>
    %803 = allo.get_slice(%arg1 : i512, %c89, %c88) {name = "%803"} -> i32
    %804 = arith.trunci %803 {name = "%804", unsigned} : i32 to i8
    %alloc_94 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %804, %alloc_94[] {to = "place"} : memref<i8>
    %805 = affine.load %alloc_93[] {from = "weight"} : memref<i4>
    %806 = affine.load %alloc_94[] {from = "place"} : memref<i8>
    %807 = arith.extui %806 {name = "%807"} : i8 to i66
    %808 = arith.addi %807, %c24_i66 {name = "%808"} : i66
    %809 = arith.index_cast %808 {name = "%809"} : i66 to index
    %810 = memref.load %arg3[%809] {from = "inputs"} : memref<32xi16, #map1>
    %811 = arith.extsi %805 {name = "%811"} : i4 to i20
    %812 = arith.extsi %810 {name = "%812"} : i16 to i20
    %813 = arith.muli %811, %812 {name = "%813"} : i20
    %814 = affine.load %alloc_68[] {from = "total"} : memref<i32>
    %815 = arith.extsi %814 {name = "%815"} : i32 to i33
    %816 = arith.extsi %813 {name = "%816"} : i20 to i33
    %817 = arith.addi %815, %816 {name = "%817"} : i33
    %818 = arith.trunci %817 {name = "%818"} : i33 to i32
    affine.store %818, %alloc_68[] {to = "total"} : memref<i32>
    %819 = allo.get_slice(%arg0 : i512, %c183, %c180) {name = "%819"} -> i32
    %820 = arith.trunci %819 {name = "%820"} : i32 to i4
    %alloc_95 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %820, %alloc_95[] {to = "weight"} : memref<i4>
    %821 = allo.get_slice(%arg1 : i512, %c91, %c90) {name = "%821"} -> i32
    %822 = arith.trunci %821 {name = "%822", unsigned} : i32 to i8
    %alloc_96 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %822, %alloc_96[] {to = "place"} : memref<i8>
    %823 = affine.load %alloc_95[] {from = "weight"} : memref<i4>
    %824 = affine.load %alloc_96[] {from = "place"} : memref<i8>
    %825 = arith.extui %824 {name = "%825"} : i8 to i66
    %826 = arith.addi %825, %c24_i66 {name = "%826"} : i66
    %827 = arith.index_cast %826 {name = "%827"} : i66 to index
    %828 = memref.load %arg3[%827] {from = "inputs"} : memref<32xi16, #map1>
    %829 = arith.extsi %823 {name = "%829"} : i4 to i20
    %830 = arith.extsi %828 {name = "%830"} : i16 to i20
    %831 = arith.muli %829, %830 {name = "%831"} : i20
    %832 = affine.load %alloc_68[] {from = "total"} : memref<i32>
    %833 = arith.extsi %832 {name = "%833"} : i32 to i33
    %834 = arith.extsi %831 {name = "%834"} : i20 to i33
    %835 = arith.addi %833, %834 {name = "%835"} : i33
    %836 = arith.trunci %835 {name = "%836"} : i33 to i32
    affine.store %836, %alloc_68[] {to = "total"} : memref<i32>
    %837 = allo.get_slice(%arg0 : i512, %c187, %c184) {name = "%837"} -> i32
    %838 = arith.trunci %837 {name = "%838"} : i32 to i4
    %alloc_97 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %838, %alloc_97[] {to = "weight"} : memref<i4>
    %839 = allo.get_slice(%arg1 : i512, %c93, %c92) {name = "%839"} -> i32
    %840 = arith.trunci %839 {name = "%840", unsigned} : i32 to i8
    %alloc_98 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %840, %alloc_98[] {to = "place"} : memref<i8>
    %841 = affine.load %alloc_97[] {from = "weight"} : memref<i4>
    %842 = affine.load %alloc_98[] {from = "place"} : memref<i8>
    %843 = arith.extui %842 {name = "%843"} : i8 to i66
    %844 = arith.addi %843, %c28_i66 {name = "%844"} : i66
    %845 = arith.index_cast %844 {name = "%845"} : i66 to index
    %846 = memref.load %arg3[%845] {from = "inputs"} : memref<32xi16, #map1>
    %847 = arith.extsi %841 {name = "%847"} : i4 to i20
    %848 = arith.extsi %846 {name = "%848"} : i16 to i20
    %849 = arith.muli %847, %848 {name = "%849"} : i20
    %850 = affine.load %alloc_68[] {from = "total"} : memref<i32>
    %851 = arith.extsi %850 {name = "%851"} : i32 to i33
    %852 = arith.extsi %849 {name = "%852"} : i20 to i33
    %853 = arith.addi %851, %852 {name = "%853"} : i33
    %854 = arith.trunci %853 {name = "%854"} : i33 to i32
    affine.store %854, %alloc_68[] {to = "total"} : memref<i32>
    %855 = allo.get_slice(%arg0 : i512, %c191, %c188) {name = "%855"} -> i32
    %856 = arith.trunci %855 {name = "%856"} : i32 to i4
    %alloc_99 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %856, %alloc_99[] {to = "weight"} : memref<i4>
    %857 = allo.get_slice(%arg1 : i512, %c95, %c94) {name = "%857"} -> i32
    %858 = arith.trunci %857 {name = "%858", unsigned} : i32 to i8
    %alloc_100 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %858, %alloc_100[] {to = "place"} : memref<i8>
    %859 = affine.load %alloc_99[] {from = "weight"} : memref<i4>
    %860 = affine.load %alloc_100[] {from = "place"} : memref<i8>
    %861 = arith.extui %860 {name = "%861"} : i8 to i66
    %862 = arith.addi %861, %c28_i66 {name = "%862"} : i66
    %863 = arith.index_cast %862 {name = "%863"} : i66 to index
    %864 = memref.load %arg3[%863] {from = "inputs"} : memref<32xi16, #map1>
    %865 = arith.extsi %859 {name = "%865"} : i4 to i20
    %866 = arith.extsi %864 {name = "%866"} : i16 to i20
    %867 = arith.muli %865, %866 {name = "%867"} : i20
    %868 = affine.load %alloc_68[] {from = "total"} : memref<i32>
    %869 = arith.extsi %868 {name = "%869"} : i32 to i33
    %870 = arith.extsi %867 {name = "%870"} : i20 to i33
    %871 = arith.addi %869, %870 {name = "%871"} : i33
    %872 = arith.trunci %871 {name = "%872"} : i33 to i32
    affine.store %872, %alloc_68[] {to = "total"} : memref<i32>
    %873 = affine.load %alloc_68[] {from = "total"} : memref<i32>
    %874 = affine.load %alloc_67[] {from = "scale"} : memref<i16>
    %875 = arith.extsi %873 {name = "%875"} : i32 to i48
    %876 = arith.extsi %874 {name = "%876"} : i16 to i48
    %877 = arith.muli %875, %876 {name = "%877"} : i48
    %878 = arith.extsi %877 {name = "%878"} : i48 to i64
    affine.store %878, %arg4[2] {to = "products"} : memref<8xi64, #map1>
    %879 = allo.get_slice(%arg2 : i512, %c63, %c48) {name = "%879"} -> i16
    %alloc_101 = memref.alloc() {name = "scale"} : memref<i16>
    affine.store %879, %alloc_101[] {to = "scale"} : memref<i16>
    %alloc_102 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_102[] {to = "total"} : memref<i32>
    %880 = allo.get_slice(%arg0 : i512, %c195, %c192) {name = "%880"} -> i32
    %881 = arith.trunci %880 {name = "%881"} : i32 to i4
    %alloc_103 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %881, %alloc_103[] {to = "weight"} : memref<i4>
    %882 = allo.get_slice(%arg1 : i512, %c97, %c96) {name = "%882"} -> i32
    %883 = arith.trunci %882 {name = "%883", unsigned} : i32 to i8
    %alloc_104 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %883, %alloc_104[] {to = "place"} : memref<i8>
    %884 = affine.load %alloc_103[] {from = "weight"} : memref<i4>
    %885 = affine.load %alloc_104[] {from = "place"} : memref<i8>
    %886 = arith.extui %885 {name = "%886"} : i8 to i66
    %887 = arith.index_cast %886 {name = "%887"} : i66 to index
    %888 = memref.load %arg3[%887] {from = "inputs"} : memref<32xi16, #map1>
    %889 = arith.extsi %884 {name = "%889"} : i4 to i20
    %890 = arith.extsi %888 {name = "%890"} : i16 to i20
    %891 = arith.muli %889, %890 {name = "%891"} : i20
    %892 = affine.load %alloc_102[] {from = "total"} : memref<i32>
    %893 = arith.extsi %892 {name = "%893"} : i32 to i33
    %894 = arith.extsi %891 {name = "%894"} : i20 to i33
    %895 = arith.addi %893, %894 {name = "%895"} : i33
    %896 = arith.trunci %895 {name = "%896"} : i33 to i32
    affine.store %896, %alloc_102[] {to = "total"} : memref<i32>
    %897 = allo.get_slice(%arg0 : i512, %c199, %c196) {name = "%897"} -> i32
    %898 = arith.trunci %897 {name = "%898"} : i32 to i4
    %alloc_105 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %898, %alloc_105[] {to = "weight"} : memref<i4>
    %899 = allo.get_slice(%arg1 : i512, %c99, %c98) {name = "%899"} -> i32
    %900 = arith.trunci %899 {name = "%900", unsigned} : i32 to i8
    %alloc_106 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %900, %alloc_106[] {to = "place"} : memref<i8>
    %901 = affine.load %alloc_105[] {from = "weight"} : memref<i4>
    %902 = affine.load %alloc_106[] {from = "place"} : memref<i8>
    %903 = arith.extui %902 {name = "%903"} : i8 to i66
    %904 = arith.index_cast %903 {name = "%904"} : i66 to index
    %905 = memref.load %arg3[%904] {from = "inputs"} : memref<32xi16, #map1>
    %906 = arith.extsi %901 {name = "%906"} : i4 to i20
    %907 = arith.extsi %905 {name = "%907"} : i16 to i20
    %908 = arith.muli %906, %907 {name = "%908"} : i20
    %909 = affine.load %alloc_102[] {from = "total"} : memref<i32>
    %910 = arith.extsi %909 {name = "%910"} : i32 to i33
    %911 = arith.extsi %908 {name = "%911"} : i20 to i33
    %912 = arith.addi %910, %911 {name = "%912"} : i33
    %913 = arith.trunci %912 {name = "%913"} : i33 to i32
    affine.store %913, %alloc_102[] {to = "total"} : memref<i32>
    %914 = allo.get_slice(%arg0 : i512, %c203, %c200) {name = "%914"} -> i32
    %915 = arith.trunci %914 {name = "%915"} : i32 to i4
    %alloc_107 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %915, %alloc_107[] {to = "weight"} : memref<i4>
    %916 = allo.get_slice(%arg1 : i512, %c101, %c100) {name = "%916"} -> i32
    %917 = arith.trunci %916 {name = "%917", unsigned} : i32 to i8
    %alloc_108 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %917, %alloc_108[] {to = "place"} : memref<i8>
    %918 = affine.load %alloc_107[] {from = "weight"} : memref<i4>
    %919 = affine.load %alloc_108[] {from = "place"} : memref<i8>
    %920 = arith.extui %919 {name = "%920"} : i8 to i66
    %921 = arith.addi %920, %c4_i66 {name = "%921"} : i66
    %922 = arith.index_cast %921 {name = "%922"} : i66 to index
    %923 = memref.load %arg3[%922] {from = "inputs"} : memref<32xi16, #map1>
    %924 = arith.extsi %918 {name = "%924"} : i4 to i20
    %925 = arith.extsi %923 {name = "%925"} : i16 to i20
    %926 = arith.muli %924, %925 {name = "%926"} : i20
    %927 = affine.load %alloc_102[] {from = "total"} : memref<i32>
    %928 = arith.extsi %927 {name = "%928"} : i32 to i33
    %929 = arith.extsi %926 {name = "%929"} : i20 to i33
    %930 = arith.addi %928, %929 {name = "%930"} : i33
    %931 = arith.trunci %930 {name = "%931"} : i33 to i32
    affine.store %931, %alloc_102[] {to = "total"} : memref<i32>
    %932 = allo.get_slice(%arg0 : i512, %c207, %c204) {name = "%932"} -> i32
    %933 = arith.trunci %932 {name = "%933"} : i32 to i4
    %alloc_109 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %933, %alloc_109[] {to = "weight"} : memref<i4>
    %934 = allo.get_slice(%arg1 : i512, %c103, %c102) {name = "%934"} -> i32
    %935 = arith.trunci %934 {name = "%935", unsigned} : i32 to i8
    %alloc_110 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %935, %alloc_110[] {to = "place"} : memref<i8>
    %936 = affine.load %alloc_109[] {from = "weight"} : memref<i4>
    %937 = affine.load %alloc_110[] {from = "place"} : memref<i8>
    %938 = arith.extui %937 {name = "%938"} : i8 to i66
    %939 = arith.addi %938, %c4_i66 {name = "%939"} : i66
    %940 = arith.index_cast %939 {name = "%940"} : i66 to index
    %941 = memref.load %arg3[%940] {from = "inputs"} : memref<32xi16, #map1>
    %942 = arith.extsi %936 {name = "%942"} : i4 to i20
    %943 = arith.extsi %941 {name = "%943"} : i16 to i20
    %944 = arith.muli %942, %943 {name = "%944"} : i20
    %945 = affine.load %alloc_102[] {from = "total"} : memref<i32>
    %946 = arith.extsi %945 {name = "%946"} : i32 to i33
    %947 = arith.extsi %944 {name = "%947"} : i20 to i33
    %948 = arith.addi %946, %947 {name = "%948"} : i33
    %949 = arith.trunci %948 {name = "%949"} : i33 to i32
    affine.store %949, %alloc_102[] {to = "total"} : memref<i32>
    %950 = allo.get_slice(%arg0 : i512, %c211, %c208) {name = "%950"} -> i32
    %951 = arith.trunci %950 {name = "%951"} : i32 to i4
    %alloc_111 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %951, %alloc_111[] {to = "weight"} : memref<i4>
    %952 = allo.get_slice(%arg1 : i512, %c105, %c104) {name = "%952"} -> i32
    %953 = arith.trunci %952 {name = "%953", unsigned} : i32 to i8
    %alloc_112 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %953, %alloc_112[] {to = "place"} : memref<i8>
    %954 = affine.load %alloc_111[] {from = "weight"} : memref<i4>
    %955 = affine.load %alloc_112[] {from = "place"} : memref<i8>
    %956 = arith.extui %955 {name = "%956"} : i8 to i66
    %957 = arith.addi %956, %c8_i66 {name = "%957"} : i66
    %958 = arith.index_cast %957 {name = "%958"} : i66 to index
    %959 = memref.load %arg3[%958] {from = "inputs"} : memref<32xi16, #map1>
    %960 = arith.extsi %954 {name = "%960"} : i4 to i20
    %961 = arith.extsi %959 {name = "%961"} : i16 to i20
    %962 = arith.muli %960, %961 {name = "%962"} : i20
    %963 = affine.load %alloc_102[] {from = "total"} : memref<i32>
    %964 = arith.extsi %963 {name = "%964"} : i32 to i33
    %965 = arith.extsi %962 {name = "%965"} : i20 to i33
    %966 = arith.addi %964, %965 {name = "%966"} : i33
    %967 = arith.trunci %966 {name = "%967"} : i33 to i32
    affine.store %967, %alloc_102[] {to = "total"} : memref<i32>
    %968 = allo.get_slice(%arg0 : i512, %c215, %c212) {name = "%968"} -> i32
    %969 = arith.trunci %968 {name = "%969"} : i32 to i4
    %alloc_113 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %969, %alloc_113[] {to = "weight"} : memref<i4>
    %970 = allo.get_slice(%arg1 : i512, %c107, %c106) {name = "%970"} -> i32
    %971 = arith.trunci %970 {name = "%971", unsigned} : i32 to i8
    %alloc_114 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %971, %alloc_114[] {to = "place"} : memref<i8>
    %972 = affine.load %alloc_113[] {from = "weight"} : memref<i4>
    %973 = affine.load %alloc_114[] {from = "place"} : memref<i8>
    %974 = arith.extui %973 {name = "%974"} : i8 to i66
    %975 = arith.addi %974, %c8_i66 {name = "%975"} : i66
    %976 = arith.index_cast %975 {name = "%976"} : i66 to index
    %977 = memref.load %arg3[%976] {from = "inputs"} : memref<32xi16, #map1>
    %978 = arith.extsi %972 {name = "%978"} : i4 to i20
    %979 = arith.extsi %977 {name = "%979"} : i16 to i20
    %980 = arith.muli %978, %979 {name = "%980"} : i20
    %981 = affine.load %alloc_102[] {from = "total"} : memref<i32>
    %982 = arith.extsi %981 {name = "%982"} : i32 to i33
    %983 = arith.extsi %980 {name = "%983"} : i20 to i33
    %984 = arith.addi %982, %983 {name = "%984"} : i33
    %985 = arith.trunci %984 {name = "%985"} : i33 to i32
    affine.store %985, %alloc_102[] {to = "total"} : memref<i32>
    %986 = allo.get_slice(%arg0 : i512, %c219, %c216) {name = "%986"} -> i32
    %987 = arith.trunci %986 {name = "%987"} : i32 to i4
    %alloc_115 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %987, %alloc_115[] {to = "weight"} : memref<i4>
    %988 = allo.get_slice(%arg1 : i512, %c109, %c108) {name = "%988"} -> i32
    %989 = arith.trunci %988 {name = "%989", unsigned} : i32 to i8
    %alloc_116 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %989, %alloc_116[] {to = "place"} : memref<i8>
    %990 = affine.load %alloc_115[] {from = "weight"} : memref<i4>
    %991 = affine.load %alloc_116[] {from = "place"} : memref<i8>
    %992 = arith.extui %991 {name = "%992"} : i8 to i66
    %993 = arith.addi %992, %c12_i66 {name = "%993"} : i66
    %994 = arith.index_cast %993 {name = "%994"} : i66 to index
    %995 = memref.load %arg3[%994] {from = "inputs"} : memref<32xi16, #map1>
    %996 = arith.extsi %990 {name = "%996"} : i4 to i20
    %997 = arith.extsi %995 {name = "%997"} : i16 to i20
    %998 = arith.muli %996, %997 {name = "%998"} : i20
    %999 = affine.load %alloc_102[] {from = "total"} : memref<i32>
    %1000 = arith.extsi %999 {name = "%1000"} : i32 to i33
    %1001 = arith.extsi %998 {name = "%1001"} : i20 to i33
    %1002 = arith.addi %1000, %1001 {name = "%1002"} : i33
    %1003 = arith.trunci %1002 {name = "%1003"} : i33 to i32
    affine.store %1003, %alloc_102[] {to = "total"} : memref<i32>
    %1004 = allo.get_slice(%arg0 : i512, %c223, %c220) {name = "%1004"} -> i32
    %1005 = arith.trunci %1004 {name = "%1005"} : i32 to i4
    %alloc_117 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1005, %alloc_117[] {to = "weight"} : memref<i4>
    %1006 = allo.get_slice(%arg1 : i512, %c111, %c110) {name = "%1006"} -> i32
    %1007 = arith.trunci %1006 {name = "%1007", unsigned} : i32 to i8
    %alloc_118 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1007, %alloc_118[] {to = "place"} : memref<i8>
    %1008 = affine.load %alloc_117[] {from = "weight"} : memref<i4>
    %1009 = affine.load %alloc_118[] {from = "place"} : memref<i8>
    %1010 = arith.extui %1009 {name = "%1010"} : i8 to i66
    %1011 = arith.addi %1010, %c12_i66 {name = "%1011"} : i66
    %1012 = arith.index_cast %1011 {name = "%1012"} : i66 to index
    %1013 = memref.load %arg3[%1012] {from = "inputs"} : memref<32xi16, #map1>
    %1014 = arith.extsi %1008 {name = "%1014"} : i4 to i20
    %1015 = arith.extsi %1013 {name = "%1015"} : i16 to i20
    %1016 = arith.muli %1014, %1015 {name = "%1016"} : i20
    %1017 = affine.load %alloc_102[] {from = "total"} : memref<i32>
    %1018 = arith.extsi %1017 {name = "%1018"} : i32 to i33
    %1019 = arith.extsi %1016 {name = "%1019"} : i20 to i33
    %1020 = arith.addi %1018, %1019 {name = "%1020"} : i33
    %1021 = arith.trunci %1020 {name = "%1021"} : i33 to i32
    affine.store %1021, %alloc_102[] {to = "total"} : memref<i32>
    %1022 = allo.get_slice(%arg0 : i512, %c227, %c224) {name = "%1022"} -> i32
    %1023 = arith.trunci %1022 {name = "%1023"} : i32 to i4
    %alloc_119 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1023, %alloc_119[] {to = "weight"} : memref<i4>
    %1024 = allo.get_slice(%arg1 : i512, %c113, %c112) {name = "%1024"} -> i32
    %1025 = arith.trunci %1024 {name = "%1025", unsigned} : i32 to i8
    %alloc_120 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1025, %alloc_120[] {to = "place"} : memref<i8>
    %1026 = affine.load %alloc_119[] {from = "weight"} : memref<i4>
    %1027 = affine.load %alloc_120[] {from = "place"} : memref<i8>
    %1028 = arith.extui %1027 {name = "%1028"} : i8 to i66
    %1029 = arith.addi %1028, %c16_i66 {name = "%1029"} : i66
    %1030 = arith.index_cast %1029 {name = "%1030"} : i66 to index
    %1031 = memref.load %arg3[%1030] {from = "inputs"} : memref<32xi16, #map1>
    %1032 = arith.extsi %1026 {name = "%1032"} : i4 to i20
    %1033 = arith.extsi %1031 {name = "%1033"} : i16 to i20
    %1034 = arith.muli %1032, %1033 {name = "%1034"} : i20
    %1035 = affine.load %alloc_102[] {from = "total"} : memref<i32>
    %1036 = arith.extsi %1035 {name = "%1036"} : i32 to i33
    %1037 = arith.extsi %1034 {name = "%1037"} : i20 to i33
    %1038 = arith.addi %1036, %1037 {name = "%1038"} : i33
    %1039 = arith.trunci %1038 {name = "%1039"} : i33 to i32
    affine.store %1039, %alloc_102[] {to = "total"} : memref<i32>
    %1040 = allo.get_slice(%arg0 : i512, %c231, %c228) {name = "%1040"} -> i32
    %1041 = arith.trunci %1040 {name = "%1041"} : i32 to i4
    %alloc_121 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1041, %alloc_121[] {to = "weight"} : memref<i4>
    %1042 = allo.get_slice(%arg1 : i512, %c115, %c114) {name = "%1042"} -> i32
    %1043 = arith.trunci %1042 {name = "%1043", unsigned} : i32 to i8
    %alloc_122 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1043, %alloc_122[] {to = "place"} : memref<i8>
    %1044 = affine.load %alloc_121[] {from = "weight"} : memref<i4>
    %1045 = affine.load %alloc_122[] {from = "place"} : memref<i8>
    %1046 = arith.extui %1045 {name = "%1046"} : i8 to i66
    %1047 = arith.addi %1046, %c16_i66 {name = "%1047"} : i66
    %1048 = arith.index_cast %1047 {name = "%1048"} : i66 to index
    %1049 = memref.load %arg3[%1048] {from = "inputs"} : memref<32xi16, #map1>
    %1050 = arith.extsi %1044 {name = "%1050"} : i4 to i20
    %1051 = arith.extsi %1049 {name = "%1051"} : i16 to i20
    %1052 = arith.muli %1050, %1051 {name = "%1052"} : i20
    %1053 = affine.load %alloc_102[] {from = "total"} : memref<i32>
    %1054 = arith.extsi %1053 {name = "%1054"} : i32 to i33
    %1055 = arith.extsi %1052 {name = "%1055"} : i20 to i33
    %1056 = arith.addi %1054, %1055 {name = "%1056"} : i33
    %1057 = arith.trunci %1056 {name = "%1057"} : i33 to i32
    affine.store %1057, %alloc_102[] {to = "total"} : memref<i32>
    %1058 = allo.get_slice(%arg0 : i512, %c235, %c232) {name = "%1058"} -> i32
    %1059 = arith.trunci %1058 {name = "%1059"} : i32 to i4
    %alloc_123 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1059, %alloc_123[] {to = "weight"} : memref<i4>
    %1060 = allo.get_slice(%arg1 : i512, %c117, %c116) {name = "%1060"} -> i32
    %1061 = arith.trunci %1060 {name = "%1061", unsigned} : i32 to i8
    %alloc_124 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1061, %alloc_124[] {to = "place"} : memref<i8>
    %1062 = affine.load %alloc_123[] {from = "weight"} : memref<i4>
    %1063 = affine.load %alloc_124[] {from = "place"} : memref<i8>
    %1064 = arith.extui %1063 {name = "%1064"} : i8 to i66
    %1065 = arith.addi %1064, %c20_i66 {name = "%1065"} : i66
    %1066 = arith.index_cast %1065 {name = "%1066"} : i66 to index
    %1067 = memref.load %arg3[%1066] {from = "inputs"} : memref<32xi16, #map1>
    %1068 = arith.extsi %1062 {name = "%1068"} : i4 to i20
    %1069 = arith.extsi %1067 {name = "%1069"} : i16 to i20
    %1070 = arith.muli %1068, %1069 {name = "%1070"} : i20
    %1071 = affine.load %alloc_102[] {from = "total"} : memref<i32>
    %1072 = arith.extsi %1071 {name = "%1072"} : i32 to i33
    %1073 = arith.extsi %1070 {name = "%1073"} : i20 to i33
    %1074 = arith.addi %1072, %1073 {name = "%1074"} : i33
    %1075 = arith.trunci %1074 {name = "%1075"} : i33 to i32
    affine.store %1075, %alloc_102[] {to = "total"} : memref<i32>
    %1076 = allo.get_slice(%arg0 : i512, %c239, %c236) {name = "%1076"} -> i32
    %1077 = arith.trunci %1076 {name = "%1077"} : i32 to i4
    %alloc_125 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1077, %alloc_125[] {to = "weight"} : memref<i4>
    %1078 = allo.get_slice(%arg1 : i512, %c119, %c118) {name = "%1078"} -> i32
    %1079 = arith.trunci %1078 {name = "%1079", unsigned} : i32 to i8
    %alloc_126 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1079, %alloc_126[] {to = "place"} : memref<i8>
    %1080 = affine.load %alloc_125[] {from = "weight"} : memref<i4>
    %1081 = affine.load %alloc_126[] {from = "place"} : memref<i8>
    %1082 = arith.extui %1081 {name = "%1082"} : i8 to i66
    %1083 = arith.addi %1082, %c20_i66 {name = "%1083"} : i66
    %1084 = arith.index_cast %1083 {name = "%1084"} : i66 to index
    %1085 = memref.load %arg3[%1084] {from = "inputs"} : memref<32xi16, #map1>
    %1086 = arith.extsi %1080 {name = "%1086"} : i4 to i20
    %1087 = arith.extsi %1085 {name = "%1087"} : i16 to i20
    %1088 = arith.muli %1086, %1087 {name = "%1088"} : i20
    %1089 = affine.load %alloc_102[] {from = "total"} : memref<i32>
    %1090 = arith.extsi %1089 {name = "%1090"} : i32 to i33
    %1091 = arith.extsi %1088 {name = "%1091"} : i20 to i33
    %1092 = arith.addi %1090, %1091 {name = "%1092"} : i33
    %1093 = arith.trunci %1092 {name = "%1093"} : i33 to i32
    affine.store %1093, %alloc_102[] {to = "total"} : memref<i32>
    %1094 = allo.get_slice(%arg0 : i512, %c243, %c240) {name = "%1094"} -> i32
    %1095 = arith.trunci %1094 {name = "%1095"} : i32 to i4
    %alloc_127 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1095, %alloc_127[] {to = "weight"} : memref<i4>
    %1096 = allo.get_slice(%arg1 : i512, %c121, %c120) {name = "%1096"} -> i32
    %1097 = arith.trunci %1096 {name = "%1097", unsigned} : i32 to i8
    %alloc_128 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1097, %alloc_128[] {to = "place"} : memref<i8>
    %1098 = affine.load %alloc_127[] {from = "weight"} : memref<i4>
    %1099 = affine.load %alloc_128[] {from = "place"} : memref<i8>
    %1100 = arith.extui %1099 {name = "%1100"} : i8 to i66
    %1101 = arith.addi %1100, %c24_i66 {name = "%1101"} : i66
    %1102 = arith.index_cast %1101 {name = "%1102"} : i66 to index
    %1103 = memref.load %arg3[%1102] {from = "inputs"} : memref<32xi16, #map1>
    %1104 = arith.extsi %1098 {name = "%1104"} : i4 to i20
    %1105 = arith.extsi %1103 {name = "%1105"} : i16 to i20
    %1106 = arith.muli %1104, %1105 {name = "%1106"} : i20
    %1107 = affine.load %alloc_102[] {from = "total"} : memref<i32>
    %1108 = arith.extsi %1107 {name = "%1108"} : i32 to i33
    %1109 = arith.extsi %1106 {name = "%1109"} : i20 to i33
    %1110 = arith.addi %1108, %1109 {name = "%1110"} : i33
    %1111 = arith.trunci %1110 {name = "%1111"} : i33 to i32
    affine.store %1111, %alloc_102[] {to = "total"} : memref<i32>
    %1112 = allo.get_slice(%arg0 : i512, %c247, %c244) {name = "%1112"} -> i32
    %1113 = arith.trunci %1112 {name = "%1113"} : i32 to i4
    %alloc_129 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1113, %alloc_129[] {to = "weight"} : memref<i4>
    %1114 = allo.get_slice(%arg1 : i512, %c123, %c122) {name = "%1114"} -> i32
    %1115 = arith.trunci %1114 {name = "%1115", unsigned} : i32 to i8
    %alloc_130 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1115, %alloc_130[] {to = "place"} : memref<i8>
    %1116 = affine.load %alloc_129[] {from = "weight"} : memref<i4>
    %1117 = affine.load %alloc_130[] {from = "place"} : memref<i8>
    %1118 = arith.extui %1117 {name = "%1118"} : i8 to i66
    %1119 = arith.addi %1118, %c24_i66 {name = "%1119"} : i66
    %1120 = arith.index_cast %1119 {name = "%1120"} : i66 to index
    %1121 = memref.load %arg3[%1120] {from = "inputs"} : memref<32xi16, #map1>
    %1122 = arith.extsi %1116 {name = "%1122"} : i4 to i20
    %1123 = arith.extsi %1121 {name = "%1123"} : i16 to i20
    %1124 = arith.muli %1122, %1123 {name = "%1124"} : i20
    %1125 = affine.load %alloc_102[] {from = "total"} : memref<i32>
    %1126 = arith.extsi %1125 {name = "%1126"} : i32 to i33
    %1127 = arith.extsi %1124 {name = "%1127"} : i20 to i33
    %1128 = arith.addi %1126, %1127 {name = "%1128"} : i33
    %1129 = arith.trunci %1128 {name = "%1129"} : i33 to i32
    affine.store %1129, %alloc_102[] {to = "total"} : memref<i32>
    %1130 = allo.get_slice(%arg0 : i512, %c251, %c248) {name = "%1130"} -> i32
    %1131 = arith.trunci %1130 {name = "%1131"} : i32 to i4
    %alloc_131 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1131, %alloc_131[] {to = "weight"} : memref<i4>
    %1132 = allo.get_slice(%arg1 : i512, %c125, %c124) {name = "%1132"} -> i32
    %1133 = arith.trunci %1132 {name = "%1133", unsigned} : i32 to i8
    %alloc_132 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1133, %alloc_132[] {to = "place"} : memref<i8>
    %1134 = affine.load %alloc_131[] {from = "weight"} : memref<i4>
    %1135 = affine.load %alloc_132[] {from = "place"} : memref<i8>
    %1136 = arith.extui %1135 {name = "%1136"} : i8 to i66
    %1137 = arith.addi %1136, %c28_i66 {name = "%1137"} : i66
    %1138 = arith.index_cast %1137 {name = "%1138"} : i66 to index
    %1139 = memref.load %arg3[%1138] {from = "inputs"} : memref<32xi16, #map1>
    %1140 = arith.extsi %1134 {name = "%1140"} : i4 to i20
    %1141 = arith.extsi %1139 {name = "%1141"} : i16 to i20
    %1142 = arith.muli %1140, %1141 {name = "%1142"} : i20
    %1143 = affine.load %alloc_102[] {from = "total"} : memref<i32>
    %1144 = arith.extsi %1143 {name = "%1144"} : i32 to i33
    %1145 = arith.extsi %1142 {name = "%1145"} : i20 to i33
    %1146 = arith.addi %1144, %1145 {name = "%1146"} : i33
    %1147 = arith.trunci %1146 {name = "%1147"} : i33 to i32
    affine.store %1147, %alloc_102[] {to = "total"} : memref<i32>
    %1148 = allo.get_slice(%arg0 : i512, %c255, %c252) {name = "%1148"} -> i32
    %1149 = arith.trunci %1148 {name = "%1149"} : i32 to i4
    %alloc_133 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1149, %alloc_133[] {to = "weight"} : memref<i4>
    %1150 = allo.get_slice(%arg1 : i512, %c127, %c126) {name = "%1150"} -> i32
    %1151 = arith.trunci %1150 {name = "%1151", unsigned} : i32 to i8
    %alloc_134 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1151, %alloc_134[] {to = "place"} : memref<i8>
    %1152 = affine.load %alloc_133[] {from = "weight"} : memref<i4>
    %1153 = affine.load %alloc_134[] {from = "place"} : memref<i8>
    %1154 = arith.extui %1153 {name = "%1154"} : i8 to i66
    %1155 = arith.addi %1154, %c28_i66 {name = "%1155"} : i66
    %1156 = arith.index_cast %1155 {name = "%1156"} : i66 to index
    %1157 = memref.load %arg3[%1156] {from = "inputs"} : memref<32xi16, #map1>
    %1158 = arith.extsi %1152 {name = "%1158"} : i4 to i20
    %1159 = arith.extsi %1157 {name = "%1159"} : i16 to i20
    %1160 = arith.muli %1158, %1159 {name = "%1160"} : i20
    %1161 = affine.load %alloc_102[] {from = "total"} : memref<i32>
    %1162 = arith.extsi %1161 {name = "%1162"} : i32 to i33
    %1163 = arith.extsi %1160 {name = "%1163"} : i20 to i33
    %1164 = arith.addi %1162, %1163 {name = "%1164"} : i33
    %1165 = arith.trunci %1164 {name = "%1165"} : i33 to i32
    affine.store %1165, %alloc_102[] {to = "total"} : memref<i32>
    %1166 = affine.load %alloc_102[] {from = "total"} : memref<i32>
    %1167 = affine.load %alloc_101[] {from = "scale"} : memref<i16>
    %1168 = arith.extsi %1166 {name = "%1168"} : i32 to i48
    %1169 = arith.extsi %1167 {name = "%1169"} : i16 to i48
    %1170 = arith.muli %1168, %1169 {name = "%1170"} : i48
    %1171 = arith.extsi %1170 {name = "%1171"} : i48 to i64
    affine.store %1171, %arg4[3] {to = "products"} : memref<8xi64, #map1>
    %1172 = allo.get_slice(%arg2 : i512, %c79, %c64) {name = "%1172"} -> i16
    %alloc_135 = memref.alloc() {name = "scale"} : memref<i16>
    affine.store %1172, %alloc_135[] {to = "scale"} : memref<i16>
    %alloc_136 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_136[] {to = "total"} : memref<i32>
    %1173 = allo.get_slice(%arg0 : i512, %c259, %c256) {name = "%1173"} -> i32
    %1174 = arith.trunci %1173 {name = "%1174"} : i32 to i4
    %alloc_137 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1174, %alloc_137[] {to = "weight"} : memref<i4>
    %1175 = allo.get_slice(%arg1 : i512, %c129, %c128) {name = "%1175"} -> i32
    %1176 = arith.trunci %1175 {name = "%1176", unsigned} : i32 to i8
    %alloc_138 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1176, %alloc_138[] {to = "place"} : memref<i8>
    %1177 = affine.load %alloc_137[] {from = "weight"} : memref<i4>
    %1178 = affine.load %alloc_138[] {from = "place"} : memref<i8>
    %1179 = arith.extui %1178 {name = "%1179"} : i8 to i66
    %1180 = arith.index_cast %1179 {name = "%1180"} : i66 to index
    %1181 = memref.load %arg3[%1180] {from = "inputs"} : memref<32xi16, #map1>
    %1182 = arith.extsi %1177 {name = "%1182"} : i4 to i20
    %1183 = arith.extsi %1181 {name = "%1183"} : i16 to i20
    %1184 = arith.muli %1182, %1183 {name = "%1184"} : i20
    %1185 = affine.load %alloc_136[] {from = "total"} : memref<i32>
    %1186 = arith.extsi %1185 {name = "%1186"} : i32 to i33
    %1187 = arith.extsi %1184 {name = "%1187"} : i20 to i33
    %1188 = arith.addi %1186, %1187 {name = "%1188"} : i33
    %1189 = arith.trunci %1188 {name = "%1189"} : i33 to i32
    affine.store %1189, %alloc_136[] {to = "total"} : memref<i32>
    %1190 = allo.get_slice(%arg0 : i512, %c263, %c260) {name = "%1190"} -> i32
    %1191 = arith.trunci %1190 {name = "%1191"} : i32 to i4
    %alloc_139 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1191, %alloc_139[] {to = "weight"} : memref<i4>
    %1192 = allo.get_slice(%arg1 : i512, %c131, %c130) {name = "%1192"} -> i32
    %1193 = arith.trunci %1192 {name = "%1193", unsigned} : i32 to i8
    %alloc_140 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1193, %alloc_140[] {to = "place"} : memref<i8>
    %1194 = affine.load %alloc_139[] {from = "weight"} : memref<i4>
    %1195 = affine.load %alloc_140[] {from = "place"} : memref<i8>
    %1196 = arith.extui %1195 {name = "%1196"} : i8 to i66
    %1197 = arith.index_cast %1196 {name = "%1197"} : i66 to index
    %1198 = memref.load %arg3[%1197] {from = "inputs"} : memref<32xi16, #map1>
    %1199 = arith.extsi %1194 {name = "%1199"} : i4 to i20
    %1200 = arith.extsi %1198 {name = "%1200"} : i16 to i20
    %1201 = arith.muli %1199, %1200 {name = "%1201"} : i20
    %1202 = affine.load %alloc_136[] {from = "total"} : memref<i32>
    %1203 = arith.extsi %1202 {name = "%1203"} : i32 to i33
    %1204 = arith.extsi %1201 {name = "%1204"} : i20 to i33
    %1205 = arith.addi %1203, %1204 {name = "%1205"} : i33
    %1206 = arith.trunci %1205 {name = "%1206"} : i33 to i32
    affine.store %1206, %alloc_136[] {to = "total"} : memref<i32>
    %1207 = allo.get_slice(%arg0 : i512, %c267, %c264) {name = "%1207"} -> i32
    %1208 = arith.trunci %1207 {name = "%1208"} : i32 to i4
    %alloc_141 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1208, %alloc_141[] {to = "weight"} : memref<i4>
    %1209 = allo.get_slice(%arg1 : i512, %c133, %c132) {name = "%1209"} -> i32
    %1210 = arith.trunci %1209 {name = "%1210", unsigned} : i32 to i8
    %alloc_142 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1210, %alloc_142[] {to = "place"} : memref<i8>
    %1211 = affine.load %alloc_141[] {from = "weight"} : memref<i4>
    %1212 = affine.load %alloc_142[] {from = "place"} : memref<i8>
    %1213 = arith.extui %1212 {name = "%1213"} : i8 to i66
    %1214 = arith.addi %1213, %c4_i66 {name = "%1214"} : i66
    %1215 = arith.index_cast %1214 {name = "%1215"} : i66 to index
    %1216 = memref.load %arg3[%1215] {from = "inputs"} : memref<32xi16, #map1>
    %1217 = arith.extsi %1211 {name = "%1217"} : i4 to i20
    %1218 = arith.extsi %1216 {name = "%1218"} : i16 to i20
    %1219 = arith.muli %1217, %1218 {name = "%1219"} : i20
    %1220 = affine.load %alloc_136[] {from = "total"} : memref<i32>
    %1221 = arith.extsi %1220 {name = "%1221"} : i32 to i33
    %1222 = arith.extsi %1219 {name = "%1222"} : i20 to i33
    %1223 = arith.addi %1221, %1222 {name = "%1223"} : i33
    %1224 = arith.trunci %1223 {name = "%1224"} : i33 to i32
    affine.store %1224, %alloc_136[] {to = "total"} : memref<i32>
    %1225 = allo.get_slice(%arg0 : i512, %c271, %c268) {name = "%1225"} -> i32
    %1226 = arith.trunci %1225 {name = "%1226"} : i32 to i4
    %alloc_143 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1226, %alloc_143[] {to = "weight"} : memref<i4>
    %1227 = allo.get_slice(%arg1 : i512, %c135, %c134) {name = "%1227"} -> i32
    %1228 = arith.trunci %1227 {name = "%1228", unsigned} : i32 to i8
    %alloc_144 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1228, %alloc_144[] {to = "place"} : memref<i8>
    %1229 = affine.load %alloc_143[] {from = "weight"} : memref<i4>
    %1230 = affine.load %alloc_144[] {from = "place"} : memref<i8>
    %1231 = arith.extui %1230 {name = "%1231"} : i8 to i66
    %1232 = arith.addi %1231, %c4_i66 {name = "%1232"} : i66
    %1233 = arith.index_cast %1232 {name = "%1233"} : i66 to index
    %1234 = memref.load %arg3[%1233] {from = "inputs"} : memref<32xi16, #map1>
    %1235 = arith.extsi %1229 {name = "%1235"} : i4 to i20
    %1236 = arith.extsi %1234 {name = "%1236"} : i16 to i20
    %1237 = arith.muli %1235, %1236 {name = "%1237"} : i20
    %1238 = affine.load %alloc_136[] {from = "total"} : memref<i32>
    %1239 = arith.extsi %1238 {name = "%1239"} : i32 to i33
    %1240 = arith.extsi %1237 {name = "%1240"} : i20 to i33
    %1241 = arith.addi %1239, %1240 {name = "%1241"} : i33
    %1242 = arith.trunci %1241 {name = "%1242"} : i33 to i32
    affine.store %1242, %alloc_136[] {to = "total"} : memref<i32>
    %1243 = allo.get_slice(%arg0 : i512, %c275, %c272) {name = "%1243"} -> i32
    %1244 = arith.trunci %1243 {name = "%1244"} : i32 to i4
    %alloc_145 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1244, %alloc_145[] {to = "weight"} : memref<i4>
    %1245 = allo.get_slice(%arg1 : i512, %c137, %c136) {name = "%1245"} -> i32
    %1246 = arith.trunci %1245 {name = "%1246", unsigned} : i32 to i8
    %alloc_146 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1246, %alloc_146[] {to = "place"} : memref<i8>
    %1247 = affine.load %alloc_145[] {from = "weight"} : memref<i4>
    %1248 = affine.load %alloc_146[] {from = "place"} : memref<i8>
    %1249 = arith.extui %1248 {name = "%1249"} : i8 to i66
    %1250 = arith.addi %1249, %c8_i66 {name = "%1250"} : i66
    %1251 = arith.index_cast %1250 {name = "%1251"} : i66 to index
    %1252 = memref.load %arg3[%1251] {from = "inputs"} : memref<32xi16, #map1>
    %1253 = arith.extsi %1247 {name = "%1253"} : i4 to i20
    %1254 = arith.extsi %1252 {name = "%1254"} : i16 to i20
    %1255 = arith.muli %1253, %1254 {name = "%1255"} : i20
    %1256 = affine.load %alloc_136[] {from = "total"} : memref<i32>
    %1257 = arith.extsi %1256 {name = "%1257"} : i32 to i33
    %1258 = arith.extsi %1255 {name = "%1258"} : i20 to i33
    %1259 = arith.addi %1257, %1258 {name = "%1259"} : i33
    %1260 = arith.trunci %1259 {name = "%1260"} : i33 to i32
    affine.store %1260, %alloc_136[] {to = "total"} : memref<i32>
    %1261 = allo.get_slice(%arg0 : i512, %c279, %c276) {name = "%1261"} -> i32
    %1262 = arith.trunci %1261 {name = "%1262"} : i32 to i4
    %alloc_147 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1262, %alloc_147[] {to = "weight"} : memref<i4>
    %1263 = allo.get_slice(%arg1 : i512, %c139, %c138) {name = "%1263"} -> i32
    %1264 = arith.trunci %1263 {name = "%1264", unsigned} : i32 to i8
    %alloc_148 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1264, %alloc_148[] {to = "place"} : memref<i8>
    %1265 = affine.load %alloc_147[] {from = "weight"} : memref<i4>
    %1266 = affine.load %alloc_148[] {from = "place"} : memref<i8>
    %1267 = arith.extui %1266 {name = "%1267"} : i8 to i66
    %1268 = arith.addi %1267, %c8_i66 {name = "%1268"} : i66
    %1269 = arith.index_cast %1268 {name = "%1269"} : i66 to index
    %1270 = memref.load %arg3[%1269] {from = "inputs"} : memref<32xi16, #map1>
    %1271 = arith.extsi %1265 {name = "%1271"} : i4 to i20
    %1272 = arith.extsi %1270 {name = "%1272"} : i16 to i20
    %1273 = arith.muli %1271, %1272 {name = "%1273"} : i20
    %1274 = affine.load %alloc_136[] {from = "total"} : memref<i32>
    %1275 = arith.extsi %1274 {name = "%1275"} : i32 to i33
    %1276 = arith.extsi %1273 {name = "%1276"} : i20 to i33
    %1277 = arith.addi %1275, %1276 {name = "%1277"} : i33
    %1278 = arith.trunci %1277 {name = "%1278"} : i33 to i32
    affine.store %1278, %alloc_136[] {to = "total"} : memref<i32>
    %1279 = allo.get_slice(%arg0 : i512, %c283, %c280) {name = "%1279"} -> i32
    %1280 = arith.trunci %1279 {name = "%1280"} : i32 to i4
    %alloc_149 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1280, %alloc_149[] {to = "weight"} : memref<i4>
    %1281 = allo.get_slice(%arg1 : i512, %c141, %c140) {name = "%1281"} -> i32
    %1282 = arith.trunci %1281 {name = "%1282", unsigned} : i32 to i8
    %alloc_150 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1282, %alloc_150[] {to = "place"} : memref<i8>
    %1283 = affine.load %alloc_149[] {from = "weight"} : memref<i4>
    %1284 = affine.load %alloc_150[] {from = "place"} : memref<i8>
    %1285 = arith.extui %1284 {name = "%1285"} : i8 to i66
    %1286 = arith.addi %1285, %c12_i66 {name = "%1286"} : i66
    %1287 = arith.index_cast %1286 {name = "%1287"} : i66 to index
    %1288 = memref.load %arg3[%1287] {from = "inputs"} : memref<32xi16, #map1>
    %1289 = arith.extsi %1283 {name = "%1289"} : i4 to i20
    %1290 = arith.extsi %1288 {name = "%1290"} : i16 to i20
    %1291 = arith.muli %1289, %1290 {name = "%1291"} : i20
    %1292 = affine.load %alloc_136[] {from = "total"} : memref<i32>
    %1293 = arith.extsi %1292 {name = "%1293"} : i32 to i33
    %1294 = arith.extsi %1291 {name = "%1294"} : i20 to i33
    %1295 = arith.addi %1293, %1294 {name = "%1295"} : i33
    %1296 = arith.trunci %1295 {name = "%1296"} : i33 to i32
    affine.store %1296, %alloc_136[] {to = "total"} : memref<i32>
    %1297 = allo.get_slice(%arg0 : i512, %c287, %c284) {name = "%1297"} -> i32
    %1298 = arith.trunci %1297 {name = "%1298"} : i32 to i4
    %alloc_151 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1298, %alloc_151[] {to = "weight"} : memref<i4>
    %1299 = allo.get_slice(%arg1 : i512, %c143, %c142) {name = "%1299"} -> i32
    %1300 = arith.trunci %1299 {name = "%1300", unsigned} : i32 to i8
    %alloc_152 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1300, %alloc_152[] {to = "place"} : memref<i8>
    %1301 = affine.load %alloc_151[] {from = "weight"} : memref<i4>
    %1302 = affine.load %alloc_152[] {from = "place"} : memref<i8>
    %1303 = arith.extui %1302 {name = "%1303"} : i8 to i66
    %1304 = arith.addi %1303, %c12_i66 {name = "%1304"} : i66
    %1305 = arith.index_cast %1304 {name = "%1305"} : i66 to index
    %1306 = memref.load %arg3[%1305] {from = "inputs"} : memref<32xi16, #map1>
    %1307 = arith.extsi %1301 {name = "%1307"} : i4 to i20
    %1308 = arith.extsi %1306 {name = "%1308"} : i16 to i20
    %1309 = arith.muli %1307, %1308 {name = "%1309"} : i20
    %1310 = affine.load %alloc_136[] {from = "total"} : memref<i32>
    %1311 = arith.extsi %1310 {name = "%1311"} : i32 to i33
    %1312 = arith.extsi %1309 {name = "%1312"} : i20 to i33
    %1313 = arith.addi %1311, %1312 {name = "%1313"} : i33
    %1314 = arith.trunci %1313 {name = "%1314"} : i33 to i32
    affine.store %1314, %alloc_136[] {to = "total"} : memref<i32>
    %1315 = allo.get_slice(%arg0 : i512, %c291, %c288) {name = "%1315"} -> i32
    %1316 = arith.trunci %1315 {name = "%1316"} : i32 to i4
    %alloc_153 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1316, %alloc_153[] {to = "weight"} : memref<i4>
    %1317 = allo.get_slice(%arg1 : i512, %c145, %c144) {name = "%1317"} -> i32
    %1318 = arith.trunci %1317 {name = "%1318", unsigned} : i32 to i8
    %alloc_154 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1318, %alloc_154[] {to = "place"} : memref<i8>
    %1319 = affine.load %alloc_153[] {from = "weight"} : memref<i4>
    %1320 = affine.load %alloc_154[] {from = "place"} : memref<i8>
    %1321 = arith.extui %1320 {name = "%1321"} : i8 to i66
    %1322 = arith.addi %1321, %c16_i66 {name = "%1322"} : i66
    %1323 = arith.index_cast %1322 {name = "%1323"} : i66 to index
    %1324 = memref.load %arg3[%1323] {from = "inputs"} : memref<32xi16, #map1>
    %1325 = arith.extsi %1319 {name = "%1325"} : i4 to i20
    %1326 = arith.extsi %1324 {name = "%1326"} : i16 to i20
    %1327 = arith.muli %1325, %1326 {name = "%1327"} : i20
    %1328 = affine.load %alloc_136[] {from = "total"} : memref<i32>
    %1329 = arith.extsi %1328 {name = "%1329"} : i32 to i33
    %1330 = arith.extsi %1327 {name = "%1330"} : i20 to i33
    %1331 = arith.addi %1329, %1330 {name = "%1331"} : i33
    %1332 = arith.trunci %1331 {name = "%1332"} : i33 to i32
    affine.store %1332, %alloc_136[] {to = "total"} : memref<i32>
    %1333 = allo.get_slice(%arg0 : i512, %c295, %c292) {name = "%1333"} -> i32
    %1334 = arith.trunci %1333 {name = "%1334"} : i32 to i4
    %alloc_155 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1334, %alloc_155[] {to = "weight"} : memref<i4>
    %1335 = allo.get_slice(%arg1 : i512, %c147, %c146) {name = "%1335"} -> i32
    %1336 = arith.trunci %1335 {name = "%1336", unsigned} : i32 to i8
    %alloc_156 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1336, %alloc_156[] {to = "place"} : memref<i8>
    %1337 = affine.load %alloc_155[] {from = "weight"} : memref<i4>
    %1338 = affine.load %alloc_156[] {from = "place"} : memref<i8>
    %1339 = arith.extui %1338 {name = "%1339"} : i8 to i66
    %1340 = arith.addi %1339, %c16_i66 {name = "%1340"} : i66
    %1341 = arith.index_cast %1340 {name = "%1341"} : i66 to index
    %1342 = memref.load %arg3[%1341] {from = "inputs"} : memref<32xi16, #map1>
    %1343 = arith.extsi %1337 {name = "%1343"} : i4 to i20
    %1344 = arith.extsi %1342 {name = "%1344"} : i16 to i20
    %1345 = arith.muli %1343, %1344 {name = "%1345"} : i20
    %1346 = affine.load %alloc_136[] {from = "total"} : memref<i32>
    %1347 = arith.extsi %1346 {name = "%1347"} : i32 to i33
    %1348 = arith.extsi %1345 {name = "%1348"} : i20 to i33
    %1349 = arith.addi %1347, %1348 {name = "%1349"} : i33
    %1350 = arith.trunci %1349 {name = "%1350"} : i33 to i32
    affine.store %1350, %alloc_136[] {to = "total"} : memref<i32>
    %1351 = allo.get_slice(%arg0 : i512, %c299, %c296) {name = "%1351"} -> i32
    %1352 = arith.trunci %1351 {name = "%1352"} : i32 to i4
    %alloc_157 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1352, %alloc_157[] {to = "weight"} : memref<i4>
    %1353 = allo.get_slice(%arg1 : i512, %c149, %c148) {name = "%1353"} -> i32
    %1354 = arith.trunci %1353 {name = "%1354", unsigned} : i32 to i8
    %alloc_158 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1354, %alloc_158[] {to = "place"} : memref<i8>
    %1355 = affine.load %alloc_157[] {from = "weight"} : memref<i4>
    %1356 = affine.load %alloc_158[] {from = "place"} : memref<i8>
    %1357 = arith.extui %1356 {name = "%1357"} : i8 to i66
    %1358 = arith.addi %1357, %c20_i66 {name = "%1358"} : i66
    %1359 = arith.index_cast %1358 {name = "%1359"} : i66 to index
    %1360 = memref.load %arg3[%1359] {from = "inputs"} : memref<32xi16, #map1>
    %1361 = arith.extsi %1355 {name = "%1361"} : i4 to i20
    %1362 = arith.extsi %1360 {name = "%1362"} : i16 to i20
    %1363 = arith.muli %1361, %1362 {name = "%1363"} : i20
    %1364 = affine.load %alloc_136[] {from = "total"} : memref<i32>
    %1365 = arith.extsi %1364 {name = "%1365"} : i32 to i33
    %1366 = arith.extsi %1363 {name = "%1366"} : i20 to i33
    %1367 = arith.addi %1365, %1366 {name = "%1367"} : i33
    %1368 = arith.trunci %1367 {name = "%1368"} : i33 to i32
    affine.store %1368, %alloc_136[] {to = "total"} : memref<i32>
    %1369 = allo.get_slice(%arg0 : i512, %c303, %c300) {name = "%1369"} -> i32
    %1370 = arith.trunci %1369 {name = "%1370"} : i32 to i4
    %alloc_159 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1370, %alloc_159[] {to = "weight"} : memref<i4>
    %1371 = allo.get_slice(%arg1 : i512, %c151, %c150) {name = "%1371"} -> i32
    %1372 = arith.trunci %1371 {name = "%1372", unsigned} : i32 to i8
    %alloc_160 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1372, %alloc_160[] {to = "place"} : memref<i8>
    %1373 = affine.load %alloc_159[] {from = "weight"} : memref<i4>
    %1374 = affine.load %alloc_160[] {from = "place"} : memref<i8>
    %1375 = arith.extui %1374 {name = "%1375"} : i8 to i66
    %1376 = arith.addi %1375, %c20_i66 {name = "%1376"} : i66
    %1377 = arith.index_cast %1376 {name = "%1377"} : i66 to index
    %1378 = memref.load %arg3[%1377] {from = "inputs"} : memref<32xi16, #map1>
    %1379 = arith.extsi %1373 {name = "%1379"} : i4 to i20
    %1380 = arith.extsi %1378 {name = "%1380"} : i16 to i20
    %1381 = arith.muli %1379, %1380 {name = "%1381"} : i20
    %1382 = affine.load %alloc_136[] {from = "total"} : memref<i32>
    %1383 = arith.extsi %1382 {name = "%1383"} : i32 to i33
    %1384 = arith.extsi %1381 {name = "%1384"} : i20 to i33
    %1385 = arith.addi %1383, %1384 {name = "%1385"} : i33
    %1386 = arith.trunci %1385 {name = "%1386"} : i33 to i32
    affine.store %1386, %alloc_136[] {to = "total"} : memref<i32>
    %1387 = allo.get_slice(%arg0 : i512, %c307, %c304) {name = "%1387"} -> i32
    %1388 = arith.trunci %1387 {name = "%1388"} : i32 to i4
    %alloc_161 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1388, %alloc_161[] {to = "weight"} : memref<i4>
    %1389 = allo.get_slice(%arg1 : i512, %c153, %c152) {name = "%1389"} -> i32
    %1390 = arith.trunci %1389 {name = "%1390", unsigned} : i32 to i8
    %alloc_162 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1390, %alloc_162[] {to = "place"} : memref<i8>
    %1391 = affine.load %alloc_161[] {from = "weight"} : memref<i4>
    %1392 = affine.load %alloc_162[] {from = "place"} : memref<i8>
    %1393 = arith.extui %1392 {name = "%1393"} : i8 to i66
    %1394 = arith.addi %1393, %c24_i66 {name = "%1394"} : i66
    %1395 = arith.index_cast %1394 {name = "%1395"} : i66 to index
    %1396 = memref.load %arg3[%1395] {from = "inputs"} : memref<32xi16, #map1>
    %1397 = arith.extsi %1391 {name = "%1397"} : i4 to i20
    %1398 = arith.extsi %1396 {name = "%1398"} : i16 to i20
    %1399 = arith.muli %1397, %1398 {name = "%1399"} : i20
    %1400 = affine.load %alloc_136[] {from = "total"} : memref<i32>
    %1401 = arith.extsi %1400 {name = "%1401"} : i32 to i33
    %1402 = arith.extsi %1399 {name = "%1402"} : i20 to i33
    %1403 = arith.addi %1401, %1402 {name = "%1403"} : i33
    %1404 = arith.trunci %1403 {name = "%1404"} : i33 to i32
    affine.store %1404, %alloc_136[] {to = "total"} : memref<i32>
    %1405 = allo.get_slice(%arg0 : i512, %c311, %c308) {name = "%1405"} -> i32
    %1406 = arith.trunci %1405 {name = "%1406"} : i32 to i4
    %alloc_163 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1406, %alloc_163[] {to = "weight"} : memref<i4>
    %1407 = allo.get_slice(%arg1 : i512, %c155, %c154) {name = "%1407"} -> i32
    %1408 = arith.trunci %1407 {name = "%1408", unsigned} : i32 to i8
    %alloc_164 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1408, %alloc_164[] {to = "place"} : memref<i8>
    %1409 = affine.load %alloc_163[] {from = "weight"} : memref<i4>
    %1410 = affine.load %alloc_164[] {from = "place"} : memref<i8>
    %1411 = arith.extui %1410 {name = "%1411"} : i8 to i66
    %1412 = arith.addi %1411, %c24_i66 {name = "%1412"} : i66
    %1413 = arith.index_cast %1412 {name = "%1413"} : i66 to index
    %1414 = memref.load %arg3[%1413] {from = "inputs"} : memref<32xi16, #map1>
    %1415 = arith.extsi %1409 {name = "%1415"} : i4 to i20
    %1416 = arith.extsi %1414 {name = "%1416"} : i16 to i20
    %1417 = arith.muli %1415, %1416 {name = "%1417"} : i20
    %1418 = affine.load %alloc_136[] {from = "total"} : memref<i32>
    %1419 = arith.extsi %1418 {name = "%1419"} : i32 to i33
    %1420 = arith.extsi %1417 {name = "%1420"} : i20 to i33
    %1421 = arith.addi %1419, %1420 {name = "%1421"} : i33
    %1422 = arith.trunci %1421 {name = "%1422"} : i33 to i32
    affine.store %1422, %alloc_136[] {to = "total"} : memref<i32>
    %1423 = allo.get_slice(%arg0 : i512, %c315, %c312) {name = "%1423"} -> i32
    %1424 = arith.trunci %1423 {name = "%1424"} : i32 to i4
    %alloc_165 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1424, %alloc_165[] {to = "weight"} : memref<i4>
    %1425 = allo.get_slice(%arg1 : i512, %c157, %c156) {name = "%1425"} -> i32
    %1426 = arith.trunci %1425 {name = "%1426", unsigned} : i32 to i8
    %alloc_166 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1426, %alloc_166[] {to = "place"} : memref<i8>
    %1427 = affine.load %alloc_165[] {from = "weight"} : memref<i4>
    %1428 = affine.load %alloc_166[] {from = "place"} : memref<i8>
    %1429 = arith.extui %1428 {name = "%1429"} : i8 to i66
    %1430 = arith.addi %1429, %c28_i66 {name = "%1430"} : i66
    %1431 = arith.index_cast %1430 {name = "%1431"} : i66 to index
    %1432 = memref.load %arg3[%1431] {from = "inputs"} : memref<32xi16, #map1>
    %1433 = arith.extsi %1427 {name = "%1433"} : i4 to i20
    %1434 = arith.extsi %1432 {name = "%1434"} : i16 to i20
    %1435 = arith.muli %1433, %1434 {name = "%1435"} : i20
    %1436 = affine.load %alloc_136[] {from = "total"} : memref<i32>
    %1437 = arith.extsi %1436 {name = "%1437"} : i32 to i33
    %1438 = arith.extsi %1435 {name = "%1438"} : i20 to i33
    %1439 = arith.addi %1437, %1438 {name = "%1439"} : i33
    %1440 = arith.trunci %1439 {name = "%1440"} : i33 to i32
    affine.store %1440, %alloc_136[] {to = "total"} : memref<i32>
    %1441 = allo.get_slice(%arg0 : i512, %c319, %c316) {name = "%1441"} -> i32
    %1442 = arith.trunci %1441 {name = "%1442"} : i32 to i4
    %alloc_167 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1442, %alloc_167[] {to = "weight"} : memref<i4>
    %1443 = allo.get_slice(%arg1 : i512, %c159, %c158) {name = "%1443"} -> i32
    %1444 = arith.trunci %1443 {name = "%1444", unsigned} : i32 to i8
    %alloc_168 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1444, %alloc_168[] {to = "place"} : memref<i8>
    %1445 = affine.load %alloc_167[] {from = "weight"} : memref<i4>
    %1446 = affine.load %alloc_168[] {from = "place"} : memref<i8>
    %1447 = arith.extui %1446 {name = "%1447"} : i8 to i66
    %1448 = arith.addi %1447, %c28_i66 {name = "%1448"} : i66
    %1449 = arith.index_cast %1448 {name = "%1449"} : i66 to index
    %1450 = memref.load %arg3[%1449] {from = "inputs"} : memref<32xi16, #map1>
    %1451 = arith.extsi %1445 {name = "%1451"} : i4 to i20
    %1452 = arith.extsi %1450 {name = "%1452"} : i16 to i20
    %1453 = arith.muli %1451, %1452 {name = "%1453"} : i20
    %1454 = affine.load %alloc_136[] {from = "total"} : memref<i32>
    %1455 = arith.extsi %1454 {name = "%1455"} : i32 to i33
    %1456 = arith.extsi %1453 {name = "%1456"} : i20 to i33
    %1457 = arith.addi %1455, %1456 {name = "%1457"} : i33
    %1458 = arith.trunci %1457 {name = "%1458"} : i33 to i32
    affine.store %1458, %alloc_136[] {to = "total"} : memref<i32>
    %1459 = affine.load %alloc_136[] {from = "total"} : memref<i32>
    %1460 = affine.load %alloc_135[] {from = "scale"} : memref<i16>
    %1461 = arith.extsi %1459 {name = "%1461"} : i32 to i48
    %1462 = arith.extsi %1460 {name = "%1462"} : i16 to i48
    %1463 = arith.muli %1461, %1462 {name = "%1463"} : i48
    %1464 = arith.extsi %1463 {name = "%1464"} : i48 to i64
    affine.store %1464, %arg4[4] {to = "products"} : memref<8xi64, #map1>
    %1465 = allo.get_slice(%arg2 : i512, %c95, %c80) {name = "%1465"} -> i16
    %alloc_169 = memref.alloc() {name = "scale"} : memref<i16>
    affine.store %1465, %alloc_169[] {to = "scale"} : memref<i16>
    %alloc_170 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_170[] {to = "total"} : memref<i32>
    %1466 = allo.get_slice(%arg0 : i512, %c323, %c320) {name = "%1466"} -> i32
    %1467 = arith.trunci %1466 {name = "%1467"} : i32 to i4
    %alloc_171 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1467, %alloc_171[] {to = "weight"} : memref<i4>
    %1468 = allo.get_slice(%arg1 : i512, %c161, %c160) {name = "%1468"} -> i32
    %1469 = arith.trunci %1468 {name = "%1469", unsigned} : i32 to i8
    %alloc_172 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1469, %alloc_172[] {to = "place"} : memref<i8>
    %1470 = affine.load %alloc_171[] {from = "weight"} : memref<i4>
    %1471 = affine.load %alloc_172[] {from = "place"} : memref<i8>
    %1472 = arith.extui %1471 {name = "%1472"} : i8 to i66
    %1473 = arith.index_cast %1472 {name = "%1473"} : i66 to index
    %1474 = memref.load %arg3[%1473] {from = "inputs"} : memref<32xi16, #map1>
    %1475 = arith.extsi %1470 {name = "%1475"} : i4 to i20
    %1476 = arith.extsi %1474 {name = "%1476"} : i16 to i20
    %1477 = arith.muli %1475, %1476 {name = "%1477"} : i20
    %1478 = affine.load %alloc_170[] {from = "total"} : memref<i32>
    %1479 = arith.extsi %1478 {name = "%1479"} : i32 to i33
    %1480 = arith.extsi %1477 {name = "%1480"} : i20 to i33
    %1481 = arith.addi %1479, %1480 {name = "%1481"} : i33
    %1482 = arith.trunci %1481 {name = "%1482"} : i33 to i32
    affine.store %1482, %alloc_170[] {to = "total"} : memref<i32>
    %1483 = allo.get_slice(%arg0 : i512, %c327, %c324) {name = "%1483"} -> i32
    %1484 = arith.trunci %1483 {name = "%1484"} : i32 to i4
    %alloc_173 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1484, %alloc_173[] {to = "weight"} : memref<i4>
    %1485 = allo.get_slice(%arg1 : i512, %c163, %c162) {name = "%1485"} -> i32
    %1486 = arith.trunci %1485 {name = "%1486", unsigned} : i32 to i8
    %alloc_174 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1486, %alloc_174[] {to = "place"} : memref<i8>
    %1487 = affine.load %alloc_173[] {from = "weight"} : memref<i4>
    %1488 = affine.load %alloc_174[] {from = "place"} : memref<i8>
    %1489 = arith.extui %1488 {name = "%1489"} : i8 to i66
    %1490 = arith.index_cast %1489 {name = "%1490"} : i66 to index
    %1491 = memref.load %arg3[%1490] {from = "inputs"} : memref<32xi16, #map1>
    %1492 = arith.extsi %1487 {name = "%1492"} : i4 to i20
    %1493 = arith.extsi %1491 {name = "%1493"} : i16 to i20
    %1494 = arith.muli %1492, %1493 {name = "%1494"} : i20
    %1495 = affine.load %alloc_170[] {from = "total"} : memref<i32>
    %1496 = arith.extsi %1495 {name = "%1496"} : i32 to i33
    %1497 = arith.extsi %1494 {name = "%1497"} : i20 to i33
    %1498 = arith.addi %1496, %1497 {name = "%1498"} : i33
    %1499 = arith.trunci %1498 {name = "%1499"} : i33 to i32
    affine.store %1499, %alloc_170[] {to = "total"} : memref<i32>
    %1500 = allo.get_slice(%arg0 : i512, %c331, %c328) {name = "%1500"} -> i32
    %1501 = arith.trunci %1500 {name = "%1501"} : i32 to i4
    %alloc_175 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1501, %alloc_175[] {to = "weight"} : memref<i4>
    %1502 = allo.get_slice(%arg1 : i512, %c165, %c164) {name = "%1502"} -> i32
    %1503 = arith.trunci %1502 {name = "%1503", unsigned} : i32 to i8
    %alloc_176 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1503, %alloc_176[] {to = "place"} : memref<i8>
    %1504 = affine.load %alloc_175[] {from = "weight"} : memref<i4>
    %1505 = affine.load %alloc_176[] {from = "place"} : memref<i8>
    %1506 = arith.extui %1505 {name = "%1506"} : i8 to i66
    %1507 = arith.addi %1506, %c4_i66 {name = "%1507"} : i66
    %1508 = arith.index_cast %1507 {name = "%1508"} : i66 to index
    %1509 = memref.load %arg3[%1508] {from = "inputs"} : memref<32xi16, #map1>
    %1510 = arith.extsi %1504 {name = "%1510"} : i4 to i20
    %1511 = arith.extsi %1509 {name = "%1511"} : i16 to i20
    %1512 = arith.muli %1510, %1511 {name = "%1512"} : i20
    %1513 = affine.load %alloc_170[] {from = "total"} : memref<i32>
    %1514 = arith.extsi %1513 {name = "%1514"} : i32 to i33
    %1515 = arith.extsi %1512 {name = "%1515"} : i20 to i33
    %1516 = arith.addi %1514, %1515 {name = "%1516"} : i33
    %1517 = arith.trunci %1516 {name = "%1517"} : i33 to i32
    affine.store %1517, %alloc_170[] {to = "total"} : memref<i32>
    %1518 = allo.get_slice(%arg0 : i512, %c335, %c332) {name = "%1518"} -> i32
    %1519 = arith.trunci %1518 {name = "%1519"} : i32 to i4
    %alloc_177 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1519, %alloc_177[] {to = "weight"} : memref<i4>
    %1520 = allo.get_slice(%arg1 : i512, %c167, %c166) {name = "%1520"} -> i32
    %1521 = arith.trunci %1520 {name = "%1521", unsigned} : i32 to i8
    %alloc_178 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1521, %alloc_178[] {to = "place"} : memref<i8>
    %1522 = affine.load %alloc_177[] {from = "weight"} : memref<i4>
    %1523 = affine.load %alloc_178[] {from = "place"} : memref<i8>
    %1524 = arith.extui %1523 {name = "%1524"} : i8 to i66
    %1525 = arith.addi %1524, %c4_i66 {name = "%1525"} : i66
    %1526 = arith.index_cast %1525 {name = "%1526"} : i66 to index
    %1527 = memref.load %arg3[%1526] {from = "inputs"} : memref<32xi16, #map1>
    %1528 = arith.extsi %1522 {name = "%1528"} : i4 to i20
    %1529 = arith.extsi %1527 {name = "%1529"} : i16 to i20
    %1530 = arith.muli %1528, %1529 {name = "%1530"} : i20
    %1531 = affine.load %alloc_170[] {from = "total"} : memref<i32>
    %1532 = arith.extsi %1531 {name = "%1532"} : i32 to i33
    %1533 = arith.extsi %1530 {name = "%1533"} : i20 to i33
    %1534 = arith.addi %1532, %1533 {name = "%1534"} : i33
    %1535 = arith.trunci %1534 {name = "%1535"} : i33 to i32
    affine.store %1535, %alloc_170[] {to = "total"} : memref<i32>
    %1536 = allo.get_slice(%arg0 : i512, %c339, %c336) {name = "%1536"} -> i32
    %1537 = arith.trunci %1536 {name = "%1537"} : i32 to i4
    %alloc_179 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1537, %alloc_179[] {to = "weight"} : memref<i4>
    %1538 = allo.get_slice(%arg1 : i512, %c169, %c168) {name = "%1538"} -> i32
    %1539 = arith.trunci %1538 {name = "%1539", unsigned} : i32 to i8
    %alloc_180 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1539, %alloc_180[] {to = "place"} : memref<i8>
    %1540 = affine.load %alloc_179[] {from = "weight"} : memref<i4>
    %1541 = affine.load %alloc_180[] {from = "place"} : memref<i8>
    %1542 = arith.extui %1541 {name = "%1542"} : i8 to i66
    %1543 = arith.addi %1542, %c8_i66 {name = "%1543"} : i66
    %1544 = arith.index_cast %1543 {name = "%1544"} : i66 to index
    %1545 = memref.load %arg3[%1544] {from = "inputs"} : memref<32xi16, #map1>
    %1546 = arith.extsi %1540 {name = "%1546"} : i4 to i20
    %1547 = arith.extsi %1545 {name = "%1547"} : i16 to i20
    %1548 = arith.muli %1546, %1547 {name = "%1548"} : i20
    %1549 = affine.load %alloc_170[] {from = "total"} : memref<i32>
    %1550 = arith.extsi %1549 {name = "%1550"} : i32 to i33
    %1551 = arith.extsi %1548 {name = "%1551"} : i20 to i33
    %1552 = arith.addi %1550, %1551 {name = "%1552"} : i33
    %1553 = arith.trunci %1552 {name = "%1553"} : i33 to i32
    affine.store %1553, %alloc_170[] {to = "total"} : memref<i32>
    %1554 = allo.get_slice(%arg0 : i512, %c343, %c340) {name = "%1554"} -> i32
    %1555 = arith.trunci %1554 {name = "%1555"} : i32 to i4
    %alloc_181 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1555, %alloc_181[] {to = "weight"} : memref<i4>
    %1556 = allo.get_slice(%arg1 : i512, %c171, %c170) {name = "%1556"} -> i32
    %1557 = arith.trunci %1556 {name = "%1557", unsigned} : i32 to i8
    %alloc_182 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1557, %alloc_182[] {to = "place"} : memref<i8>
    %1558 = affine.load %alloc_181[] {from = "weight"} : memref<i4>
    %1559 = affine.load %alloc_182[] {from = "place"} : memref<i8>
    %1560 = arith.extui %1559 {name = "%1560"} : i8 to i66
    %1561 = arith.addi %1560, %c8_i66 {name = "%1561"} : i66
    %1562 = arith.index_cast %1561 {name = "%1562"} : i66 to index
    %1563 = memref.load %arg3[%1562] {from = "inputs"} : memref<32xi16, #map1>
    %1564 = arith.extsi %1558 {name = "%1564"} : i4 to i20
    %1565 = arith.extsi %1563 {name = "%1565"} : i16 to i20
    %1566 = arith.muli %1564, %1565 {name = "%1566"} : i20
    %1567 = affine.load %alloc_170[] {from = "total"} : memref<i32>
    %1568 = arith.extsi %1567 {name = "%1568"} : i32 to i33
    %1569 = arith.extsi %1566 {name = "%1569"} : i20 to i33
    %1570 = arith.addi %1568, %1569 {name = "%1570"} : i33
    %1571 = arith.trunci %1570 {name = "%1571"} : i33 to i32
    affine.store %1571, %alloc_170[] {to = "total"} : memref<i32>
    %1572 = allo.get_slice(%arg0 : i512, %c347, %c344) {name = "%1572"} -> i32
    %1573 = arith.trunci %1572 {name = "%1573"} : i32 to i4
    %alloc_183 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1573, %alloc_183[] {to = "weight"} : memref<i4>
    %1574 = allo.get_slice(%arg1 : i512, %c173, %c172) {name = "%1574"} -> i32
    %1575 = arith.trunci %1574 {name = "%1575", unsigned} : i32 to i8
    %alloc_184 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1575, %alloc_184[] {to = "place"} : memref<i8>
    %1576 = affine.load %alloc_183[] {from = "weight"} : memref<i4>
    %1577 = affine.load %alloc_184[] {from = "place"} : memref<i8>
    %1578 = arith.extui %1577 {name = "%1578"} : i8 to i66
    %1579 = arith.addi %1578, %c12_i66 {name = "%1579"} : i66
    %1580 = arith.index_cast %1579 {name = "%1580"} : i66 to index
    %1581 = memref.load %arg3[%1580] {from = "inputs"} : memref<32xi16, #map1>
    %1582 = arith.extsi %1576 {name = "%1582"} : i4 to i20
    %1583 = arith.extsi %1581 {name = "%1583"} : i16 to i20
    %1584 = arith.muli %1582, %1583 {name = "%1584"} : i20
    %1585 = affine.load %alloc_170[] {from = "total"} : memref<i32>
    %1586 = arith.extsi %1585 {name = "%1586"} : i32 to i33
    %1587 = arith.extsi %1584 {name = "%1587"} : i20 to i33
    %1588 = arith.addi %1586, %1587 {name = "%1588"} : i33
    %1589 = arith.trunci %1588 {name = "%1589"} : i33 to i32
    affine.store %1589, %alloc_170[] {to = "total"} : memref<i32>
    %1590 = allo.get_slice(%arg0 : i512, %c351, %c348) {name = "%1590"} -> i32
    %1591 = arith.trunci %1590 {name = "%1591"} : i32 to i4
    %alloc_185 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1591, %alloc_185[] {to = "weight"} : memref<i4>
    %1592 = allo.get_slice(%arg1 : i512, %c175, %c174) {name = "%1592"} -> i32
    %1593 = arith.trunci %1592 {name = "%1593", unsigned} : i32 to i8
    %alloc_186 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1593, %alloc_186[] {to = "place"} : memref<i8>
    %1594 = affine.load %alloc_185[] {from = "weight"} : memref<i4>
    %1595 = affine.load %alloc_186[] {from = "place"} : memref<i8>
    %1596 = arith.extui %1595 {name = "%1596"} : i8 to i66
    %1597 = arith.addi %1596, %c12_i66 {name = "%1597"} : i66
    %1598 = arith.index_cast %1597 {name = "%1598"} : i66 to index
    %1599 = memref.load %arg3[%1598] {from = "inputs"} : memref<32xi16, #map1>
    %1600 = arith.extsi %1594 {name = "%1600"} : i4 to i20
    %1601 = arith.extsi %1599 {name = "%1601"} : i16 to i20
    %1602 = arith.muli %1600, %1601 {name = "%1602"} : i20
    %1603 = affine.load %alloc_170[] {from = "total"} : memref<i32>
    %1604 = arith.extsi %1603 {name = "%1604"} : i32 to i33
    %1605 = arith.extsi %1602 {name = "%1605"} : i20 to i33
    %1606 = arith.addi %1604, %1605 {name = "%1606"} : i33
    %1607 = arith.trunci %1606 {name = "%1607"} : i33 to i32
    affine.store %1607, %alloc_170[] {to = "total"} : memref<i32>
    %1608 = allo.get_slice(%arg0 : i512, %c355, %c352) {name = "%1608"} -> i32
    %1609 = arith.trunci %1608 {name = "%1609"} : i32 to i4
    %alloc_187 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1609, %alloc_187[] {to = "weight"} : memref<i4>
    %1610 = allo.get_slice(%arg1 : i512, %c177, %c176) {name = "%1610"} -> i32
    %1611 = arith.trunci %1610 {name = "%1611", unsigned} : i32 to i8
    %alloc_188 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1611, %alloc_188[] {to = "place"} : memref<i8>
    %1612 = affine.load %alloc_187[] {from = "weight"} : memref<i4>
    %1613 = affine.load %alloc_188[] {from = "place"} : memref<i8>
    %1614 = arith.extui %1613 {name = "%1614"} : i8 to i66
    %1615 = arith.addi %1614, %c16_i66 {name = "%1615"} : i66
    %1616 = arith.index_cast %1615 {name = "%1616"} : i66 to index
    %1617 = memref.load %arg3[%1616] {from = "inputs"} : memref<32xi16, #map1>
    %1618 = arith.extsi %1612 {name = "%1618"} : i4 to i20
    %1619 = arith.extsi %1617 {name = "%1619"} : i16 to i20
    %1620 = arith.muli %1618, %1619 {name = "%1620"} : i20
    %1621 = affine.load %alloc_170[] {from = "total"} : memref<i32>
    %1622 = arith.extsi %1621 {name = "%1622"} : i32 to i33
    %1623 = arith.extsi %1620 {name = "%1623"} : i20 to i33
    %1624 = arith.addi %1622, %1623 {name = "%1624"} : i33
    %1625 = arith.trunci %1624 {name = "%1625"} : i33 to i32
    affine.store %1625, %alloc_170[] {to = "total"} : memref<i32>
    %1626 = allo.get_slice(%arg0 : i512, %c359, %c356) {name = "%1626"} -> i32
    %1627 = arith.trunci %1626 {name = "%1627"} : i32 to i4
    %alloc_189 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1627, %alloc_189[] {to = "weight"} : memref<i4>
    %1628 = allo.get_slice(%arg1 : i512, %c179, %c178) {name = "%1628"} -> i32
    %1629 = arith.trunci %1628 {name = "%1629", unsigned} : i32 to i8
    %alloc_190 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1629, %alloc_190[] {to = "place"} : memref<i8>
    %1630 = affine.load %alloc_189[] {from = "weight"} : memref<i4>
    %1631 = affine.load %alloc_190[] {from = "place"} : memref<i8>
    %1632 = arith.extui %1631 {name = "%1632"} : i8 to i66
    %1633 = arith.addi %1632, %c16_i66 {name = "%1633"} : i66
    %1634 = arith.index_cast %1633 {name = "%1634"} : i66 to index
    %1635 = memref.load %arg3[%1634] {from = "inputs"} : memref<32xi16, #map1>
    %1636 = arith.extsi %1630 {name = "%1636"} : i4 to i20
    %1637 = arith.extsi %1635 {name = "%1637"} : i16 to i20
    %1638 = arith.muli %1636, %1637 {name = "%1638"} : i20
    %1639 = affine.load %alloc_170[] {from = "total"} : memref<i32>
    %1640 = arith.extsi %1639 {name = "%1640"} : i32 to i33
    %1641 = arith.extsi %1638 {name = "%1641"} : i20 to i33
    %1642 = arith.addi %1640, %1641 {name = "%1642"} : i33
    %1643 = arith.trunci %1642 {name = "%1643"} : i33 to i32
    affine.store %1643, %alloc_170[] {to = "total"} : memref<i32>
    %1644 = allo.get_slice(%arg0 : i512, %c363, %c360) {name = "%1644"} -> i32
    %1645 = arith.trunci %1644 {name = "%1645"} : i32 to i4
    %alloc_191 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1645, %alloc_191[] {to = "weight"} : memref<i4>
    %1646 = allo.get_slice(%arg1 : i512, %c181, %c180) {name = "%1646"} -> i32
    %1647 = arith.trunci %1646 {name = "%1647", unsigned} : i32 to i8
    %alloc_192 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1647, %alloc_192[] {to = "place"} : memref<i8>
    %1648 = affine.load %alloc_191[] {from = "weight"} : memref<i4>
    %1649 = affine.load %alloc_192[] {from = "place"} : memref<i8>
    %1650 = arith.extui %1649 {name = "%1650"} : i8 to i66
    %1651 = arith.addi %1650, %c20_i66 {name = "%1651"} : i66
    %1652 = arith.index_cast %1651 {name = "%1652"} : i66 to index
    %1653 = memref.load %arg3[%1652] {from = "inputs"} : memref<32xi16, #map1>
    %1654 = arith.extsi %1648 {name = "%1654"} : i4 to i20
    %1655 = arith.extsi %1653 {name = "%1655"} : i16 to i20
    %1656 = arith.muli %1654, %1655 {name = "%1656"} : i20
    %1657 = affine.load %alloc_170[] {from = "total"} : memref<i32>
    %1658 = arith.extsi %1657 {name = "%1658"} : i32 to i33
    %1659 = arith.extsi %1656 {name = "%1659"} : i20 to i33
    %1660 = arith.addi %1658, %1659 {name = "%1660"} : i33
    %1661 = arith.trunci %1660 {name = "%1661"} : i33 to i32
    affine.store %1661, %alloc_170[] {to = "total"} : memref<i32>
    %1662 = allo.get_slice(%arg0 : i512, %c367, %c364) {name = "%1662"} -> i32
    %1663 = arith.trunci %1662 {name = "%1663"} : i32 to i4
    %alloc_193 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1663, %alloc_193[] {to = "weight"} : memref<i4>
    %1664 = allo.get_slice(%arg1 : i512, %c183, %c182) {name = "%1664"} -> i32
    %1665 = arith.trunci %1664 {name = "%1665", unsigned} : i32 to i8
    %alloc_194 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1665, %alloc_194[] {to = "place"} : memref<i8>
    %1666 = affine.load %alloc_193[] {from = "weight"} : memref<i4>
    %1667 = affine.load %alloc_194[] {from = "place"} : memref<i8>
    %1668 = arith.extui %1667 {name = "%1668"} : i8 to i66
    %1669 = arith.addi %1668, %c20_i66 {name = "%1669"} : i66
    %1670 = arith.index_cast %1669 {name = "%1670"} : i66 to index
    %1671 = memref.load %arg3[%1670] {from = "inputs"} : memref<32xi16, #map1>
    %1672 = arith.extsi %1666 {name = "%1672"} : i4 to i20
    %1673 = arith.extsi %1671 {name = "%1673"} : i16 to i20
    %1674 = arith.muli %1672, %1673 {name = "%1674"} : i20
    %1675 = affine.load %alloc_170[] {from = "total"} : memref<i32>
    %1676 = arith.extsi %1675 {name = "%1676"} : i32 to i33
    %1677 = arith.extsi %1674 {name = "%1677"} : i20 to i33
    %1678 = arith.addi %1676, %1677 {name = "%1678"} : i33
    %1679 = arith.trunci %1678 {name = "%1679"} : i33 to i32
    affine.store %1679, %alloc_170[] {to = "total"} : memref<i32>
    %1680 = allo.get_slice(%arg0 : i512, %c371, %c368) {name = "%1680"} -> i32
    %1681 = arith.trunci %1680 {name = "%1681"} : i32 to i4
    %alloc_195 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1681, %alloc_195[] {to = "weight"} : memref<i4>
    %1682 = allo.get_slice(%arg1 : i512, %c185, %c184) {name = "%1682"} -> i32
    %1683 = arith.trunci %1682 {name = "%1683", unsigned} : i32 to i8
    %alloc_196 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1683, %alloc_196[] {to = "place"} : memref<i8>
    %1684 = affine.load %alloc_195[] {from = "weight"} : memref<i4>
    %1685 = affine.load %alloc_196[] {from = "place"} : memref<i8>
    %1686 = arith.extui %1685 {name = "%1686"} : i8 to i66
    %1687 = arith.addi %1686, %c24_i66 {name = "%1687"} : i66
    %1688 = arith.index_cast %1687 {name = "%1688"} : i66 to index
    %1689 = memref.load %arg3[%1688] {from = "inputs"} : memref<32xi16, #map1>
    %1690 = arith.extsi %1684 {name = "%1690"} : i4 to i20
    %1691 = arith.extsi %1689 {name = "%1691"} : i16 to i20
    %1692 = arith.muli %1690, %1691 {name = "%1692"} : i20
    %1693 = affine.load %alloc_170[] {from = "total"} : memref<i32>
    %1694 = arith.extsi %1693 {name = "%1694"} : i32 to i33
    %1695 = arith.extsi %1692 {name = "%1695"} : i20 to i33
    %1696 = arith.addi %1694, %1695 {name = "%1696"} : i33
    %1697 = arith.trunci %1696 {name = "%1697"} : i33 to i32
    affine.store %1697, %alloc_170[] {to = "total"} : memref<i32>
    %1698 = allo.get_slice(%arg0 : i512, %c375, %c372) {name = "%1698"} -> i32
    %1699 = arith.trunci %1698 {name = "%1699"} : i32 to i4
    %alloc_197 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1699, %alloc_197[] {to = "weight"} : memref<i4>
    %1700 = allo.get_slice(%arg1 : i512, %c187, %c186) {name = "%1700"} -> i32
    %1701 = arith.trunci %1700 {name = "%1701", unsigned} : i32 to i8
    %alloc_198 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1701, %alloc_198[] {to = "place"} : memref<i8>
    %1702 = affine.load %alloc_197[] {from = "weight"} : memref<i4>
    %1703 = affine.load %alloc_198[] {from = "place"} : memref<i8>
    %1704 = arith.extui %1703 {name = "%1704"} : i8 to i66
    %1705 = arith.addi %1704, %c24_i66 {name = "%1705"} : i66
    %1706 = arith.index_cast %1705 {name = "%1706"} : i66 to index
    %1707 = memref.load %arg3[%1706] {from = "inputs"} : memref<32xi16, #map1>
    %1708 = arith.extsi %1702 {name = "%1708"} : i4 to i20
    %1709 = arith.extsi %1707 {name = "%1709"} : i16 to i20
    %1710 = arith.muli %1708, %1709 {name = "%1710"} : i20
    %1711 = affine.load %alloc_170[] {from = "total"} : memref<i32>
    %1712 = arith.extsi %1711 {name = "%1712"} : i32 to i33
    %1713 = arith.extsi %1710 {name = "%1713"} : i20 to i33
    %1714 = arith.addi %1712, %1713 {name = "%1714"} : i33
    %1715 = arith.trunci %1714 {name = "%1715"} : i33 to i32
    affine.store %1715, %alloc_170[] {to = "total"} : memref<i32>
    %1716 = allo.get_slice(%arg0 : i512, %c379, %c376) {name = "%1716"} -> i32
    %1717 = arith.trunci %1716 {name = "%1717"} : i32 to i4
    %alloc_199 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1717, %alloc_199[] {to = "weight"} : memref<i4>
    %1718 = allo.get_slice(%arg1 : i512, %c189, %c188) {name = "%1718"} -> i32
    %1719 = arith.trunci %1718 {name = "%1719", unsigned} : i32 to i8
    %alloc_200 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1719, %alloc_200[] {to = "place"} : memref<i8>
    %1720 = affine.load %alloc_199[] {from = "weight"} : memref<i4>
    %1721 = affine.load %alloc_200[] {from = "place"} : memref<i8>
    %1722 = arith.extui %1721 {name = "%1722"} : i8 to i66
    %1723 = arith.addi %1722, %c28_i66 {name = "%1723"} : i66
    %1724 = arith.index_cast %1723 {name = "%1724"} : i66 to index
    %1725 = memref.load %arg3[%1724] {from = "inputs"} : memref<32xi16, #map1>
    %1726 = arith.extsi %1720 {name = "%1726"} : i4 to i20
    %1727 = arith.extsi %1725 {name = "%1727"} : i16 to i20
    %1728 = arith.muli %1726, %1727 {name = "%1728"} : i20
    %1729 = affine.load %alloc_170[] {from = "total"} : memref<i32>
    %1730 = arith.extsi %1729 {name = "%1730"} : i32 to i33
    %1731 = arith.extsi %1728 {name = "%1731"} : i20 to i33
    %1732 = arith.addi %1730, %1731 {name = "%1732"} : i33
    %1733 = arith.trunci %1732 {name = "%1733"} : i33 to i32
    affine.store %1733, %alloc_170[] {to = "total"} : memref<i32>
    %1734 = allo.get_slice(%arg0 : i512, %c383, %c380) {name = "%1734"} -> i32
    %1735 = arith.trunci %1734 {name = "%1735"} : i32 to i4
    %alloc_201 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1735, %alloc_201[] {to = "weight"} : memref<i4>
    %1736 = allo.get_slice(%arg1 : i512, %c191, %c190) {name = "%1736"} -> i32
    %1737 = arith.trunci %1736 {name = "%1737", unsigned} : i32 to i8
    %alloc_202 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1737, %alloc_202[] {to = "place"} : memref<i8>
    %1738 = affine.load %alloc_201[] {from = "weight"} : memref<i4>
    %1739 = affine.load %alloc_202[] {from = "place"} : memref<i8>
    %1740 = arith.extui %1739 {name = "%1740"} : i8 to i66
    %1741 = arith.addi %1740, %c28_i66 {name = "%1741"} : i66
    %1742 = arith.index_cast %1741 {name = "%1742"} : i66 to index
    %1743 = memref.load %arg3[%1742] {from = "inputs"} : memref<32xi16, #map1>
    %1744 = arith.extsi %1738 {name = "%1744"} : i4 to i20
    %1745 = arith.extsi %1743 {name = "%1745"} : i16 to i20
    %1746 = arith.muli %1744, %1745 {name = "%1746"} : i20
    %1747 = affine.load %alloc_170[] {from = "total"} : memref<i32>
    %1748 = arith.extsi %1747 {name = "%1748"} : i32 to i33
    %1749 = arith.extsi %1746 {name = "%1749"} : i20 to i33
    %1750 = arith.addi %1748, %1749 {name = "%1750"} : i33
    %1751 = arith.trunci %1750 {name = "%1751"} : i33 to i32
    affine.store %1751, %alloc_170[] {to = "total"} : memref<i32>
    %1752 = affine.load %alloc_170[] {from = "total"} : memref<i32>
    %1753 = affine.load %alloc_169[] {from = "scale"} : memref<i16>
    %1754 = arith.extsi %1752 {name = "%1754"} : i32 to i48
    %1755 = arith.extsi %1753 {name = "%1755"} : i16 to i48
    %1756 = arith.muli %1754, %1755 {name = "%1756"} : i48
    %1757 = arith.extsi %1756 {name = "%1757"} : i48 to i64
    affine.store %1757, %arg4[5] {to = "products"} : memref<8xi64, #map1>
    %1758 = allo.get_slice(%arg2 : i512, %c111, %c96) {name = "%1758"} -> i16
    %alloc_203 = memref.alloc() {name = "scale"} : memref<i16>
    affine.store %1758, %alloc_203[] {to = "scale"} : memref<i16>
    %alloc_204 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_204[] {to = "total"} : memref<i32>
    %1759 = allo.get_slice(%arg0 : i512, %c387, %c384) {name = "%1759"} -> i32
    %1760 = arith.trunci %1759 {name = "%1760"} : i32 to i4
    %alloc_205 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1760, %alloc_205[] {to = "weight"} : memref<i4>
    %1761 = allo.get_slice(%arg1 : i512, %c193, %c192) {name = "%1761"} -> i32
    %1762 = arith.trunci %1761 {name = "%1762", unsigned} : i32 to i8
    %alloc_206 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1762, %alloc_206[] {to = "place"} : memref<i8>
    %1763 = affine.load %alloc_205[] {from = "weight"} : memref<i4>
    %1764 = affine.load %alloc_206[] {from = "place"} : memref<i8>
    %1765 = arith.extui %1764 {name = "%1765"} : i8 to i66
    %1766 = arith.index_cast %1765 {name = "%1766"} : i66 to index
    %1767 = memref.load %arg3[%1766] {from = "inputs"} : memref<32xi16, #map1>
    %1768 = arith.extsi %1763 {name = "%1768"} : i4 to i20
    %1769 = arith.extsi %1767 {name = "%1769"} : i16 to i20
    %1770 = arith.muli %1768, %1769 {name = "%1770"} : i20
    %1771 = affine.load %alloc_204[] {from = "total"} : memref<i32>
    %1772 = arith.extsi %1771 {name = "%1772"} : i32 to i33
    %1773 = arith.extsi %1770 {name = "%1773"} : i20 to i33
    %1774 = arith.addi %1772, %1773 {name = "%1774"} : i33
    %1775 = arith.trunci %1774 {name = "%1775"} : i33 to i32
    affine.store %1775, %alloc_204[] {to = "total"} : memref<i32>
    %1776 = allo.get_slice(%arg0 : i512, %c391, %c388) {name = "%1776"} -> i32
    %1777 = arith.trunci %1776 {name = "%1777"} : i32 to i4
    %alloc_207 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1777, %alloc_207[] {to = "weight"} : memref<i4>
    %1778 = allo.get_slice(%arg1 : i512, %c195, %c194) {name = "%1778"} -> i32
    %1779 = arith.trunci %1778 {name = "%1779", unsigned} : i32 to i8
    %alloc_208 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1779, %alloc_208[] {to = "place"} : memref<i8>
    %1780 = affine.load %alloc_207[] {from = "weight"} : memref<i4>
    %1781 = affine.load %alloc_208[] {from = "place"} : memref<i8>
    %1782 = arith.extui %1781 {name = "%1782"} : i8 to i66
    %1783 = arith.index_cast %1782 {name = "%1783"} : i66 to index
    %1784 = memref.load %arg3[%1783] {from = "inputs"} : memref<32xi16, #map1>
    %1785 = arith.extsi %1780 {name = "%1785"} : i4 to i20
    %1786 = arith.extsi %1784 {name = "%1786"} : i16 to i20
    %1787 = arith.muli %1785, %1786 {name = "%1787"} : i20
    %1788 = affine.load %alloc_204[] {from = "total"} : memref<i32>
    %1789 = arith.extsi %1788 {name = "%1789"} : i32 to i33
    %1790 = arith.extsi %1787 {name = "%1790"} : i20 to i33
    %1791 = arith.addi %1789, %1790 {name = "%1791"} : i33
    %1792 = arith.trunci %1791 {name = "%1792"} : i33 to i32
    affine.store %1792, %alloc_204[] {to = "total"} : memref<i32>
    %1793 = allo.get_slice(%arg0 : i512, %c395, %c392) {name = "%1793"} -> i32
    %1794 = arith.trunci %1793 {name = "%1794"} : i32 to i4
    %alloc_209 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1794, %alloc_209[] {to = "weight"} : memref<i4>
    %1795 = allo.get_slice(%arg1 : i512, %c197, %c196) {name = "%1795"} -> i32
    %1796 = arith.trunci %1795 {name = "%1796", unsigned} : i32 to i8
    %alloc_210 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1796, %alloc_210[] {to = "place"} : memref<i8>
    %1797 = affine.load %alloc_209[] {from = "weight"} : memref<i4>
    %1798 = affine.load %alloc_210[] {from = "place"} : memref<i8>
    %1799 = arith.extui %1798 {name = "%1799"} : i8 to i66
    %1800 = arith.addi %1799, %c4_i66 {name = "%1800"} : i66
    %1801 = arith.index_cast %1800 {name = "%1801"} : i66 to index
    %1802 = memref.load %arg3[%1801] {from = "inputs"} : memref<32xi16, #map1>
    %1803 = arith.extsi %1797 {name = "%1803"} : i4 to i20
    %1804 = arith.extsi %1802 {name = "%1804"} : i16 to i20
    %1805 = arith.muli %1803, %1804 {name = "%1805"} : i20
    %1806 = affine.load %alloc_204[] {from = "total"} : memref<i32>
    %1807 = arith.extsi %1806 {name = "%1807"} : i32 to i33
    %1808 = arith.extsi %1805 {name = "%1808"} : i20 to i33
    %1809 = arith.addi %1807, %1808 {name = "%1809"} : i33
    %1810 = arith.trunci %1809 {name = "%1810"} : i33 to i32
    affine.store %1810, %alloc_204[] {to = "total"} : memref<i32>
    %1811 = allo.get_slice(%arg0 : i512, %c399, %c396) {name = "%1811"} -> i32
    %1812 = arith.trunci %1811 {name = "%1812"} : i32 to i4
    %alloc_211 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1812, %alloc_211[] {to = "weight"} : memref<i4>
    %1813 = allo.get_slice(%arg1 : i512, %c199, %c198) {name = "%1813"} -> i32
    %1814 = arith.trunci %1813 {name = "%1814", unsigned} : i32 to i8
    %alloc_212 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1814, %alloc_212[] {to = "place"} : memref<i8>
    %1815 = affine.load %alloc_211[] {from = "weight"} : memref<i4>
    %1816 = affine.load %alloc_212[] {from = "place"} : memref<i8>
    %1817 = arith.extui %1816 {name = "%1817"} : i8 to i66
    %1818 = arith.addi %1817, %c4_i66 {name = "%1818"} : i66
    %1819 = arith.index_cast %1818 {name = "%1819"} : i66 to index
    %1820 = memref.load %arg3[%1819] {from = "inputs"} : memref<32xi16, #map1>
    %1821 = arith.extsi %1815 {name = "%1821"} : i4 to i20
    %1822 = arith.extsi %1820 {name = "%1822"} : i16 to i20
    %1823 = arith.muli %1821, %1822 {name = "%1823"} : i20
    %1824 = affine.load %alloc_204[] {from = "total"} : memref<i32>
    %1825 = arith.extsi %1824 {name = "%1825"} : i32 to i33
    %1826 = arith.extsi %1823 {name = "%1826"} : i20 to i33
    %1827 = arith.addi %1825, %1826 {name = "%1827"} : i33
    %1828 = arith.trunci %1827 {name = "%1828"} : i33 to i32
    affine.store %1828, %alloc_204[] {to = "total"} : memref<i32>
    %1829 = allo.get_slice(%arg0 : i512, %c403, %c400) {name = "%1829"} -> i32
    %1830 = arith.trunci %1829 {name = "%1830"} : i32 to i4
    %alloc_213 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1830, %alloc_213[] {to = "weight"} : memref<i4>
    %1831 = allo.get_slice(%arg1 : i512, %c201, %c200) {name = "%1831"} -> i32
    %1832 = arith.trunci %1831 {name = "%1832", unsigned} : i32 to i8
    %alloc_214 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1832, %alloc_214[] {to = "place"} : memref<i8>
    %1833 = affine.load %alloc_213[] {from = "weight"} : memref<i4>
    %1834 = affine.load %alloc_214[] {from = "place"} : memref<i8>
    %1835 = arith.extui %1834 {name = "%1835"} : i8 to i66
    %1836 = arith.addi %1835, %c8_i66 {name = "%1836"} : i66
    %1837 = arith.index_cast %1836 {name = "%1837"} : i66 to index
    %1838 = memref.load %arg3[%1837] {from = "inputs"} : memref<32xi16, #map1>
    %1839 = arith.extsi %1833 {name = "%1839"} : i4 to i20
    %1840 = arith.extsi %1838 {name = "%1840"} : i16 to i20
    %1841 = arith.muli %1839, %1840 {name = "%1841"} : i20
    %1842 = affine.load %alloc_204[] {from = "total"} : memref<i32>
    %1843 = arith.extsi %1842 {name = "%1843"} : i32 to i33
    %1844 = arith.extsi %1841 {name = "%1844"} : i20 to i33
    %1845 = arith.addi %1843, %1844 {name = "%1845"} : i33
    %1846 = arith.trunci %1845 {name = "%1846"} : i33 to i32
    affine.store %1846, %alloc_204[] {to = "total"} : memref<i32>
    %1847 = allo.get_slice(%arg0 : i512, %c407, %c404) {name = "%1847"} -> i32
    %1848 = arith.trunci %1847 {name = "%1848"} : i32 to i4
    %alloc_215 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1848, %alloc_215[] {to = "weight"} : memref<i4>
    %1849 = allo.get_slice(%arg1 : i512, %c203, %c202) {name = "%1849"} -> i32
    %1850 = arith.trunci %1849 {name = "%1850", unsigned} : i32 to i8
    %alloc_216 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1850, %alloc_216[] {to = "place"} : memref<i8>
    %1851 = affine.load %alloc_215[] {from = "weight"} : memref<i4>
    %1852 = affine.load %alloc_216[] {from = "place"} : memref<i8>
    %1853 = arith.extui %1852 {name = "%1853"} : i8 to i66
    %1854 = arith.addi %1853, %c8_i66 {name = "%1854"} : i66
    %1855 = arith.index_cast %1854 {name = "%1855"} : i66 to index
    %1856 = memref.load %arg3[%1855] {from = "inputs"} : memref<32xi16, #map1>
    %1857 = arith.extsi %1851 {name = "%1857"} : i4 to i20
    %1858 = arith.extsi %1856 {name = "%1858"} : i16 to i20
    %1859 = arith.muli %1857, %1858 {name = "%1859"} : i20
    %1860 = affine.load %alloc_204[] {from = "total"} : memref<i32>
    %1861 = arith.extsi %1860 {name = "%1861"} : i32 to i33
    %1862 = arith.extsi %1859 {name = "%1862"} : i20 to i33
    %1863 = arith.addi %1861, %1862 {name = "%1863"} : i33
    %1864 = arith.trunci %1863 {name = "%1864"} : i33 to i32
    affine.store %1864, %alloc_204[] {to = "total"} : memref<i32>
    %1865 = allo.get_slice(%arg0 : i512, %c411, %c408) {name = "%1865"} -> i32
    %1866 = arith.trunci %1865 {name = "%1866"} : i32 to i4
    %alloc_217 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1866, %alloc_217[] {to = "weight"} : memref<i4>
    %1867 = allo.get_slice(%arg1 : i512, %c205, %c204) {name = "%1867"} -> i32
    %1868 = arith.trunci %1867 {name = "%1868", unsigned} : i32 to i8
    %alloc_218 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1868, %alloc_218[] {to = "place"} : memref<i8>
    %1869 = affine.load %alloc_217[] {from = "weight"} : memref<i4>
    %1870 = affine.load %alloc_218[] {from = "place"} : memref<i8>
    %1871 = arith.extui %1870 {name = "%1871"} : i8 to i66
    %1872 = arith.addi %1871, %c12_i66 {name = "%1872"} : i66
    %1873 = arith.index_cast %1872 {name = "%1873"} : i66 to index
    %1874 = memref.load %arg3[%1873] {from = "inputs"} : memref<32xi16, #map1>
    %1875 = arith.extsi %1869 {name = "%1875"} : i4 to i20
    %1876 = arith.extsi %1874 {name = "%1876"} : i16 to i20
    %1877 = arith.muli %1875, %1876 {name = "%1877"} : i20
    %1878 = affine.load %alloc_204[] {from = "total"} : memref<i32>
    %1879 = arith.extsi %1878 {name = "%1879"} : i32 to i33
    %1880 = arith.extsi %1877 {name = "%1880"} : i20 to i33
    %1881 = arith.addi %1879, %1880 {name = "%1881"} : i33
    %1882 = arith.trunci %1881 {name = "%1882"} : i33 to i32
    affine.store %1882, %alloc_204[] {to = "total"} : memref<i32>
    %1883 = allo.get_slice(%arg0 : i512, %c415, %c412) {name = "%1883"} -> i32
    %1884 = arith.trunci %1883 {name = "%1884"} : i32 to i4
    %alloc_219 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1884, %alloc_219[] {to = "weight"} : memref<i4>
    %1885 = allo.get_slice(%arg1 : i512, %c207, %c206) {name = "%1885"} -> i32
    %1886 = arith.trunci %1885 {name = "%1886", unsigned} : i32 to i8
    %alloc_220 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1886, %alloc_220[] {to = "place"} : memref<i8>
    %1887 = affine.load %alloc_219[] {from = "weight"} : memref<i4>
    %1888 = affine.load %alloc_220[] {from = "place"} : memref<i8>
    %1889 = arith.extui %1888 {name = "%1889"} : i8 to i66
    %1890 = arith.addi %1889, %c12_i66 {name = "%1890"} : i66
    %1891 = arith.index_cast %1890 {name = "%1891"} : i66 to index
    %1892 = memref.load %arg3[%1891] {from = "inputs"} : memref<32xi16, #map1>
    %1893 = arith.extsi %1887 {name = "%1893"} : i4 to i20
    %1894 = arith.extsi %1892 {name = "%1894"} : i16 to i20
    %1895 = arith.muli %1893, %1894 {name = "%1895"} : i20
    %1896 = affine.load %alloc_204[] {from = "total"} : memref<i32>
    %1897 = arith.extsi %1896 {name = "%1897"} : i32 to i33
    %1898 = arith.extsi %1895 {name = "%1898"} : i20 to i33
    %1899 = arith.addi %1897, %1898 {name = "%1899"} : i33
    %1900 = arith.trunci %1899 {name = "%1900"} : i33 to i32
    affine.store %1900, %alloc_204[] {to = "total"} : memref<i32>
    %1901 = allo.get_slice(%arg0 : i512, %c419, %c416) {name = "%1901"} -> i32
    %1902 = arith.trunci %1901 {name = "%1902"} : i32 to i4
    %alloc_221 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1902, %alloc_221[] {to = "weight"} : memref<i4>
    %1903 = allo.get_slice(%arg1 : i512, %c209, %c208) {name = "%1903"} -> i32
    %1904 = arith.trunci %1903 {name = "%1904", unsigned} : i32 to i8
    %alloc_222 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1904, %alloc_222[] {to = "place"} : memref<i8>
    %1905 = affine.load %alloc_221[] {from = "weight"} : memref<i4>
    %1906 = affine.load %alloc_222[] {from = "place"} : memref<i8>
    %1907 = arith.extui %1906 {name = "%1907"} : i8 to i66
    %1908 = arith.addi %1907, %c16_i66 {name = "%1908"} : i66
    %1909 = arith.index_cast %1908 {name = "%1909"} : i66 to index
    %1910 = memref.load %arg3[%1909] {from = "inputs"} : memref<32xi16, #map1>
    %1911 = arith.extsi %1905 {name = "%1911"} : i4 to i20
    %1912 = arith.extsi %1910 {name = "%1912"} : i16 to i20
    %1913 = arith.muli %1911, %1912 {name = "%1913"} : i20
    %1914 = affine.load %alloc_204[] {from = "total"} : memref<i32>
    %1915 = arith.extsi %1914 {name = "%1915"} : i32 to i33
    %1916 = arith.extsi %1913 {name = "%1916"} : i20 to i33
    %1917 = arith.addi %1915, %1916 {name = "%1917"} : i33
    %1918 = arith.trunci %1917 {name = "%1918"} : i33 to i32
    affine.store %1918, %alloc_204[] {to = "total"} : memref<i32>
    %1919 = allo.get_slice(%arg0 : i512, %c423, %c420) {name = "%1919"} -> i32
    %1920 = arith.trunci %1919 {name = "%1920"} : i32 to i4
    %alloc_223 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1920, %alloc_223[] {to = "weight"} : memref<i4>
    %1921 = allo.get_slice(%arg1 : i512, %c211, %c210) {name = "%1921"} -> i32
    %1922 = arith.trunci %1921 {name = "%1922", unsigned} : i32 to i8
    %alloc_224 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1922, %alloc_224[] {to = "place"} : memref<i8>
    %1923 = affine.load %alloc_223[] {from = "weight"} : memref<i4>
    %1924 = affine.load %alloc_224[] {from = "place"} : memref<i8>
    %1925 = arith.extui %1924 {name = "%1925"} : i8 to i66
    %1926 = arith.addi %1925, %c16_i66 {name = "%1926"} : i66
    %1927 = arith.index_cast %1926 {name = "%1927"} : i66 to index
    %1928 = memref.load %arg3[%1927] {from = "inputs"} : memref<32xi16, #map1>
    %1929 = arith.extsi %1923 {name = "%1929"} : i4 to i20
    %1930 = arith.extsi %1928 {name = "%1930"} : i16 to i20
    %1931 = arith.muli %1929, %1930 {name = "%1931"} : i20
    %1932 = affine.load %alloc_204[] {from = "total"} : memref<i32>
    %1933 = arith.extsi %1932 {name = "%1933"} : i32 to i33
    %1934 = arith.extsi %1931 {name = "%1934"} : i20 to i33
    %1935 = arith.addi %1933, %1934 {name = "%1935"} : i33
    %1936 = arith.trunci %1935 {name = "%1936"} : i33 to i32
    affine.store %1936, %alloc_204[] {to = "total"} : memref<i32>
    %1937 = allo.get_slice(%arg0 : i512, %c427, %c424) {name = "%1937"} -> i32
    %1938 = arith.trunci %1937 {name = "%1938"} : i32 to i4
    %alloc_225 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1938, %alloc_225[] {to = "weight"} : memref<i4>
    %1939 = allo.get_slice(%arg1 : i512, %c213, %c212) {name = "%1939"} -> i32
    %1940 = arith.trunci %1939 {name = "%1940", unsigned} : i32 to i8
    %alloc_226 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1940, %alloc_226[] {to = "place"} : memref<i8>
    %1941 = affine.load %alloc_225[] {from = "weight"} : memref<i4>
    %1942 = affine.load %alloc_226[] {from = "place"} : memref<i8>
    %1943 = arith.extui %1942 {name = "%1943"} : i8 to i66
    %1944 = arith.addi %1943, %c20_i66 {name = "%1944"} : i66
    %1945 = arith.index_cast %1944 {name = "%1945"} : i66 to index
    %1946 = memref.load %arg3[%1945] {from = "inputs"} : memref<32xi16, #map1>
    %1947 = arith.extsi %1941 {name = "%1947"} : i4 to i20
    %1948 = arith.extsi %1946 {name = "%1948"} : i16 to i20
    %1949 = arith.muli %1947, %1948 {name = "%1949"} : i20
    %1950 = affine.load %alloc_204[] {from = "total"} : memref<i32>
    %1951 = arith.extsi %1950 {name = "%1951"} : i32 to i33
    %1952 = arith.extsi %1949 {name = "%1952"} : i20 to i33
    %1953 = arith.addi %1951, %1952 {name = "%1953"} : i33
    %1954 = arith.trunci %1953 {name = "%1954"} : i33 to i32
    affine.store %1954, %alloc_204[] {to = "total"} : memref<i32>
    %1955 = allo.get_slice(%arg0 : i512, %c431, %c428) {name = "%1955"} -> i32
    %1956 = arith.trunci %1955 {name = "%1956"} : i32 to i4
    %alloc_227 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1956, %alloc_227[] {to = "weight"} : memref<i4>
    %1957 = allo.get_slice(%arg1 : i512, %c215, %c214) {name = "%1957"} -> i32
    %1958 = arith.trunci %1957 {name = "%1958", unsigned} : i32 to i8
    %alloc_228 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1958, %alloc_228[] {to = "place"} : memref<i8>
    %1959 = affine.load %alloc_227[] {from = "weight"} : memref<i4>
    %1960 = affine.load %alloc_228[] {from = "place"} : memref<i8>
    %1961 = arith.extui %1960 {name = "%1961"} : i8 to i66
    %1962 = arith.addi %1961, %c20_i66 {name = "%1962"} : i66
    %1963 = arith.index_cast %1962 {name = "%1963"} : i66 to index
    %1964 = memref.load %arg3[%1963] {from = "inputs"} : memref<32xi16, #map1>
    %1965 = arith.extsi %1959 {name = "%1965"} : i4 to i20
    %1966 = arith.extsi %1964 {name = "%1966"} : i16 to i20
    %1967 = arith.muli %1965, %1966 {name = "%1967"} : i20
    %1968 = affine.load %alloc_204[] {from = "total"} : memref<i32>
    %1969 = arith.extsi %1968 {name = "%1969"} : i32 to i33
    %1970 = arith.extsi %1967 {name = "%1970"} : i20 to i33
    %1971 = arith.addi %1969, %1970 {name = "%1971"} : i33
    %1972 = arith.trunci %1971 {name = "%1972"} : i33 to i32
    affine.store %1972, %alloc_204[] {to = "total"} : memref<i32>
    %1973 = allo.get_slice(%arg0 : i512, %c435, %c432) {name = "%1973"} -> i32
    %1974 = arith.trunci %1973 {name = "%1974"} : i32 to i4
    %alloc_229 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1974, %alloc_229[] {to = "weight"} : memref<i4>
    %1975 = allo.get_slice(%arg1 : i512, %c217, %c216) {name = "%1975"} -> i32
    %1976 = arith.trunci %1975 {name = "%1976", unsigned} : i32 to i8
    %alloc_230 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1976, %alloc_230[] {to = "place"} : memref<i8>
    %1977 = affine.load %alloc_229[] {from = "weight"} : memref<i4>
    %1978 = affine.load %alloc_230[] {from = "place"} : memref<i8>
    %1979 = arith.extui %1978 {name = "%1979"} : i8 to i66
    %1980 = arith.addi %1979, %c24_i66 {name = "%1980"} : i66
    %1981 = arith.index_cast %1980 {name = "%1981"} : i66 to index
    %1982 = memref.load %arg3[%1981] {from = "inputs"} : memref<32xi16, #map1>
    %1983 = arith.extsi %1977 {name = "%1983"} : i4 to i20
    %1984 = arith.extsi %1982 {name = "%1984"} : i16 to i20
    %1985 = arith.muli %1983, %1984 {name = "%1985"} : i20
    %1986 = affine.load %alloc_204[] {from = "total"} : memref<i32>
    %1987 = arith.extsi %1986 {name = "%1987"} : i32 to i33
    %1988 = arith.extsi %1985 {name = "%1988"} : i20 to i33
    %1989 = arith.addi %1987, %1988 {name = "%1989"} : i33
    %1990 = arith.trunci %1989 {name = "%1990"} : i33 to i32
    affine.store %1990, %alloc_204[] {to = "total"} : memref<i32>
    %1991 = allo.get_slice(%arg0 : i512, %c439, %c436) {name = "%1991"} -> i32
    %1992 = arith.trunci %1991 {name = "%1992"} : i32 to i4
    %alloc_231 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1992, %alloc_231[] {to = "weight"} : memref<i4>
    %1993 = allo.get_slice(%arg1 : i512, %c219, %c218) {name = "%1993"} -> i32
    %1994 = arith.trunci %1993 {name = "%1994", unsigned} : i32 to i8
    %alloc_232 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1994, %alloc_232[] {to = "place"} : memref<i8>
    %1995 = affine.load %alloc_231[] {from = "weight"} : memref<i4>
    %1996 = affine.load %alloc_232[] {from = "place"} : memref<i8>
    %1997 = arith.extui %1996 {name = "%1997"} : i8 to i66
    %1998 = arith.addi %1997, %c24_i66 {name = "%1998"} : i66
    %1999 = arith.index_cast %1998 {name = "%1999"} : i66 to index
    %2000 = memref.load %arg3[%1999] {from = "inputs"} : memref<32xi16, #map1>
    %2001 = arith.extsi %1995 {name = "%2001"} : i4 to i20
    %2002 = arith.extsi %2000 {name = "%2002"} : i16 to i20
    %2003 = arith.muli %2001, %2002 {name = "%2003"} : i20
    %2004 = affine.load %alloc_204[] {from = "total"} : memref<i32>
    %2005 = arith.extsi %2004 {name = "%2005"} : i32 to i33
    %2006 = arith.extsi %2003 {name = "%2006"} : i20 to i33
    %2007 = arith.addi %2005, %2006 {name = "%2007"} : i33
    %2008 = arith.trunci %2007 {name = "%2008"} : i33 to i32
    affine.store %2008, %alloc_204[] {to = "total"} : memref<i32>
    %2009 = allo.get_slice(%arg0 : i512, %c443, %c440) {name = "%2009"} -> i32
    %2010 = arith.trunci %2009 {name = "%2010"} : i32 to i4
    %alloc_233 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %2010, %alloc_233[] {to = "weight"} : memref<i4>
    %2011 = allo.get_slice(%arg1 : i512, %c221, %c220) {name = "%2011"} -> i32
    %2012 = arith.trunci %2011 {name = "%2012", unsigned} : i32 to i8
    %alloc_234 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %2012, %alloc_234[] {to = "place"} : memref<i8>
    %2013 = affine.load %alloc_233[] {from = "weight"} : memref<i4>
    %2014 = affine.load %alloc_234[] {from = "place"} : memref<i8>
    %2015 = arith.extui %2014 {name = "%2015"} : i8 to i66
    %2016 = arith.addi %2015, %c28_i66 {name = "%2016"} : i66
    %2017 = arith.index_cast %2016 {name = "%2017"} : i66 to index
    %2018 = memref.load %arg3[%2017] {from = "inputs"} : memref<32xi16, #map1>
    %2019 = arith.extsi %2013 {name = "%2019"} : i4 to i20
    %2020 = arith.extsi %2018 {name = "%2020"} : i16 to i20
    %2021 = arith.muli %2019, %2020 {name = "%2021"} : i20
    %2022 = affine.load %alloc_204[] {from = "total"} : memref<i32>
    %2023 = arith.extsi %2022 {name = "%2023"} : i32 to i33
    %2024 = arith.extsi %2021 {name = "%2024"} : i20 to i33
    %2025 = arith.addi %2023, %2024 {name = "%2025"} : i33
    %2026 = arith.trunci %2025 {name = "%2026"} : i33 to i32
    affine.store %2026, %alloc_204[] {to = "total"} : memref<i32>
    %2027 = allo.get_slice(%arg0 : i512, %c447, %c444) {name = "%2027"} -> i32
    %2028 = arith.trunci %2027 {name = "%2028"} : i32 to i4
    %alloc_235 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %2028, %alloc_235[] {to = "weight"} : memref<i4>
    %2029 = allo.get_slice(%arg1 : i512, %c223, %c222) {name = "%2029"} -> i32
    %2030 = arith.trunci %2029 {name = "%2030", unsigned} : i32 to i8
    %alloc_236 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %2030, %alloc_236[] {to = "place"} : memref<i8>
    %2031 = affine.load %alloc_235[] {from = "weight"} : memref<i4>
    %2032 = affine.load %alloc_236[] {from = "place"} : memref<i8>
    %2033 = arith.extui %2032 {name = "%2033"} : i8 to i66
    %2034 = arith.addi %2033, %c28_i66 {name = "%2034"} : i66
    %2035 = arith.index_cast %2034 {name = "%2035"} : i66 to index
    %2036 = memref.load %arg3[%2035] {from = "inputs"} : memref<32xi16, #map1>
    %2037 = arith.extsi %2031 {name = "%2037"} : i4 to i20
    %2038 = arith.extsi %2036 {name = "%2038"} : i16 to i20
    %2039 = arith.muli %2037, %2038 {name = "%2039"} : i20
    %2040 = affine.load %alloc_204[] {from = "total"} : memref<i32>
    %2041 = arith.extsi %2040 {name = "%2041"} : i32 to i33
    %2042 = arith.extsi %2039 {name = "%2042"} : i20 to i33
    %2043 = arith.addi %2041, %2042 {name = "%2043"} : i33
    %2044 = arith.trunci %2043 {name = "%2044"} : i33 to i32
    affine.store %2044, %alloc_204[] {to = "total"} : memref<i32>
    %2045 = affine.load %alloc_204[] {from = "total"} : memref<i32>
    %2046 = affine.load %alloc_203[] {from = "scale"} : memref<i16>
    %2047 = arith.extsi %2045 {name = "%2047"} : i32 to i48
    %2048 = arith.extsi %2046 {name = "%2048"} : i16 to i48
    %2049 = arith.muli %2047, %2048 {name = "%2049"} : i48
    %2050 = arith.extsi %2049 {name = "%2050"} : i48 to i64
    affine.store %2050, %arg4[6] {to = "products"} : memref<8xi64, #map1>
    %2051 = allo.get_slice(%arg2 : i512, %c127, %c112) {name = "%2051"} -> i16
    %alloc_237 = memref.alloc() {name = "scale"} : memref<i16>
    affine.store %2051, %alloc_237[] {to = "scale"} : memref<i16>
    %alloc_238 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_238[] {to = "total"} : memref<i32>
    %2052 = allo.get_slice(%arg0 : i512, %c451, %c448) {name = "%2052"} -> i32
    %2053 = arith.trunci %2052 {name = "%2053"} : i32 to i4
    %alloc_239 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %2053, %alloc_239[] {to = "weight"} : memref<i4>
    %2054 = allo.get_slice(%arg1 : i512, %c225, %c224) {name = "%2054"} -> i32
    %2055 = arith.trunci %2054 {name = "%2055", unsigned} : i32 to i8
    %alloc_240 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %2055, %alloc_240[] {to = "place"} : memref<i8>
    %2056 = affine.load %alloc_239[] {from = "weight"} : memref<i4>
    %2057 = affine.load %alloc_240[] {from = "place"} : memref<i8>
    %2058 = arith.extui %2057 {name = "%2058"} : i8 to i66
    %2059 = arith.index_cast %2058 {name = "%2059"} : i66 to index
    %2060 = memref.load %arg3[%2059] {from = "inputs"} : memref<32xi16, #map1>
    %2061 = arith.extsi %2056 {name = "%2061"} : i4 to i20
    %2062 = arith.extsi %2060 {name = "%2062"} : i16 to i20
    %2063 = arith.muli %2061, %2062 {name = "%2063"} : i20
    %2064 = affine.load %alloc_238[] {from = "total"} : memref<i32>
    %2065 = arith.extsi %2064 {name = "%2065"} : i32 to i33
    %2066 = arith.extsi %2063 {name = "%2066"} : i20 to i33
    %2067 = arith.addi %2065, %2066 {name = "%2067"} : i33
    %2068 = arith.trunci %2067 {name = "%2068"} : i33 to i32
    affine.store %2068, %alloc_238[] {to = "total"} : memref<i32>
    %2069 = allo.get_slice(%arg0 : i512, %c455, %c452) {name = "%2069"} -> i32
    %2070 = arith.trunci %2069 {name = "%2070"} : i32 to i4
    %alloc_241 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %2070, %alloc_241[] {to = "weight"} : memref<i4>
    %2071 = allo.get_slice(%arg1 : i512, %c227, %c226) {name = "%2071"} -> i32
    %2072 = arith.trunci %2071 {name = "%2072", unsigned} : i32 to i8
    %alloc_242 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %2072, %alloc_242[] {to = "place"} : memref<i8>
    %2073 = affine.load %alloc_241[] {from = "weight"} : memref<i4>
    %2074 = affine.load %alloc_242[] {from = "place"} : memref<i8>
    %2075 = arith.extui %2074 {name = "%2075"} : i8 to i66
    %2076 = arith.index_cast %2075 {name = "%2076"} : i66 to index
    %2077 = memref.load %arg3[%2076] {from = "inputs"} : memref<32xi16, #map1>
    %2078 = arith.extsi %2073 {name = "%2078"} : i4 to i20
    %2079 = arith.extsi %2077 {name = "%2079"} : i16 to i20
    %2080 = arith.muli %2078, %2079 {name = "%2080"} : i20
    %2081 = affine.load %alloc_238[] {from = "total"} : memref<i32>
    %2082 = arith.extsi %2081 {name = "%2082"} : i32 to i33
    %2083 = arith.extsi %2080 {name = "%2083"} : i20 to i33
    %2084 = arith.addi %2082, %2083 {name = "%2084"} : i33
    %2085 = arith.trunci %2084 {name = "%2085"} : i33 to i32
    affine.store %2085, %alloc_238[] {to = "total"} : memref<i32>
    %2086 = allo.get_slice(%arg0 : i512, %c459, %c456) {name = "%2086"} -> i32
    %2087 = arith.trunci %2086 {name = "%2087"} : i32 to i4
    %alloc_243 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %2087, %alloc_243[] {to = "weight"} : memref<i4>
    %2088 = allo.get_slice(%arg1 : i512, %c229, %c228) {name = "%2088"} -> i32
    %2089 = arith.trunci %2088 {name = "%2089", unsigned} : i32 to i8
    %alloc_244 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %2089, %alloc_244[] {to = "place"} : memref<i8>
    %2090 = affine.load %alloc_243[] {from = "weight"} : memref<i4>
    %2091 = affine.load %alloc_244[] {from = "place"} : memref<i8>
    %2092 = arith.extui %2091 {name = "%2092"} : i8 to i66
    %2093 = arith.addi %2092, %c4_i66 {name = "%2093"} : i66
    %2094 = arith.index_cast %2093 {name = "%2094"} : i66 to index
    %2095 = memref.load %arg3[%2094] {from = "inputs"} : memref<32xi16, #map1>
    %2096 = arith.extsi %2090 {name = "%2096"} : i4 to i20
    %2097 = arith.extsi %2095 {name = "%2097"} : i16 to i20
    %2098 = arith.muli %2096, %2097 {name = "%2098"} : i20
    %2099 = affine.load %alloc_238[] {from = "total"} : memref<i32>
    %2100 = arith.extsi %2099 {name = "%2100"} : i32 to i33
    %2101 = arith.extsi %2098 {name = "%2101"} : i20 to i33
    %2102 = arith.addi %2100, %2101 {name = "%2102"} : i33
    %2103 = arith.trunci %2102 {name = "%2103"} : i33 to i32
    affine.store %2103, %alloc_238[] {to = "total"} : memref<i32>
    %2104 = allo.get_slice(%arg0 : i512, %c463, %c460) {name = "%2104"} -> i32
    %2105 = arith.trunci %2104 {name = "%2105"} : i32 to i4
    %alloc_245 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %2105, %alloc_245[] {to = "weight"} : memref<i4>
    %2106 = allo.get_slice(%arg1 : i512, %c231, %c230) {name = "%2106"} -> i32
    %2107 = arith.trunci %2106 {name = "%2107", unsigned} : i32 to i8
    %alloc_246 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %2107, %alloc_246[] {to = "place"} : memref<i8>
    %2108 = affine.load %alloc_245[] {from = "weight"} : memref<i4>
    %2109 = affine.load %alloc_246[] {from = "place"} : memref<i8>
    %2110 = arith.extui %2109 {name = "%2110"} : i8 to i66
    %2111 = arith.addi %2110, %c4_i66 {name = "%2111"} : i66
    %2112 = arith.index_cast %2111 {name = "%2112"} : i66 to index
    %2113 = memref.load %arg3[%2112] {from = "inputs"} : memref<32xi16, #map1>
    %2114 = arith.extsi %2108 {name = "%2114"} : i4 to i20
    %2115 = arith.extsi %2113 {name = "%2115"} : i16 to i20
    %2116 = arith.muli %2114, %2115 {name = "%2116"} : i20
    %2117 = affine.load %alloc_238[] {from = "total"} : memref<i32>
    %2118 = arith.extsi %2117 {name = "%2118"} : i32 to i33
    %2119 = arith.extsi %2116 {name = "%2119"} : i20 to i33
    %2120 = arith.addi %2118, %2119 {name = "%2120"} : i33
    %2121 = arith.trunci %2120 {name = "%2121"} : i33 to i32
    affine.store %2121, %alloc_238[] {to = "total"} : memref<i32>
    %2122 = allo.get_slice(%arg0 : i512, %c467, %c464) {name = "%2122"} -> i32
    %2123 = arith.trunci %2122 {name = "%2123"} : i32 to i4
    %alloc_247 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %2123, %alloc_247[] {to = "weight"} : memref<i4>
    %2124 = allo.get_slice(%arg1 : i512, %c233, %c232) {name = "%2124"} -> i32
    %2125 = arith.trunci %2124 {name = "%2125", unsigned} : i32 to i8
    %alloc_248 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %2125, %alloc_248[] {to = "place"} : memref<i8>
    %2126 = affine.load %alloc_247[] {from = "weight"} : memref<i4>
    %2127 = affine.load %alloc_248[] {from = "place"} : memref<i8>
    %2128 = arith.extui %2127 {name = "%2128"} : i8 to i66
    %2129 = arith.addi %2128, %c8_i66 {name = "%2129"} : i66
    %2130 = arith.index_cast %2129 {name = "%2130"} : i66 to index
    %2131 = memref.load %arg3[%2130] {from = "inputs"} : memref<32xi16, #map1>
    %2132 = arith.extsi %2126 {name = "%2132"} : i4 to i20
    %2133 = arith.extsi %2131 {name = "%2133"} : i16 to i20
    %2134 = arith.muli %2132, %2133 {name = "%2134"} : i20
    %2135 = affine.load %alloc_238[] {from = "total"} : memref<i32>
    %2136 = arith.extsi %2135 {name = "%2136"} : i32 to i33
    %2137 = arith.extsi %2134 {name = "%2137"} : i20 to i33
    %2138 = arith.addi %2136, %2137 {name = "%2138"} : i33
    %2139 = arith.trunci %2138 {name = "%2139"} : i33 to i32
    affine.store %2139, %alloc_238[] {to = "total"} : memref<i32>
    %2140 = allo.get_slice(%arg0 : i512, %c471, %c468) {name = "%2140"} -> i32
    %2141 = arith.trunci %2140 {name = "%2141"} : i32 to i4
    %alloc_249 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %2141, %alloc_249[] {to = "weight"} : memref<i4>
    %2142 = allo.get_slice(%arg1 : i512, %c235, %c234) {name = "%2142"} -> i32
    %2143 = arith.trunci %2142 {name = "%2143", unsigned} : i32 to i8
    %alloc_250 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %2143, %alloc_250[] {to = "place"} : memref<i8>
    %2144 = affine.load %alloc_249[] {from = "weight"} : memref<i4>
    %2145 = affine.load %alloc_250[] {from = "place"} : memref<i8>
    %2146 = arith.extui %2145 {name = "%2146"} : i8 to i66
    %2147 = arith.addi %2146, %c8_i66 {name = "%2147"} : i66
    %2148 = arith.index_cast %2147 {name = "%2148"} : i66 to index
    %2149 = memref.load %arg3[%2148] {from = "inputs"} : memref<32xi16, #map1>
    %2150 = arith.extsi %2144 {name = "%2150"} : i4 to i20
    %2151 = arith.extsi %2149 {name = "%2151"} : i16 to i20
    %2152 = arith.muli %2150, %2151 {name = "%2152"} : i20
    %2153 = affine.load %alloc_238[] {from = "total"} : memref<i32>
    %2154 = arith.extsi %2153 {name = "%2154"} : i32 to i33
    %2155 = arith.extsi %2152 {name = "%2155"} : i20 to i33
    %2156 = arith.addi %2154, %2155 {name = "%2156"} : i33
    %2157 = arith.trunci %2156 {name = "%2157"} : i33 to i32
    affine.store %2157, %alloc_238[] {to = "total"} : memref<i32>
    %2158 = allo.get_slice(%arg0 : i512, %c475, %c472) {name = "%2158"} -> i32
    %2159 = arith.trunci %2158 {name = "%2159"} : i32 to i4
    %alloc_251 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %2159, %alloc_251[] {to = "weight"} : memref<i4>
    %2160 = allo.get_slice(%arg1 : i512, %c237, %c236) {name = "%2160"} -> i32
    %2161 = arith.trunci %2160 {name = "%2161", unsigned} : i32 to i8
    %alloc_252 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %2161, %alloc_252[] {to = "place"} : memref<i8>
    %2162 = affine.load %alloc_251[] {from = "weight"} : memref<i4>
    %2163 = affine.load %alloc_252[] {from = "place"} : memref<i8>
    %2164 = arith.extui %2163 {name = "%2164"} : i8 to i66
    %2165 = arith.addi %2164, %c12_i66 {name = "%2165"} : i66
    %2166 = arith.index_cast %2165 {name = "%2166"} : i66 to index
    %2167 = memref.load %arg3[%2166] {from = "inputs"} : memref<32xi16, #map1>
    %2168 = arith.extsi %2162 {name = "%2168"} : i4 to i20
    %2169 = arith.extsi %2167 {name = "%2169"} : i16 to i20
    %2170 = arith.muli %2168, %2169 {name = "%2170"} : i20
    %2171 = affine.load %alloc_238[] {from = "total"} : memref<i32>
    %2172 = arith.extsi %2171 {name = "%2172"} : i32 to i33
    %2173 = arith.extsi %2170 {name = "%2173"} : i20 to i33
    %2174 = arith.addi %2172, %2173 {name = "%2174"} : i33
    %2175 = arith.trunci %2174 {name = "%2175"} : i33 to i32
    affine.store %2175, %alloc_238[] {to = "total"} : memref<i32>
    %2176 = allo.get_slice(%arg0 : i512, %c479, %c476) {name = "%2176"} -> i32
    %2177 = arith.trunci %2176 {name = "%2177"} : i32 to i4
    %alloc_253 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %2177, %alloc_253[] {to = "weight"} : memref<i4>
    %2178 = allo.get_slice(%arg1 : i512, %c239, %c238) {name = "%2178"} -> i32
    %2179 = arith.trunci %2178 {name = "%2179", unsigned} : i32 to i8
    %alloc_254 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %2179, %alloc_254[] {to = "place"} : memref<i8>
    %2180 = affine.load %alloc_253[] {from = "weight"} : memref<i4>
    %2181 = affine.load %alloc_254[] {from = "place"} : memref<i8>
    %2182 = arith.extui %2181 {name = "%2182"} : i8 to i66
    %2183 = arith.addi %2182, %c12_i66 {name = "%2183"} : i66
    %2184 = arith.index_cast %2183 {name = "%2184"} : i66 to index
    %2185 = memref.load %arg3[%2184] {from = "inputs"} : memref<32xi16, #map1>
    %2186 = arith.extsi %2180 {name = "%2186"} : i4 to i20
    %2187 = arith.extsi %2185 {name = "%2187"} : i16 to i20
    %2188 = arith.muli %2186, %2187 {name = "%2188"} : i20
    %2189 = affine.load %alloc_238[] {from = "total"} : memref<i32>
    %2190 = arith.extsi %2189 {name = "%2190"} : i32 to i33
    %2191 = arith.extsi %2188 {name = "%2191"} : i20 to i33
    %2192 = arith.addi %2190, %2191 {name = "%2192"} : i33
    %2193 = arith.trunci %2192 {name = "%2193"} : i33 to i32
    affine.store %2193, %alloc_238[] {to = "total"} : memref<i32>
    %2194 = allo.get_slice(%arg0 : i512, %c483, %c480) {name = "%2194"} -> i32
    %2195 = arith.trunci %2194 {name = "%2195"} : i32 to i4
    %alloc_255 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %2195, %alloc_255[] {to = "weight"} : memref<i4>
    %2196 = allo.get_slice(%arg1 : i512, %c241, %c240) {name = "%2196"} -> i32
    %2197 = arith.trunci %2196 {name = "%2197", unsigned} : i32 to i8
    %alloc_256 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %2197, %alloc_256[] {to = "place"} : memref<i8>
    %2198 = affine.load %alloc_255[] {from = "weight"} : memref<i4>
    %2199 = affine.load %alloc_256[] {from = "place"} : memref<i8>
    %2200 = arith.extui %2199 {name = "%2200"} : i8 to i66
    %2201 = arith.addi %2200, %c16_i66 {name = "%2201"} : i66
    %2202 = arith.index_cast %2201 {name = "%2202"} : i66 to index
    %2203 = memref.load %arg3[%2202] {from = "inputs"} : memref<32xi16, #map1>
    %2204 = arith.extsi %2198 {name = "%2204"} : i4 to i20
    %2205 = arith.extsi %2203 {name = "%2205"} : i16 to i20
    %2206 = arith.muli %2204, %2205 {name = "%2206"} : i20
    %2207 = affine.load %alloc_238[] {from = "total"} : memref<i32>
    %2208 = arith.extsi %2207 {name = "%2208"} : i32 to i33
    %2209 = arith.extsi %2206 {name = "%2209"} : i20 to i33
    %2210 = arith.addi %2208, %2209 {name = "%2210"} : i33
    %2211 = arith.trunci %2210 {name = "%2211"} : i33 to i32
    affine.store %2211, %alloc_238[] {to = "total"} : memref<i32>
    %2212 = allo.get_slice(%arg0 : i512, %c487, %c484) {name = "%2212"} -> i32
    %2213 = arith.trunci %2212 {name = "%2213"} : i32 to i4
    %alloc_257 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %2213, %alloc_257[] {to = "weight"} : memref<i4>
    %2214 = allo.get_slice(%arg1 : i512, %c243, %c242) {name = "%2214"} -> i32
    %2215 = arith.trunci %2214 {name = "%2215", unsigned} : i32 to i8
    %alloc_258 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %2215, %alloc_258[] {to = "place"} : memref<i8>
    %2216 = affine.load %alloc_257[] {from = "weight"} : memref<i4>
    %2217 = affine.load %alloc_258[] {from = "place"} : memref<i8>
    %2218 = arith.extui %2217 {name = "%2218"} : i8 to i66
    %2219 = arith.addi %2218, %c16_i66 {name = "%2219"} : i66
    %2220 = arith.index_cast %2219 {name = "%2220"} : i66 to index
    %2221 = memref.load %arg3[%2220] {from = "inputs"} : memref<32xi16, #map1>
    %2222 = arith.extsi %2216 {name = "%2222"} : i4 to i20
    %2223 = arith.extsi %2221 {name = "%2223"} : i16 to i20
    %2224 = arith.muli %2222, %2223 {name = "%2224"} : i20
    %2225 = affine.load %alloc_238[] {from = "total"} : memref<i32>
    %2226 = arith.extsi %2225 {name = "%2226"} : i32 to i33
    %2227 = arith.extsi %2224 {name = "%2227"} : i20 to i33
    %2228 = arith.addi %2226, %2227 {name = "%2228"} : i33
    %2229 = arith.trunci %2228 {name = "%2229"} : i33 to i32
    affine.store %2229, %alloc_238[] {to = "total"} : memref<i32>
    %2230 = allo.get_slice(%arg0 : i512, %c491, %c488) {name = "%2230"} -> i32
    %2231 = arith.trunci %2230 {name = "%2231"} : i32 to i4
    %alloc_259 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %2231, %alloc_259[] {to = "weight"} : memref<i4>
    %2232 = allo.get_slice(%arg1 : i512, %c245, %c244) {name = "%2232"} -> i32
    %2233 = arith.trunci %2232 {name = "%2233", unsigned} : i32 to i8
    %alloc_260 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %2233, %alloc_260[] {to = "place"} : memref<i8>
    %2234 = affine.load %alloc_259[] {from = "weight"} : memref<i4>
    %2235 = affine.load %alloc_260[] {from = "place"} : memref<i8>
    %2236 = arith.extui %2235 {name = "%2236"} : i8 to i66
    %2237 = arith.addi %2236, %c20_i66 {name = "%2237"} : i66
    %2238 = arith.index_cast %2237 {name = "%2238"} : i66 to index
    %2239 = memref.load %arg3[%2238] {from = "inputs"} : memref<32xi16, #map1>
    %2240 = arith.extsi %2234 {name = "%2240"} : i4 to i20
    %2241 = arith.extsi %2239 {name = "%2241"} : i16 to i20
    %2242 = arith.muli %2240, %2241 {name = "%2242"} : i20
    %2243 = affine.load %alloc_238[] {from = "total"} : memref<i32>
    %2244 = arith.extsi %2243 {name = "%2244"} : i32 to i33
    %2245 = arith.extsi %2242 {name = "%2245"} : i20 to i33
    %2246 = arith.addi %2244, %2245 {name = "%2246"} : i33
    %2247 = arith.trunci %2246 {name = "%2247"} : i33 to i32
    affine.store %2247, %alloc_238[] {to = "total"} : memref<i32>
    %2248 = allo.get_slice(%arg0 : i512, %c495, %c492) {name = "%2248"} -> i32
    %2249 = arith.trunci %2248 {name = "%2249"} : i32 to i4
    %alloc_261 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %2249, %alloc_261[] {to = "weight"} : memref<i4>
    %2250 = allo.get_slice(%arg1 : i512, %c247, %c246) {name = "%2250"} -> i32
    %2251 = arith.trunci %2250 {name = "%2251", unsigned} : i32 to i8
    %alloc_262 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %2251, %alloc_262[] {to = "place"} : memref<i8>
    %2252 = affine.load %alloc_261[] {from = "weight"} : memref<i4>
    %2253 = affine.load %alloc_262[] {from = "place"} : memref<i8>
    %2254 = arith.extui %2253 {name = "%2254"} : i8 to i66
    %2255 = arith.addi %2254, %c20_i66 {name = "%2255"} : i66
    %2256 = arith.index_cast %2255 {name = "%2256"} : i66 to index
    %2257 = memref.load %arg3[%2256] {from = "inputs"} : memref<32xi16, #map1>
    %2258 = arith.extsi %2252 {name = "%2258"} : i4 to i20
    %2259 = arith.extsi %2257 {name = "%2259"} : i16 to i20
    %2260 = arith.muli %2258, %2259 {name = "%2260"} : i20
    %2261 = affine.load %alloc_238[] {from = "total"} : memref<i32>
    %2262 = arith.extsi %2261 {name = "%2262"} : i32 to i33
    %2263 = arith.extsi %2260 {name = "%2263"} : i20 to i33
    %2264 = arith.addi %2262, %2263 {name = "%2264"} : i33
    %2265 = arith.trunci %2264 {name = "%2265"} : i33 to i32
    affine.store %2265, %alloc_238[] {to = "total"} : memref<i32>
    %2266 = allo.get_slice(%arg0 : i512, %c499, %c496) {name = "%2266"} -> i32
    %2267 = arith.trunci %2266 {name = "%2267"} : i32 to i4
    %alloc_263 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %2267, %alloc_263[] {to = "weight"} : memref<i4>
    %2268 = allo.get_slice(%arg1 : i512, %c249, %c248) {name = "%2268"} -> i32
    %2269 = arith.trunci %2268 {name = "%2269", unsigned} : i32 to i8
    %alloc_264 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %2269, %alloc_264[] {to = "place"} : memref<i8>
    %2270 = affine.load %alloc_263[] {from = "weight"} : memref<i4>
    %2271 = affine.load %alloc_264[] {from = "place"} : memref<i8>
    %2272 = arith.extui %2271 {name = "%2272"} : i8 to i66
    %2273 = arith.addi %2272, %c24_i66 {name = "%2273"} : i66
    %2274 = arith.index_cast %2273 {name = "%2274"} : i66 to index
    %2275 = memref.load %arg3[%2274] {from = "inputs"} : memref<32xi16, #map1>
    %2276 = arith.extsi %2270 {name = "%2276"} : i4 to i20
    %2277 = arith.extsi %2275 {name = "%2277"} : i16 to i20
    %2278 = arith.muli %2276, %2277 {name = "%2278"} : i20
    %2279 = affine.load %alloc_238[] {from = "total"} : memref<i32>
    %2280 = arith.extsi %2279 {name = "%2280"} : i32 to i33
    %2281 = arith.extsi %2278 {name = "%2281"} : i20 to i33
    %2282 = arith.addi %2280, %2281 {name = "%2282"} : i33
    %2283 = arith.trunci %2282 {name = "%2283"} : i33 to i32
    affine.store %2283, %alloc_238[] {to = "total"} : memref<i32>
    %2284 = allo.get_slice(%arg0 : i512, %c503, %c500) {name = "%2284"} -> i32
    %2285 = arith.trunci %2284 {name = "%2285"} : i32 to i4
    %alloc_265 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %2285, %alloc_265[] {to = "weight"} : memref<i4>
    %2286 = allo.get_slice(%arg1 : i512, %c251, %c250) {name = "%2286"} -> i32
    %2287 = arith.trunci %2286 {name = "%2287", unsigned} : i32 to i8
    %alloc_266 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %2287, %alloc_266[] {to = "place"} : memref<i8>
    %2288 = affine.load %alloc_265[] {from = "weight"} : memref<i4>
    %2289 = affine.load %alloc_266[] {from = "place"} : memref<i8>
    %2290 = arith.extui %2289 {name = "%2290"} : i8 to i66
    %2291 = arith.addi %2290, %c24_i66 {name = "%2291"} : i66
    %2292 = arith.index_cast %2291 {name = "%2292"} : i66 to index
    %2293 = memref.load %arg3[%2292] {from = "inputs"} : memref<32xi16, #map1>
    %2294 = arith.extsi %2288 {name = "%2294"} : i4 to i20
    %2295 = arith.extsi %2293 {name = "%2295"} : i16 to i20
    %2296 = arith.muli %2294, %2295 {name = "%2296"} : i20
    %2297 = affine.load %alloc_238[] {from = "total"} : memref<i32>
    %2298 = arith.extsi %2297 {name = "%2298"} : i32 to i33
    %2299 = arith.extsi %2296 {name = "%2299"} : i20 to i33
    %2300 = arith.addi %2298, %2299 {name = "%2300"} : i33
    %2301 = arith.trunci %2300 {name = "%2301"} : i33 to i32
    affine.store %2301, %alloc_238[] {to = "total"} : memref<i32>
    %2302 = allo.get_slice(%arg0 : i512, %c507, %c504) {name = "%2302"} -> i32
    %2303 = arith.trunci %2302 {name = "%2303"} : i32 to i4
    %alloc_267 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %2303, %alloc_267[] {to = "weight"} : memref<i4>
    %2304 = allo.get_slice(%arg1 : i512, %c253, %c252) {name = "%2304"} -> i32
    %2305 = arith.trunci %2304 {name = "%2305", unsigned} : i32 to i8
    %alloc_268 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %2305, %alloc_268[] {to = "place"} : memref<i8>
    %2306 = affine.load %alloc_267[] {from = "weight"} : memref<i4>
    %2307 = affine.load %alloc_268[] {from = "place"} : memref<i8>
    %2308 = arith.extui %2307 {name = "%2308"} : i8 to i66
    %2309 = arith.addi %2308, %c28_i66 {name = "%2309"} : i66
    %2310 = arith.index_cast %2309 {name = "%2310"} : i66 to index
    %2311 = memref.load %arg3[%2310] {from = "inputs"} : memref<32xi16, #map1>
    %2312 = arith.extsi %2306 {name = "%2312"} : i4 to i20
    %2313 = arith.extsi %2311 {name = "%2313"} : i16 to i20
    %2314 = arith.muli %2312, %2313 {name = "%2314"} : i20
    %2315 = affine.load %alloc_238[] {from = "total"} : memref<i32>
    %2316 = arith.extsi %2315 {name = "%2316"} : i32 to i33
    %2317 = arith.extsi %2314 {name = "%2317"} : i20 to i33
    %2318 = arith.addi %2316, %2317 {name = "%2318"} : i33
    %2319 = arith.trunci %2318 {name = "%2319"} : i33 to i32
    affine.store %2319, %alloc_238[] {to = "total"} : memref<i32>
    %2320 = allo.get_slice(%arg0 : i512, %c511, %c508) {name = "%2320"} -> i32
    %2321 = arith.trunci %2320 {name = "%2321"} : i32 to i4
    %alloc_269 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %2321, %alloc_269[] {to = "weight"} : memref<i4>
    %2322 = allo.get_slice(%arg1 : i512, %c255, %c254) {name = "%2322"} -> i32
    %2323 = arith.trunci %2322 {name = "%2323", unsigned} : i32 to i8
    %alloc_270 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %2323, %alloc_270[] {to = "place"} : memref<i8>
    %2324 = affine.load %alloc_269[] {from = "weight"} : memref<i4>
    %2325 = affine.load %alloc_270[] {from = "place"} : memref<i8>
    %2326 = arith.extui %2325 {name = "%2326"} : i8 to i66
    %2327 = arith.addi %2326, %c28_i66 {name = "%2327"} : i66
    %2328 = arith.index_cast %2327 {name = "%2328"} : i66 to index
    %2329 = memref.load %arg3[%2328] {from = "inputs"} : memref<32xi16, #map1>
    %2330 = arith.extsi %2324 {name = "%2330"} : i4 to i20
    %2331 = arith.extsi %2329 {name = "%2331"} : i16 to i20
    %2332 = arith.muli %2330, %2331 {name = "%2332"} : i20
    %2333 = affine.load %alloc_238[] {from = "total"} : memref<i32>
    %2334 = arith.extsi %2333 {name = "%2334"} : i32 to i33
    %2335 = arith.extsi %2332 {name = "%2335"} : i20 to i33
    %2336 = arith.addi %2334, %2335 {name = "%2336"} : i33
    %2337 = arith.trunci %2336 {name = "%2337"} : i33 to i32
    affine.store %2337, %alloc_238[] {to = "total"} : memref<i32>
    %2338 = affine.load %alloc_238[] {from = "total"} : memref<i32>
    %2339 = affine.load %alloc_237[] {from = "scale"} : memref<i16>
    %2340 = arith.extsi %2338 {name = "%2340"} : i32 to i48
    %2341 = arith.extsi %2339 {name = "%2341"} : i16 to i48
    %2342 = arith.muli %2340, %2341 {name = "%2342"} : i48
    %2343 = arith.extsi %2342 {name = "%2343"} : i48 to i64
    affine.store %2343, %arg4[7] {to = "products"} : memref<8xi64, #map1>
    return
  }
  func.func @answer_of(%arg0: i64) -> i32 attributes {itypes = "s", otypes = "s"} {
    %c-2147483648_i64 = arith.constant {name = "%c-2147483648_i64"} -2147483648 : i64
    %c2147483647_i64 = arith.constant {name = "%c2147483647_i64"} 2147483647 : i64
    %c-2147483648_i32 = arith.constant {name = "%c-2147483648_i32"} -2147483648 : i32
    %c2147483647_i32 = arith.constant {name = "%c2147483647_i32"} 2147483647 : i32
    %c0_i32 = arith.constant {name = "%c0_i32"} 0 : i32
    %alloc = memref.alloc() {name = "kept"} : memref<i32>
    affine.store %c0_i32, %alloc[] {to = "kept"} : memref<i32>
    %0 = arith.cmpi sgt, %arg0, %c2147483647_i64 {name = "%0"} : i64
    scf.if %0 {
      affine.store %c2147483647_i32, %alloc[] {to = "kept"} : memref<i32>
    } else {
      %2 = arith.cmpi slt, %arg0, %c-2147483648_i64 : i64
      scf.if %2 {
        affine.store %c-2147483648_i32, %alloc[] {to = "kept"} : memref<i32>
      } else {
        %3 = arith.trunci %arg0 : i64 to i32
        affine.store %3, %alloc[] {to = "kept"} : memref<i32>
      }
    }
    %1 = affine.load %alloc[] {from = "kept"} : memref<i32>
    return %1 : i32
  }
  func.func @engine_0(%arg0: memref<1xi256>, %arg1: memref<128xi256>, %arg2: memref<256xi256>, %arg3: !allo.stream<i512, 512>) attributes {df.kernel, itypes = "uuuu", otypes = "", stypes = "___i"} {
    %c0_i256 = arith.constant {name = "%c0_i256"} 0 : i256
    %c16_i97 = arith.constant {name = "%c16_i97"} 16 : i97
    %c32768_i97 = arith.constant {name = "%c32768_i97"} 32768 : i97
    %c1_i33 = arith.constant {name = "%c1_i33"} 1 : i33
    %c256_i512 = arith.constant {name = "%c256_i512"} 256 : i512
    %c128_i512 = arith.constant {name = "%c128_i512"} 128 : i512
    %c0_i33 = arith.constant {name = "%c0_i33"} 0 : i33
    %c0_i34 = arith.constant {name = "%c0_i34"} 0 : i34
    %c3_i34 = arith.constant {name = "%c3_i34"} 3 : i34
    %c1_i34 = arith.constant {name = "%c1_i34"} 1 : i34
    %c2_i33 = arith.constant {name = "%c2_i33"} 2 : i33
    %c240 = arith.constant {name = "%c240"} 240 : index
    %c239 = arith.constant {name = "%c239"} 239 : index
    %c208 = arith.constant {name = "%c208"} 208 : index
    %c207 = arith.constant {name = "%c207"} 207 : index
    %c176 = arith.constant {name = "%c176"} 176 : index
    %c175 = arith.constant {name = "%c175"} 175 : index
    %c144 = arith.constant {name = "%c144"} 144 : index
    %c143 = arith.constant {name = "%c143"} 143 : index
    %c112 = arith.constant {name = "%c112"} 112 : index
    %c111 = arith.constant {name = "%c111"} 111 : index
    %c80 = arith.constant {name = "%c80"} 80 : index
    %c79 = arith.constant {name = "%c79"} 79 : index
    %c48 = arith.constant {name = "%c48"} 48 : index
    %c47 = arith.constant {name = "%c47"} 47 : index
    %c16 = arith.constant {name = "%c16"} 16 : index
    %c15 = arith.constant {name = "%c15"} 15 : index
    %c255 = arith.constant {name = "%c255"} 255 : index
    %c224 = arith.constant {name = "%c224"} 224 : index
    %c223 = arith.constant {name = "%c223"} 223 : index
    %c192 = arith.constant {name = "%c192"} 192 : index
    %c191 = arith.constant {name = "%c191"} 191 : index
    %c160 = arith.constant {name = "%c160"} 160 : index
    %c159 = arith.constant {name = "%c159"} 159 : index
    %c128 = arith.constant {name = "%c128"} 128 : index
    %c127 = arith.constant {name = "%c127"} 127 : index
    %c96 = arith.constant {name = "%c96"} 96 : index
    %c95 = arith.constant {name = "%c95"} 95 : index
    %c64 = arith.constant {name = "%c64"} 64 : index
    %c63 = arith.constant {name = "%c63"} 63 : index
    %c32 = arith.constant {name = "%c32"} 32 : index
    %c31 = arith.constant {name = "%c31"} 31 : index
    %c0 = arith.constant {name = "%c0"} 0 : index
    %c0_i512 = arith.constant {name = "%c0_i512"} 0 : i512
    %c0_i16 = arith.constant {name = "%c0_i16"} 0 : i16
    %c0_i64 = arith.constant {name = "%c0_i64"} 0 : i64
    %c64_i32 = arith.constant {name = "%c64_i32"} 64 : i32
    %c6_i32 = arith.constant {name = "%c6_i32"} 6 : i32
    %c1_i32 = arith.constant {name = "%c1_i32"} 1 : i32
    %c0_i32 = arith.constant {name = "%c0_i32"} 0 : i32
    %alloc = memref.alloc() {name = "activations"} : memref<70x32xi16, #map>
    %alloc_0 = memref.alloc() {name = "totals"} : memref<304x8xi64, #map>
    %alloc_1 = memref.alloc() {name = "answers"} : memref<256x8xi32, #map>
    %alloc_2 = memref.alloc() {name = "total"} : memref<8xi64, #map1>
    linalg.fill ins(%c0_i64 : i64) outs(%alloc_2 : memref<8xi64, #map1>)
    %alloc_3 = memref.alloc() {name = "products"} : memref<8xi64, #map1>
    linalg.fill ins(%c0_i64 : i64) outs(%alloc_3 : memref<8xi64, #map1>)
    %alloc_4 = memref.alloc() {name = "inputs"} : memref<32xi16, #map1>
    linalg.fill ins(%c0_i16 : i16) outs(%alloc_4 : memref<32xi16, #map1>)
    %alloc_5 = memref.alloc() {name = "scales", unsigned} : memref<i512>
    affine.store %c0_i512, %alloc_5[] {to = "scales"} : memref<i512>
    %alloc_6 = memref.alloc() {name = "codes", unsigned} : memref<i512>
    affine.store %c0_i512, %alloc_6[] {to = "codes"} : memref<i512>
    %alloc_7 = memref.alloc() {name = "parts"} : memref<1x8xi32, #map>
    affine.for %arg4 = 0 to 1 {
      %0 = affine.load %arg0[%arg4] {from = "portions", unsigned} : memref<1xi256>
      %alloc_8 = memref.alloc() {name = "given_shares", unsigned} : memref<i256>
      affine.store %0, %alloc_8[] {to = "given_shares"} : memref<i256>
      %1 = affine.load %alloc_8[] {from = "given_shares"} : memref<i256>
      %2 = allo.get_slice(%1 : i256, %c31, %c0) -> i32
      affine.store %2, %alloc_7[%arg4, 0] {to = "parts"} : memref<1x8xi32, #map>
      %3 = affine.load %alloc_8[] {from = "given_shares"} : memref<i256>
      %4 = allo.get_slice(%3 : i256, %c63, %c32) -> i32
      affine.store %4, %alloc_7[%arg4, 1] {to = "parts"} : memref<1x8xi32, #map>
      %5 = affine.load %alloc_8[] {from = "given_shares"} : memref<i256>
      %6 = allo.get_slice(%5 : i256, %c95, %c64) -> i32
      affine.store %6, %alloc_7[%arg4, 2] {to = "parts"} : memref<1x8xi32, #map>
      %7 = affine.load %alloc_8[] {from = "given_shares"} : memref<i256>
      %8 = allo.get_slice(%7 : i256, %c127, %c96) -> i32
      affine.store %8, %alloc_7[%arg4, 3] {to = "parts"} : memref<1x8xi32, #map>
      %9 = affine.load %alloc_8[] {from = "given_shares"} : memref<i256>
      %10 = allo.get_slice(%9 : i256, %c159, %c128) -> i32
      affine.store %10, %alloc_7[%arg4, 4] {to = "parts"} : memref<1x8xi32, #map>
      %11 = affine.load %alloc_8[] {from = "given_shares"} : memref<i256>
      %12 = allo.get_slice(%11 : i256, %c191, %c160) -> i32
      affine.store %12, %alloc_7[%arg4, 5] {to = "parts"} : memref<1x8xi32, #map>
      %13 = affine.load %alloc_8[] {from = "given_shares"} : memref<i256>
      %14 = allo.get_slice(%13 : i256, %c223, %c192) -> i32
      affine.store %14, %alloc_7[%arg4, 6] {to = "parts"} : memref<1x8xi32, #map>
      %15 = affine.load %alloc_8[] {from = "given_shares"} : memref<i256>
      %16 = allo.get_slice(%15 : i256, %c255, %c224) -> i32
      affine.store %16, %alloc_7[%arg4, 7] {to = "parts"} : memref<1x8xi32, #map>
    } {loop_name = "e", op_name = "S_e_0", pipeline_ii = 1 : ui32}
    affine.for %arg4 = 0 to 64 {
      affine.for %arg5 = 0 to 2 {
        %0 = affine.load %arg1[%arg4 * 2 + %arg5] {from = "token", unsigned} : memref<128xi256>
        %alloc_8 = memref.alloc() {name = "taken", unsigned} : memref<i256>
        affine.store %0, %alloc_8[] {to = "taken"} : memref<i256>
        %1 = affine.load %alloc_8[] {from = "taken"} : memref<i256>
        %2 = allo.get_slice(%1 : i256, %c15, %c0) -> i16
        affine.store %2, %alloc[%arg4, %arg5 * 16] {to = "activations"} : memref<70x32xi16, #map>
        %3 = affine.load %alloc_8[] {from = "taken"} : memref<i256>
        %4 = allo.get_slice(%3 : i256, %c31, %c16) -> i16
        affine.store %4, %alloc[%arg4, %arg5 * 16 + 1] {to = "activations"} : memref<70x32xi16, #map>
        %5 = affine.load %alloc_8[] {from = "taken"} : memref<i256>
        %6 = allo.get_slice(%5 : i256, %c47, %c32) -> i16
        affine.store %6, %alloc[%arg4, %arg5 * 16 + 2] {to = "activations"} : memref<70x32xi16, #map>
        %7 = affine.load %alloc_8[] {from = "taken"} : memref<i256>
        %8 = allo.get_slice(%7 : i256, %c63, %c48) -> i16
        affine.store %8, %alloc[%arg4, %arg5 * 16 + 3] {to = "activations"} : memref<70x32xi16, #map>
        %9 = affine.load %alloc_8[] {from = "taken"} : memref<i256>
        %10 = allo.get_slice(%9 : i256, %c79, %c64) -> i16
        affine.store %10, %alloc[%arg4, %arg5 * 16 + 4] {to = "activations"} : memref<70x32xi16, #map>
        %11 = affine.load %alloc_8[] {from = "taken"} : memref<i256>
        %12 = allo.get_slice(%11 : i256, %c95, %c80) -> i16
        affine.store %12, %alloc[%arg4, %arg5 * 16 + 5] {to = "activations"} : memref<70x32xi16, #map>
        %13 = affine.load %alloc_8[] {from = "taken"} : memref<i256>
        %14 = allo.get_slice(%13 : i256, %c111, %c96) -> i16
        affine.store %14, %alloc[%arg4, %arg5 * 16 + 6] {to = "activations"} : memref<70x32xi16, #map>
        %15 = affine.load %alloc_8[] {from = "taken"} : memref<i256>
        %16 = allo.get_slice(%15 : i256, %c127, %c112) -> i16
        affine.store %16, %alloc[%arg4, %arg5 * 16 + 7] {to = "activations"} : memref<70x32xi16, #map>
        %17 = affine.load %alloc_8[] {from = "taken"} : memref<i256>
        %18 = allo.get_slice(%17 : i256, %c143, %c128) -> i16
        affine.store %18, %alloc[%arg4, %arg5 * 16 + 8] {to = "activations"} : memref<70x32xi16, #map>
        %19 = affine.load %alloc_8[] {from = "taken"} : memref<i256>
        %20 = allo.get_slice(%19 : i256, %c159, %c144) -> i16
        affine.store %20, %alloc[%arg4, %arg5 * 16 + 9] {to = "activations"} : memref<70x32xi16, #map>
        %21 = affine.load %alloc_8[] {from = "taken"} : memref<i256>
        %22 = allo.get_slice(%21 : i256, %c175, %c160) -> i16
        affine.store %22, %alloc[%arg4, %arg5 * 16 + 10] {to = "activations"} : memref<70x32xi16, #map>
        %23 = affine.load %alloc_8[] {from = "taken"} : memref<i256>
        %24 = allo.get_slice(%23 : i256, %c191, %c176) -> i16
        affine.store %24, %alloc[%arg4, %arg5 * 16 + 11] {to = "activations"} : memref<70x32xi16, #map>
        %25 = affine.load %alloc_8[] {from = "taken"} : memref<i256>
        %26 = allo.get_slice(%25 : i256, %c207, %c192) -> i16
        affine.store %26, %alloc[%arg4, %arg5 * 16 + 12] {to = "activations"} : memref<70x32xi16, #map>
        %27 = affine.load %alloc_8[] {from = "taken"} : memref<i256>
        %28 = allo.get_slice(%27 : i256, %c223, %c208) -> i16
        affine.store %28, %alloc[%arg4, %arg5 * 16 + 13] {to = "activations"} : memref<70x32xi16, #map>
        %29 = affine.load %alloc_8[] {from = "taken"} : memref<i256>
        %30 = allo.get_slice(%29 : i256, %c239, %c224) -> i16
        affine.store %30, %alloc[%arg4, %arg5 * 16 + 14] {to = "activations"} : memref<70x32xi16, #map>
        %31 = affine.load %alloc_8[] {from = "taken"} : memref<i256>
        %32 = allo.get_slice(%31 : i256, %c255, %c240) -> i16
        affine.store %32, %alloc[%arg4, %arg5 * 16 + 15] {to = "activations"} : memref<70x32xi16, #map>
      } {loop_name = "i", pipeline_ii = 1 : ui32}
    } {loop_name = "g", op_name = "load"}
    affine.for %arg4 = 0 to 8 {
      %0 = allo.stream_get(%arg3, []) {unsigned} : !allo.stream<i512, 512> -> i512
      %alloc_8 = memref.alloc() {name = "header", unsigned} : memref<i512>
      affine.store %0, %alloc_8[] {to = "header"} : memref<i512>
      %1 = affine.load %alloc_8[] {from = "header"} : memref<i512>
      %2 = allo.get_slice(%1 : i512, %c31, %c0) -> i32
      %alloc_9 = memref.alloc() {name = "gate_multiplier"} : memref<i32>
      affine.store %2, %alloc_9[] {to = "gate_multiplier"} : memref<i32>
      %3 = affine.load %alloc_8[] {from = "header"} : memref<i512>
      %4 = allo.get_slice(%3 : i512, %c63, %c32) -> i32
      %alloc_10 = memref.alloc() {name = "up_multiplier"} : memref<i32>
      affine.store %4, %alloc_10[] {to = "up_multiplier"} : memref<i32>
      %5 = affine.load %alloc_8[] {from = "header"} : memref<i512>
      %6 = allo.get_slice(%5 : i512, %c95, %c64) -> i32
      %7 = arith.extui %6 : i32 to i64
      %alloc_11 = memref.alloc() {name = "down_multiplier"} : memref<i64>
      affine.store %7, %alloc_11[] {to = "down_multiplier"} : memref<i64>
      %alloc_12 = memref.alloc() {name = "first_group"} : memref<i32>
      affine.store %c0_i32, %alloc_12[] {to = "first_group"} : memref<i32>
      %alloc_13 = memref.alloc() {name = "groups"} : memref<i32>
      affine.store %c64_i32, %alloc_13[] {to = "groups"} : memref<i32>
      %alloc_14 = memref.alloc() {name = "group"} : memref<i32>
      affine.store %c0_i32, %alloc_14[] {to = "group"} : memref<i32>
      %alloc_15 = memref.alloc() {name = "block"} : memref<i32>
      affine.store %c0_i32, %alloc_15[] {to = "block"} : memref<i32>
      affine.for %arg5 = 0 to 3 {
        %17 = arith.index_cast %arg5 : index to i33
        %18 = arith.cmpi eq, %17, %c2_i33 : i33
        scf.if %18 {
          affine.for %arg6 = 0 to 192 {
            %alloc_17 = memref.alloc() {name = "gate_total"} : memref<i64>
            affine.store %c0_i64, %alloc_17[] {to = "gate_total"} : memref<i64>
            %alloc_18 = memref.alloc() {name = "up_total"} : memref<i64>
            affine.store %c0_i64, %alloc_18[] {to = "up_total"} : memref<i64>
            %19 = affine.load %alloc_0[%arg6 floordiv 4, %arg6 * 2 - (%arg6 floordiv 4) * 8] : memref<304x8xi64, #map>
            %20 = affine.load %alloc_17[] {from = "gate_total"} : memref<i64>
            %21 = arith.extsi %20 : i64 to i65
            %22 = arith.extsi %19 : i64 to i65
            %23 = arith.addi %21, %22 : i65
            %24 = arith.trunci %23 : i65 to i64
            affine.store %24, %alloc_17[] {to = "gate_total"} : memref<i64>
            %25 = affine.load %alloc_0[%arg6 floordiv 4, %arg6 * 2 - (%arg6 floordiv 4) * 8 + 1] : memref<304x8xi64, #map>
            %26 = affine.load %alloc_18[] {from = "up_total"} : memref<i64>
            %27 = arith.extsi %26 : i64 to i65
            %28 = arith.extsi %25 : i64 to i65
            %29 = arith.addi %27, %28 : i65
            %30 = arith.trunci %29 : i65 to i64
            affine.store %30, %alloc_18[] {to = "up_total"} : memref<i64>
            %31 = affine.load %alloc_17[] {from = "gate_total"} : memref<i64>
            %32 = affine.load %alloc_18[] {from = "up_total"} : memref<i64>
            %33 = affine.load %alloc_9[] {from = "gate_multiplier"} : memref<i32>
            %34 = affine.load %alloc_10[] {from = "up_multiplier"} : memref<i32>
            %35 = func.call @gated(%31, %32, %33, %34) : (i64, i64, i32, i32) -> i16
            %alloc_19 = memref.alloc() {name = "unit"} : memref<i16>
            affine.store %35, %alloc_19[] {to = "unit"} : memref<i16>
            %36 = affine.load %alloc_19[] {from = "unit"} : memref<i16>
            affine.store %36, %alloc[%arg6 floordiv 32 + 64, %arg6 mod 32] : memref<70x32xi16, #map>
          } {loop_name = "u", op_name = "activate", pipeline_ii = 1 : ui32}
          affine.store %c64_i32, %alloc_12[] {to = "first_group"} : memref<i32>
          affine.store %c6_i32, %alloc_13[] {to = "groups"} : memref<i32>
        }
        affine.for %arg6 = 0 to 384 {
          affine.for %arg7 = 0 to 7 {
            %19 = allo.stream_get(%arg3, []) {unsigned} : !allo.stream<i512, 512> -> i512
            %alloc_17 = memref.alloc() {name = "word", unsigned} : memref<i512>
            affine.store %19, %alloc_17[] {to = "word"} : memref<i512>
            %alloc_18 = memref.alloc() {name = "of_places"} : memref<i32>
            affine.store %c0_i32, %alloc_18[] {to = "of_places"} : memref<i32>
            %20 = arith.index_cast %arg7 : index to i34
            %21 = arith.subi %20, %c1_i34 : i34
            %22 = arith.remsi %21, %c3_i34 : i34
            %23 = arith.cmpi eq, %22, %c0_i34 : i34
            scf.if %23 {
              affine.store %c1_i32, %alloc_18[] {to = "of_places"} : memref<i32>
            }
            %24 = arith.index_cast %arg7 : index to i33
            %25 = arith.cmpi eq, %24, %c0_i33 : i33
            scf.if %25 {
              %26 = affine.load %alloc_17[] {from = "word"} : memref<i512>
              affine.store %26, %alloc_5[] {to = "scales"} : memref<i512>
            } else {
              %26 = affine.load %alloc_18[] {from = "of_places"} : memref<i32>
              %27 = arith.cmpi eq, %26, %c1_i32 : i32
              scf.if %27 {
                %28 = affine.load %alloc_17[] {from = "word"} : memref<i512>
                affine.store %28, %alloc_6[] {to = "codes"} : memref<i512>
              } else {
                affine.for %arg8 = 0 to 32 {
                  %42 = affine.load %alloc_12[] {from = "first_group"} : memref<i32>
                  %43 = affine.load %alloc_14[] {from = "group"} : memref<i32>
                  %44 = arith.extsi %42 : i32 to i33
                  %45 = arith.extsi %43 : i32 to i33
                  %46 = arith.addi %44, %45 : i33
                  %47 = arith.index_cast %46 : i33 to index
                  %48 = memref.load %alloc[%47, %arg8] {from = "activations"} : memref<70x32xi16, #map>
                  affine.store %48, %alloc_4[%arg8] {to = "inputs"} : memref<32xi16, #map1>
                } {loop_name = "m", op_name = "S_m_3"}
                %28 = affine.load %alloc_17[] {from = "word"} : memref<i512>
                %29 = affine.load %alloc_6[] {from = "codes"} : memref<i512>
                %30 = affine.load %alloc_5[] {from = "scales"} : memref<i512>
                func.call @scaled_groups(%28, %29, %30, %alloc_4, %alloc_3) : (i512, i512, i512, memref<32xi16, #map1>, memref<8xi64, #map1>) -> ()
                affine.for %arg8 = 0 to 8 {
                  %42 = affine.load %alloc_14[] {from = "group"} : memref<i32>
                  %43 = arith.cmpi eq, %42, %c0_i32 : i32
                  %44 = affine.load %alloc_3[%arg8] {from = "products"} : memref<8xi64, #map1>
                  %45 = affine.load %alloc_2[%arg8] {from = "total"} : memref<8xi64, #map1>
                  %46 = arith.extsi %45 : i64 to i65
                  %47 = arith.extsi %44 : i64 to i65
                  %48 = arith.addi %46, %47 : i65
                  %49 = arith.select %43, %47, %48 : i65
                  %50 = arith.trunci %49 : i65 to i64
                  affine.store %50, %alloc_2[%arg8] {to = "total"} : memref<8xi64, #map1>
                  %51 = affine.load %alloc_2[%arg8] {from = "total"} : memref<8xi64, #map1>
                  %52 = affine.load %alloc_15[] {from = "block"} : memref<i32>
                  %53 = arith.index_cast %52 : i32 to index
                  memref.store %51, %alloc_0[%53, %arg8] {to = "totals"} : memref<304x8xi64, #map>
                } {loop_name = "r", op_name = "S_r_4"}
                %31 = affine.load %alloc_5[] {from = "scales"} : memref<i512>
                %32 = arith.shrui %31, %c128_i512 {unsigned} : i512
                affine.store %32, %alloc_5[] {to = "scales"} : memref<i512>
                %33 = affine.load %alloc_6[] {from = "codes"} : memref<i512>
                %34 = arith.shrui %33, %c256_i512 {unsigned} : i512
                affine.store %34, %alloc_6[] {to = "codes"} : memref<i512>
                %35 = affine.load %alloc_14[] {from = "group"} : memref<i32>
                %36 = arith.extsi %35 : i32 to i33
                %37 = arith.addi %36, %c1_i33 : i33
                %38 = arith.trunci %37 : i33 to i32
                affine.store %38, %alloc_14[] {to = "group"} : memref<i32>
                %39 = affine.load %alloc_14[] {from = "group"} : memref<i32>
                %40 = affine.load %alloc_13[] {from = "groups"} : memref<i32>
                %41 = arith.cmpi eq, %39, %40 : i32
                scf.if %41 {
                  affine.store %c0_i32, %alloc_14[] {to = "group"} : memref<i32>
                  %42 = affine.load %alloc_15[] {from = "block"} : memref<i32>
                  %43 = arith.extsi %42 : i32 to i33
                  %44 = arith.addi %43, %c1_i33 : i33
                  %45 = arith.trunci %44 : i33 to i32
                  affine.store %45, %alloc_15[] {to = "block"} : memref<i32>
                }
              }
            }
          } {loop_name = "j", pipeline_ii = 1 : ui32}
        } {loop_name = "b", op_name = "multiply"}
      } {loop_name = "part", op_name = "S_part_2"}
      %8 = affine.load %alloc_11[] {from = "down_multiplier"} : memref<i64>
      %9 = affine.load %alloc_7[0, %arg4] : memref<1x8xi32, #map>
      %10 = arith.extsi %8 : i64 to i96
      %11 = arith.extsi %9 : i32 to i96
      %12 = arith.muli %10, %11 : i96
      %13 = arith.extsi %12 : i96 to i97
      %14 = arith.addi %13, %c32768_i97 : i97
      %15 = arith.shrsi %14, %c16_i97 : i97
      %16 = arith.trunci %15 : i97 to i32
      %alloc_16 = memref.alloc() {name = "weight"} : memref<i32>
      affine.store %16, %alloc_16[] {to = "weight"} : memref<i32>
      affine.for %arg5 = 0 to 256 {
        affine.for %arg6 = 0 to 1 {
          affine.for %arg7 = 0 to 8 {
            %17 = affine.load %alloc_0[%arg5 + 48, %arg6 * 8 + %arg7] {from = "totals"} : memref<304x8xi64, #map>
            %18 = affine.load %alloc_16[] {from = "weight"} : memref<i32>
            %19 = func.call @rescaled(%17, %18) : (i64, i32) -> i64
            %20 = func.call @answer_of(%19) : (i64) -> i32
            %21 = arith.extsi %20 : i32 to i64
            %alloc_17 = memref.alloc() {name = "answer"} : memref<i64>
            affine.store %21, %alloc_17[] {to = "answer"} : memref<i64>
            %alloc_18 = memref.alloc() {name = "before"} : memref<i64>
            affine.store %c0_i64, %alloc_18[] {to = "before"} : memref<i64>
            %22 = arith.index_cast %arg4 : index to i33
            %23 = arith.cmpi sgt, %22, %c0_i33 : i33
            scf.if %23 {
              %32 = affine.load %alloc_1[%arg5 + %arg6, %arg7] {from = "answers"} : memref<256x8xi32, #map>
              %33 = arith.extsi %32 : i32 to i64
              affine.store %33, %alloc_18[] {to = "before"} : memref<i64>
            }
            %24 = affine.load %alloc_18[] {from = "before"} : memref<i64>
            %25 = affine.load %alloc_17[] {from = "answer"} : memref<i64>
            %26 = arith.extsi %24 : i64 to i65
            %27 = arith.extsi %25 : i64 to i65
            %28 = arith.addi %26, %27 : i65
            %29 = arith.trunci %28 : i65 to i64
            %alloc_19 = memref.alloc() {name = "sum_of_both"} : memref<i64>
            affine.store %29, %alloc_19[] {to = "sum_of_both"} : memref<i64>
            %30 = affine.load %alloc_19[] {from = "sum_of_both"} : memref<i64>
            %31 = func.call @answer_of(%30) : (i64) -> i32
            affine.store %31, %alloc_1[%arg5 + %arg6, %arg7] {to = "answers"} : memref<256x8xi32, #map>
          } {loop_name = "r"}
        } {loop_name = "h", pipeline_ii = 1 : ui32}
      } {loop_name = "d", op_name = "add"}
    } {loop_name = "k", op_name = "S_k_2"}
    affine.for %arg4 = 0 to 256 {
      %alloc_8 = memref.alloc() {name = "given", unsigned} : memref<i256>
      affine.store %c0_i256, %alloc_8[] {to = "given"} : memref<i256>
      %0 = affine.load %alloc_1[%arg4, 0] {from = "answers"} : memref<256x8xi32, #map>
      %1 = affine.load %alloc_8[] {from = "given"} : memref<i256>
      %2 = allo.set_slice(%1 : i256, %c31, %c0, %0 : i32) -> i256
      affine.store %2, %alloc_8[] {to = "given"} : memref<i256>
      %3 = affine.load %alloc_1[%arg4, 1] {from = "answers"} : memref<256x8xi32, #map>
      %4 = affine.load %alloc_8[] {from = "given"} : memref<i256>
      %5 = allo.set_slice(%4 : i256, %c63, %c32, %3 : i32) -> i256
      affine.store %5, %alloc_8[] {to = "given"} : memref<i256>
      %6 = affine.load %alloc_1[%arg4, 2] {from = "answers"} : memref<256x8xi32, #map>
      %7 = affine.load %alloc_8[] {from = "given"} : memref<i256>
      %8 = allo.set_slice(%7 : i256, %c95, %c64, %6 : i32) -> i256
      affine.store %8, %alloc_8[] {to = "given"} : memref<i256>
      %9 = affine.load %alloc_1[%arg4, 3] {from = "answers"} : memref<256x8xi32, #map>
      %10 = affine.load %alloc_8[] {from = "given"} : memref<i256>
      %11 = allo.set_slice(%10 : i256, %c127, %c96, %9 : i32) -> i256
      affine.store %11, %alloc_8[] {to = "given"} : memref<i256>
      %12 = affine.load %alloc_1[%arg4, 4] {from = "answers"} : memref<256x8xi32, #map>
      %13 = affine.load %alloc_8[] {from = "given"} : memref<i256>
      %14 = allo.set_slice(%13 : i256, %c159, %c128, %12 : i32) -> i256
      affine.store %14, %alloc_8[] {to = "given"} : memref<i256>
      %15 = affine.load %alloc_1[%arg4, 5] {from = "answers"} : memref<256x8xi32, #map>
      %16 = affine.load %alloc_8[] {from = "given"} : memref<i256>
      %17 = allo.set_slice(%16 : i256, %c191, %c160, %15 : i32) -> i256
      affine.store %17, %alloc_8[] {to = "given"} : memref<i256>
      %18 = affine.load %alloc_1[%arg4, 6] {from = "answers"} : memref<256x8xi32, #map>
      %19 = affine.load %alloc_8[] {from = "given"} : memref<i256>
      %20 = allo.set_slice(%19 : i256, %c223, %c192, %18 : i32) -> i256
      affine.store %20, %alloc_8[] {to = "given"} : memref<i256>
      %21 = affine.load %alloc_1[%arg4, 7] {from = "answers"} : memref<256x8xi32, #map>
      %22 = affine.load %alloc_8[] {from = "given"} : memref<i256>
      %23 = allo.set_slice(%22 : i256, %c255, %c224, %21 : i32) -> i256
      affine.store %23, %alloc_8[] {to = "given"} : memref<i256>
      %24 = affine.load %alloc_8[] {from = "given"} : memref<i256>
      affine.store %24, %arg2[%arg4] {to = "output"} : memref<256xi256>
    } {loop_name = "t", op_name = "store", pipeline_ii = 1 : ui32}
    return
  }
  func.func @gated_experts(%arg0: memref<1xi512>, %arg1: memref<1xi256>, %arg2: memref<128xi256>, %arg3: memref<241562880xi512>, %arg4: memref<256xi256>) attributes {dataflow, itypes = "uuuuu"} {
    %0 = allo.stream_construct() {name = "fetched", unsigned} : !allo.stream<i512, 512>
    call @fetch_0(%arg0, %arg3, %0) : (memref<1xi512>, memref<241562880xi512>, !allo.stream<i512, 512>) -> ()
    call @engine_0(%arg1, %arg2, %arg4, %0) {last} : (memref<1xi256>, memref<128xi256>, memref<256xi256>, !allo.stream<i512, 512>) -> ()
    return
  }
}
