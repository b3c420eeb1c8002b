#map = affine_map<(d0, d1) -> (0, d1, d0, 0)>
#map1 = affine_map<(d0) -> (d0, 0)>
module {
  func.func @fetch_0(%arg0: memref<1xi512>, %arg1: memref<3762304xi512>, %arg2: !allo.stream<i512, 512>) attributes {df.kernel, itypes = "uuu", otypes = "", stypes = "__o"} {
    %c1729_i64 = arith.constant {name = "%c1729_i64"} 1729 : i64
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
      %2 = arith.muli %1, %c1729_i64 : i64
      %3 = arith.trunci %2 : i64 to i32
      %alloc_0 = memref.alloc() {name = "first"} : memref<i32>
      affine.store %3, %alloc_0[] {to = "first"} : memref<i32>
      affine.for %arg4 = 0 to 1729 {
        %4 = arith.index_cast %arg4 : index to i32
        %alloc_1 = memref.alloc() {name = "step"} : memref<i32>
        affine.store %4, %alloc_1[] {to = "step"} : memref<i32>
        %5 = affine.load %alloc_0[] {from = "first"} : memref<i32>
        %6 = affine.load %alloc_1[] {from = "step"} : memref<i32>
        %7 = arith.extsi %5 : i32 to i33
        %8 = arith.extsi %6 : i32 to i33
        %9 = arith.addi %7, %8 : i33
        %10 = arith.index_cast %9 : i33 to index
        %11 = memref.load %arg1[%10] {from = "stored", unsigned} : memref<3762304xi512>
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
  func.func @scaled_groups(%arg0: i512, %arg1: i512, %arg2: i512, %arg3: memref<32xi16, #map1>, %arg4: memref<4xi64, #map1>) attributes {itypes = "uuuss", otypes = ""} {
    %c511 = arith.constant {name = "%c511"} 511 : index
    %c508 = arith.constant {name = "%c508"} 508 : index
    %c507 = arith.constant {name = "%c507"} 507 : index
    %c504 = arith.constant {name = "%c504"} 504 : index
    %c503 = arith.constant {name = "%c503"} 503 : index
    %c500 = arith.constant {name = "%c500"} 500 : index
    %c499 = arith.constant {name = "%c499"} 499 : index
    %c496 = arith.constant {name = "%c496"} 496 : index
    %c495 = arith.constant {name = "%c495"} 495 : index
    %c492 = arith.constant {name = "%c492"} 492 : index
    %c491 = arith.constant {name = "%c491"} 491 : index
    %c488 = arith.constant {name = "%c488"} 488 : index
    %c487 = arith.constant {name = "%c487"} 487 : index
    %c484 = arith.constant {name = "%c484"} 484 : index
    %c483 = arith.constant {name = "%c483"} 483 : index
    %c480 = arith.constant {name = "%c480"} 480 : index
    %c479 = arith.constant {name = "%c479"} 479 : index
    %c476 = arith.constant {name = "%c476"} 476 : index
    %c475 = arith.constant {name = "%c475"} 475 : index
    %c472 = arith.constant {name = "%c472"} 472 : index
    %c471 = arith.constant {name = "%c471"} 471 : index
    %c468 = arith.constant {name = "%c468"} 468 : index
    %c467 = arith.constant {name = "%c467"} 467 : index
    %c464 = arith.constant {name = "%c464"} 464 : index
    %c463 = arith.constant {name = "%c463"} 463 : index
    %c460 = arith.constant {name = "%c460"} 460 : index
    %c459 = arith.constant {name = "%c459"} 459 : index
    %c456 = arith.constant {name = "%c456"} 456 : index
    %c455 = arith.constant {name = "%c455"} 455 : index
    %c452 = arith.constant {name = "%c452"} 452 : index
    %c451 = arith.constant {name = "%c451"} 451 : index
    %c448 = arith.constant {name = "%c448"} 448 : index
    %c447 = arith.constant {name = "%c447"} 447 : index
    %c444 = arith.constant {name = "%c444"} 444 : index
    %c443 = arith.constant {name = "%c443"} 443 : index
    %c440 = arith.constant {name = "%c440"} 440 : index
    %c439 = arith.constant {name = "%c439"} 439 : index
    %c436 = arith.constant {name = "%c436"} 436 : index
    %c435 = arith.constant {name = "%c435"} 435 : index
    %c432 = arith.constant {name = "%c432"} 432 : index
    %c431 = arith.constant {name = "%c431"} 431 : index
    %c428 = arith.constant {name = "%c428"} 428 : index
    %c427 = arith.constant {name = "%c427"} 427 : index
    %c424 = arith.constant {name = "%c424"} 424 : index
    %c423 = arith.constant {name = "%c423"} 423 : index
    %c420 = arith.constant {name = "%c420"} 420 : index
    %c419 = arith.constant {name = "%c419"} 419 : index
    %c416 = arith.constant {name = "%c416"} 416 : index
    %c415 = arith.constant {name = "%c415"} 415 : index
    %c412 = arith.constant {name = "%c412"} 412 : index
    %c411 = arith.constant {name = "%c411"} 411 : index
    %c408 = arith.constant {name = "%c408"} 408 : index
    %c407 = arith.constant {name = "%c407"} 407 : index
    %c404 = arith.constant {name = "%c404"} 404 : index
    %c403 = arith.constant {name = "%c403"} 403 : index
    %c400 = arith.constant {name = "%c400"} 400 : index
    %c399 = arith.constant {name = "%c399"} 399 : index
    %c396 = arith.constant {name = "%c396"} 396 : index
    %c395 = arith.constant {name = "%c395"} 395 : index
    %c392 = arith.constant {name = "%c392"} 392 : index
    %c391 = arith.constant {name = "%c391"} 391 : index
    %c388 = arith.constant {name = "%c388"} 388 : index
    %c387 = arith.constant {name = "%c387"} 387 : index
    %c384 = arith.constant {name = "%c384"} 384 : index
    %c383 = arith.constant {name = "%c383"} 383 : index
    %c380 = arith.constant {name = "%c380"} 380 : index
    %c379 = arith.constant {name = "%c379"} 379 : index
    %c376 = arith.constant {name = "%c376"} 376 : index
    %c375 = arith.constant {name = "%c375"} 375 : index
    %c372 = arith.constant {name = "%c372"} 372 : index
    %c371 = arith.constant {name = "%c371"} 371 : index
    %c368 = arith.constant {name = "%c368"} 368 : index
    %c367 = arith.constant {name = "%c367"} 367 : index
    %c364 = arith.constant {name = "%c364"} 364 : index
    %c363 = arith.constant {name = "%c363"} 363 : index
    %c360 = arith.constant {name = "%c360"} 360 : index
    %c359 = arith.constant {name = "%c359"} 359 : index
    %c356 = arith.constant {name = "%c356"} 356 : index
    %c355 = arith.constant {name = "%c355"} 355 : index
    %c352 = arith.constant {name = "%c352"} 352 : index
    %c351 = arith.constant {name = "%c351"} 351 : index
    %c348 = arith.constant {name = "%c348"} 348 : index
    %c347 = arith.constant {name = "%c347"} 347 : index
    %c344 = arith.constant {name = "%c344"} 344 : index
    %c343 = arith.constant {name = "%c343"} 343 : index
    %c340 = arith.constant {name = "%c340"} 340 : index
    %c339 = arith.constant {name = "%c339"} 339 : index
    %c336 = arith.constant {name = "%c336"} 336 : index
    %c335 = arith.constant {name = "%c335"} 335 : index
    %c332 = arith.constant {name = "%c332"} 332 : index
    %c331 = arith.constant {name = "%c331"} 331 : index
    %c328 = arith.constant {name = "%c328"} 328 : index
    %c327 = arith.constant {name = "%c327"} 327 : index
    %c324 = arith.constant {name = "%c324"} 324 : index
    %c323 = arith.constant {name = "%c323"} 323 : index
    %c320 = arith.constant {name = "%c320"} 320 : index
    %c319 = arith.constant {name = "%c319"} 319 : index
    %c316 = arith.constant {name = "%c316"} 316 : index
    %c315 = arith.constant {name = "%c315"} 315 : index
    %c312 = arith.constant {name = "%c312"} 312 : index
    %c311 = arith.constant {name = "%c311"} 311 : index
    %c308 = arith.constant {name = "%c308"} 308 : index
    %c307 = arith.constant {name = "%c307"} 307 : index
    %c304 = arith.constant {name = "%c304"} 304 : index
    %c303 = arith.constant {name = "%c303"} 303 : index
    %c300 = arith.constant {name = "%c300"} 300 : index
    %c299 = arith.constant {name = "%c299"} 299 : index
    %c296 = arith.constant {name = "%c296"} 296 : index
    %c295 = arith.constant {name = "%c295"} 295 : index
    %c292 = arith.constant {name = "%c292"} 292 : index
    %c291 = arith.constant {name = "%c291"} 291 : index
    %c288 = arith.constant {name = "%c288"} 288 : index
    %c287 = arith.constant {name = "%c287"} 287 : index
    %c284 = arith.constant {name = "%c284"} 284 : index
    %c283 = arith.constant {name = "%c283"} 283 : index
    %c280 = arith.constant {name = "%c280"} 280 : index
    %c279 = arith.constant {name = "%c279"} 279 : index
    %c276 = arith.constant {name = "%c276"} 276 : index
    %c275 = arith.constant {name = "%c275"} 275 : index
    %c272 = arith.constant {name = "%c272"} 272 : index
    %c271 = arith.constant {name = "%c271"} 271 : index
    %c268 = arith.constant {name = "%c268"} 268 : index
    %c267 = arith.constant {name = "%c267"} 267 : index
    %c264 = arith.constant {name = "%c264"} 264 : index
    %c263 = arith.constant {name = "%c263"} 263 : index
    %c260 = arith.constant {name = "%c260"} 260 : index
    %c259 = arith.constant {name = "%c259"} 259 : index
    %c256 = arith.constant {name = "%c256"} 256 : index
    %c255 = arith.constant {name = "%c255"} 255 : index
    %c252 = arith.constant {name = "%c252"} 252 : index
    %c251 = arith.constant {name = "%c251"} 251 : index
    %c248 = arith.constant {name = "%c248"} 248 : index
    %c247 = arith.constant {name = "%c247"} 247 : index
    %c244 = arith.constant {name = "%c244"} 244 : index
    %c243 = arith.constant {name = "%c243"} 243 : index
    %c240 = arith.constant {name = "%c240"} 240 : index
    %c239 = arith.constant {name = "%c239"} 239 : index
    %c236 = arith.constant {name = "%c236"} 236 : index
    %c235 = arith.constant {name = "%c235"} 235 : index
    %c232 = arith.constant {name = "%c232"} 232 : index
    %c231 = arith.constant {name = "%c231"} 231 : index
    %c228 = arith.constant {name = "%c228"} 228 : index
    %c227 = arith.constant {name = "%c227"} 227 : index
    %c224 = arith.constant {name = "%c224"} 224 : index
    %c223 = arith.constant {name = "%c223"} 223 : index
    %c220 = arith.constant {name = "%c220"} 220 : index
    %c219 = arith.constant {name = "%c219"} 219 : index
    %c216 = arith.constant {name = "%c216"} 216 : index
    %c215 = arith.constant {name = "%c215"} 215 : index
    %c212 = arith.constant {name = "%c212"} 212 : index
    %c211 = arith.constant {name = "%c211"} 211 : index
    %c208 = arith.constant {name = "%c208"} 208 : index
    %c207 = arith.constant {name = "%c207"} 207 : index
    %c204 = arith.constant {name = "%c204"} 204 : index
    %c203 = arith.constant {name = "%c203"} 203 : index
    %c200 = arith.constant {name = "%c200"} 200 : index
    %c199 = arith.constant {name = "%c199"} 199 : index
    %c196 = arith.constant {name = "%c196"} 196 : index
    %c195 = arith.constant {name = "%c195"} 195 : index
    %c192 = arith.constant {name = "%c192"} 192 : index
    %c191 = arith.constant {name = "%c191"} 191 : index
    %c188 = arith.constant {name = "%c188"} 188 : index
    %c187 = arith.constant {name = "%c187"} 187 : index
    %c184 = arith.constant {name = "%c184"} 184 : index
    %c183 = arith.constant {name = "%c183"} 183 : index
    %c180 = arith.constant {name = "%c180"} 180 : index
    %c179 = arith.constant {name = "%c179"} 179 : index
    %c176 = arith.constant {name = "%c176"} 176 : index
    %c175 = arith.constant {name = "%c175"} 175 : index
    %c172 = arith.constant {name = "%c172"} 172 : index
    %c171 = arith.constant {name = "%c171"} 171 : index
    %c168 = arith.constant {name = "%c168"} 168 : index
    %c167 = arith.constant {name = "%c167"} 167 : index
    %c164 = arith.constant {name = "%c164"} 164 : index
    %c163 = arith.constant {name = "%c163"} 163 : index
    %c160 = arith.constant {name = "%c160"} 160 : index
    %c159 = arith.constant {name = "%c159"} 159 : index
    %c156 = arith.constant {name = "%c156"} 156 : index
    %c155 = arith.constant {name = "%c155"} 155 : index
    %c152 = arith.constant {name = "%c152"} 152 : index
    %c151 = arith.constant {name = "%c151"} 151 : index
    %c148 = arith.constant {name = "%c148"} 148 : index
    %c147 = arith.constant {name = "%c147"} 147 : index
    %c144 = arith.constant {name = "%c144"} 144 : index
    %c143 = arith.constant {name = "%c143"} 143 : index
    %c140 = arith.constant {name = "%c140"} 140 : index
    %c139 = arith.constant {name = "%c139"} 139 : index
    %c136 = arith.constant {name = "%c136"} 136 : index
    %c135 = arith.constant {name = "%c135"} 135 : index
    %c132 = arith.constant {name = "%c132"} 132 : index
    %c131 = arith.constant {name = "%c131"} 131 : index
    %c128 = arith.constant {name = "%c128"} 128 : index
    %c127 = arith.constant {name = "%c127"} 127 : index
    %c124 = arith.constant {name = "%c124"} 124 : index
    %c123 = arith.constant {name = "%c123"} 123 : index
    %c120 = arith.constant {name = "%c120"} 120 : index
    %c119 = arith.constant {name = "%c119"} 119 : index
    %c116 = arith.constant {name = "%c116"} 116 : index
    %c115 = arith.constant {name = "%c115"} 115 : index
    %c112 = arith.constant {name = "%c112"} 112 : index
    %c111 = arith.constant {name = "%c111"} 111 : index
    %c108 = arith.constant {name = "%c108"} 108 : index
    %c107 = arith.constant {name = "%c107"} 107 : index
    %c104 = arith.constant {name = "%c104"} 104 : index
    %c103 = arith.constant {name = "%c103"} 103 : index
    %c100 = arith.constant {name = "%c100"} 100 : index
    %c99 = arith.constant {name = "%c99"} 99 : index
    %c96 = arith.constant {name = "%c96"} 96 : index
    %c95 = arith.constant {name = "%c95"} 95 : index
    %c92 = arith.constant {name = "%c92"} 92 : index
    %c91 = arith.constant {name = "%c91"} 91 : index
    %c88 = arith.constant {name = "%c88"} 88 : index
    %c87 = arith.constant {name = "%c87"} 87 : index
    %c84 = arith.constant {name = "%c84"} 84 : index
    %c83 = arith.constant {name = "%c83"} 83 : index
    %c80 = arith.constant {name = "%c80"} 80 : index
    %c79 = arith.constant {name = "%c79"} 79 : index
    %c76 = arith.constant {name = "%c76"} 76 : index
    %c75 = arith.constant {name = "%c75"} 75 : index
    %c72 = arith.constant {name = "%c72"} 72 : index
    %c71 = arith.constant {name = "%c71"} 71 : index
    %c68 = arith.constant {name = "%c68"} 68 : index
    %c67 = arith.constant {name = "%c67"} 67 : index
    %c64 = arith.constant {name = "%c64"} 64 : index
    %c63 = arith.constant {name = "%c63"} 63 : index
    %c60 = arith.constant {name = "%c60"} 60 : index
    %c59 = arith.constant {name = "%c59"} 59 : index
    %c56 = arith.constant {name = "%c56"} 56 : index
    %c55 = arith.constant {name = "%c55"} 55 : index
    %c52 = arith.constant {name = "%c52"} 52 : index
    %c51 = arith.constant {name = "%c51"} 51 : index
    %c48 = arith.constant {name = "%c48"} 48 : index
    %c47 = arith.constant {name = "%c47"} 47 : index
    %c44 = arith.constant {name = "%c44"} 44 : index
    %c43 = arith.constant {name = "%c43"} 43 : index
    %c40 = arith.constant {name = "%c40"} 40 : index
    %c39 = arith.constant {name = "%c39"} 39 : index
    %c36 = arith.constant {name = "%c36"} 36 : index
    %c35 = arith.constant {name = "%c35"} 35 : index
    %c32 = arith.constant {name = "%c32"} 32 : index
    %c31 = arith.constant {name = "%c31"} 31 : index
    %c28 = arith.constant {name = "%c28"} 28 : index
    %c27 = arith.constant {name = "%c27"} 27 : index
    %c24 = arith.constant {name = "%c24"} 24 : index
    %c23 = arith.constant {name = "%c23"} 23 : index
    %c20 = arith.constant {name = "%c20"} 20 : index
    %c19 = arith.constant {name = "%c19"} 19 : index
    %c16 = arith.constant {name = "%c16"} 16 : index
    %c12 = arith.constant {name = "%c12"} 12 : index
    %c11 = arith.constant {name = "%c11"} 11 : index
    %c8 = arith.constant {name = "%c8"} 8 : index
    %c7 = arith.constant {name = "%c7"} 7 : index
    %c4 = arith.constant {name = "%c4"} 4 : index
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
    %3 = affine.load %alloc_1[] {from = "weight"} : memref<i4>
    %4 = affine.load %arg3[0] {from = "inputs"} : memref<32xi16, #map1>
    %5 = arith.extsi %3 {name = "%5"} : i4 to i20
    %6 = arith.extsi %4 {name = "%6"} : i16 to i20
    %7 = arith.muli %5, %6 {name = "%7"} : i20
    %8 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %9 = arith.extsi %8 {name = "%9"} : i32 to i33
    %10 = arith.extsi %7 {name = "%10"} : i20 to i33
    %11 = arith.addi %9, %10 {name = "%11"} : i33
    %12 = arith.trunci %11 {name = "%12"} : i33 to i32
    affine.store %12, %alloc_0[] {to = "total"} : memref<i32>
    %13 = allo.get_slice(%arg0 : i512, %c7, %c4) {name = "%13"} -> i32
    %14 = arith.trunci %13 {name = "%14"} : i32 to i4
    %alloc_2 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %14, %alloc_2[] {to = "weight"} : memref<i4>
    %15 = affine.load %alloc_2[] {from = "weight"} : memref<i4>
    %16 = affine.load %arg3[1] {from = "inputs"} : memref<32xi16, #map1>
    %17 = arith.extsi %15 {name = "%17"} : i4 to i20
    %18 = arith.extsi %16 {name = "%18"} : i16 to i20
    %19 = arith.muli %17, %18 {name = "%19"} : i20
    %20 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %21 = arith.extsi %20 {name = "%21"} : i32 to i33
    %22 = arith.extsi %19 {name = "%22"} : i20 to i33
    %23 = arith.addi %21, %22 {name = "%23"} : i33
    %24 = arith.trunci %23 {name = "%24"} : i33 to i32
    affine.store %24, %alloc_0[] {to = "total"} : memref<i32>
    %25 = allo.get_slice(%arg0 : i512, %c11, %c8) {name = "%25"} -> i32
    %26 = arith.trunci %25 {name = "%26"} : i32 to i4
    %alloc_3 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %26, %alloc_3[] {to = "weight"} : memref<i4>
    %27 = affine.load %alloc_3[] {from = "weight"} : memref<i4>
    %28 = affine.load %arg3[2] {from = "inputs"} : memref<32xi16, #map1>
    %29 = arith.extsi %27 {name = "%29"} : i4 to i20
    %30 = arith.extsi %28 {name = "%30"} : i16 to i20
    %31 = arith.muli %29, %30 {name = "%31"} : i20
    %32 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %33 = arith.extsi %32 {name = "%33"} : i32 to i33
    %34 = arith.extsi %31 {name = "%34"} : i20 to i33
    %35 = arith.addi %33, %34 {name = "%35"} : i33
    %36 = arith.trunci %35 {name = "%36"} : i33 to i32
    affine.store %36, %alloc_0[] {to = "total"} : memref<i32>
    %37 = allo.get_slice(%arg0 : i512, %c15, %c12) {name = "%37"} -> i32
    %38 = arith.trunci %37 {name = "%38"} : i32 to i4
    %alloc_4 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %38, %alloc_4[] {to = "weight"} : memref<i4>
    %39 = affine.load %alloc_4[] {from = "weight"} : memref<i4>
    %40 = affine.load %arg3[3] {from = "inputs"} : memref<32xi16, #map1>
    %41 = arith.extsi %39 {name = "%41"} : i4 to i20
    %42 = arith.extsi %40 {name = "%42"} : i16 to i20
    %43 = arith.muli %41, %42 {name = "%43"} : i20
    %44 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %45 = arith.extsi %44 {name = "%45"} : i32 to i33
    %46 = arith.extsi %43 {name = "%46"} : i20 to i33
    %47 = arith.addi %45, %46 {name = "%47"} : i33
    %48 = arith.trunci %47 {name = "%48"} : i33 to i32
    affine.store %48, %alloc_0[] {to = "total"} : memref<i32>
    %49 = allo.get_slice(%arg0 : i512, %c19, %c16) {name = "%49"} -> i32
    %50 = arith.trunci %49 {name = "%50"} : i32 to i4
    %alloc_5 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %50, %alloc_5[] {to = "weight"} : memref<i4>
    %51 = affine.load %alloc_5[] {from = "weight"} : memref<i4>
    %52 = affine.load %arg3[4] {from = "inputs"} : memref<32xi16, #map1>
    %53 = arith.extsi %51 {name = "%53"} : i4 to i20
    %54 = arith.extsi %52 {name = "%54"} : i16 to i20
    %55 = arith.muli %53, %54 {name = "%55"} : i20
    %56 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %57 = arith.extsi %56 {name = "%57"} : i32 to i33
    %58 = arith.extsi %55 {name = "%58"} : i20 to i33
    %59 = arith.addi %57, %58 {name = "%59"} : i33
    %60 = arith.trunci %59 {name = "%60"} : i33 to i32
    affine.store %60, %alloc_0[] {to = "total"} : memref<i32>
    %61 = allo.get_slice(%arg0 : i512, %c23, %c20) {name = "%61"} -> i32
    %62 = arith.trunci %61 {name = "%62"} : i32 to i4
    %alloc_6 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %62, %alloc_6[] {to = "weight"} : memref<i4>
    %63 = affine.load %alloc_6[] {from = "weight"} : memref<i4>
    %64 = affine.load %arg3[5] {from = "inputs"} : memref<32xi16, #map1>
    %65 = arith.extsi %63 {name = "%65"} : i4 to i20
    %66 = arith.extsi %64 {name = "%66"} : i16 to i20
    %67 = arith.muli %65, %66 {name = "%67"} : i20
    %68 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %69 = arith.extsi %68 {name = "%69"} : i32 to i33
    %70 = arith.extsi %67 {name = "%70"} : i20 to i33
    %71 = arith.addi %69, %70 {name = "%71"} : i33
    %72 = arith.trunci %71 {name = "%72"} : i33 to i32
    affine.store %72, %alloc_0[] {to = "total"} : memref<i32>
    %73 = allo.get_slice(%arg0 : i512, %c27, %c24) {name = "%73"} -> i32
    %74 = arith.trunci %73 {name = "%74"} : i32 to i4
    %alloc_7 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %74, %alloc_7[] {to = "weight"} : memref<i4>
    %75 = affine.load %alloc_7[] {from = "weight"} : memref<i4>
    %76 = affine.load %arg3[6] {from = "inputs"} : memref<32xi16, #map1>
    %77 = arith.extsi %75 {name = "%77"} : i4 to i20
    %78 = arith.extsi %76 {name = "%78"} : i16 to i20
    %79 = arith.muli %77, %78 {name = "%79"} : i20
    %80 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %81 = arith.extsi %80 {name = "%81"} : i32 to i33
    %82 = arith.extsi %79 {name = "%82"} : i20 to i33
    %83 = arith.addi %81, %82 {name = "%83"} : i33
    %84 = arith.trunci %83 {name = "%84"} : i33 to i32
    affine.store %84, %alloc_0[] {to = "total"} : memref<i32>
    %85 = allo.get_slice(%arg0 : i512, %c31, %c28) {name = "%85"} -> i32
    %86 = arith.trunci %85 {name = "%86"} : i32 to i4
    %alloc_8 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %86, %alloc_8[] {to = "weight"} : memref<i4>
    %87 = affine.load %alloc_8[] {from = "weight"} : memref<i4>
    %88 = affine.load %arg3[7] {from = "inputs"} : memref<32xi16, #map1>
    %89 = arith.extsi %87 {name = "%89"} : i4 to i20
    %90 = arith.extsi %88 {name = "%90"} : i16 to i20
    %91 = arith.muli %89, %90 {name = "%91"} : i20
    %92 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %93 = arith.extsi %92 {name = "%93"} : i32 to i33
    %94 = arith.extsi %91 {name = "%94"} : i20 to i33
    %95 = arith.addi %93, %94 {name = "%95"} : i33
    %96 = arith.trunci %95 {name = "%96"} : i33 to i32
    affine.store %96, %alloc_0[] {to = "total"} : memref<i32>
    %97 = allo.get_slice(%arg0 : i512, %c35, %c32) {name = "%97"} -> i32
    %98 = arith.trunci %97 {name = "%98"} : i32 to i4
    %alloc_9 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %98, %alloc_9[] {to = "weight"} : memref<i4>
    %99 = affine.load %alloc_9[] {from = "weight"} : memref<i4>
    %100 = affine.load %arg3[8] {from = "inputs"} : memref<32xi16, #map1>
    %101 = arith.extsi %99 {name = "%101"} : i4 to i20
    %102 = arith.extsi %100 {name = "%102"} : i16 to i20
    %103 = arith.muli %101, %102 {name = "%103"} : i20
    %104 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %105 = arith.extsi %104 {name = "%105"} : i32 to i33
    %106 = arith.extsi %103 {name = "%106"} : i20 to i33
    %107 = arith.addi %105, %106 {name = "%107"} : i33
    %108 = arith.trunci %107 {name = "%108"} : i33 to i32
    affine.store %108, %alloc_0[] {to = "total"} : memref<i32>
    %109 = allo.get_slice(%arg0 : i512, %c39, %c36) {name = "%109"} -> i32
    %110 = arith.trunci %109 {name = "%110"} : i32 to i4
    %alloc_10 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %110, %alloc_10[] {to = "weight"} : memref<i4>
    %111 = affine.load %alloc_10[] {from = "weight"} : memref<i4>
    %112 = affine.load %arg3[9] {from = "inputs"} : memref<32xi16, #map1>
    %113 = arith.extsi %111 {name = "%113"} : i4 to i20
    %114 = arith.extsi %112 {name = "%114"} : i16 to i20
    %115 = arith.muli %113, %114 {name = "%115"} : i20
    %116 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %117 = arith.extsi %116 {name = "%117"} : i32 to i33
    %118 = arith.extsi %115 {name = "%118"} : i20 to i33
    %119 = arith.addi %117, %118 {name = "%119"} : i33
    %120 = arith.trunci %119 {name = "%120"} : i33 to i32
    affine.store %120, %alloc_0[] {to = "total"} : memref<i32>
    %121 = allo.get_slice(%arg0 : i512, %c43, %c40) {name = "%121"} -> i32
    %122 = arith.trunci %121 {name = "%122"} : i32 to i4
    %alloc_11 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %122, %alloc_11[] {to = "weight"} : memref<i4>
    %123 = affine.load %alloc_11[] {from = "weight"} : memref<i4>
    %124 = affine.load %arg3[10] {from = "inputs"} : memref<32xi16, #map1>
    %125 = arith.extsi %123 {name = "%125"} : i4 to i20
    %126 = arith.extsi %124 {name = "%126"} : i16 to i20
    %127 = arith.muli %125, %126 {name = "%127"} : i20
    %128 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %129 = arith.extsi %128 {name = "%129"} : i32 to i33
    %130 = arith.extsi %127 {name = "%130"} : i20 to i33
    %131 = arith.addi %129, %130 {name = "%131"} : i33
    %132 = arith.trunci %131 {name = "%132"} : i33 to i32
    affine.store %132, %alloc_0[] {to = "total"} : memref<i32>
    %133 = allo.get_slice(%arg0 : i512, %c47, %c44) {name = "%133"} -> i32
    %134 = arith.trunci %133 {name = "%134"} : i32 to i4
    %alloc_12 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %134, %alloc_12[] {to = "weight"} : memref<i4>
    %135 = affine.load %alloc_12[] {from = "weight"} : memref<i4>
    %136 = affine.load %arg3[11] {from = "inputs"} : memref<32xi16, #map1>
    %137 = arith.extsi %135 {name = "%137"} : i4 to i20
    %138 = arith.extsi %136 {name = "%138"} : i16 to i20
    %139 = arith.muli %137, %138 {name = "%139"} : i20
    %140 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %141 = arith.extsi %140 {name = "%141"} : i32 to i33
    %142 = arith.extsi %139 {name = "%142"} : i20 to i33
    %143 = arith.addi %141, %142 {name = "%143"} : i33
    %144 = arith.trunci %143 {name = "%144"} : i33 to i32
    affine.store %144, %alloc_0[] {to = "total"} : memref<i32>
    %145 = allo.get_slice(%arg0 : i512, %c51, %c48) {name = "%145"} -> i32
    %146 = arith.trunci %145 {name = "%146"} : i32 to i4
    %alloc_13 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %146, %alloc_13[] {to = "weight"} : memref<i4>
    %147 = affine.load %alloc_13[] {from = "weight"} : memref<i4>
    %148 = affine.load %arg3[12] {from = "inputs"} : memref<32xi16, #map1>
    %149 = arith.extsi %147 {name = "%149"} : i4 to i20
    %150 = arith.extsi %148 {name = "%150"} : i16 to i20
    %151 = arith.muli %149, %150 {name = "%151"} : i20
    %152 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %153 = arith.extsi %152 {name = "%153"} : i32 to i33
    %154 = arith.extsi %151 {name = "%154"} : i20 to i33
    %155 = arith.addi %153, %154 {name = "%155"} : i33
    %156 = arith.trunci %155 {name = "%156"} : i33 to i32
    affine.store %156, %alloc_0[] {to = "total"} : memref<i32>
    %157 = allo.get_slice(%arg0 : i512, %c55, %c52) {name = "%157"} -> i32
    %158 = arith.trunci %157 {name = "%158"} : i32 to i4
    %alloc_14 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %158, %alloc_14[] {to = "weight"} : memref<i4>
    %159 = affine.load %alloc_14[] {from = "weight"} : memref<i4>
    %160 = affine.load %arg3[13] {from = "inputs"} : memref<32xi16, #map1>
    %161 = arith.extsi %159 {name = "%161"} : i4 to i20
    %162 = arith.extsi %160 {name = "%162"} : i16 to i20
    %163 = arith.muli %161, %162 {name = "%163"} : i20
    %164 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %165 = arith.extsi %164 {name = "%165"} : i32 to i33
    %166 = arith.extsi %163 {name = "%166"} : i20 to i33
    %167 = arith.addi %165, %166 {name = "%167"} : i33
    %168 = arith.trunci %167 {name = "%168"} : i33 to i32
    affine.store %168, %alloc_0[] {to = "total"} : memref<i32>
    %169 = allo.get_slice(%arg0 : i512, %c59, %c56) {name = "%169"} -> i32
    %170 = arith.trunci %169 {name = "%170"} : i32 to i4
    %alloc_15 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %170, %alloc_15[] {to = "weight"} : memref<i4>
    %171 = affine.load %alloc_15[] {from = "weight"} : memref<i4>
    %172 = affine.load %arg3[14] {from = "inputs"} : memref<32xi16, #map1>
    %173 = arith.extsi %171 {name = "%173"} : i4 to i20
    %174 = arith.extsi %172 {name = "%174"} : i16 to i20
    %175 = arith.muli %173, %174 {name = "%175"} : i20
    %176 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %177 = arith.extsi %176 {name = "%177"} : i32 to i33
    %178 = arith.extsi %175 {name = "%178"} : i20 to i33
    %179 = arith.addi %177, %178 {name = "%179"} : i33
    %180 = arith.trunci %179 {name = "%180"} : i33 to i32
    affine.store %180, %alloc_0[] {to = "total"} : memref<i32>
    %181 = allo.get_slice(%arg0 : i512, %c63, %c60) {name = "%181"} -> i32
    %182 = arith.trunci %181 {name = "%182"} : i32 to i4
    %alloc_16 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %182, %alloc_16[] {to = "weight"} : memref<i4>
    %183 = affine.load %alloc_16[] {from = "weight"} : memref<i4>
    %184 = affine.load %arg3[15] {from = "inputs"} : memref<32xi16, #map1>
    %185 = arith.extsi %183 {name = "%185"} : i4 to i20
    %186 = arith.extsi %184 {name = "%186"} : i16 to i20
    %187 = arith.muli %185, %186 {name = "%187"} : i20
    %188 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %189 = arith.extsi %188 {name = "%189"} : i32 to i33
    %190 = arith.extsi %187 {name = "%190"} : i20 to i33
    %191 = arith.addi %189, %190 {name = "%191"} : i33
    %192 = arith.trunci %191 {name = "%192"} : i33 to i32
    affine.store %192, %alloc_0[] {to = "total"} : memref<i32>
    %193 = allo.get_slice(%arg0 : i512, %c67, %c64) {name = "%193"} -> i32
    %194 = arith.trunci %193 {name = "%194"} : i32 to i4
    %alloc_17 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %194, %alloc_17[] {to = "weight"} : memref<i4>
    %195 = affine.load %alloc_17[] {from = "weight"} : memref<i4>
    %196 = affine.load %arg3[16] {from = "inputs"} : memref<32xi16, #map1>
    %197 = arith.extsi %195 {name = "%197"} : i4 to i20
    %198 = arith.extsi %196 {name = "%198"} : i16 to i20
    %199 = arith.muli %197, %198 {name = "%199"} : i20
    %200 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %201 = arith.extsi %200 {name = "%201"} : i32 to i33
    %202 = arith.extsi %199 {name = "%202"} : i20 to i33
    %203 = arith.addi %201, %202 {name = "%203"} : i33
    %204 = arith.trunci %203 {name = "%204"} : i33 to i32
    affine.store %204, %alloc_0[] {to = "total"} : memref<i32>
    %205 = allo.get_slice(%arg0 : i512, %c71, %c68) {name = "%205"} -> i32
    %206 = arith.trunci %205 {name = "%206"} : i32 to i4
    %alloc_18 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %206, %alloc_18[] {to = "weight"} : memref<i4>
    %207 = affine.load %alloc_18[] {from = "weight"} : memref<i4>
    %208 = affine.load %arg3[17] {from = "inputs"} : memref<32xi16, #map1>
    %209 = arith.extsi %207 {name = "%209"} : i4 to i20
    %210 = arith.extsi %208 {name = "%210"} : i16 to i20
    %211 = arith.muli %209, %210 {name = "%211"} : i20
    %212 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %213 = arith.extsi %212 {name = "%213"} : i32 to i33
    %214 = arith.extsi %211 {name = "%214"} : i20 to i33
    %215 = arith.addi %213, %214 {name = "%215"} : i33
    %216 = arith.trunci %215 {name = "%216"} : i33 to i32
    affine.store %216, %alloc_0[] {to = "total"} : memref<i32>
    %217 = allo.get_slice(%arg0 : i512, %c75, %c72) {name = "%217"} -> i32
    %218 = arith.trunci %217 {name = "%218"} : i32 to i4
    %alloc_19 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %218, %alloc_19[] {to = "weight"} : memref<i4>
    %219 = affine.load %alloc_19[] {from = "weight"} : memref<i4>
    %220 = affine.load %arg3[18] {from = "inputs"} : memref<32xi16, #map1>
    %221 = arith.extsi %219 {name = "%221"} : i4 to i20
    %222 = arith.extsi %220 {name = "%222"} : i16 to i20
    %223 = arith.muli %221, %222 {name = "%223"} : i20
    %224 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %225 = arith.extsi %224 {name = "%225"} : i32 to i33
    %226 = arith.extsi %223 {name = "%226"} : i20 to i33
    %227 = arith.addi %225, %226 {name = "%227"} : i33
    %228 = arith.trunci %227 {name = "%228"} : i33 to i32
    affine.store %228, %alloc_0[] {to = "total"} : memref<i32>
    %229 = allo.get_slice(%arg0 : i512, %c79, %c76) {name = "%229"} -> i32
    %230 = arith.trunci %229 {name = "%230"} : i32 to i4
    %alloc_20 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %230, %alloc_20[] {to = "weight"} : memref<i4>
    %231 = affine.load %alloc_20[] {from = "weight"} : memref<i4>
    %232 = affine.load %arg3[19] {from = "inputs"} : memref<32xi16, #map1>
    %233 = arith.extsi %231 {name = "%233"} : i4 to i20
    %234 = arith.extsi %232 {name = "%234"} : i16 to i20
    %235 = arith.muli %233, %234 {name = "%235"} : i20
    %236 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %237 = arith.extsi %236 {name = "%237"} : i32 to i33
    %238 = arith.extsi %235 {name = "%238"} : i20 to i33
    %239 = arith.addi %237, %238 {name = "%239"} : i33
    %240 = arith.trunci %239 {name = "%240"} : i33 to i32
    affine.store %240, %alloc_0[] {to = "total"} : memref<i32>
    %241 = allo.get_slice(%arg0 : i512, %c83, %c80) {name = "%241"} -> i32
    %242 = arith.trunci %241 {name = "%242"} : i32 to i4
    %alloc_21 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %242, %alloc_21[] {to = "weight"} : memref<i4>
    %243 = affine.load %alloc_21[] {from = "weight"} : memref<i4>
    %244 = affine.load %arg3[20] {from = "inputs"} : memref<32xi16, #map1>
    %245 = arith.extsi %243 {name = "%245"} : i4 to i20
    %246 = arith.extsi %244 {name = "%246"} : i16 to i20
    %247 = arith.muli %245, %246 {name = "%247"} : i20
    %248 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %249 = arith.extsi %248 {name = "%249"} : i32 to i33
    %250 = arith.extsi %247 {name = "%250"} : i20 to i33
    %251 = arith.addi %249, %250 {name = "%251"} : i33
    %252 = arith.trunci %251 {name = "%252"} : i33 to i32
    affine.store %252, %alloc_0[] {to = "total"} : memref<i32>
    %253 = allo.get_slice(%arg0 : i512, %c87, %c84) {name = "%253"} -> i32
    %254 = arith.trunci %253 {name = "%254"} : i32 to i4
    %alloc_22 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %254, %alloc_22[] {to = "weight"} : memref<i4>
    %255 = affine.load %alloc_22[] {from = "weight"} : memref<i4>
    %256 = affine.load %arg3[21] {from = "inputs"} : memref<32xi16, #map1>
    %257 = arith.extsi %255 {name = "%257"} : i4 to i20
    %258 = arith.extsi %256 {name = "%258"} : i16 to i20
    %259 = arith.muli %257, %258 {name = "%259"} : i20
    %260 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %261 = arith.extsi %260 {name = "%261"} : i32 to i33
    %262 = arith.extsi %259 {name = "%262"} : i20 to i33
    %263 = arith.addi %261, %262 {name = "%263"} : i33
    %264 = arith.trunci %263 {name = "%264"} : i33 to i32
    affine.store %264, %alloc_0[] {to = "total"} : memref<i32>
    %265 = allo.get_slice(%arg0 : i512, %c91, %c88) {name = "%265"} -> i32
    %266 = arith.trunci %265 {name = "%266"} : i32 to i4
    %alloc_23 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %266, %alloc_23[] {to = "weight"} : memref<i4>
    %267 = affine.load %alloc_23[] {from = "weight"} : memref<i4>
    %268 = affine.load %arg3[22] {from = "inputs"} : memref<32xi16, #map1>
    %269 = arith.extsi %267 {name = "%269"} : i4 to i20
    %270 = arith.extsi %268 {name = "%270"} : i16 to i20
    %271 = arith.muli %269, %270 {name = "%271"} : i20
    %272 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %273 = arith.extsi %272 {name = "%273"} : i32 to i33
    %274 = arith.extsi %271 {name = "%274"} : i20 to i33
    %275 = arith.addi %273, %274 {name = "%275"} : i33
    %276 = arith.trunci %275 {name = "%276"} : i33 to i32
    affine.store %276, %alloc_0[] {to = "total"} : memref<i32>
    %277 = allo.get_slice(%arg0 : i512, %c95, %c92) {name = "%277"} -> i32
    %278 = arith.trunci %277 {name = "%278"} : i32 to i4
    %alloc_24 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %278, %alloc_24[] {to = "weight"} : memref<i4>
    %279 = affine.load %alloc_24[] {from = "weight"} : memref<i4>
    %280 = affine.load %arg3[23] {from = "inputs"} : memref<32xi16, #map1>
    %281 = arith.extsi %279 {name = "%281"} : i4 to i20
    %282 = arith.extsi %280 {name = "%282"} : i16 to i20
    %283 = arith.muli %281, %282 {name = "%283"} : i20
    %284 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %285 = arith.extsi %284 {name = "%285"} : i32 to i33
    %286 = arith.extsi %283 {name = "%286"} : i20 to i33
    %287 = arith.addi %285, %286 {name = "%287"} : i33
    %288 = arith.trunci %287 {name = "%288"} : i33 to i32
    affine.store %288, %alloc_0[] {to = "total"} : memref<i32>
    %289 = allo.get_slice(%arg0 : i512, %c99, %c96) {name = "%289"} -> i32
    %290 = arith.trunci %289 {name = "%290"} : i32 to i4
    %alloc_25 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %290, %alloc_25[] {to = "weight"} : memref<i4>
    %291 = affine.load %alloc_25[] {from = "weight"} : memref<i4>
    %292 = affine.load %arg3[24] {from = "inputs"} : memref<32xi16, #map1>
    %293 = arith.extsi %291 {name = "%293"} : i4 to i20
    %294 = arith.extsi %292 {name = "%294"} : i16 to i20
    %295 = arith.muli %293, %294 {name = "%295"} : i20
    %296 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %297 = arith.extsi %296 {name = "%297"} : i32 to i33
    %298 = arith.extsi %295 {name = "%298"} : i20 to i33
    %299 = arith.addi %297, %298 {name = "%299"} : i33
    %300 = arith.trunci %299 {name = "%300"} : i33 to i32
    affine.store %300, %alloc_0[] {to = "total"} : memref<i32>
    %301 = allo.get_slice(%arg0 : i512, %c103, %c100) {name = "%301"} -> i32
    %302 = arith.trunci %301 {name = "%302"} : i32 to i4
    %alloc_26 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %302, %alloc_26[] {to = "weight"} : memref<i4>
    %303 = affine.load %alloc_26[] {from = "weight"} : memref<i4>
    %304 = affine.load %arg3[25] {from = "inputs"} : memref<32xi16, #map1>
    %305 = arith.extsi %303 {name = "%305"} : i4 to i20
    %306 = arith.extsi %304 {name = "%306"} : i16 to i20
    %307 = arith.muli %305, %306 {name = "%307"} : i20
    %308 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %309 = arith.extsi %308 {name = "%309"} : i32 to i33
    %310 = arith.extsi %307 {name = "%310"} : i20 to i33
    %311 = arith.addi %309, %310 {name = "%311"} : i33
    %312 = arith.trunci %311 {name = "%312"} : i33 to i32
    affine.store %312, %alloc_0[] {to = "total"} : memref<i32>
    %313 = allo.get_slice(%arg0 : i512, %c107, %c104) {name = "%313"} -> i32
    %314 = arith.trunci %313 {name = "%314"} : i32 to i4
    %alloc_27 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %314, %alloc_27[] {to = "weight"} : memref<i4>
    %315 = affine.load %alloc_27[] {from = "weight"} : memref<i4>
    %316 = affine.load %arg3[26] {from = "inputs"} : memref<32xi16, #map1>
    %317 = arith.extsi %315 {name = "%317"} : i4 to i20
    %318 = arith.extsi %316 {name = "%318"} : i16 to i20
    %319 = arith.muli %317, %318 {name = "%319"} : i20
    %320 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %321 = arith.extsi %320 {name = "%321"} : i32 to i33
    %322 = arith.extsi %319 {name = "%322"} : i20 to i33
    %323 = arith.addi %321, %322 {name = "%323"} : i33
    %324 = arith.trunci %323 {name = "%324"} : i33 to i32
    affine.store %324, %alloc_0[] {to = "total"} : memref<i32>
    %325 = allo.get_slice(%arg0 : i512, %c111, %c108) {name = "%325"} -> i32
    %326 = arith.trunci %325 {name = "%326"} : i32 to i4
    %alloc_28 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %326, %alloc_28[] {to = "weight"} : memref<i4>
    %327 = affine.load %alloc_28[] {from = "weight"} : memref<i4>
    %328 = affine.load %arg3[27] {from = "inputs"} : memref<32xi16, #map1>
    %329 = arith.extsi %327 {name = "%329"} : i4 to i20
    %330 = arith.extsi %328 {name = "%330"} : i16 to i20
    %331 = arith.muli %329, %330 {name = "%331"} : i20
    %332 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %333 = arith.extsi %332 {name = "%333"} : i32 to i33
    %334 = arith.extsi %331 {name = "%334"} : i20 to i33
    %335 = arith.addi %333, %334 {name = "%335"} : i33
    %336 = arith.trunci %335 {name = "%336"} : i33 to i32
    affine.store %336, %alloc_0[] {to = "total"} : memref<i32>
    %337 = allo.get_slice(%arg0 : i512, %c115, %c112) {name = "%337"} -> i32
    %338 = arith.trunci %337 {name = "%338"} : i32 to i4
    %alloc_29 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %338, %alloc_29[] {to = "weight"} : memref<i4>
    %339 = affine.load %alloc_29[] {from = "weight"} : memref<i4>
    %340 = affine.load %arg3[28] {from = "inputs"} : memref<32xi16, #map1>
    %341 = arith.extsi %339 {name = "%341"} : i4 to i20
    %342 = arith.extsi %340 {name = "%342"} : i16 to i20
    %343 = arith.muli %341, %342 {name = "%343"} : i20
    %344 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %345 = arith.extsi %344 {name = "%345"} : i32 to i33
    %346 = arith.extsi %343 {name = "%346"} : i20 to i33
    %347 = arith.addi %345, %346 {name = "%347"} : i33
    %348 = arith.trunci %347 {name = "%348"} : i33 to i32
    affine.store %348, %alloc_0[] {to = "total"} : memref<i32>
    %349 = allo.get_slice(%arg0 : i512, %c119, %c116) {name = "%349"} -> i32
    %350 = arith.trunci %349 {name = "%350"} : i32 to i4
    %alloc_30 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %350, %alloc_30[] {to = "weight"} : memref<i4>
    %351 = affine.load %alloc_30[] {from = "weight"} : memref<i4>
    %352 = affine.load %arg3[29] {from = "inputs"} : memref<32xi16, #map1>
    %353 = arith.extsi %351 {name = "%353"} : i4 to i20
    %354 = arith.extsi %352 {name = "%354"} : i16 to i20
    %355 = arith.muli %353, %354 {name = "%355"} : i20
    %356 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %357 = arith.extsi %356 {name = "%357"} : i32 to i33
    %358 = arith.extsi %355 {name = "%358"} : i20 to i33
    %359 = arith.addi %357, %358 {name = "%359"} : i33
    %360 = arith.trunci %359 {name = "%360"} : i33 to i32
    affine.store %360, %alloc_0[] {to = "total"} : memref<i32>
    %361 = allo.get_slice(%arg0 : i512, %c123, %c120) {name = "%361"} -> i32
    %362 = arith.trunci %361 {name = "%362"} : i32 to i4
    %alloc_31 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %362, %alloc_31[] {to = "weight"} : memref<i4>
    %363 = affine.load %alloc_31[] {from = "weight"} : memref<i4>
    %364 = affine.load %arg3[30] {from = "inputs"} : memref<32xi16, #map1>
    %365 = arith.extsi %363 {name = "%365"} : i4 to i20
    %366 = arith.extsi %364 {name = "%366"} : i16 to i20
    %367 = arith.muli %365, %366 {name = "%367"} : i20
    %368 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %369 = arith.extsi %368 {name = "%369"} : i32 to i33
    %370 = arith.extsi %367 {name = "%370"} : i20 to i33
    %371 = arith.addi %369, %370 {name = "%371"} : i33
    %372 = arith.trunci %371 {name = "%372"} : i33 to i32
    affine.store %372, %alloc_0[] {to = "total"} : memref<i32>
    %373 = allo.get_slice(%arg0 : i512, %c127, %c124) {name = "%373"} -> i32
    %374 = arith.trunci %373 {name = "%374"} : i32 to i4
    %alloc_32 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %374, %alloc_32[] {to = "weight"} : memref<i4>
    %375 = affine.load %alloc_32[] {from = "weight"} : memref<i4>
    %376 = affine.load %arg3[31] {from = "inputs"} : memref<32xi16, #map1>
    %377 = arith.extsi %375 {name = "%377"} : i4 to i20
    %378 = arith.extsi %376 {name = "%378"} : i16 to i20
    %379 = arith.muli %377, %378 {name = "%379"} : i20
    %380 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %381 = arith.extsi %380 {name = "%381"} : i32 to i33
    %382 = arith.extsi %379 {name = "%382"} : i20 to i33
    %383 = arith.addi %381, %382 {name = "%383"} : i33
    %384 = arith.trunci %383 {name = "%384"} : i33 to i32
    affine.store %384, %alloc_0[] {to = "total"} : memref<i32>
    %385 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %386 = affine.load %alloc[] {from = "scale"} : memref<i16>
    %387 = arith.extsi %385 {name = "%387"} : i32 to i48
    %388 = arith.extsi %386 {name = "%388"} : i16 to i48
    %389 = arith.muli %387, %388 {name = "%389"} : i48
    %390 = arith.extsi %389 {name = "%390"} : i48 to i64
    affine.store %390, %arg4[0] {to = "products"} : memref<4xi64, #map1>
    %391 = allo.get_slice(%arg2 : i512, %c31, %c16) {name = "%391"} -> i16
    %alloc_33 = memref.alloc() {name = "scale"} : memref<i16>
    affine.store %391, %alloc_33[] {to = "scale"} : memref<i16>
    %alloc_34 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_34[] {to = "total"} : memref<i32>
    %392 = allo.get_slice(%arg0 : i512, %c131, %c128) {name = "%392"} -> i32
    %393 = arith.trunci %392 {name = "%393"} : i32 to i4
    %alloc_35 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %393, %alloc_35[] {to = "weight"} : memref<i4>
    %394 = affine.load %alloc_35[] {from = "weight"} : memref<i4>
    %395 = affine.load %arg3[0] {from = "inputs"} : memref<32xi16, #map1>
    %396 = arith.extsi %394 {name = "%396"} : i4 to i20
    %397 = arith.extsi %395 {name = "%397"} : i16 to i20
    %398 = arith.muli %396, %397 {name = "%398"} : i20
    %399 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %400 = arith.extsi %399 {name = "%400"} : i32 to i33
    %401 = arith.extsi %398 {name = "%401"} : i20 to i33
    %402 = arith.addi %400, %401 {name = "%402"} : i33
    %403 = arith.trunci %402 {name = "%403"} : i33 to i32
    affine.store %403, %alloc_34[] {to = "total"} : memref<i32>
    %404 = allo.get_slice(%arg0 : i512, %c135, %c132) {name = "%404"} -> i32
    %405 = arith.trunci %404 {name = "%405"} : i32 to i4
    %alloc_36 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %405, %alloc_36[] {to = "weight"} : memref<i4>
    %406 = affine.load %alloc_36[] {from = "weight"} : memref<i4>
    %407 = affine.load %arg3[1] {from = "inputs"} : memref<32xi16, #map1>
    %408 = arith.extsi %406 {name = "%408"} : i4 to i20
    %409 = arith.extsi %407 {name = "%409"} : i16 to i20
    %410 = arith.muli %408, %409 {name = "%410"} : i20
    %411 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %412 = arith.extsi %411 {name = "%412"} : i32 to i33
    %413 = arith.extsi %410 {name = "%413"} : i20 to i33
    %414 = arith.addi %412, %413 {name = "%414"} : i33
    %415 = arith.trunci %414 {name = "%415"} : i33 to i32
    affine.store %415, %alloc_34[] {to = "total"} : memref<i32>
    %416 = allo.get_slice(%arg0 : i512, %c139, %c136) {name = "%416"} -> i32
    %417 = arith.trunci %416 {name = "%417"} : i32 to i4
    %alloc_37 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %417, %alloc_37[] {to = "weight"} : memref<i4>
    %418 = affine.load %alloc_37[] {from = "weight"} : memref<i4>
    %419 = affine.load %arg3[2] {from = "inputs"} : memref<32xi16, #map1>
    %420 = arith.extsi %418 {name = "%420"} : i4 to i20
    %421 = arith.extsi %419 {name = "%421"} : i16 to i20
    %422 = arith.muli %420, %421 {name = "%422"} : i20
    %423 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %424 = arith.extsi %423 {name = "%424"} : i32 to i33
    %425 = arith.extsi %422 {name = "%425"} : i20 to i33
    %426 = arith.addi %424, %425 {name = "%426"} : i33
    %427 = arith.trunci %426 {name = "%427"} : i33 to i32
    affine.store %427, %alloc_34[] {to = "total"} : memref<i32>
    %428 = allo.get_slice(%arg0 : i512, %c143, %c140) {name = "%428"} -> i32
    %429 = arith.trunci %428 {name = "%429"} : i32 to i4
    %alloc_38 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %429, %alloc_38[] {to = "weight"} : memref<i4>
    %430 = affine.load %alloc_38[] {from = "weight"} : memref<i4>
    %431 = affine.load %arg3[3] {from = "inputs"} : memref<32xi16, #map1>
    %432 = arith.extsi %430 {name = "%432"} : i4 to i20
    %433 = arith.extsi %431 {name = "%433"} : i16 to i20
    %434 = arith.muli %432, %433 {name = "%434"} : i20
    %435 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %436 = arith.extsi %435 {name = "%436"} : i32 to i33
    %437 = arith.extsi %434 {name = "%437"} : i20 to i33
    %438 = arith.addi %436, %437 {name = "%438"} : i33
    %439 = arith.trunci %438 {name = "%439"} : i33 to i32
    affine.store %439, %alloc_34[] {to = "total"} : memref<i32>
    %440 = allo.get_slice(%arg0 : i512, %c147, %c144) {name = "%440"} -> i32
    %441 = arith.trunci %440 {name = "%441"} : i32 to i4
    %alloc_39 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %441, %alloc_39[] {to = "weight"} : memref<i4>
    %442 = affine.load %alloc_39[] {from = "weight"} : memref<i4>
    %443 = affine.load %arg3[4] {from = "inputs"} : memref<32xi16, #map1>
    %444 = arith.extsi %442 {name = "%444"} : i4 to i20
    %445 = arith.extsi %443 {name = "%445"} : i16 to i20
    %446 = arith.muli %444, %445 {name = "%446"} : i20
    %447 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %448 = arith.extsi %447 {name = "%448"} : i32 to i33
    %449 = arith.extsi %446 {name = "%449"} : i20 to i33
    %450 = arith.addi %448, %449 {name = "%450"} : i33
    %451 = arith.trunci %450 {name = "%451"} : i33 to i32
    affine.store %451, %alloc_34[] {to = "total"} : memref<i32>
    %452 = allo.get_slice(%arg0 : i512, %c151, %c148) {name = "%452"} -> i32
    %453 = arith.trunci %452 {name = "%453"} : i32 to i4
    %alloc_40 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %453, %alloc_40[] {to = "weight"} : memref<i4>
    %454 = affine.load %alloc_40[] {from = "weight"} : memref<i4>
    %455 = affine.load %arg3[5] {from = "inputs"} : memref<32xi16, #map1>
    %456 = arith.extsi %454 {name = "%456"} : i4 to i20
    %457 = arith.extsi %455 {name = "%457"} : i16 to i20
    %458 = arith.muli %456, %457 {name = "%458"} : i20
    %459 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %460 = arith.extsi %459 {name = "%460"} : i32 to i33
    %461 = arith.extsi %458 {name = "%461"} : i20 to i33
    %462 = arith.addi %460, %461 {name = "%462"} : i33
    %463 = arith.trunci %462 {name = "%463"} : i33 to i32
    affine.store %463, %alloc_34[] {to = "total"} : memref<i32>
    %464 = allo.get_slice(%arg0 : i512, %c155, %c152) {name = "%464"} -> i32
    %465 = arith.trunci %464 {name = "%465"} : i32 to i4
    %alloc_41 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %465, %alloc_41[] {to = "weight"} : memref<i4>
    %466 = affine.load %alloc_41[] {from = "weight"} : memref<i4>
    %467 = affine.load %arg3[6] {from = "inputs"} : memref<32xi16, #map1>
    %468 = arith.extsi %466 {name = "%468"} : i4 to i20
    %469 = arith.extsi %467 {name = "%469"} : i16 to i20
    %470 = arith.muli %468, %469 {name = "%470"} : i20
    %471 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %472 = arith.extsi %471 {name = "%472"} : i32 to i33
    %473 = arith.extsi %470 {name = "%473"} : i20 to i33
    %474 = arith.addi %472, %473 {name = "%474"} : i33
    %475 = arith.trunci %474 {name = "%475"} : i33 to i32
    affine.store %475, %alloc_34[] {to = "total"} : memref<i32>
    %476 = allo.get_slice(%arg0 : i512, %c159, %c156) {name = "%476"} -> i32
    %477 = arith.trunci %476 {name = "%477"} : i32 to i4
    %alloc_42 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %477, %alloc_42[] {to = "weight"} : memref<i4>
    %478 = affine.load %alloc_42[] {from = "weight"} : memref<i4>
    %479 = affine.load %arg3[7] {from = "inputs"} : memref<32xi16, #map1>
    %480 = arith.extsi %478 {name = "%480"} : i4 to i20
    %481 = arith.extsi %479 {name = "%481"} : i16 to i20
    %482 = arith.muli %480, %481 {name = "%482"} : i20
    %483 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %484 = arith.extsi %483 {name = "%484"} : i32 to i33
    %485 = arith.extsi %482 {name = "%485"} : i20 to i33
    %486 = arith.addi %484, %485 {name = "%486"} : i33
    %487 = arith.trunci %486 {name = "%487"} : i33 to i32
    affine.store %487, %alloc_34[] {to = "total"} : memref<i32>
    %488 = allo.get_slice(%arg0 : i512, %c163, %c160) {name = "%488"} -> i32
    %489 = arith.trunci %488 {name = "%489"} : i32 to i4
    %alloc_43 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %489, %alloc_43[] {to = "weight"} : memref<i4>
    %490 = affine.load %alloc_43[] {from = "weight"} : memref<i4>
    %491 = affine.load %arg3[8] {from = "inputs"} : memref<32xi16, #map1>
    %492 = arith.extsi %490 {name = "%492"} : i4 to i20
    %493 = arith.extsi %491 {name = "%493"} : i16 to i20
    %494 = arith.muli %492, %493 {name = "%494"} : i20
    %495 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %496 = arith.extsi %495 {name = "%496"} : i32 to i33
    %497 = arith.extsi %494 {name = "%497"} : i20 to i33
    %498 = arith.addi %496, %497 {name = "%498"} : i33
    %499 = arith.trunci %498 {name = "%499"} : i33 to i32
    affine.store %499, %alloc_34[] {to = "total"} : memref<i32>
    %500 = allo.get_slice(%arg0 : i512, %c167, %c164) {name = "%500"} -> i32
    %501 = arith.trunci %500 {name = "%501"} : i32 to i4
    %alloc_44 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %501, %alloc_44[] {to = "weight"} : memref<i4>
    %502 = affine.load %alloc_44[] {from = "weight"} : memref<i4>
    %503 = affine.load %arg3[9] {from = "inputs"} : memref<32xi16, #map1>
    %504 = arith.extsi %502 {name = "%504"} : i4 to i20
    %505 = arith.extsi %503 {name = "%505"} : i16 to i20
    %506 = arith.muli %504, %505 {name = "%506"} : i20
    %507 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %508 = arith.extsi %507 {name = "%508"} : i32 to i33
    %509 = arith.extsi %506 {name = "%509"} : i20 to i33
    %510 = arith.addi %508, %509 {name = "%510"} : i33
    %511 = arith.trunci %510 {name = "%511"} : i33 to i32
    affine.store %511, %alloc_34[] {to = "total"} : memref<i32>
    %512 = allo.get_slice(%arg0 : i512, %c171, %c168) {name = "%512"} -> i32
    %513 = arith.trunci %512 {name = "%513"} : i32 to i4
    %alloc_45 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %513, %alloc_45[] {to = "weight"} : memref<i4>
    %514 = affine.load %alloc_45[] {from = "weight"} : memref<i4>
    %515 = affine.load %arg3[10] {from = "inputs"} : memref<32xi16, #map1>
    %516 = arith.extsi %514 {name = "%516"} : i4 to i20
    %517 = arith.extsi %515 {name = "%517"} : i16 to i20
    %518 = arith.muli %516, %517 {name = "%518"} : i20
    %519 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %520 = arith.extsi %519 {name = "%520"} : i32 to i33
    %521 = arith.extsi %518 {name = "%521"} : i20 to i33
    %522 = arith.addi %520, %521 {name = "%522"} : i33
    %523 = arith.trunci %522 {name = "%523"} : i33 to i32
    affine.store %523, %alloc_34[] {to = "total"} : memref<i32>
    %524 = allo.get_slice(%arg0 : i512, %c175, %c172) {name = "%524"} -> i32
    %525 = arith.trunci %524 {name = "%525"} : i32 to i4
    %alloc_46 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %525, %alloc_46[] {to = "weight"} : memref<i4>
    %526 = affine.load %alloc_46[] {from = "weight"} : memref<i4>
    %527 = affine.load %arg3[11] {from = "inputs"} : memref<32xi16, #map1>
    %528 = arith.extsi %526 {name = "%528"} : i4 to i20
    %529 = arith.extsi %527 {name = "%529"} : i16 to i20
    %530 = arith.muli %528, %529 {name = "%530"} : i20
    %531 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %532 = arith.extsi %531 {name = "%532"} : i32 to i33
    %533 = arith.extsi %530 {name = "%533"} : i20 to i33
    %534 = arith.addi %532, %533 {name = "%534"} : i33
    %535 = arith.trunci %534 {name = "%535"} : i33 to i32
    affine.store %535, %alloc_34[] {to = "total"} : memref<i32>
    %536 = allo.get_slice(%arg0 : i512, %c179, %c176) {name = "%536"} -> i32
    %537 = arith.trunci %536 {name = "%537"} : i32 to i4
    %alloc_47 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %537, %alloc_47[] {to = "weight"} : memref<i4>
    %538 = affine.load %alloc_47[] {from = "weight"} : memref<i4>
    %539 = affine.load %arg3[12] {from = "inputs"} : memref<32xi16, #map1>
    %540 = arith.extsi %538 {name = "%540"} : i4 to i20
    %541 = arith.extsi %539 {name = "%541"} : i16 to i20
    %542 = arith.muli %540, %541 {name = "%542"} : i20
    %543 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %544 = arith.extsi %543 {name = "%544"} : i32 to i33
    %545 = arith.extsi %542 {name = "%545"} : i20 to i33
    %546 = arith.addi %544, %545 {name = "%546"} : i33
    %547 = arith.trunci %546 {name = "%547"} : i33 to i32
    affine.store %547, %alloc_34[] {to = "total"} : memref<i32>
    %548 = allo.get_slice(%arg0 : i512, %c183, %c180) {name = "%548"} -> i32
    %549 = arith.trunci %548 {name = "%549"} : i32 to i4
    %alloc_48 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %549, %alloc_48[] {to = "weight"} : memref<i4>
    %550 = affine.load %alloc_48[] {from = "weight"} : memref<i4>
    %551 = affine.load %arg3[13] {from = "inputs"} : memref<32xi16, #map1>
    %552 = arith.extsi %550 {name = "%552"} : i4 to i20
    %553 = arith.extsi %551 {name = "%553"} : i16 to i20
    %554 = arith.muli %552, %553 {name = "%554"} : i20
    %555 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %556 = arith.extsi %555 {name = "%556"} : i32 to i33
    %557 = arith.extsi %554 {name = "%557"} : i20 to i33
    %558 = arith.addi %556, %557 {name = "%558"} : i33
    %559 = arith.trunci %558 {name = "%559"} : i33 to i32
    affine.store %559, %alloc_34[] {to = "total"} : memref<i32>
    %560 = allo.get_slice(%arg0 : i512, %c187, %c184) {name = "%560"} -> i32
    %561 = arith.trunci %560 {name = "%561"} : i32 to i4
    %alloc_49 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %561, %alloc_49[] {to = "weight"} : memref<i4>
    %562 = affine.load %alloc_49[] {from = "weight"} : memref<i4>
    %563 = affine.load %arg3[14] {from = "inputs"} : memref<32xi16, #map1>
    %564 = arith.extsi %562 {name = "%564"} : i4 to i20
    %565 = arith.extsi %563 {name = "%565"} : i16 to i20
    %566 = arith.muli %564, %565 {name = "%566"} : i20
    %567 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %568 = arith.extsi %567 {name = "%568"} : i32 to i33
    %569 = arith.extsi %566 {name = "%569"} : i20 to i33
    %570 = arith.addi %568, %569 {name = "%570"} : i33
    %571 = arith.trunci %570 {name = "%571"} : i33 to i32
    affine.store %571, %alloc_34[] {to = "total"} : memref<i32>
    %572 = allo.get_slice(%arg0 : i512, %c191, %c188) {name = "%572"} -> i32
    %573 = arith.trunci %572 {name = "%573"} : i32 to i4
    %alloc_50 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %573, %alloc_50[] {to = "weight"} : memref<i4>
    %574 = affine.load %alloc_50[] {from = "weight"} : memref<i4>
    %575 = affine.load %arg3[15] {from = "inputs"} : memref<32xi16, #map1>
    %576 = arith.extsi %574 {name = "%576"} : i4 to i20
    %577 = arith.extsi %575 {name = "%577"} : i16 to i20
    %578 = arith.muli %576, %577 {name = "%578"} : i20
    %579 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %580 = arith.extsi %579 {name = "%580"} : i32 to i33
    %581 = arith.extsi %578 {name = "%581"} : i20 to i33
    %582 = arith.addi %580, %581 {name = "%582"} : i33
    %583 = arith.trunci %582 {name = "%583"} : i33 to i32
    affine.store %583, %alloc_34[] {to = "total"} : memref<i32>
    %584 = allo.get_slice(%arg0 : i512, %c195, %c192) {name = "%584"} -> i32
    %585 = arith.trunci %584 {name = "%585"} : i32 to i4
    %alloc_51 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %585, %alloc_51[] {to = "weight"} : memref<i4>
    %586 = affine.load %alloc_51[] {from = "weight"} : memref<i4>
    %587 = affine.load %arg3[16] {from = "inputs"} : memref<32xi16, #map1>
    %588 = arith.extsi %586 {name = "%588"} : i4 to i20
    %589 = arith.extsi %587 {name = "%589"} : i16 to i20
    %590 = arith.muli %588, %589 {name = "%590"} : i20
    %591 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %592 = arith.extsi %591 {name = "%592"} : i32 to i33
    %593 = arith.extsi %590 {name = "%593"} : i20 to i33
    %594 = arith.addi %592, %593 {name = "%594"} : i33
    %595 = arith.trunci %594 {name = "%595"} : i33 to i32
    affine.store %595, %alloc_34[] {to = "total"} : memref<i32>
    %596 = allo.get_slice(%arg0 : i512, %c199, %c196) {name = "%596"} -> i32
    %597 = arith.trunci %596 {name = "%597"} : i32 to i4
    %alloc_52 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %597, %alloc_52[] {to = "weight"} : memref<i4>
    %598 = affine.load %alloc_52[] {from = "weight"} : memref<i4>
    %599 = affine.load %arg3[17] {from = "inputs"} : memref<32xi16, #map1>
    %600 = arith.extsi %598 {name = "%600"} : i4 to i20
    %601 = arith.extsi %599 {name = "%601"} : i16 to i20
    %602 = arith.muli %600, %601 {name = "%602"} : i20
    %603 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %604 = arith.extsi %603 {name = "%604"} : i32 to i33
    %605 = arith.extsi %602 {name = "%605"} : i20 to i33
    %606 = arith.addi %604, %605 {name = "%606"} : i33
    %607 = arith.trunci %606 {name = "%607"} : i33 to i32
    affine.store %607, %alloc_34[] {to = "total"} : memref<i32>
    %608 = allo.get_slice(%arg0 : i512, %c203, %c200) {name = "%608"} -> i32
    %609 = arith.trunci %608 {name = "%609"} : i32 to i4
    %alloc_53 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %609, %alloc_53[] {to = "weight"} : memref<i4>
    %610 = affine.load %alloc_53[] {from = "weight"} : memref<i4>
    %611 = affine.load %arg3[18] {from = "inputs"} : memref<32xi16, #map1>
    %612 = arith.extsi %610 {name = "%612"} : i4 to i20
    %613 = arith.extsi %611 {name = "%613"} : i16 to i20
    %614 = arith.muli %612, %613 {name = "%614"} : i20
    %615 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %616 = arith.extsi %615 {name = "%616"} : i32 to i33
    %617 = arith.extsi %614 {name = "%617"} : i20 to i33
    %618 = arith.addi %616, %617 {name = "%618"} : i33
    %619 = arith.trunci %618 {name = "%619"} : i33 to i32
    affine.store %619, %alloc_34[] {to = "total"} : memref<i32>
    %620 = allo.get_slice(%arg0 : i512, %c207, %c204) {name = "%620"} -> i32
    %621 = arith.trunci %620 {name = "%621"} : i32 to i4
    %alloc_54 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %621, %alloc_54[] {to = "weight"} : memref<i4>
    %622 = affine.load %alloc_54[] {from = "weight"} : memref<i4>
    %623 = affine.load %arg3[19] {from = "inputs"} : memref<32xi16, #map1>
    %624 = arith.extsi %622 {name = "%624"} : i4 to i20
    %625 = arith.extsi %623 {name = "%625"} : i16 to i20
    %626 = arith.muli %624, %625 {name = "%626"} : i20
    %627 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %628 = arith.extsi %627 {name = "%628"} : i32 to i33
    %629 = arith.extsi %626 {name = "%629"} : i20 to i33
    %630 = arith.addi %628, %629 {name = "%630"} : i33
    %631 = arith.trunci %630 {name = "%631"} : i33 to i32
    affine.store %631, %alloc_34[] {to = "total"} : memref<i32>
    %632 = allo.get_slice(%arg0 : i512, %c211, %c208) {name = "%632"} -> i32
    %633 = arith.trunci %632 {name = "%633"} : i32 to i4
    %alloc_55 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %633, %alloc_55[] {to = "weight"} : memref<i4>
    %634 = affine.load %alloc_55[] {from = "weight"} : memref<i4>
    %635 = affine.load %arg3[20] {from = "inputs"} : memref<32xi16, #map1>
    %636 = arith.extsi %634 {name = "%636"} : i4 to i20
    %637 = arith.extsi %635 {name = "%637"} : i16 to i20
    %638 = arith.muli %636, %637 {name = "%638"} : i20
    %639 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %640 = arith.extsi %639 {name = "%640"} : i32 to i33
    %641 = arith.extsi %638 {name = "%641"} : i20 to i33
    %642 = arith.addi %640, %641 {name = "%642"} : i33
    %643 = arith.trunci %642 {name = "%643"} : i33 to i32
    affine.store %643, %alloc_34[] {to = "total"} : memref<i32>
    %644 = allo.get_slice(%arg0 : i512, %c215, %c212) {name = "%644"} -> i32
    %645 = arith.trunci %644 {name = "%645"} : i32 to i4
    %alloc_56 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %645, %alloc_56[] {to = "weight"} : memref<i4>
    %646 = affine.load %alloc_56[] {from = "weight"} : memref<i4>
    %647 = affine.load %arg3[21] {from = "inputs"} : memref<32xi16, #map1>
    %648 = arith.extsi %646 {name = "%648"} : i4 to i20
    %649 = arith.extsi %647 {name = "%649"} : i16 to i20
    %650 = arith.muli %648, %649 {name = "%650"} : i20
    %651 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %652 = arith.extsi %651 {name = "%652"} : i32 to i33
    %653 = arith.extsi %650 {name = "%653"} : i20 to i33
    %654 = arith.addi %652, %653 {name = "%654"} : i33
    %655 = arith.trunci %654 {name = "%655"} : i33 to i32
    affine.store %655, %alloc_34[] {to = "total"} : memref<i32>
    %656 = allo.get_slice(%arg0 : i512, %c219, %c216) {name = "%656"} -> i32
    %657 = arith.trunci %656 {name = "%657"} : i32 to i4
    %alloc_57 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %657, %alloc_57[] {to = "weight"} : memref<i4>
    %658 = affine.load %alloc_57[] {from = "weight"} : memref<i4>
    %659 = affine.load %arg3[22] {from = "inputs"} : memref<32xi16, #map1>
    %660 = arith.extsi %658 {name = "%660"} : i4 to i20
    %661 = arith.extsi %659 {name = "%661"} : i16 to i20
    %662 = arith.muli %660, %661 {name = "%662"} : i20
    %663 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %664 = arith.extsi %663 {name = "%664"} : i32 to i33
    %665 = arith.extsi %662 {name = "%665"} : i20 to i33
    %666 = arith.addi %664, %665 {name = "%666"} : i33
    %667 = arith.trunci %666 {name = "%667"} : i33 to i32
    affine.store %667, %alloc_34[] {to = "total"} : memref<i32>
    %668 = allo.get_slice(%arg0 : i512, %c223, %c220) {name = "%668"} -> i32
    %669 = arith.trunci %668 {name = "%669"} : i32 to i4
    %alloc_58 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %669, %alloc_58[] {to = "weight"} : memref<i4>
    %670 = affine.load %alloc_58[] {from = "weight"} : memref<i4>
    %671 = affine.load %arg3[23] {from = "inputs"} : memref<32xi16, #map1>
    %672 = arith.extsi %670 {name = "%672"} : i4 to i20
    %673 = arith.extsi %671 {name = "%673"} : i16 to i20
    %674 = arith.muli %672, %673 {name = "%674"} : i20
    %675 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %676 = arith.extsi %675 {name = "%676"} : i32 to i33
    %677 = arith.extsi %674 {name = "%677"} : i20 to i33
    %678 = arith.addi %676, %677 {name = "%678"} : i33
    %679 = arith.trunci %678 {name = "%679"} : i33 to i32
    affine.store %679, %alloc_34[] {to = "total"} : memref<i32>
    %680 = allo.get_slice(%arg0 : i512, %c227, %c224) {name = "%680"} -> i32
    %681 = arith.trunci %680 {name = "%681"} : i32 to i4
    %alloc_59 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %681, %alloc_59[] {to = "weight"} : memref<i4>
    %682 = affine.load %alloc_59[] {from = "weight"} : memref<i4>
    %683 = affine.load %arg3[24] {from = "inputs"} : memref<32xi16, #map1>
    %684 = arith.extsi %682 {name = "%684"} : i4 to i20
    %685 = arith.extsi %683 {name = "%685"} : i16 to i20
    %686 = arith.muli %684, %685 {name = "%686"} : i20
    %687 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %688 = arith.extsi %687 {name = "%688"} : i32 to i33
    %689 = arith.extsi %686 {name = "%689"} : i20 to i33
    %690 = arith.addi %688, %689 {name = "%690"} : i33
    %691 = arith.trunci %690 {name = "%691"} : i33 to i32
    affine.store %691, %alloc_34[] {to = "total"} : memref<i32>
    %692 = allo.get_slice(%arg0 : i512, %c231, %c228) {name = "%692"} -> i32
    %693 = arith.trunci %692 {name = "%693"} : i32 to i4
    %alloc_60 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %693, %alloc_60[] {to = "weight"} : memref<i4>
    %694 = affine.load %alloc_60[] {from = "weight"} : memref<i4>
    %695 = affine.load %arg3[25] {from = "inputs"} : memref<32xi16, #map1>
    %696 = arith.extsi %694 {name = "%696"} : i4 to i20
    %697 = arith.extsi %695 {name = "%697"} : i16 to i20
    %698 = arith.muli %696, %697 {name = "%698"} : i20
    %699 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %700 = arith.extsi %699 {name = "%700"} : i32 to i33
    %701 = arith.extsi %698 {name = "%701"} : i20 to i33
    %702 = arith.addi %700, %701 {name = "%702"} : i33
    %703 = arith.trunci %702 {name = "%703"} : i33 to i32
    affine.store %703, %alloc_34[] {to = "total"} : memref<i32>
    %704 = allo.get_slice(%arg0 : i512, %c235, %c232) {name = "%704"} -> i32
    %705 = arith.trunci %704 {name = "%705"} : i32 to i4
    %alloc_61 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %705, %alloc_61[] {to = "weight"} : memref<i4>
    %706 = affine.load %alloc_61[] {from = "weight"} : memref<i4>
    %707 = affine.load %arg3[26] {from = "inputs"} : memref<32xi16, #map1>
    %708 = arith.extsi %706 {name = "%708"} : i4 to i20
    %709 = arith.extsi %707 {name = "%709"} : i16 to i20
    %710 = arith.muli %708, %709 {name = "%710"} : i20
    %711 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %712 = arith.extsi %711 {name = "%712"} : i32 to i33
    %713 = arith.extsi %710 {name = "%713"} : i20 to i33
    %714 = arith.addi %712, %713 {name = "%714"} : i33
    %715 = arith.trunci %714 {name = "%715"} : i33 to i32
    affine.store %715, %alloc_34[] {to = "total"} : memref<i32>
    %716 = allo.get_slice(%arg0 : i512, %c239, %c236) {name = "%716"} -> i32
    %717 = arith.trunci %716 {name = "%717"} : i32 to i4
    %alloc_62 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %717, %alloc_62[] {to = "weight"} : memref<i4>
    %718 = affine.load %alloc_62[] {from = "weight"} : memref<i4>
    %719 = affine.load %arg3[27] {from = "inputs"} : memref<32xi16, #map1>
    %720 = arith.extsi %718 {name = "%720"} : i4 to i20
    %721 = arith.extsi %719 {name = "%721"} : i16 to i20
    %722 = arith.muli %720, %721 {name = "%722"} : i20
    %723 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %724 = arith.extsi %723 {name = "%724"} : i32 to i33
    %725 = arith.extsi %722 {name = "%725"} : i20 to i33
    %726 = arith.addi %724, %725 {name = "%726"} : i33
    %727 = arith.trunci %726 {name = "%727"} : i33 to i32
    affine.store %727, %alloc_34[] {to = "total"} : memref<i32>
    %728 = allo.get_slice(%arg0 : i512, %c243, %c240) {name = "%728"} -> i32
    %729 = arith.trunci %728 {name = "%729"} : i32 to i4
    %alloc_63 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %729, %alloc_63[] {to = "weight"} : memref<i4>
    %730 = affine.load %alloc_63[] {from = "weight"} : memref<i4>
    %731 = affine.load %arg3[28] {from = "inputs"} : memref<32xi16, #map1>
    %732 = arith.extsi %730 {name = "%732"} : i4 to i20
    %733 = arith.extsi %731 {name = "%733"} : i16 to i20
    %734 = arith.muli %732, %733 {name = "%734"} : i20
    %735 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %736 = arith.extsi %735 {name = "%736"} : i32 to i33
    %737 = arith.extsi %734 {name = "%737"} : i20 to i33
    %738 = arith.addi %736, %737 {name = "%738"} : i33
    %739 = arith.trunci %738 {name = "%739"} : i33 to i32
    affine.store %739, %alloc_34[] {to = "total"} : memref<i32>
    %740 = allo.get_slice(%arg0 : i512, %c247, %c244) {name = "%740"} -> i32
    %741 = arith.trunci %740 {name = "%741"} : i32 to i4
    %alloc_64 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %741, %alloc_64[] {to = "weight"} : memref<i4>
    %742 = affine.load %alloc_64[] {from = "weight"} : memref<i4>
    %743 = affine.load %arg3[29] {from = "inputs"} : memref<32xi16, #map1>
    %744 = arith.extsi %742 {name = "%744"} : i4 to i20
    %745 = arith.extsi %743 {name = "%745"} : i16 to i20
    %746 = arith.muli %744, %745 {name = "%746"} : i20
    %747 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %748 = arith.extsi %747 {name = "%748"} : i32 to i33
    %749 = arith.extsi %746 {name = "%749"} : i20 to i33
    %750 = arith.addi %748, %749 {name = "%750"} : i33
    %751 = arith.trunci %750 {name = "%751"} : i33 to i32
    affine.store %751, %alloc_34[] {to = "total"} : memref<i32>
    %752 = allo.get_slice(%arg0 : i512, %c251, %c248) {name = "%752"} -> i32
    %753 = arith.trunci %752 {name = "%753"} : i32 to i4
    %alloc_65 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %753, %alloc_65[] {to = "weight"} : memref<i4>
    %754 = affine.load %alloc_65[] {from = "weight"} : memref<i4>
    %755 = affine.load %arg3[30] {from = "inputs"} : memref<32xi16, #map1>
    %756 = arith.extsi %754 {name = "%756"} : i4 to i20
    %757 = arith.extsi %755 {name = "%757"} : i16 to i20
    %758 = arith.muli %756, %757 {name = "%758"} : i20
    %759 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %760 = arith.extsi %759 {name = "%760"} : i32 to i33
    %761 = arith.extsi %758 {name = "%761"} : i20 to i33
    %762 = arith.addi %760, %761 {name = "%762"} : i33
    %763 = arith.trunci %762 {name = "%763"} : i33 to i32
    affine.store %763, %alloc_34[] {to = "total"} : memref<i32>
    %764 = allo.get_slice(%arg0 : i512, %c255, %c252) {name = "%764"} -> i32
    %765 = arith.trunci %764 {name = "%765"} : i32 to i4
    %alloc_66 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %765, %alloc_66[] {to = "weight"} : memref<i4>
    %766 = affine.load %alloc_66[] {from = "weight"} : memref<i4>
    %767 = affine.load %arg3[31] {from = "inputs"} : memref<32xi16, #map1>
    %768 = arith.extsi %766 {name = "%768"} : i4 to i20
    %769 = arith.extsi %767 {name = "%769"} : i16 to i20
    %770 = arith.muli %768, %769 {name = "%770"} : i20
    %771 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %772 = arith.extsi %771 {name = "%772"} : i32 to i33
    %773 = arith.extsi %770 {name = "%773"} : i20 to i33
    %774 = arith.addi %772, %773 {name = "%774"} : i33
    %775 = arith.trunci %774 {name = "%775"} : i33 to i32
    affine.store %775, %alloc_34[] {to = "total"} : memref<i32>
    %776 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %777 = affine.load %alloc_33[] {from = "scale"} : memref<i16>
    %778 = arith.extsi %776 {name = "%778"} : i32 to i48
    %779 = arith.extsi %777 {name = "%779"} : i16 to i48
    %780 = arith.muli %778, %779 {name = "%780"} : i48
    %781 = arith.extsi %780 {name = "%781"} : i48 to i64
    affine.store %781, %arg4[1] {to = "products"} : memref<4xi64, #map1>
    %782 = allo.get_slice(%arg2 : i512, %c47, %c32) {name = "%782"} -> i16
    %alloc_67 = memref.alloc() {name = "scale"} : memref<i16>
    affine.store %782, %alloc_67[] {to = "scale"} : memref<i16>
    %alloc_68 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_68[] {to = "total"} : memref<i32>
    %783 = allo.get_slice(%arg0 : i512, %c259, %c256) {name = "%783"} -> i32
    %784 = arith.trunci %783 {name = "%784"} : i32 to i4
    %alloc_69 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %784, %alloc_69[] {to = "weight"} : memref<i4>
    %785 = affine.load %alloc_69[] {from = "weight"} : memref<i4>
    %786 = affine.load %arg3[0] {from = "inputs"} : memref<32xi16, #map1>
    %787 = arith.extsi %785 {name = "%787"} : i4 to i20
    %788 = arith.extsi %786 {name = "%788"} : i16 to i20
    %789 = arith.muli %787, %788 {name = "%789"} : i20
    %790 = affine.load %alloc_68[] {from = "total"} : memref<i32>
    %791 = arith.extsi %790 {name = "%791"} : i32 to i33
    %792 = arith.extsi %789 {name = "%792"} : i20 to i33
    %793 = arith.addi %791, %792 {name = "%793"} : i33
    %794 = arith.trunci %793 {name = "%794"} : i33 to i32
    affine.store %794, %alloc_68[] {to = "total"} : memref<i32>
    %795 = allo.get_slice(%arg0 : i512, %c263, %c260) {name = "%795"} -> i32
    %796 = arith.trunci %795 {name = "%796"} : i32 to i4
    %alloc_70 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %796, %alloc_70[] {to = "weight"} : memref<i4>
    %797 = affine.load %alloc_70[] {from = "weight"} : memref<i4>
    %798 = affine.load %arg3[1] {from = "inputs"} : memref<32xi16, #map1>
    %799 = arith.extsi %797 {name = "%799"} : i4 to i20
    %800 = arith.extsi %798 {name = "%800"} : i16 to i20
    %801 = arith.muli %799, %800 {name = "%801"} : i20
    %802 = affine.load %alloc_68[] {from = "total"} : memref<i32>
    %803 = arith.extsi %802 {name = "%803"} : i32 to i33
    %804 = arith.extsi %801 {name = "%804"} : i20 to i33
    %805 = arith.addi %803, %804 {name = "%805"} : i33
    %806 = arith.trunci %805 {name = "%806"} : i33 to i32
    affine.store %806, %alloc_68[] {to = "total"} : memref<i32>
    %807 = allo.get_slice(%arg0 : i512, %c267, %c264) {name = "%807"} -> i32
    %808 = arith.trunci %807 {name = "%808"} : i32 to i4
    %alloc_71 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %808, %alloc_71[] {to = "weight"} : memref<i4>
    %809 = affine.load %alloc_71[] {from = "weight"} : memref<i4>
    %810 = affine.load %arg3[2] {from = "inputs"} : memref<32xi16, #map1>
    %811 = arith.extsi %809 {name = "%811"} : i4 to i20
    %812 = arith.extsi %810 {name = "%812"} : i16 to i20
    %813 = arith.muli %811, %812 {name = "%813"} : i20
    %814 = affine.load %alloc_68[] {from = "total"} : memref<i32>
    %815 = arith.extsi %814 {name = "%815"} : i32 to i33
    %816 = arith.extsi %813 {name = "%816"} : i20 to i33
    %817 = arith.addi %815, %816 {name = "%817"} : i33
    %818 = arith.trunci %817 {name = "%818"} : i33 to i32
    affine.store %818, %alloc_68[] {to = "total"} : memref<i32>
    %819 = allo.get_slice(%arg0 : i512, %c271, %c268) {name = "%819"} -> i32
    %820 = arith.trunci %819 {name = "%820"} : i32 to i4
    %alloc_72 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %820, %alloc_72[] {to = "weight"} : memref<i4>
    %821 = affine.load %alloc_72[] {from = "weight"} : memref<i4>
    %822 = affine.load %arg3[3] {from = "inputs"} : memref<32xi16, #map1>
    %823 = arith.extsi %821 {name = "%823"} : i4 to i20
    %824 = arith.extsi %822 {name = "%824"} : i16 to i20
    %825 = arith.muli %823, %824 {name = "%825"} : i20
    %826 = affine.load %alloc_68[] {from = "total"} : memref<i32>
    %827 = arith.extsi %826 {name = "%827"} : i32 to i33
    %828 = arith.extsi %825 {name = "%828"} : i20 to i33
    %829 = arith.addi %827, %828 {name = "%829"} : i33
    %830 = arith.trunci %829 {name = "%830"} : i33 to i32
    affine.store %830, %alloc_68[] {to = "total"} : memref<i32>
    %831 = allo.get_slice(%arg0 : i512, %c275, %c272) {name = "%831"} -> i32
    %832 = arith.trunci %831 {name = "%832"} : i32 to i4
    %alloc_73 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %832, %alloc_73[] {to = "weight"} : memref<i4>
    %833 = affine.load %alloc_73[] {from = "weight"} : memref<i4>
    %834 = affine.load %arg3[4] {from = "inputs"} : memref<32xi16, #map1>
    %835 = arith.extsi %833 {name = "%835"} : i4 to i20
    %836 = arith.extsi %834 {name = "%836"} : i16 to i20
    %837 = arith.muli %835, %836 {name = "%837"} : i20
    %838 = affine.load %alloc_68[] {from = "total"} : memref<i32>
    %839 = arith.extsi %838 {name = "%839"} : i32 to i33
    %840 = arith.extsi %837 {name = "%840"} : i20 to i33
    %841 = arith.addi %839, %840 {name = "%841"} : i33
    %842 = arith.trunci %841 {name = "%842"} : i33 to i32
    affine.store %842, %alloc_68[] {to = "total"} : memref<i32>
    %843 = allo.get_slice(%arg0 : i512, %c279, %c276) {name = "%843"} -> i32
    %844 = arith.trunci %843 {name = "%844"} : i32 to i4
    %alloc_74 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %844, %alloc_74[] {to = "weight"} : memref<i4>
    %845 = affine.load %alloc_74[] {from = "weight"} : memref<i4>
    %846 = affine.load %arg3[5] {from = "inputs"} : memref<32xi16, #map1>
    %847 = arith.extsi %845 {name = "%847"} : i4 to i20
    %848 = arith.extsi %846 {name = "%848"} : i16 to i20
    %849 = arith.muli %847, %848 {name = "%849"} : i20
    %850 = affine.load %alloc_68[] {from = "total"} : memref<i32>
    %851 = arith.extsi %850 {name = "%851"} : i32 to i33
    %852 = arith.extsi %849 {name = "%852"} : i20 to i33
    %853 = arith.addi %851, %852 {name = "%853"} : i33
    %854 = arith.trunci %853 {name = "%854"} : i33 to i32
    affine.store %854, %alloc_68[] {to = "total"} : memref<i32>
    %855 = allo.get_slice(%arg0 : i512, %c283, %c280) {name = "%855"} -> i32
    %856 = arith.trunci %855 {name = "%856"} : i32 to i4
    %alloc_75 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %856, %alloc_75[] {to = "weight"} : memref<i4>
    %857 = affine.load %alloc_75[] {from = "weight"} : memref<i4>
    %858 = affine.load %arg3[6] {from = "inputs"} : memref<32xi16, #map1>
    %859 = arith.extsi %857 {name = "%859"} : i4 to i20
    %860 = arith.extsi %858 {name = "%860"} : i16 to i20
    %861 = arith.muli %859, %860 {name = "%861"} : i20
    %862 = affine.load %alloc_68[] {from = "total"} : memref<i32>
    %863 = arith.extsi %862 {name = "%863"} : i32 to i33
    %864 = arith.extsi %861 {name = "%864"} : i20 to i33
    %865 = arith.addi %863, %864 {name = "%865"} : i33
    %866 = arith.trunci %865 {name = "%866"} : i33 to i32
    affine.store %866, %alloc_68[] {to = "total"} : memref<i32>
    %867 = allo.get_slice(%arg0 : i512, %c287, %c284) {name = "%867"} -> i32
    %868 = arith.trunci %867 {name = "%868"} : i32 to i4
    %alloc_76 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %868, %alloc_76[] {to = "weight"} : memref<i4>
    %869 = affine.load %alloc_76[] {from = "weight"} : memref<i4>
    %870 = affine.load %arg3[7] {from = "inputs"} : memref<32xi16, #map1>
    %871 = arith.extsi %869 {name = "%871"} : i4 to i20
    %872 = arith.extsi %870 {name = "%872"} : i16 to i20
    %873 = arith.muli %871, %872 {name = "%873"} : i20
    %874 = affine.load %alloc_68[] {from = "total"} : memref<i32>
    %875 = arith.extsi %874 {name = "%875"} : i32 to i33
    %876 = arith.extsi %873 {name = "%876"} : i20 to i33
    %877 = arith.addi %875, %876 {name = "%877"} : i33
    %878 = arith.trunci %877 {name = "%878"} : i33 to i32
    affine.store %878, %alloc_68[] {to = "total"} : memref<i32>
    %879 = allo.get_slice(%arg0 : i512, %c291, %c288) {name = "%879"} -> i32
    %880 = arith.trunci %879 {name = "%880"} : i32 to i4
    %alloc_77 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %880, %alloc_77[] {to = "weight"} : memref<i4>
    %881 = affine.load %alloc_77[] {from = "weight"} : memref<i4>
    %882 = affine.load %arg3[8] {from = "inputs"} : memref<32xi16, #map1>
    %883 = arith.extsi %881 {name = "%883"} : i4 to i20
    %884 = arith.extsi %882 {name = "%884"} : i16 to i20
    %885 = arith.muli %883, %884 {name = "%885"} : i20
    %886 = affine.load %alloc_68[] {from = "total"} : memref<i32>
    %887 = arith.extsi %886 {name = "%887"} : i32 to i33
    %888 = arith.extsi %885 {name = "%888"} : i20 to i33
    %889 = arith.addi %887, %888 {name = "%889"} : i33
    %890 = arith.trunci %889 {name = "%890"} : i33 to i32
    affine.store %890, %alloc_68[] {to = "total"} : memref<i32>
    %891 = allo.get_slice(%arg0 : i512, %c295, %c292) {name = "%891"} -> i32
    %892 = arith.trunci %891 {name = "%892"} : i32 to i4
    %alloc_78 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %892, %alloc_78[] {to = "weight"} : memref<i4>
    %893 = affine.load %alloc_78[] {from = "weight"} : memref<i4>
    %894 = affine.load %arg3[9] {from = "inputs"} : memref<32xi16, #map1>
    %895 = arith.extsi %893 {name = "%895"} : i4 to i20
    %896 = arith.extsi %894 {name = "%896"} : i16 to i20
    %897 = arith.muli %895, %896 {name = "%897"} : i20
    %898 = affine.load %alloc_68[] {from = "total"} : memref<i32>
    %899 = arith.extsi %898 {name = "%899"} : i32 to i33
    %900 = arith.extsi %897 {name = "%900"} : i20 to i33
    %901 = arith.addi %899, %900 {name = "%901"} : i33
    %902 = arith.trunci %901 {name = "%902"} : i33 to i32
    affine.store %902, %alloc_68[] {to = "total"} : memref<i32>
    %903 = allo.get_slice(%arg0 : i512, %c299, %c296) {name = "%903"} -> i32
    %904 = arith.trunci %903 {name = "%904"} : i32 to i4
    %alloc_79 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %904, %alloc_79[] {to = "weight"} : memref<i4>
    %905 = affine.load %alloc_79[] {from = "weight"} : memref<i4>
    %906 = affine.load %arg3[10] {from = "inputs"} : memref<32xi16, #map1>
    %907 = arith.extsi %905 {name = "%907"} : i4 to i20
    %908 = arith.extsi %906 {name = "%908"} : i16 to i20
    %909 = arith.muli %907, %908 {name = "%909"} : i20
    %910 = affine.load %alloc_68[] {from = "total"} : memref<i32>
    %911 = arith.extsi %910 {name = "%911"} : i32 to i33
    %912 = arith.extsi %909 {name = "%912"} : i20 to i33
    %913 = arith.addi %911, %912 {name = "%913"} : i33
    %914 = arith.trunci %913 {name = "%914"} : i33 to i32
    affine.store %914, %alloc_68[] {to = "total"} : memref<i32>
    %915 = allo.get_slice(%arg0 : i512, %c303, %c300) {name = "%915"} -> i32
    %916 = arith.trunci %915 {name = "%916"} : i32 to i4
    %alloc_80 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %916, %alloc_80[] {to = "weight"} : memref<i4>
    %917 = affine.load %alloc_80[] {from = "weight"} : memref<i4>
    %918 = affine.load %arg3[11] {from = "inputs"} : memref<32xi16, #map1>
    %919 = arith.extsi %917 {name = "%919"} : i4 to i20
    %920 = arith.extsi %918 {name = "%920"} : i16 to i20
    %921 = arith.muli %919, %920 {name = "%921"} : i20
    %922 = affine.load %alloc_68[] {from = "total"} : memref<i32>
    %923 = arith.extsi %922 {name = "%923"} : i32 to i33
    %924 = arith.extsi %921 {name = "%924"} : i20 to i33
    %925 = arith.addi %923, %924 {name = "%925"} : i33
    %926 = arith.trunci %925 {name = "%926"} : i33 to i32
    affine.store %926, %alloc_68[] {to = "total"} : memref<i32>
    %927 = allo.get_slice(%arg0 : i512, %c307, %c304) {name = "%927"} -> i32
    %928 = arith.trunci %927 {name = "%928"} : i32 to i4
    %alloc_81 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %928, %alloc_81[] {to = "weight"} : memref<i4>
    %929 = affine.load %alloc_81[] {from = "weight"} : memref<i4>
    %930 = affine.load %arg3[12] {from = "inputs"} : memref<32xi16, #map1>
    %931 = arith.extsi %929 {name = "%931"} : i4 to i20
    %932 = arith.extsi %930 {name = "%932"} : i16 to i20
    %933 = arith.muli %931, %932 {name = "%933"} : i20
    %934 = affine.load %alloc_68[] {from = "total"} : memref<i32>
    %935 = arith.extsi %934 {name = "%935"} : i32 to i33
    %936 = arith.extsi %933 {name = "%936"} : i20 to i33
    %937 = arith.addi %935, %936 {name = "%937"} : i33
    %938 = arith.trunci %937 {name = "%938"} : i33 to i32
    affine.store %938, %alloc_68[] {to = "total"} : memref<i32>
    %939 = allo.get_slice(%arg0 : i512, %c311, %c308) {name = "%939"} -> i32
    %940 = arith.trunci %939 {name = "%940"} : i32 to i4
    %alloc_82 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %940, %alloc_82[] {to = "weight"} : memref<i4>
    %941 = affine.load %alloc_82[] {from = "weight"} : memref<i4>
    %942 = affine.load %arg3[13] {from = "inputs"} : memref<32xi16, #map1>
    %943 = arith.extsi %941 {name = "%943"} : i4 to i20
    %944 = arith.extsi %942 {name = "%944"} : i16 to i20
    %945 = arith.muli %943, %944 {name = "%945"} : i20
    %946 = affine.load %alloc_68[] {from = "total"} : memref<i32>
    %947 = arith.extsi %946 {name = "%947"} : i32 to i33
    %948 = arith.extsi %945 {name = "%948"} : i20 to i33
    %949 = arith.addi %947, %948 {name = "%949"} : i33
    %950 = arith.trunci %949 {name = "%950"} : i33 to i32
    affine.store %950, %alloc_68[] {to = "total"} : memref<i32>
    %951 = allo.get_slice(%arg0 : i512, %c315, %c312) {name = "%951"} -> i32
    %952 = arith.trunci %951 {name = "%952"} : i32 to i4
    %alloc_83 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %952, %alloc_83[] {to = "weight"} : memref<i4>
    %953 = affine.load %alloc_83[] {from = "weight"} : memref<i4>
    %954 = affine.load %arg3[14] {from = "inputs"} : memref<32xi16, #map1>
    %955 = arith.extsi %953 {name = "%955"} : i4 to i20
    %956 = arith.extsi %954 {name = "%956"} : i16 to i20
    %957 = arith.muli %955, %956 {name = "%957"} : i20
    %958 = affine.load %alloc_68[] {from = "total"} : memref<i32>
    %959 = arith.extsi %958 {name = "%959"} : i32 to i33
    %960 = arith.extsi %957 {name = "%960"} : i20 to i33
    %961 = arith.addi %959, %960 {name = "%961"} : i33
    %962 = arith.trunci %961 {name = "%962"} : i33 to i32
    affine.store %962, %alloc_68[] {to = "total"} : memref<i32>
    %963 = allo.get_slice(%arg0 : i512, %c319, %c316) {name = "%963"} -> i32
    %964 = arith.trunci %963 {name = "%964"} : i32 to i4
    %alloc_84 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %964, %alloc_84[] {to = "weight"} : memref<i4>
    %965 = affine.load %alloc_84[] {from = "weight"} : memref<i4>
    %966 = affine.load %arg3[15] {from = "inputs"} : memref<32xi16, #map1>
    %967 = arith.extsi %965 {name = "%967"} : i4 to i20
    %968 = arith.extsi %966 {name = "%968"} : i16 to i20
    %969 = arith.muli %967, %968 {name = "%969"} : i20
    %970 = affine.load %alloc_68[] {from = "total"} : memref<i32>
    %971 = arith.extsi %970 {name = "%971"} : i32 to i33
    %972 = arith.extsi %969 {name = "%972"} : i20 to i33
    %973 = arith.addi %971, %972 {name = "%973"} : i33
    %974 = arith.trunci %973 {name = "%974"} : i33 to i32
    affine.store %974, %alloc_68[] {to = "total"} : memref<i32>
    %975 = allo.get_slice(%arg0 : i512, %c323, %c320) {name = "%975"} -> i32
    %976 = arith.trunci %975 {name = "%976"} : i32 to i4
    %alloc_85 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %976, %alloc_85[] {to = "weight"} : memref<i4>
    %977 = affine.load %alloc_85[] {from = "weight"} : memref<i4>
    %978 = affine.load %arg3[16] {from = "inputs"} : memref<32xi16, #map1>
    %979 = arith.extsi %977 {name = "%979"} : i4 to i20
    %980 = arith.extsi %978 {name = "%980"} : i16 to i20
    %981 = arith.muli %979, %980 {name = "%981"} : i20
    %982 = affine.load %alloc_68[] {from = "total"} : memref<i32>
    %983 = arith.extsi %982 {name = "%983"} : i32 to i33
    %984 = arith.extsi %981 {name = "%984"} : i20 to i33
    %985 = arith.addi %983, %984 {name = "%985"} : i33
    %986 = arith.trunci %985 {name = "%986"} : i33 to i32
    affine.store %986, %alloc_68[] {to = "total"} : memref<i32>
    %987 = allo.get_slice(%arg0 : i512, %c327, %c324) {name = "%987"} -> i32
    %988 = arith.trunci %987 {name = "%988"} : i32 to i4
    %alloc_86 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %988, %alloc_86[] {to = "weight"} : memref<i4>
    %989 = affine.load %alloc_86[] {from = "weight"} : memref<i4>
    %990 = affine.load %arg3[17] {from = "inputs"} : memref<32xi16, #map1>
    %991 = arith.extsi %989 {name = "%991"} : i4 to i20
    %992 = arith.extsi %990 {name = "%992"} : i16 to i20
    %993 = arith.muli %991, %992 {name = "%993"} : i20
    %994 = affine.load %alloc_68[] {from = "total"} : memref<i32>
    %995 = arith.extsi %994 {name = "%995"} : i32 to i33
    %996 = arith.extsi %993 {name = "%996"} : i20 to i33
    %997 = arith.addi %995, %996 {name = "%997"} : i33
    %998 = arith.trunci %997 {name = "%998"} : i33 to i32
    affine.store %998, %alloc_68[] {to = "total"} : memref<i32>
    %999 = allo.get_slice(%arg0 : i512, %c331, %c328) {name = "%999"} -> i32
    %1000 = arith.trunci %999 {name = "%1000"} : i32 to i4
    %alloc_87 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1000, %alloc_87[] {to = "weight"} : memref<i4>
    %1001 = affine.load %alloc_87[] {from = "weight"} : memref<i4>
    %1002 = affine.load %arg3[18] {from = "inputs"} : memref<32xi16, #map1>
    %1003 = arith.extsi %1001 {name = "%1003"} : i4 to i20
    %1004 = arith.extsi %1002 {name = "%1004"} : i16 to i20
    %1005 = arith.muli %1003, %1004 {name = "%1005"} : i20
    %1006 = affine.load %alloc_68[] {from = "total"} : memref<i32>
    %1007 = arith.extsi %1006 {name = "%1007"} : i32 to i33
    %1008 = arith.extsi %1005 {name = "%1008"} : i20 to i33
    %1009 = arith.addi %1007, %1008 {name = "%1009"} : i33
    %1010 = arith.trunci %1009 {name = "%1010"} : i33 to i32
    affine.store %1010, %alloc_68[] {to = "total"} : memref<i32>
    %1011 = allo.get_slice(%arg0 : i512, %c335, %c332) {name = "%1011"} -> i32
    %1012 = arith.trunci %1011 {name = "%1012"} : i32 to i4
    %alloc_88 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1012, %alloc_88[] {to = "weight"} : memref<i4>
    %1013 = affine.load %alloc_88[] {from = "weight"} : memref<i4>
    %1014 = affine.load %arg3[19] {from = "inputs"} : memref<32xi16, #map1>
    %1015 = arith.extsi %1013 {name = "%1015"} : i4 to i20
    %1016 = arith.extsi %1014 {name = "%1016"} : i16 to i20
    %1017 = arith.muli %1015, %1016 {name = "%1017"} : i20
    %1018 = affine.load %alloc_68[] {from = "total"} : memref<i32>
    %1019 = arith.extsi %1018 {name = "%1019"} : i32 to i33
    %1020 = arith.extsi %1017 {name = "%1020"} : i20 to i33
    %1021 = arith.addi %1019, %1020 {name = "%1021"} : i33
    %1022 = arith.trunci %1021 {name = "%1022"} : i33 to i32
    affine.store %1022, %alloc_68[] {to = "total"} : memref<i32>
    %1023 = allo.get_slice(%arg0 : i512, %c339, %c336) {name = "%1023"} -> i32
    %1024 = arith.trunci %1023 {name = "%1024"} : i32 to i4
    %alloc_89 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1024, %alloc_89[] {to = "weight"} : memref<i4>
    %1025 = affine.load %alloc_89[] {from = "weight"} : memref<i4>
    %1026 = affine.load %arg3[20] {from = "inputs"} : memref<32xi16, #map1>
    %1027 = arith.extsi %1025 {name = "%1027"} : i4 to i20
    %1028 = arith.extsi %1026 {name = "%1028"} : i16 to i20
    %1029 = arith.muli %1027, %1028 {name = "%1029"} : i20
    %1030 = affine.load %alloc_68[] {from = "total"} : memref<i32>
    %1031 = arith.extsi %1030 {name = "%1031"} : i32 to i33
    %1032 = arith.extsi %1029 {name = "%1032"} : i20 to i33
    %1033 = arith.addi %1031, %1032 {name = "%1033"} : i33
    %1034 = arith.trunci %1033 {name = "%1034"} : i33 to i32
    affine.store %1034, %alloc_68[] {to = "total"} : memref<i32>
    %1035 = allo.get_slice(%arg0 : i512, %c343, %c340) {name = "%1035"} -> i32
    %1036 = arith.trunci %1035 {name = "%1036"} : i32 to i4
    %alloc_90 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1036, %alloc_90[] {to = "weight"} : memref<i4>
    %1037 = affine.load %alloc_90[] {from = "weight"} : memref<i4>
    %1038 = affine.load %arg3[21] {from = "inputs"} : memref<32xi16, #map1>
    %1039 = arith.extsi %1037 {name = "%1039"} : i4 to i20
    %1040 = arith.extsi %1038 {name = "%1040"} : i16 to i20
    %1041 = arith.muli %1039, %1040 {name = "%1041"} : i20
    %1042 = affine.load %alloc_68[] {from = "total"} : memref<i32>
    %1043 = arith.extsi %1042 {name = "%1043"} : i32 to i33
    %1044 = arith.extsi %1041 {name = "%1044"} : i20 to i33
    %1045 = arith.addi %1043, %1044 {name = "%1045"} : i33
    %1046 = arith.trunci %1045 {name = "%1046"} : i33 to i32
    affine.store %1046, %alloc_68[] {to = "total"} : memref<i32>
    %1047 = allo.get_slice(%arg0 : i512, %c347, %c344) {name = "%1047"} -> i32
    %1048 = arith.trunci %1047 {name = "%1048"} : i32 to i4
    %alloc_91 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1048, %alloc_91[] {to = "weight"} : memref<i4>
    %1049 = affine.load %alloc_91[] {from = "weight"} : memref<i4>
    %1050 = affine.load %arg3[22] {from = "inputs"} : memref<32xi16, #map1>
    %1051 = arith.extsi %1049 {name = "%1051"} : i4 to i20
    %1052 = arith.extsi %1050 {name = "%1052"} : i16 to i20
    %1053 = arith.muli %1051, %1052 {name = "%1053"} : i20
    %1054 = affine.load %alloc_68[] {from = "total"} : memref<i32>
    %1055 = arith.extsi %1054 {name = "%1055"} : i32 to i33
    %1056 = arith.extsi %1053 {name = "%1056"} : i20 to i33
    %1057 = arith.addi %1055, %1056 {name = "%1057"} : i33
    %1058 = arith.trunci %1057 {name = "%1058"} : i33 to i32
    affine.store %1058, %alloc_68[] {to = "total"} : memref<i32>
    %1059 = allo.get_slice(%arg0 : i512, %c351, %c348) {name = "%1059"} -> i32
    %1060 = arith.trunci %1059 {name = "%1060"} : i32 to i4
    %alloc_92 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1060, %alloc_92[] {to = "weight"} : memref<i4>
    %1061 = affine.load %alloc_92[] {from = "weight"} : memref<i4>
    %1062 = affine.load %arg3[23] {from = "inputs"} : memref<32xi16, #map1>
    %1063 = arith.extsi %1061 {name = "%1063"} : i4 to i20
    %1064 = arith.extsi %1062 {name = "%1064"} : i16 to i20
    %1065 = arith.muli %1063, %1064 {name = "%1065"} : i20
    %1066 = affine.load %alloc_68[] {from = "total"} : memref<i32>
    %1067 = arith.extsi %1066 {name = "%1067"} : i32 to i33
    %1068 = arith.extsi %1065 {name = "%1068"} : i20 to i33
    %1069 = arith.addi %1067, %1068 {name = "%1069"} : i33
    %1070 = arith.trunci %1069 {name = "%1070"} : i33 to i32
    affine.store %1070, %alloc_68[] {to = "total"} : memref<i32>
    %1071 = allo.get_slice(%arg0 : i512, %c355, %c352) {name = "%1071"} -> i32
    %1072 = arith.trunci %1071 {name = "%1072"} : i32 to i4
    %alloc_93 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1072, %alloc_93[] {to = "weight"} : memref<i4>
    %1073 = affine.load %alloc_93[] {from = "weight"} : memref<i4>
    %1074 = affine.load %arg3[24] {from = "inputs"} : memref<32xi16, #map1>
    %1075 = arith.extsi %1073 {name = "%1075"} : i4 to i20
    %1076 = arith.extsi %1074 {name = "%1076"} : i16 to i20
    %1077 = arith.muli %1075, %1076 {name = "%1077"} : i20
    %1078 = affine.load %alloc_68[] {from = "total"} : memref<i32>
    %1079 = arith.extsi %1078 {name = "%1079"} : i32 to i33
    %1080 = arith.extsi %1077 {name = "%1080"} : i20 to i33
    %1081 = arith.addi %1079, %1080 {name = "%1081"} : i33
    %1082 = arith.trunci %1081 {name = "%1082"} : i33 to i32
    affine.store %1082, %alloc_68[] {to = "total"} : memref<i32>
    %1083 = allo.get_slice(%arg0 : i512, %c359, %c356) {name = "%1083"} -> i32
    %1084 = arith.trunci %1083 {name = "%1084"} : i32 to i4
    %alloc_94 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1084, %alloc_94[] {to = "weight"} : memref<i4>
    %1085 = affine.load %alloc_94[] {from = "weight"} : memref<i4>
    %1086 = affine.load %arg3[25] {from = "inputs"} : memref<32xi16, #map1>
    %1087 = arith.extsi %1085 {name = "%1087"} : i4 to i20
    %1088 = arith.extsi %1086 {name = "%1088"} : i16 to i20
    %1089 = arith.muli %1087, %1088 {name = "%1089"} : i20
    %1090 = affine.load %alloc_68[] {from = "total"} : memref<i32>
    %1091 = arith.extsi %1090 {name = "%1091"} : i32 to i33
    %1092 = arith.extsi %1089 {name = "%1092"} : i20 to i33
    %1093 = arith.addi %1091, %1092 {name = "%1093"} : i33
    %1094 = arith.trunci %1093 {name = "%1094"} : i33 to i32
    affine.store %1094, %alloc_68[] {to = "total"} : memref<i32>
    %1095 = allo.get_slice(%arg0 : i512, %c363, %c360) {name = "%1095"} -> i32
    %1096 = arith.trunci %1095 {name = "%1096"} : i32 to i4
    %alloc_95 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1096, %alloc_95[] {to = "weight"} : memref<i4>
    %1097 = affine.load %alloc_95[] {from = "weight"} : memref<i4>
    %1098 = affine.load %arg3[26] {from = "inputs"} : memref<32xi16, #map1>
    %1099 = arith.extsi %1097 {name = "%1099"} : i4 to i20
    %1100 = arith.extsi %1098 {name = "%1100"} : i16 to i20
    %1101 = arith.muli %1099, %1100 {name = "%1101"} : i20
    %1102 = affine.load %alloc_68[] {from = "total"} : memref<i32>
    %1103 = arith.extsi %1102 {name = "%1103"} : i32 to i33
    %1104 = arith.extsi %1101 {name = "%1104"} : i20 to i33
    %1105 = arith.addi %1103, %1104 {name = "%1105"} : i33
    %1106 = arith.trunci %1105 {name = "%1106"} : i33 to i32
    affine.store %1106, %alloc_68[] {to = "total"} : memref<i32>
    %1107 = allo.get_slice(%arg0 : i512, %c367, %c364) {name = "%1107"} -> i32
    %1108 = arith.trunci %1107 {name = "%1108"} : i32 to i4
    %alloc_96 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1108, %alloc_96[] {to = "weight"} : memref<i4>
    %1109 = affine.load %alloc_96[] {from = "weight"} : memref<i4>
    %1110 = affine.load %arg3[27] {from = "inputs"} : memref<32xi16, #map1>
    %1111 = arith.extsi %1109 {name = "%1111"} : i4 to i20
    %1112 = arith.extsi %1110 {name = "%1112"} : i16 to i20
    %1113 = arith.muli %1111, %1112 {name = "%1113"} : i20
    %1114 = affine.load %alloc_68[] {from = "total"} : memref<i32>
    %1115 = arith.extsi %1114 {name = "%1115"} : i32 to i33
    %1116 = arith.extsi %1113 {name = "%1116"} : i20 to i33
    %1117 = arith.addi %1115, %1116 {name = "%1117"} : i33
    %1118 = arith.trunci %1117 {name = "%1118"} : i33 to i32
    affine.store %1118, %alloc_68[] {to = "total"} : memref<i32>
    %1119 = allo.get_slice(%arg0 : i512, %c371, %c368) {name = "%1119"} -> i32
    %1120 = arith.trunci %1119 {name = "%1120"} : i32 to i4
    %alloc_97 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1120, %alloc_97[] {to = "weight"} : memref<i4>
    %1121 = affine.load %alloc_97[] {from = "weight"} : memref<i4>
    %1122 = affine.load %arg3[28] {from = "inputs"} : memref<32xi16, #map1>
    %1123 = arith.extsi %1121 {name = "%1123"} : i4 to i20
    %1124 = arith.extsi %1122 {name = "%1124"} : i16 to i20
    %1125 = arith.muli %1123, %1124 {name = "%1125"} : i20
    %1126 = affine.load %alloc_68[] {from = "total"} : memref<i32>
    %1127 = arith.extsi %1126 {name = "%1127"} : i32 to i33
    %1128 = arith.extsi %1125 {name = "%1128"} : i20 to i33
    %1129 = arith.addi %1127, %1128 {name = "%1129"} : i33
    %1130 = arith.trunci %1129 {name = "%1130"} : i33 to i32
    affine.store %1130, %alloc_68[] {to = "total"} : memref<i32>
    %1131 = allo.get_slice(%arg0 : i512, %c375, %c372) {name = "%1131"} -> i32
    %1132 = arith.trunci %1131 {name = "%1132"} : i32 to i4
    %alloc_98 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1132, %alloc_98[] {to = "weight"} : memref<i4>
    %1133 = affine.load %alloc_98[] {from = "weight"} : memref<i4>
    %1134 = affine.load %arg3[29] {from = "inputs"} : memref<32xi16, #map1>
    %1135 = arith.extsi %1133 {name = "%1135"} : i4 to i20
    %1136 = arith.extsi %1134 {name = "%1136"} : i16 to i20
    %1137 = arith.muli %1135, %1136 {name = "%1137"} : i20
    %1138 = affine.load %alloc_68[] {from = "total"} : memref<i32>
    %1139 = arith.extsi %1138 {name = "%1139"} : i32 to i33
    %1140 = arith.extsi %1137 {name = "%1140"} : i20 to i33
    %1141 = arith.addi %1139, %1140 {name = "%1141"} : i33
    %1142 = arith.trunci %1141 {name = "%1142"} : i33 to i32
    affine.store %1142, %alloc_68[] {to = "total"} : memref<i32>
    %1143 = allo.get_slice(%arg0 : i512, %c379, %c376) {name = "%1143"} -> i32
    %1144 = arith.trunci %1143 {name = "%1144"} : i32 to i4
    %alloc_99 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1144, %alloc_99[] {to = "weight"} : memref<i4>
    %1145 = affine.load %alloc_99[] {from = "weight"} : memref<i4>
    %1146 = affine.load %arg3[30] {from = "inputs"} : memref<32xi16, #map1>
    %1147 = arith.extsi %1145 {name = "%1147"} : i4 to i20
    %1148 = arith.extsi %1146 {name = "%1148"} : i16 to i20
    %1149 = arith.muli %1147, %1148 {name = "%1149"} : i20
    %1150 = affine.load %alloc_68[] {from = "total"} : memref<i32>
    %1151 = arith.extsi %1150 {name = "%1151"} : i32 to i33
    %1152 = arith.extsi %1149 {name = "%1152"} : i20 to i33
    %1153 = arith.addi %1151, %1152 {name = "%1153"} : i33
    %1154 = arith.trunci %1153 {name = "%1154"} : i33 to i32
    affine.store %1154, %alloc_68[] {to = "total"} : memref<i32>
    %1155 = allo.get_slice(%arg0 : i512, %c383, %c380) {name = "%1155"} -> i32
    %1156 = arith.trunci %1155 {name = "%1156"} : i32 to i4
    %alloc_100 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1156, %alloc_100[] {to = "weight"} : memref<i4>
    %1157 = affine.load %alloc_100[] {from = "weight"} : memref<i4>
    %1158 = affine.load %arg3[31] {from = "inputs"} : memref<32xi16, #map1>
    %1159 = arith.extsi %1157 {name = "%1159"} : i4 to i20
    %1160 = arith.extsi %1158 {name = "%1160"} : i16 to i20
    %1161 = arith.muli %1159, %1160 {name = "%1161"} : i20
    %1162 = affine.load %alloc_68[] {from = "total"} : memref<i32>
    %1163 = arith.extsi %1162 {name = "%1163"} : i32 to i33
    %1164 = arith.extsi %1161 {name = "%1164"} : i20 to i33
    %1165 = arith.addi %1163, %1164 {name = "%1165"} : i33
    %1166 = arith.trunci %1165 {name = "%1166"} : i33 to i32
    affine.store %1166, %alloc_68[] {to = "total"} : memref<i32>
    %1167 = affine.load %alloc_68[] {from = "total"} : memref<i32>
    %1168 = affine.load %alloc_67[] {from = "scale"} : memref<i16>
    %1169 = arith.extsi %1167 {name = "%1169"} : i32 to i48
    %1170 = arith.extsi %1168 {name = "%1170"} : i16 to i48
    %1171 = arith.muli %1169, %1170 {name = "%1171"} : i48
    %1172 = arith.extsi %1171 {name = "%1172"} : i48 to i64
    affine.store %1172, %arg4[2] {to = "products"} : memref<4xi64, #map1>
    %1173 = allo.get_slice(%arg2 : i512, %c63, %c48) {name = "%1173"} -> i16
    %alloc_101 = memref.alloc() {name = "scale"} : memref<i16>
    affine.store %1173, %alloc_101[] {to = "scale"} : memref<i16>
    %alloc_102 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_102[] {to = "total"} : memref<i32>
    %1174 = allo.get_slice(%arg0 : i512, %c387, %c384) {name = "%1174"} -> i32
    %1175 = arith.trunci %1174 {name = "%1175"} : i32 to i4
    %alloc_103 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1175, %alloc_103[] {to = "weight"} : memref<i4>
    %1176 = affine.load %alloc_103[] {from = "weight"} : memref<i4>
    %1177 = affine.load %arg3[0] {from = "inputs"} : memref<32xi16, #map1>
    %1178 = arith.extsi %1176 {name = "%1178"} : i4 to i20
    %1179 = arith.extsi %1177 {name = "%1179"} : i16 to i20
    %1180 = arith.muli %1178, %1179 {name = "%1180"} : i20
    %1181 = affine.load %alloc_102[] {from = "total"} : memref<i32>
    %1182 = arith.extsi %1181 {name = "%1182"} : i32 to i33
    %1183 = arith.extsi %1180 {name = "%1183"} : i20 to i33
    %1184 = arith.addi %1182, %1183 {name = "%1184"} : i33
    %1185 = arith.trunci %1184 {name = "%1185"} : i33 to i32
    affine.store %1185, %alloc_102[] {to = "total"} : memref<i32>
    %1186 = allo.get_slice(%arg0 : i512, %c391, %c388) {name = "%1186"} -> i32
    %1187 = arith.trunci %1186 {name = "%1187"} : i32 to i4
    %alloc_104 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1187, %alloc_104[] {to = "weight"} : memref<i4>
    %1188 = affine.load %alloc_104[] {from = "weight"} : memref<i4>
    %1189 = affine.load %arg3[1] {from = "inputs"} : memref<32xi16, #map1>
    %1190 = arith.extsi %1188 {name = "%1190"} : i4 to i20
    %1191 = arith.extsi %1189 {name = "%1191"} : i16 to i20
    %1192 = arith.muli %1190, %1191 {name = "%1192"} : i20
    %1193 = affine.load %alloc_102[] {from = "total"} : memref<i32>
    %1194 = arith.extsi %1193 {name = "%1194"} : i32 to i33
    %1195 = arith.extsi %1192 {name = "%1195"} : i20 to i33
    %1196 = arith.addi %1194, %1195 {name = "%1196"} : i33
    %1197 = arith.trunci %1196 {name = "%1197"} : i33 to i32
    affine.store %1197, %alloc_102[] {to = "total"} : memref<i32>
    %1198 = allo.get_slice(%arg0 : i512, %c395, %c392) {name = "%1198"} -> i32
    %1199 = arith.trunci %1198 {name = "%1199"} : i32 to i4
    %alloc_105 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1199, %alloc_105[] {to = "weight"} : memref<i4>
    %1200 = affine.load %alloc_105[] {from = "weight"} : memref<i4>
    %1201 = affine.load %arg3[2] {from = "inputs"} : memref<32xi16, #map1>
    %1202 = arith.extsi %1200 {name = "%1202"} : i4 to i20
    %1203 = arith.extsi %1201 {name = "%1203"} : i16 to i20
    %1204 = arith.muli %1202, %1203 {name = "%1204"} : i20
    %1205 = affine.load %alloc_102[] {from = "total"} : memref<i32>
    %1206 = arith.extsi %1205 {name = "%1206"} : i32 to i33
    %1207 = arith.extsi %1204 {name = "%1207"} : i20 to i33
    %1208 = arith.addi %1206, %1207 {name = "%1208"} : i33
    %1209 = arith.trunci %1208 {name = "%1209"} : i33 to i32
    affine.store %1209, %alloc_102[] {to = "total"} : memref<i32>
    %1210 = allo.get_slice(%arg0 : i512, %c399, %c396) {name = "%1210"} -> i32
    %1211 = arith.trunci %1210 {name = "%1211"} : i32 to i4
    %alloc_106 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1211, %alloc_106[] {to = "weight"} : memref<i4>
    %1212 = affine.load %alloc_106[] {from = "weight"} : memref<i4>
    %1213 = affine.load %arg3[3] {from = "inputs"} : memref<32xi16, #map1>
    %1214 = arith.extsi %1212 {name = "%1214"} : i4 to i20
    %1215 = arith.extsi %1213 {name = "%1215"} : i16 to i20
    %1216 = arith.muli %1214, %1215 {name = "%1216"} : i20
    %1217 = affine.load %alloc_102[] {from = "total"} : memref<i32>
    %1218 = arith.extsi %1217 {name = "%1218"} : i32 to i33
    %1219 = arith.extsi %1216 {name = "%1219"} : i20 to i33
    %1220 = arith.addi %1218, %1219 {name = "%1220"} : i33
    %1221 = arith.trunci %1220 {name = "%1221"} : i33 to i32
    affine.store %1221, %alloc_102[] {to = "total"} : memref<i32>
    %1222 = allo.get_slice(%arg0 : i512, %c403, %c400) {name = "%1222"} -> i32
    %1223 = arith.trunci %1222 {name = "%1223"} : i32 to i4
    %alloc_107 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1223, %alloc_107[] {to = "weight"} : memref<i4>
    %1224 = affine.load %alloc_107[] {from = "weight"} : memref<i4>
    %1225 = affine.load %arg3[4] {from = "inputs"} : memref<32xi16, #map1>
    %1226 = arith.extsi %1224 {name = "%1226"} : i4 to i20
    %1227 = arith.extsi %1225 {name = "%1227"} : i16 to i20
    %1228 = arith.muli %1226, %1227 {name = "%1228"} : i20
    %1229 = affine.load %alloc_102[] {from = "total"} : memref<i32>
    %1230 = arith.extsi %1229 {name = "%1230"} : i32 to i33
    %1231 = arith.extsi %1228 {name = "%1231"} : i20 to i33
    %1232 = arith.addi %1230, %1231 {name = "%1232"} : i33
    %1233 = arith.trunci %1232 {name = "%1233"} : i33 to i32
    affine.store %1233, %alloc_102[] {to = "total"} : memref<i32>
    %1234 = allo.get_slice(%arg0 : i512, %c407, %c404) {name = "%1234"} -> i32
    %1235 = arith.trunci %1234 {name = "%1235"} : i32 to i4
    %alloc_108 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1235, %alloc_108[] {to = "weight"} : memref<i4>
    %1236 = affine.load %alloc_108[] {from = "weight"} : memref<i4>
    %1237 = affine.load %arg3[5] {from = "inputs"} : memref<32xi16, #map1>
    %1238 = arith.extsi %1236 {name = "%1238"} : i4 to i20
    %1239 = arith.extsi %1237 {name = "%1239"} : i16 to i20
    %1240 = arith.muli %1238, %1239 {name = "%1240"} : i20
    %1241 = affine.load %alloc_102[] {from = "total"} : memref<i32>
    %1242 = arith.extsi %1241 {name = "%1242"} : i32 to i33
    %1243 = arith.extsi %1240 {name = "%1243"} : i20 to i33
    %1244 = arith.addi %1242, %1243 {name = "%1244"} : i33
    %1245 = arith.trunci %1244 {name = "%1245"} : i33 to i32
    affine.store %1245, %alloc_102[] {to = "total"} : memref<i32>
    %1246 = allo.get_slice(%arg0 : i512, %c411, %c408) {name = "%1246"} -> i32
    %1247 = arith.trunci %1246 {name = "%1247"} : i32 to i4
    %alloc_109 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1247, %alloc_109[] {to = "weight"} : memref<i4>
    %1248 = affine.load %alloc_109[] {from = "weight"} : memref<i4>
    %1249 = affine.load %arg3[6] {from = "inputs"} : memref<32xi16, #map1>
    %1250 = arith.extsi %1248 {name = "%1250"} : i4 to i20
    %1251 = arith.extsi %1249 {name = "%1251"} : i16 to i20
    %1252 = arith.muli %1250, %1251 {name = "%1252"} : i20
    %1253 = affine.load %alloc_102[] {from = "total"} : memref<i32>
    %1254 = arith.extsi %1253 {name = "%1254"} : i32 to i33
    %1255 = arith.extsi %1252 {name = "%1255"} : i20 to i33
    %1256 = arith.addi %1254, %1255 {name = "%1256"} : i33
    %1257 = arith.trunci %1256 {name = "%1257"} : i33 to i32
    affine.store %1257, %alloc_102[] {to = "total"} : memref<i32>
    %1258 = allo.get_slice(%arg0 : i512, %c415, %c412) {name = "%1258"} -> i32
    %1259 = arith.trunci %1258 {name = "%1259"} : i32 to i4
    %alloc_110 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1259, %alloc_110[] {to = "weight"} : memref<i4>
    %1260 = affine.load %alloc_110[] {from = "weight"} : memref<i4>
    %1261 = affine.load %arg3[7] {from = "inputs"} : memref<32xi16, #map1>
    %1262 = arith.extsi %1260 {name = "%1262"} : i4 to i20
    %1263 = arith.extsi %1261 {name = "%1263"} : i16 to i20
    %1264 = arith.muli %1262, %1263 {name = "%1264"} : i20
    %1265 = affine.load %alloc_102[] {from = "total"} : memref<i32>
    %1266 = arith.extsi %1265 {name = "%1266"} : i32 to i33
    %1267 = arith.extsi %1264 {name = "%1267"} : i20 to i33
    %1268 = arith.addi %1266, %1267 {name = "%1268"} : i33
    %1269 = arith.trunci %1268 {name = "%1269"} : i33 to i32
    affine.store %1269, %alloc_102[] {to = "total"} : memref<i32>
    %1270 = allo.get_slice(%arg0 : i512, %c419, %c416) {name = "%1270"} -> i32
    %1271 = arith.trunci %1270 {name = "%1271"} : i32 to i4
    %alloc_111 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1271, %alloc_111[] {to = "weight"} : memref<i4>
    %1272 = affine.load %alloc_111[] {from = "weight"} : memref<i4>
    %1273 = affine.load %arg3[8] {from = "inputs"} : memref<32xi16, #map1>
    %1274 = arith.extsi %1272 {name = "%1274"} : i4 to i20
    %1275 = arith.extsi %1273 {name = "%1275"} : i16 to i20
    %1276 = arith.muli %1274, %1275 {name = "%1276"} : i20
    %1277 = affine.load %alloc_102[] {from = "total"} : memref<i32>
    %1278 = arith.extsi %1277 {name = "%1278"} : i32 to i33
    %1279 = arith.extsi %1276 {name = "%1279"} : i20 to i33
    %1280 = arith.addi %1278, %1279 {name = "%1280"} : i33
    %1281 = arith.trunci %1280 {name = "%1281"} : i33 to i32
    affine.store %1281, %alloc_102[] {to = "total"} : memref<i32>
    %1282 = allo.get_slice(%arg0 : i512, %c423, %c420) {name = "%1282"} -> i32
    %1283 = arith.trunci %1282 {name = "%1283"} : i32 to i4
    %alloc_112 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1283, %alloc_112[] {to = "weight"} : memref<i4>
    %1284 = affine.load %alloc_112[] {from = "weight"} : memref<i4>
    %1285 = affine.load %arg3[9] {from = "inputs"} : memref<32xi16, #map1>
    %1286 = arith.extsi %1284 {name = "%1286"} : i4 to i20
    %1287 = arith.extsi %1285 {name = "%1287"} : i16 to i20
    %1288 = arith.muli %1286, %1287 {name = "%1288"} : i20
    %1289 = affine.load %alloc_102[] {from = "total"} : memref<i32>
    %1290 = arith.extsi %1289 {name = "%1290"} : i32 to i33
    %1291 = arith.extsi %1288 {name = "%1291"} : i20 to i33
    %1292 = arith.addi %1290, %1291 {name = "%1292"} : i33
    %1293 = arith.trunci %1292 {name = "%1293"} : i33 to i32
    affine.store %1293, %alloc_102[] {to = "total"} : memref<i32>
    %1294 = allo.get_slice(%arg0 : i512, %c427, %c424) {name = "%1294"} -> i32
    %1295 = arith.trunci %1294 {name = "%1295"} : i32 to i4
    %alloc_113 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1295, %alloc_113[] {to = "weight"} : memref<i4>
    %1296 = affine.load %alloc_113[] {from = "weight"} : memref<i4>
    %1297 = affine.load %arg3[10] {from = "inputs"} : memref<32xi16, #map1>
    %1298 = arith.extsi %1296 {name = "%1298"} : i4 to i20
    %1299 = arith.extsi %1297 {name = "%1299"} : i16 to i20
    %1300 = arith.muli %1298, %1299 {name = "%1300"} : i20
    %1301 = affine.load %alloc_102[] {from = "total"} : memref<i32>
    %1302 = arith.extsi %1301 {name = "%1302"} : i32 to i33
    %1303 = arith.extsi %1300 {name = "%1303"} : i20 to i33
    %1304 = arith.addi %1302, %1303 {name = "%1304"} : i33
    %1305 = arith.trunci %1304 {name = "%1305"} : i33 to i32
    affine.store %1305, %alloc_102[] {to = "total"} : memref<i32>
    %1306 = allo.get_slice(%arg0 : i512, %c431, %c428) {name = "%1306"} -> i32
    %1307 = arith.trunci %1306 {name = "%1307"} : i32 to i4
    %alloc_114 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1307, %alloc_114[] {to = "weight"} : memref<i4>
    %1308 = affine.load %alloc_114[] {from = "weight"} : memref<i4>
    %1309 = affine.load %arg3[11] {from = "inputs"} : memref<32xi16, #map1>
    %1310 = arith.extsi %1308 {name = "%1310"} : i4 to i20
    %1311 = arith.extsi %1309 {name = "%1311"} : i16 to i20
    %1312 = arith.muli %1310, %1311 {name = "%1312"} : i20
    %1313 = affine.load %alloc_102[] {from = "total"} : memref<i32>
    %1314 = arith.extsi %1313 {name = "%1314"} : i32 to i33
    %1315 = arith.extsi %1312 {name = "%1315"} : i20 to i33
    %1316 = arith.addi %1314, %1315 {name = "%1316"} : i33
    %1317 = arith.trunci %1316 {name = "%1317"} : i33 to i32
    affine.store %1317, %alloc_102[] {to = "total"} : memref<i32>
    %1318 = allo.get_slice(%arg0 : i512, %c435, %c432) {name = "%1318"} -> i32
    %1319 = arith.trunci %1318 {name = "%1319"} : i32 to i4
    %alloc_115 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1319, %alloc_115[] {to = "weight"} : memref<i4>
    %1320 = affine.load %alloc_115[] {from = "weight"} : memref<i4>
    %1321 = affine.load %arg3[12] {from = "inputs"} : memref<32xi16, #map1>
    %1322 = arith.extsi %1320 {name = "%1322"} : i4 to i20
    %1323 = arith.extsi %1321 {name = "%1323"} : i16 to i20
    %1324 = arith.muli %1322, %1323 {name = "%1324"} : i20
    %1325 = affine.load %alloc_102[] {from = "total"} : memref<i32>
    %1326 = arith.extsi %1325 {name = "%1326"} : i32 to i33
    %1327 = arith.extsi %1324 {name = "%1327"} : i20 to i33
    %1328 = arith.addi %1326, %1327 {name = "%1328"} : i33
    %1329 = arith.trunci %1328 {name = "%1329"} : i33 to i32
    affine.store %1329, %alloc_102[] {to = "total"} : memref<i32>
    %1330 = allo.get_slice(%arg0 : i512, %c439, %c436) {name = "%1330"} -> i32
    %1331 = arith.trunci %1330 {name = "%1331"} : i32 to i4
    %alloc_116 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1331, %alloc_116[] {to = "weight"} : memref<i4>
    %1332 = affine.load %alloc_116[] {from = "weight"} : memref<i4>
    %1333 = affine.load %arg3[13] {from = "inputs"} : memref<32xi16, #map1>
    %1334 = arith.extsi %1332 {name = "%1334"} : i4 to i20
    %1335 = arith.extsi %1333 {name = "%1335"} : i16 to i20
    %1336 = arith.muli %1334, %1335 {name = "%1336"} : i20
    %1337 = affine.load %alloc_102[] {from = "total"} : memref<i32>
    %1338 = arith.extsi %1337 {name = "%1338"} : i32 to i33
    %1339 = arith.extsi %1336 {name = "%1339"} : i20 to i33
    %1340 = arith.addi %1338, %1339 {name = "%1340"} : i33
    %1341 = arith.trunci %1340 {name = "%1341"} : i33 to i32
    affine.store %1341, %alloc_102[] {to = "total"} : memref<i32>
    %1342 = allo.get_slice(%arg0 : i512, %c443, %c440) {name = "%1342"} -> i32
    %1343 = arith.trunci %1342 {name = "%1343"} : i32 to i4
    %alloc_117 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1343, %alloc_117[] {to = "weight"} : memref<i4>
    %1344 = affine.load %alloc_117[] {from = "weight"} : memref<i4>
    %1345 = affine.load %arg3[14] {from = "inputs"} : memref<32xi16, #map1>
    %1346 = arith.extsi %1344 {name = "%1346"} : i4 to i20
    %1347 = arith.extsi %1345 {name = "%1347"} : i16 to i20
    %1348 = arith.muli %1346, %1347 {name = "%1348"} : i20
    %1349 = affine.load %alloc_102[] {from = "total"} : memref<i32>
    %1350 = arith.extsi %1349 {name = "%1350"} : i32 to i33
    %1351 = arith.extsi %1348 {name = "%1351"} : i20 to i33
    %1352 = arith.addi %1350, %1351 {name = "%1352"} : i33
    %1353 = arith.trunci %1352 {name = "%1353"} : i33 to i32
    affine.store %1353, %alloc_102[] {to = "total"} : memref<i32>
    %1354 = allo.get_slice(%arg0 : i512, %c447, %c444) {name = "%1354"} -> i32
    %1355 = arith.trunci %1354 {name = "%1355"} : i32 to i4
    %alloc_118 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1355, %alloc_118[] {to = "weight"} : memref<i4>
    %1356 = affine.load %alloc_118[] {from = "weight"} : memref<i4>
    %1357 = affine.load %arg3[15] {from = "inputs"} : memref<32xi16, #map1>
    %1358 = arith.extsi %1356 {name = "%1358"} : i4 to i20
    %1359 = arith.extsi %1357 {name = "%1359"} : i16 to i20
    %1360 = arith.muli %1358, %1359 {name = "%1360"} : i20
    %1361 = affine.load %alloc_102[] {from = "total"} : memref<i32>
    %1362 = arith.extsi %1361 {name = "%1362"} : i32 to i33
    %1363 = arith.extsi %1360 {name = "%1363"} : i20 to i33
    %1364 = arith.addi %1362, %1363 {name = "%1364"} : i33
    %1365 = arith.trunci %1364 {name = "%1365"} : i33 to i32
    affine.store %1365, %alloc_102[] {to = "total"} : memref<i32>
    %1366 = allo.get_slice(%arg0 : i512, %c451, %c448) {name = "%1366"} -> i32
    %1367 = arith.trunci %1366 {name = "%1367"} : i32 to i4
    %alloc_119 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1367, %alloc_119[] {to = "weight"} : memref<i4>
    %1368 = affine.load %alloc_119[] {from = "weight"} : memref<i4>
    %1369 = affine.load %arg3[16] {from = "inputs"} : memref<32xi16, #map1>
    %1370 = arith.extsi %1368 {name = "%1370"} : i4 to i20
    %1371 = arith.extsi %1369 {name = "%1371"} : i16 to i20
    %1372 = arith.muli %1370, %1371 {name = "%1372"} : i20
    %1373 = affine.load %alloc_102[] {from = "total"} : memref<i32>
    %1374 = arith.extsi %1373 {name = "%1374"} : i32 to i33
    %1375 = arith.extsi %1372 {name = "%1375"} : i20 to i33
    %1376 = arith.addi %1374, %1375 {name = "%1376"} : i33
    %1377 = arith.trunci %1376 {name = "%1377"} : i33 to i32
    affine.store %1377, %alloc_102[] {to = "total"} : memref<i32>
    %1378 = allo.get_slice(%arg0 : i512, %c455, %c452) {name = "%1378"} -> i32
    %1379 = arith.trunci %1378 {name = "%1379"} : i32 to i4
    %alloc_120 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1379, %alloc_120[] {to = "weight"} : memref<i4>
    %1380 = affine.load %alloc_120[] {from = "weight"} : memref<i4>
    %1381 = affine.load %arg3[17] {from = "inputs"} : memref<32xi16, #map1>
    %1382 = arith.extsi %1380 {name = "%1382"} : i4 to i20
    %1383 = arith.extsi %1381 {name = "%1383"} : i16 to i20
    %1384 = arith.muli %1382, %1383 {name = "%1384"} : i20
    %1385 = affine.load %alloc_102[] {from = "total"} : memref<i32>
    %1386 = arith.extsi %1385 {name = "%1386"} : i32 to i33
    %1387 = arith.extsi %1384 {name = "%1387"} : i20 to i33
    %1388 = arith.addi %1386, %1387 {name = "%1388"} : i33
    %1389 = arith.trunci %1388 {name = "%1389"} : i33 to i32
    affine.store %1389, %alloc_102[] {to = "total"} : memref<i32>
    %1390 = allo.get_slice(%arg0 : i512, %c459, %c456) {name = "%1390"} -> i32
    %1391 = arith.trunci %1390 {name = "%1391"} : i32 to i4
    %alloc_121 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1391, %alloc_121[] {to = "weight"} : memref<i4>
    %1392 = affine.load %alloc_121[] {from = "weight"} : memref<i4>
    %1393 = affine.load %arg3[18] {from = "inputs"} : memref<32xi16, #map1>
    %1394 = arith.extsi %1392 {name = "%1394"} : i4 to i20
    %1395 = arith.extsi %1393 {name = "%1395"} : i16 to i20
    %1396 = arith.muli %1394, %1395 {name = "%1396"} : i20
    %1397 = affine.load %alloc_102[] {from = "total"} : memref<i32>
    %1398 = arith.extsi %1397 {name = "%1398"} : i32 to i33
    %1399 = arith.extsi %1396 {name = "%1399"} : i20 to i33
    %1400 = arith.addi %1398, %1399 {name = "%1400"} : i33
    %1401 = arith.trunci %1400 {name = "%1401"} : i33 to i32
    affine.store %1401, %alloc_102[] {to = "total"} : memref<i32>
    %1402 = allo.get_slice(%arg0 : i512, %c463, %c460) {name = "%1402"} -> i32
    %1403 = arith.trunci %1402 {name = "%1403"} : i32 to i4
    %alloc_122 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1403, %alloc_122[] {to = "weight"} : memref<i4>
    %1404 = affine.load %alloc_122[] {from = "weight"} : memref<i4>
    %1405 = affine.load %arg3[19] {from = "inputs"} : memref<32xi16, #map1>
    %1406 = arith.extsi %1404 {name = "%1406"} : i4 to i20
    %1407 = arith.extsi %1405 {name = "%1407"} : i16 to i20
    %1408 = arith.muli %1406, %1407 {name = "%1408"} : i20
    %1409 = affine.load %alloc_102[] {from = "total"} : memref<i32>
    %1410 = arith.extsi %1409 {name = "%1410"} : i32 to i33
    %1411 = arith.extsi %1408 {name = "%1411"} : i20 to i33
    %1412 = arith.addi %1410, %1411 {name = "%1412"} : i33
    %1413 = arith.trunci %1412 {name = "%1413"} : i33 to i32
    affine.store %1413, %alloc_102[] {to = "total"} : memref<i32>
    %1414 = allo.get_slice(%arg0 : i512, %c467, %c464) {name = "%1414"} -> i32
    %1415 = arith.trunci %1414 {name = "%1415"} : i32 to i4
    %alloc_123 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1415, %alloc_123[] {to = "weight"} : memref<i4>
    %1416 = affine.load %alloc_123[] {from = "weight"} : memref<i4>
    %1417 = affine.load %arg3[20] {from = "inputs"} : memref<32xi16, #map1>
    %1418 = arith.extsi %1416 {name = "%1418"} : i4 to i20
    %1419 = arith.extsi %1417 {name = "%1419"} : i16 to i20
    %1420 = arith.muli %1418, %1419 {name = "%1420"} : i20
    %1421 = affine.load %alloc_102[] {from = "total"} : memref<i32>
    %1422 = arith.extsi %1421 {name = "%1422"} : i32 to i33
    %1423 = arith.extsi %1420 {name = "%1423"} : i20 to i33
    %1424 = arith.addi %1422, %1423 {name = "%1424"} : i33
    %1425 = arith.trunci %1424 {name = "%1425"} : i33 to i32
    affine.store %1425, %alloc_102[] {to = "total"} : memref<i32>
    %1426 = allo.get_slice(%arg0 : i512, %c471, %c468) {name = "%1426"} -> i32
    %1427 = arith.trunci %1426 {name = "%1427"} : i32 to i4
    %alloc_124 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1427, %alloc_124[] {to = "weight"} : memref<i4>
    %1428 = affine.load %alloc_124[] {from = "weight"} : memref<i4>
    %1429 = affine.load %arg3[21] {from = "inputs"} : memref<32xi16, #map1>
    %1430 = arith.extsi %1428 {name = "%1430"} : i4 to i20
    %1431 = arith.extsi %1429 {name = "%1431"} : i16 to i20
    %1432 = arith.muli %1430, %1431 {name = "%1432"} : i20
    %1433 = affine.load %alloc_102[] {from = "total"} : memref<i32>
    %1434 = arith.extsi %1433 {name = "%1434"} : i32 to i33
    %1435 = arith.extsi %1432 {name = "%1435"} : i20 to i33
    %1436 = arith.addi %1434, %1435 {name = "%1436"} : i33
    %1437 = arith.trunci %1436 {name = "%1437"} : i33 to i32
    affine.store %1437, %alloc_102[] {to = "total"} : memref<i32>
    %1438 = allo.get_slice(%arg0 : i512, %c475, %c472) {name = "%1438"} -> i32
    %1439 = arith.trunci %1438 {name = "%1439"} : i32 to i4
    %alloc_125 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1439, %alloc_125[] {to = "weight"} : memref<i4>
    %1440 = affine.load %alloc_125[] {from = "weight"} : memref<i4>
    %1441 = affine.load %arg3[22] {from = "inputs"} : memref<32xi16, #map1>
    %1442 = arith.extsi %1440 {name = "%1442"} : i4 to i20
    %1443 = arith.extsi %1441 {name = "%1443"} : i16 to i20
    %1444 = arith.muli %1442, %1443 {name = "%1444"} : i20
    %1445 = affine.load %alloc_102[] {from = "total"} : memref<i32>
    %1446 = arith.extsi %1445 {name = "%1446"} : i32 to i33
    %1447 = arith.extsi %1444 {name = "%1447"} : i20 to i33
    %1448 = arith.addi %1446, %1447 {name = "%1448"} : i33
    %1449 = arith.trunci %1448 {name = "%1449"} : i33 to i32
    affine.store %1449, %alloc_102[] {to = "total"} : memref<i32>
    %1450 = allo.get_slice(%arg0 : i512, %c479, %c476) {name = "%1450"} -> i32
    %1451 = arith.trunci %1450 {name = "%1451"} : i32 to i4
    %alloc_126 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1451, %alloc_126[] {to = "weight"} : memref<i4>
    %1452 = affine.load %alloc_126[] {from = "weight"} : memref<i4>
    %1453 = affine.load %arg3[23] {from = "inputs"} : memref<32xi16, #map1>
    %1454 = arith.extsi %1452 {name = "%1454"} : i4 to i20
    %1455 = arith.extsi %1453 {name = "%1455"} : i16 to i20
    %1456 = arith.muli %1454, %1455 {name = "%1456"} : i20
    %1457 = affine.load %alloc_102[] {from = "total"} : memref<i32>
    %1458 = arith.extsi %1457 {name = "%1458"} : i32 to i33
    %1459 = arith.extsi %1456 {name = "%1459"} : i20 to i33
    %1460 = arith.addi %1458, %1459 {name = "%1460"} : i33
    %1461 = arith.trunci %1460 {name = "%1461"} : i33 to i32
    affine.store %1461, %alloc_102[] {to = "total"} : memref<i32>
    %1462 = allo.get_slice(%arg0 : i512, %c483, %c480) {name = "%1462"} -> i32
    %1463 = arith.trunci %1462 {name = "%1463"} : i32 to i4
    %alloc_127 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1463, %alloc_127[] {to = "weight"} : memref<i4>
    %1464 = affine.load %alloc_127[] {from = "weight"} : memref<i4>
    %1465 = affine.load %arg3[24] {from = "inputs"} : memref<32xi16, #map1>
    %1466 = arith.extsi %1464 {name = "%1466"} : i4 to i20
    %1467 = arith.extsi %1465 {name = "%1467"} : i16 to i20
    %1468 = arith.muli %1466, %1467 {name = "%1468"} : i20
    %1469 = affine.load %alloc_102[] {from = "total"} : memref<i32>
    %1470 = arith.extsi %1469 {name = "%1470"} : i32 to i33
    %1471 = arith.extsi %1468 {name = "%1471"} : i20 to i33
    %1472 = arith.addi %1470, %1471 {name = "%1472"} : i33
    %1473 = arith.trunci %1472 {name = "%1473"} : i33 to i32
    affine.store %1473, %alloc_102[] {to = "total"} : memref<i32>
    %1474 = allo.get_slice(%arg0 : i512, %c487, %c484) {name = "%1474"} -> i32
    %1475 = arith.trunci %1474 {name = "%1475"} : i32 to i4
    %alloc_128 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1475, %alloc_128[] {to = "weight"} : memref<i4>
    %1476 = affine.load %alloc_128[] {from = "weight"} : memref<i4>
    %1477 = affine.load %arg3[25] {from = "inputs"} : memref<32xi16, #map1>
    %1478 = arith.extsi %1476 {name = "%1478"} : i4 to i20
    %1479 = arith.extsi %1477 {name = "%1479"} : i16 to i20
    %1480 = arith.muli %1478, %1479 {name = "%1480"} : i20
    %1481 = affine.load %alloc_102[] {from = "total"} : memref<i32>
    %1482 = arith.extsi %1481 {name = "%1482"} : i32 to i33
    %1483 = arith.extsi %1480 {name = "%1483"} : i20 to i33
    %1484 = arith.addi %1482, %1483 {name = "%1484"} : i33
    %1485 = arith.trunci %1484 {name = "%1485"} : i33 to i32
    affine.store %1485, %alloc_102[] {to = "total"} : memref<i32>
    %1486 = allo.get_slice(%arg0 : i512, %c491, %c488) {name = "%1486"} -> i32
    %1487 = arith.trunci %1486 {name = "%1487"} : i32 to i4
    %alloc_129 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1487, %alloc_129[] {to = "weight"} : memref<i4>
    %1488 = affine.load %alloc_129[] {from = "weight"} : memref<i4>
    %1489 = affine.load %arg3[26] {from = "inputs"} : memref<32xi16, #map1>
    %1490 = arith.extsi %1488 {name = "%1490"} : i4 to i20
    %1491 = arith.extsi %1489 {name = "%1491"} : i16 to i20
    %1492 = arith.muli %1490, %1491 {name = "%1492"} : i20
    %1493 = affine.load %alloc_102[] {from = "total"} : memref<i32>
    %1494 = arith.extsi %1493 {name = "%1494"} : i32 to i33
    %1495 = arith.extsi %1492 {name = "%1495"} : i20 to i33
    %1496 = arith.addi %1494, %1495 {name = "%1496"} : i33
    %1497 = arith.trunci %1496 {name = "%1497"} : i33 to i32
    affine.store %1497, %alloc_102[] {to = "total"} : memref<i32>
    %1498 = allo.get_slice(%arg0 : i512, %c495, %c492) {name = "%1498"} -> i32
    %1499 = arith.trunci %1498 {name = "%1499"} : i32 to i4
    %alloc_130 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1499, %alloc_130[] {to = "weight"} : memref<i4>
    %1500 = affine.load %alloc_130[] {from = "weight"} : memref<i4>
    %1501 = affine.load %arg3[27] {from = "inputs"} : memref<32xi16, #map1>
    %1502 = arith.extsi %1500 {name = "%1502"} : i4 to i20
    %1503 = arith.extsi %1501 {name = "%1503"} : i16 to i20
    %1504 = arith.muli %1502, %1503 {name = "%1504"} : i20
    %1505 = affine.load %alloc_102[] {from = "total"} : memref<i32>
    %1506 = arith.extsi %1505 {name = "%1506"} : i32 to i33
    %1507 = arith.extsi %1504 {name = "%1507"} : i20 to i33
    %1508 = arith.addi %1506, %1507 {name = "%1508"} : i33
    %1509 = arith.trunci %1508 {name = "%1509"} : i33 to i32
    affine.store %1509, %alloc_102[] {to = "total"} : memref<i32>
    %1510 = allo.get_slice(%arg0 : i512, %c499, %c496) {name = "%1510"} -> i32
    %1511 = arith.trunci %1510 {name = "%1511"} : i32 to i4
    %alloc_131 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1511, %alloc_131[] {to = "weight"} : memref<i4>
    %1512 = affine.load %alloc_131[] {from = "weight"} : memref<i4>
    %1513 = affine.load %arg3[28] {from = "inputs"} : memref<32xi16, #map1>
    %1514 = arith.extsi %1512 {name = "%1514"} : i4 to i20
    %1515 = arith.extsi %1513 {name = "%1515"} : i16 to i20
    %1516 = arith.muli %1514, %1515 {name = "%1516"} : i20
    %1517 = affine.load %alloc_102[] {from = "total"} : memref<i32>
    %1518 = arith.extsi %1517 {name = "%1518"} : i32 to i33
    %1519 = arith.extsi %1516 {name = "%1519"} : i20 to i33
    %1520 = arith.addi %1518, %1519 {name = "%1520"} : i33
    %1521 = arith.trunci %1520 {name = "%1521"} : i33 to i32
    affine.store %1521, %alloc_102[] {to = "total"} : memref<i32>
    %1522 = allo.get_slice(%arg0 : i512, %c503, %c500) {name = "%1522"} -> i32
    %1523 = arith.trunci %1522 {name = "%1523"} : i32 to i4
    %alloc_132 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1523, %alloc_132[] {to = "weight"} : memref<i4>
    %1524 = affine.load %alloc_132[] {from = "weight"} : memref<i4>
    %1525 = affine.load %arg3[29] {from = "inputs"} : memref<32xi16, #map1>
    %1526 = arith.extsi %1524 {name = "%1526"} : i4 to i20
    %1527 = arith.extsi %1525 {name = "%1527"} : i16 to i20
    %1528 = arith.muli %1526, %1527 {name = "%1528"} : i20
    %1529 = affine.load %alloc_102[] {from = "total"} : memref<i32>
    %1530 = arith.extsi %1529 {name = "%1530"} : i32 to i33
    %1531 = arith.extsi %1528 {name = "%1531"} : i20 to i33
    %1532 = arith.addi %1530, %1531 {name = "%1532"} : i33
    %1533 = arith.trunci %1532 {name = "%1533"} : i33 to i32
    affine.store %1533, %alloc_102[] {to = "total"} : memref<i32>
    %1534 = allo.get_slice(%arg0 : i512, %c507, %c504) {name = "%1534"} -> i32
    %1535 = arith.trunci %1534 {name = "%1535"} : i32 to i4
    %alloc_133 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1535, %alloc_133[] {to = "weight"} : memref<i4>
    %1536 = affine.load %alloc_133[] {from = "weight"} : memref<i4>
    %1537 = affine.load %arg3[30] {from = "inputs"} : memref<32xi16, #map1>
    %1538 = arith.extsi %1536 {name = "%1538"} : i4 to i20
    %1539 = arith.extsi %1537 {name = "%1539"} : i16 to i20
    %1540 = arith.muli %1538, %1539 {name = "%1540"} : i20
    %1541 = affine.load %alloc_102[] {from = "total"} : memref<i32>
    %1542 = arith.extsi %1541 {name = "%1542"} : i32 to i33
    %1543 = arith.extsi %1540 {name = "%1543"} : i20 to i33
    %1544 = arith.addi %1542, %1543 {name = "%1544"} : i33
    %1545 = arith.trunci %1544 {name = "%1545"} : i33 to i32
    affine.store %1545, %alloc_102[] {to = "total"} : memref<i32>
    %1546 = allo.get_slice(%arg0 : i512, %c511, %c508) {name = "%1546"} -> i32
    %1547 = arith.trunci %1546 {name = "%1547"} : i32 to i4
    %alloc_134 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1547, %alloc_134[] {to = "weight"} : memref<i4>
    %1548 = affine.load %alloc_134[] {from = "weight"} : memref<i4>
    %1549 = affine.load %arg3[31] {from = "inputs"} : memref<32xi16, #map1>
    %1550 = arith.extsi %1548 {name = "%1550"} : i4 to i20
    %1551 = arith.extsi %1549 {name = "%1551"} : i16 to i20
    %1552 = arith.muli %1550, %1551 {name = "%1552"} : i20
    %1553 = affine.load %alloc_102[] {from = "total"} : memref<i32>
    %1554 = arith.extsi %1553 {name = "%1554"} : i32 to i33
    %1555 = arith.extsi %1552 {name = "%1555"} : i20 to i33
    %1556 = arith.addi %1554, %1555 {name = "%1556"} : i33
    %1557 = arith.trunci %1556 {name = "%1557"} : i33 to i32
    affine.store %1557, %alloc_102[] {to = "total"} : memref<i32>
    %1558 = affine.load %alloc_102[] {from = "total"} : memref<i32>
    %1559 = affine.load %alloc_101[] {from = "scale"} : memref<i16>
    %1560 = arith.extsi %1558 {name = "%1560"} : i32 to i48
    %1561 = arith.extsi %1559 {name = "%1561"} : i16 to i48
    %1562 = arith.muli %1560, %1561 {name = "%1562"} : i48
    %1563 = arith.extsi %1562 {name = "%1563"} : i48 to i64
    affine.store %1563, %arg4[3] {to = "products"} : memref<4xi64, #map1>
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
  func.func @engine_0(%arg0: memref<2xi128>, %arg1: memref<256xi128>, %arg2: memref<512xi128>, %arg3: !allo.stream<i512, 512>) attributes {df.kernel, itypes = "uuuu", otypes = "", stypes = "___i"} {
    %c0_i128 = arith.constant {name = "%c0_i128"} 0 : i128
    %c16_i97 = arith.constant {name = "%c16_i97"} 16 : i97
    %c32768_i97 = arith.constant {name = "%c32768_i97"} 32768 : i97
    %c1_i33 = arith.constant {name = "%c1_i33"} 1 : i33
    %c128_i512 = arith.constant {name = "%c128_i512"} 128 : i512
    %c64_i512 = arith.constant {name = "%c64_i512"} 64 : i512
    %c0_i33 = arith.constant {name = "%c0_i33"} 0 : i33
    %c2_i33 = arith.constant {name = "%c2_i33"} 2 : i33
    %c112 = arith.constant {name = "%c112"} 112 : index
    %c111 = arith.constant {name = "%c111"} 111 : index
    %c80 = arith.constant {name = "%c80"} 80 : index
    %c79 = arith.constant {name = "%c79"} 79 : index
    %c48 = arith.constant {name = "%c48"} 48 : index
    %c47 = arith.constant {name = "%c47"} 47 : index
    %c16 = arith.constant {name = "%c16"} 16 : index
    %c15 = arith.constant {name = "%c15"} 15 : index
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
    %c1_i32 = arith.constant {name = "%c1_i32"} 1 : i32
    %c0_i32 = arith.constant {name = "%c0_i32"} 0 : i32
    %alloc = memref.alloc() {name = "activations"} : memref<65x32xi16, #map>
    %alloc_0 = memref.alloc() {name = "totals"} : memref<528x4xi64, #map>
    %alloc_1 = memref.alloc() {name = "answers"} : memref<512x4xi32, #map>
    %alloc_2 = memref.alloc() {name = "total"} : memref<4xi64, #map1>
    linalg.fill ins(%c0_i64 : i64) outs(%alloc_2 : memref<4xi64, #map1>)
    %alloc_3 = memref.alloc() {name = "products"} : memref<4xi64, #map1>
    linalg.fill ins(%c0_i64 : i64) outs(%alloc_3 : memref<4xi64, #map1>)
    %alloc_4 = memref.alloc() {name = "inputs"} : memref<32xi16, #map1>
    linalg.fill ins(%c0_i16 : i16) outs(%alloc_4 : memref<32xi16, #map1>)
    %alloc_5 = memref.alloc() {name = "scales", unsigned} : memref<i512>
    affine.store %c0_i512, %alloc_5[] {to = "scales"} : memref<i512>
    %alloc_6 = memref.alloc() {name = "codes", unsigned} : memref<i512>
    affine.store %c0_i512, %alloc_6[] {to = "codes"} : memref<i512>
    %alloc_7 = memref.alloc() {name = "parts"} : memref<2x4xi32, #map>
    affine.for %arg4 = 0 to 2 {
      %0 = affine.load %arg0[%arg4] {from = "portions", unsigned} : memref<2xi128>
      %alloc_8 = memref.alloc() {name = "given_shares", unsigned} : memref<i128>
      affine.store %0, %alloc_8[] {to = "given_shares"} : memref<i128>
      %1 = affine.load %alloc_8[] {from = "given_shares"} : memref<i128>
      %2 = allo.get_slice(%1 : i128, %c31, %c0) -> i32
      affine.store %2, %alloc_7[%arg4, 0] {to = "parts"} : memref<2x4xi32, #map>
      %3 = affine.load %alloc_8[] {from = "given_shares"} : memref<i128>
      %4 = allo.get_slice(%3 : i128, %c63, %c32) -> i32
      affine.store %4, %alloc_7[%arg4, 1] {to = "parts"} : memref<2x4xi32, #map>
      %5 = affine.load %alloc_8[] {from = "given_shares"} : memref<i128>
      %6 = allo.get_slice(%5 : i128, %c95, %c64) -> i32
      affine.store %6, %alloc_7[%arg4, 2] {to = "parts"} : memref<2x4xi32, #map>
      %7 = affine.load %alloc_8[] {from = "given_shares"} : memref<i128>
      %8 = allo.get_slice(%7 : i128, %c127, %c96) -> i32
      affine.store %8, %alloc_7[%arg4, 3] {to = "parts"} : memref<2x4xi32, #map>
    } {loop_name = "e", op_name = "S_e_0", pipeline_ii = 1 : ui32}
    affine.for %arg4 = 0 to 64 {
      affine.for %arg5 = 0 to 4 {
        %0 = affine.load %arg1[%arg4 * 4 + %arg5] {from = "token", unsigned} : memref<256xi128>
        %alloc_8 = memref.alloc() {name = "taken", unsigned} : memref<i128>
        affine.store %0, %alloc_8[] {to = "taken"} : memref<i128>
        %1 = affine.load %alloc_8[] {from = "taken"} : memref<i128>
        %2 = allo.get_slice(%1 : i128, %c15, %c0) -> i16
        affine.store %2, %alloc[%arg4, %arg5 * 8] {to = "activations"} : memref<65x32xi16, #map>
        %3 = affine.load %alloc_8[] {from = "taken"} : memref<i128>
        %4 = allo.get_slice(%3 : i128, %c31, %c16) -> i16
        affine.store %4, %alloc[%arg4, %arg5 * 8 + 1] {to = "activations"} : memref<65x32xi16, #map>
        %5 = affine.load %alloc_8[] {from = "taken"} : memref<i128>
        %6 = allo.get_slice(%5 : i128, %c47, %c32) -> i16
        affine.store %6, %alloc[%arg4, %arg5 * 8 + 2] {to = "activations"} : memref<65x32xi16, #map>
        %7 = affine.load %alloc_8[] {from = "taken"} : memref<i128>
        %8 = allo.get_slice(%7 : i128, %c63, %c48) -> i16
        affine.store %8, %alloc[%arg4, %arg5 * 8 + 3] {to = "activations"} : memref<65x32xi16, #map>
        %9 = affine.load %alloc_8[] {from = "taken"} : memref<i128>
        %10 = allo.get_slice(%9 : i128, %c79, %c64) -> i16
        affine.store %10, %alloc[%arg4, %arg5 * 8 + 4] {to = "activations"} : memref<65x32xi16, #map>
        %11 = affine.load %alloc_8[] {from = "taken"} : memref<i128>
        %12 = allo.get_slice(%11 : i128, %c95, %c80) -> i16
        affine.store %12, %alloc[%arg4, %arg5 * 8 + 5] {to = "activations"} : memref<65x32xi16, #map>
        %13 = affine.load %alloc_8[] {from = "taken"} : memref<i128>
        %14 = allo.get_slice(%13 : i128, %c111, %c96) -> i16
        affine.store %14, %alloc[%arg4, %arg5 * 8 + 6] {to = "activations"} : memref<65x32xi16, #map>
        %15 = affine.load %alloc_8[] {from = "taken"} : memref<i128>
        %16 = allo.get_slice(%15 : i128, %c127, %c112) -> i16
        affine.store %16, %alloc[%arg4, %arg5 * 8 + 7] {to = "activations"} : memref<65x32xi16, #map>
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
          affine.for %arg6 = 0 to 32 {
            %alloc_17 = memref.alloc() {name = "gate_total"} : memref<i64>
            affine.store %c0_i64, %alloc_17[] {to = "gate_total"} : memref<i64>
            %alloc_18 = memref.alloc() {name = "up_total"} : memref<i64>
            affine.store %c0_i64, %alloc_18[] {to = "up_total"} : memref<i64>
            %19 = affine.load %alloc_0[%arg6 floordiv 2, %arg6 * 2 - (%arg6 floordiv 2) * 4] : memref<528x4xi64, #map>
            %20 = affine.load %alloc_17[] {from = "gate_total"} : memref<i64>
            %21 = arith.extsi %20 : i64 to i65
            %22 = arith.extsi %19 : i64 to i65
            %23 = arith.addi %21, %22 : i65
            %24 = arith.trunci %23 : i65 to i64
            affine.store %24, %alloc_17[] {to = "gate_total"} : memref<i64>
            %25 = affine.load %alloc_0[%arg6 floordiv 2, %arg6 * 2 - (%arg6 floordiv 2) * 4 + 1] : memref<528x4xi64, #map>
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
            affine.store %36, %alloc[64, %arg6] : memref<65x32xi16, #map>
          } {loop_name = "u", op_name = "activate", pipeline_ii = 1 : ui32}
          affine.store %c64_i32, %alloc_12[] {to = "first_group"} : memref<i32>
          affine.store %c1_i32, %alloc_13[] {to = "groups"} : memref<i32>
        }
        affine.for %arg6 = 0 to 64 {
          affine.for %arg7 = 0 to 9 {
            %19 = allo.stream_get(%arg3, []) {unsigned} : !allo.stream<i512, 512> -> i512
            %alloc_17 = memref.alloc() {name = "word", unsigned} : memref<i512>
            affine.store %19, %alloc_17[] {to = "word"} : memref<i512>
            %alloc_18 = memref.alloc() {name = "of_places"} : memref<i32>
            affine.store %c0_i32, %alloc_18[] {to = "of_places"} : memref<i32>
            %20 = arith.index_cast %arg7 : index to i33
            %21 = arith.cmpi eq, %20, %c0_i33 : i33
            scf.if %21 {
              %22 = affine.load %alloc_17[] {from = "word"} : memref<i512>
              affine.store %22, %alloc_5[] {to = "scales"} : memref<i512>
            } else {
              %22 = affine.load %alloc_18[] {from = "of_places"} : memref<i32>
              %23 = arith.cmpi eq, %22, %c1_i32 : i32
              scf.if %23 {
                %24 = affine.load %alloc_17[] {from = "word"} : memref<i512>
                affine.store %24, %alloc_6[] {to = "codes"} : memref<i512>
              } else {
                affine.for %arg8 = 0 to 32 {
                  %38 = affine.load %alloc_12[] {from = "first_group"} : memref<i32>
                  %39 = affine.load %alloc_14[] {from = "group"} : memref<i32>
                  %40 = arith.extsi %38 : i32 to i33
                  %41 = arith.extsi %39 : i32 to i33
                  %42 = arith.addi %40, %41 : i33
                  %43 = arith.index_cast %42 : i33 to index
                  %44 = memref.load %alloc[%43, %arg8] {from = "activations"} : memref<65x32xi16, #map>
                  affine.store %44, %alloc_4[%arg8] {to = "inputs"} : memref<32xi16, #map1>
                } {loop_name = "m", op_name = "S_m_3"}
                %24 = affine.load %alloc_17[] {from = "word"} : memref<i512>
                %25 = affine.load %alloc_6[] {from = "codes"} : memref<i512>
                %26 = affine.load %alloc_5[] {from = "scales"} : memref<i512>
                func.call @scaled_groups(%24, %25, %26, %alloc_4, %alloc_3) : (i512, i512, i512, memref<32xi16, #map1>, memref<4xi64, #map1>) -> ()
                affine.for %arg8 = 0 to 4 {
                  %38 = affine.load %alloc_14[] {from = "group"} : memref<i32>
                  %39 = arith.cmpi eq, %38, %c0_i32 : i32
                  %40 = affine.load %alloc_3[%arg8] {from = "products"} : memref<4xi64, #map1>
                  %41 = affine.load %alloc_2[%arg8] {from = "total"} : memref<4xi64, #map1>
                  %42 = arith.extsi %41 : i64 to i65
                  %43 = arith.extsi %40 : i64 to i65
                  %44 = arith.addi %42, %43 : i65
                  %45 = arith.select %39, %43, %44 : i65
                  %46 = arith.trunci %45 : i65 to i64
                  affine.store %46, %alloc_2[%arg8] {to = "total"} : memref<4xi64, #map1>
                  %47 = affine.load %alloc_2[%arg8] {from = "total"} : memref<4xi64, #map1>
                  %48 = affine.load %alloc_15[] {from = "block"} : memref<i32>
                  %49 = arith.index_cast %48 : i32 to index
                  memref.store %47, %alloc_0[%49, %arg8] {to = "totals"} : memref<528x4xi64, #map>
                } {loop_name = "r", op_name = "S_r_4"}
                %27 = affine.load %alloc_5[] {from = "scales"} : memref<i512>
                %28 = arith.shrui %27, %c64_i512 {unsigned} : i512
                affine.store %28, %alloc_5[] {to = "scales"} : memref<i512>
                %29 = affine.load %alloc_6[] {from = "codes"} : memref<i512>
                %30 = arith.shrui %29, %c128_i512 {unsigned} : i512
                affine.store %30, %alloc_6[] {to = "codes"} : memref<i512>
                %31 = affine.load %alloc_14[] {from = "group"} : memref<i32>
                %32 = arith.extsi %31 : i32 to i33
                %33 = arith.addi %32, %c1_i33 : i33
                %34 = arith.trunci %33 : i33 to i32
                affine.store %34, %alloc_14[] {to = "group"} : memref<i32>
                %35 = affine.load %alloc_14[] {from = "group"} : memref<i32>
                %36 = affine.load %alloc_13[] {from = "groups"} : memref<i32>
                %37 = arith.cmpi eq, %35, %36 : i32
                scf.if %37 {
                  affine.store %c0_i32, %alloc_14[] {to = "group"} : memref<i32>
                  %38 = affine.load %alloc_15[] {from = "block"} : memref<i32>
                  %39 = arith.extsi %38 : i32 to i33
                  %40 = arith.addi %39, %c1_i33 : i33
                  %41 = arith.trunci %40 : i33 to i32
                  affine.store %41, %alloc_15[] {to = "block"} : memref<i32>
                }
              }
            }
          } {loop_name = "j", pipeline_ii = 1 : ui32}
        } {loop_name = "b", op_name = "multiply"}
      } {loop_name = "part", op_name = "S_part_2"}
      %8 = affine.load %alloc_11[] {from = "down_multiplier"} : memref<i64>
      %9 = affine.load %alloc_7[%arg4 floordiv 4, %arg4 mod 4] : memref<2x4xi32, #map>
      %10 = arith.extsi %8 : i64 to i96
      %11 = arith.extsi %9 : i32 to i96
      %12 = arith.muli %10, %11 : i96
      %13 = arith.extsi %12 : i96 to i97
      %14 = arith.addi %13, %c32768_i97 : i97
      %15 = arith.shrsi %14, %c16_i97 : i97
      %16 = arith.trunci %15 : i97 to i32
      %alloc_16 = memref.alloc() {name = "weight"} : memref<i32>
      affine.store %16, %alloc_16[] {to = "weight"} : memref<i32>
      affine.for %arg5 = 0 to 512 {
        affine.for %arg6 = 0 to 1 {
          affine.for %arg7 = 0 to 4 {
            %17 = affine.load %alloc_0[%arg5 + 16, %arg6 * 4 + %arg7] {from = "totals"} : memref<528x4xi64, #map>
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
              %32 = affine.load %alloc_1[%arg5 + %arg6, %arg7] {from = "answers"} : memref<512x4xi32, #map>
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
            affine.store %31, %alloc_1[%arg5 + %arg6, %arg7] {to = "answers"} : memref<512x4xi32, #map>
          } {loop_name = "r"}
        } {loop_name = "h", pipeline_ii = 1 : ui32}
      } {loop_name = "d", op_name = "add"}
    } {loop_name = "k", op_name = "S_k_2"}
    affine.for %arg4 = 0 to 512 {
      %alloc_8 = memref.alloc() {name = "given", unsigned} : memref<i128>
      affine.store %c0_i128, %alloc_8[] {to = "given"} : memref<i128>
      %0 = affine.load %alloc_1[%arg4, 0] {from = "answers"} : memref<512x4xi32, #map>
      %1 = affine.load %alloc_8[] {from = "given"} : memref<i128>
      %2 = allo.set_slice(%1 : i128, %c31, %c0, %0 : i32) -> i128
      affine.store %2, %alloc_8[] {to = "given"} : memref<i128>
      %3 = affine.load %alloc_1[%arg4, 1] {from = "answers"} : memref<512x4xi32, #map>
      %4 = affine.load %alloc_8[] {from = "given"} : memref<i128>
      %5 = allo.set_slice(%4 : i128, %c63, %c32, %3 : i32) -> i128
      affine.store %5, %alloc_8[] {to = "given"} : memref<i128>
      %6 = affine.load %alloc_1[%arg4, 2] {from = "answers"} : memref<512x4xi32, #map>
      %7 = affine.load %alloc_8[] {from = "given"} : memref<i128>
      %8 = allo.set_slice(%7 : i128, %c95, %c64, %6 : i32) -> i128
      affine.store %8, %alloc_8[] {to = "given"} : memref<i128>
      %9 = affine.load %alloc_1[%arg4, 3] {from = "answers"} : memref<512x4xi32, #map>
      %10 = affine.load %alloc_8[] {from = "given"} : memref<i128>
      %11 = allo.set_slice(%10 : i128, %c127, %c96, %9 : i32) -> i128
      affine.store %11, %alloc_8[] {to = "given"} : memref<i128>
      %12 = affine.load %alloc_8[] {from = "given"} : memref<i128>
      affine.store %12, %arg2[%arg4] {to = "output"} : memref<512xi128>
    } {loop_name = "t", op_name = "store", pipeline_ii = 1 : ui32}
    return
  }
  func.func @gated_experts(%arg0: memref<1xi512>, %arg1: memref<2xi128>, %arg2: memref<256xi128>, %arg3: memref<3762304xi512>, %arg4: memref<512xi128>) attributes {dataflow, itypes = "uuuuu"} {
    %0 = allo.stream_construct() {name = "fetched", unsigned} : !allo.stream<i512, 512>
    call @fetch_0(%arg0, %arg3, %0) : (memref<1xi512>, memref<3762304xi512>, !allo.stream<i512, 512>) -> ()
    call @engine_0(%arg1, %arg2, %arg4, %0) {last} : (memref<2xi128>, memref<256xi128>, memref<512xi128>, !allo.stream<i512, 512>) -> ()
    return
  }
}
