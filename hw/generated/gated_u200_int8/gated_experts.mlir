#map = affine_map<(d0, d1) -> (0, d1, d0, 0)>
#map1 = affine_map<(d0) -> (d0, 0)>
module {
  func.func @fetch_0(%arg0: memref<1xi512>, %arg1: memref<240660480xi512>, %arg2: !allo.stream<i512, 512>) attributes {df.kernel, itypes = "uuu", otypes = "", stypes = "__o"} {
    %c19585_i64 = arith.constant {name = "%c19585_i64"} 19585 : i64
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
      %2 = arith.muli %1, %c19585_i64 : i64
      %3 = arith.trunci %2 : i64 to i32
      %alloc_0 = memref.alloc() {name = "first"} : memref<i32>
      affine.store %3, %alloc_0[] {to = "first"} : memref<i32>
      affine.for %arg4 = 0 to 19585 {
        %4 = arith.index_cast %arg4 : index to i32
        %alloc_1 = memref.alloc() {name = "step"} : memref<i32>
        affine.store %4, %alloc_1[] {to = "step"} : memref<i32>
        %5 = affine.load %alloc_0[] {from = "first"} : memref<i32>
        %6 = affine.load %alloc_1[] {from = "step"} : memref<i32>
        %7 = arith.extsi %5 : i32 to i33
        %8 = arith.extsi %6 : i32 to i33
        %9 = arith.addi %7, %8 : i33
        %10 = arith.index_cast %9 : i33 to index
        %11 = memref.load %arg1[%10] {from = "stored", unsigned} : memref<240660480xi512>
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
  func.func @scaled_groups(%arg0: i512, %arg1: i512, %arg2: i512, %arg3: memref<32xi16, #map1>, %arg4: memref<2xi64, #map1>) attributes {itypes = "uuuss", otypes = ""} {
    %c511 = arith.constant {name = "%c511"} 511 : index
    %c504 = arith.constant {name = "%c504"} 504 : index
    %c503 = arith.constant {name = "%c503"} 503 : index
    %c496 = arith.constant {name = "%c496"} 496 : index
    %c495 = arith.constant {name = "%c495"} 495 : index
    %c488 = arith.constant {name = "%c488"} 488 : index
    %c487 = arith.constant {name = "%c487"} 487 : index
    %c480 = arith.constant {name = "%c480"} 480 : index
    %c479 = arith.constant {name = "%c479"} 479 : index
    %c472 = arith.constant {name = "%c472"} 472 : index
    %c471 = arith.constant {name = "%c471"} 471 : index
    %c464 = arith.constant {name = "%c464"} 464 : index
    %c463 = arith.constant {name = "%c463"} 463 : index
    %c456 = arith.constant {name = "%c456"} 456 : index
    %c455 = arith.constant {name = "%c455"} 455 : index
    %c448 = arith.constant {name = "%c448"} 448 : index
    %c447 = arith.constant {name = "%c447"} 447 : index
    %c440 = arith.constant {name = "%c440"} 440 : index
    %c439 = arith.constant {name = "%c439"} 439 : index
    %c432 = arith.constant {name = "%c432"} 432 : index
    %c431 = arith.constant {name = "%c431"} 431 : index
    %c424 = arith.constant {name = "%c424"} 424 : index
    %c423 = arith.constant {name = "%c423"} 423 : index
    %c416 = arith.constant {name = "%c416"} 416 : index
    %c415 = arith.constant {name = "%c415"} 415 : index
    %c408 = arith.constant {name = "%c408"} 408 : index
    %c407 = arith.constant {name = "%c407"} 407 : index
    %c400 = arith.constant {name = "%c400"} 400 : index
    %c399 = arith.constant {name = "%c399"} 399 : index
    %c392 = arith.constant {name = "%c392"} 392 : index
    %c391 = arith.constant {name = "%c391"} 391 : index
    %c384 = arith.constant {name = "%c384"} 384 : index
    %c383 = arith.constant {name = "%c383"} 383 : index
    %c376 = arith.constant {name = "%c376"} 376 : index
    %c375 = arith.constant {name = "%c375"} 375 : index
    %c368 = arith.constant {name = "%c368"} 368 : index
    %c367 = arith.constant {name = "%c367"} 367 : index
    %c360 = arith.constant {name = "%c360"} 360 : index
    %c359 = arith.constant {name = "%c359"} 359 : index
    %c352 = arith.constant {name = "%c352"} 352 : index
    %c351 = arith.constant {name = "%c351"} 351 : index
    %c344 = arith.constant {name = "%c344"} 344 : index
    %c343 = arith.constant {name = "%c343"} 343 : index
    %c336 = arith.constant {name = "%c336"} 336 : index
    %c335 = arith.constant {name = "%c335"} 335 : index
    %c328 = arith.constant {name = "%c328"} 328 : index
    %c327 = arith.constant {name = "%c327"} 327 : index
    %c320 = arith.constant {name = "%c320"} 320 : index
    %c319 = arith.constant {name = "%c319"} 319 : index
    %c312 = arith.constant {name = "%c312"} 312 : index
    %c311 = arith.constant {name = "%c311"} 311 : index
    %c304 = arith.constant {name = "%c304"} 304 : index
    %c303 = arith.constant {name = "%c303"} 303 : index
    %c296 = arith.constant {name = "%c296"} 296 : index
    %c295 = arith.constant {name = "%c295"} 295 : index
    %c288 = arith.constant {name = "%c288"} 288 : index
    %c287 = arith.constant {name = "%c287"} 287 : index
    %c280 = arith.constant {name = "%c280"} 280 : index
    %c279 = arith.constant {name = "%c279"} 279 : index
    %c272 = arith.constant {name = "%c272"} 272 : index
    %c271 = arith.constant {name = "%c271"} 271 : index
    %c264 = arith.constant {name = "%c264"} 264 : index
    %c263 = arith.constant {name = "%c263"} 263 : index
    %c256 = arith.constant {name = "%c256"} 256 : index
    %c255 = arith.constant {name = "%c255"} 255 : index
    %c248 = arith.constant {name = "%c248"} 248 : index
    %c247 = arith.constant {name = "%c247"} 247 : index
    %c240 = arith.constant {name = "%c240"} 240 : index
    %c239 = arith.constant {name = "%c239"} 239 : index
    %c232 = arith.constant {name = "%c232"} 232 : index
    %c231 = arith.constant {name = "%c231"} 231 : index
    %c224 = arith.constant {name = "%c224"} 224 : index
    %c223 = arith.constant {name = "%c223"} 223 : index
    %c216 = arith.constant {name = "%c216"} 216 : index
    %c215 = arith.constant {name = "%c215"} 215 : index
    %c208 = arith.constant {name = "%c208"} 208 : index
    %c207 = arith.constant {name = "%c207"} 207 : index
    %c200 = arith.constant {name = "%c200"} 200 : index
    %c199 = arith.constant {name = "%c199"} 199 : index
    %c192 = arith.constant {name = "%c192"} 192 : index
    %c191 = arith.constant {name = "%c191"} 191 : index
    %c184 = arith.constant {name = "%c184"} 184 : index
    %c183 = arith.constant {name = "%c183"} 183 : index
    %c176 = arith.constant {name = "%c176"} 176 : index
    %c175 = arith.constant {name = "%c175"} 175 : index
    %c168 = arith.constant {name = "%c168"} 168 : index
    %c167 = arith.constant {name = "%c167"} 167 : index
    %c160 = arith.constant {name = "%c160"} 160 : index
    %c159 = arith.constant {name = "%c159"} 159 : index
    %c152 = arith.constant {name = "%c152"} 152 : index
    %c151 = arith.constant {name = "%c151"} 151 : index
    %c144 = arith.constant {name = "%c144"} 144 : index
    %c143 = arith.constant {name = "%c143"} 143 : index
    %c136 = arith.constant {name = "%c136"} 136 : index
    %c135 = arith.constant {name = "%c135"} 135 : index
    %c128 = arith.constant {name = "%c128"} 128 : index
    %c127 = arith.constant {name = "%c127"} 127 : index
    %c120 = arith.constant {name = "%c120"} 120 : index
    %c119 = arith.constant {name = "%c119"} 119 : index
    %c112 = arith.constant {name = "%c112"} 112 : index
    %c111 = arith.constant {name = "%c111"} 111 : index
    %c104 = arith.constant {name = "%c104"} 104 : index
    %c103 = arith.constant {name = "%c103"} 103 : index
    %c96 = arith.constant {name = "%c96"} 96 : index
    %c95 = arith.constant {name = "%c95"} 95 : index
    %c88 = arith.constant {name = "%c88"} 88 : index
    %c87 = arith.constant {name = "%c87"} 87 : index
    %c80 = arith.constant {name = "%c80"} 80 : index
    %c79 = arith.constant {name = "%c79"} 79 : index
    %c72 = arith.constant {name = "%c72"} 72 : index
    %c71 = arith.constant {name = "%c71"} 71 : index
    %c64 = arith.constant {name = "%c64"} 64 : index
    %c63 = arith.constant {name = "%c63"} 63 : index
    %c56 = arith.constant {name = "%c56"} 56 : index
    %c55 = arith.constant {name = "%c55"} 55 : index
    %c48 = arith.constant {name = "%c48"} 48 : index
    %c47 = arith.constant {name = "%c47"} 47 : index
    %c40 = arith.constant {name = "%c40"} 40 : index
    %c39 = arith.constant {name = "%c39"} 39 : index
    %c32 = arith.constant {name = "%c32"} 32 : index
    %c31 = arith.constant {name = "%c31"} 31 : index
    %c24 = arith.constant {name = "%c24"} 24 : index
    %c23 = arith.constant {name = "%c23"} 23 : index
    %c16 = arith.constant {name = "%c16"} 16 : index
    %c8 = arith.constant {name = "%c8"} 8 : index
    %c7 = arith.constant {name = "%c7"} 7 : index
    %c0_i32 = arith.constant {name = "%c0_i32"} 0 : i32
    %c0 = arith.constant {name = "%c0"} 0 : index
    %c15 = arith.constant {name = "%c15"} 15 : index
    %0 = allo.get_slice(%arg2 : i512, %c15, %c0) {name = "%0"} -> i16
    %alloc = memref.alloc() {name = "scale"} : memref<i16>
    affine.store %0, %alloc[] {to = "scale"} : memref<i16>
    %alloc_0 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_0[] {to = "total"} : memref<i32>
    %1 = allo.get_slice(%arg0 : i512, %c7, %c0) {name = "%1"} -> i32
    %2 = arith.trunci %1 {name = "%2"} : i32 to i8
    %alloc_1 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %2, %alloc_1[] {to = "weight"} : memref<i8>
    %3 = affine.load %alloc_1[] {from = "weight"} : memref<i8>
    %4 = affine.load %arg3[0] {from = "inputs"} : memref<32xi16, #map1>
    %5 = arith.extsi %3 {name = "%5"} : i8 to i24
    %6 = arith.extsi %4 {name = "%6"} : i16 to i24
    %7 = arith.muli %5, %6 {name = "%7"} : i24
    %8 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %9 = arith.extsi %8 {name = "%9"} : i32 to i33
    %10 = arith.extsi %7 {name = "%10"} : i24 to i33
    %11 = arith.addi %9, %10 {name = "%11"} : i33
    %12 = arith.trunci %11 {name = "%12"} : i33 to i32
    affine.store %12, %alloc_0[] {to = "total"} : memref<i32>
    %13 = allo.get_slice(%arg0 : i512, %c15, %c8) {name = "%13"} -> i32
    %14 = arith.trunci %13 {name = "%14"} : i32 to i8
    %alloc_2 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %14, %alloc_2[] {to = "weight"} : memref<i8>
    %15 = affine.load %alloc_2[] {from = "weight"} : memref<i8>
    %16 = affine.load %arg3[1] {from = "inputs"} : memref<32xi16, #map1>
    %17 = arith.extsi %15 {name = "%17"} : i8 to i24
    %18 = arith.extsi %16 {name = "%18"} : i16 to i24
    %19 = arith.muli %17, %18 {name = "%19"} : i24
    %20 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %21 = arith.extsi %20 {name = "%21"} : i32 to i33
    %22 = arith.extsi %19 {name = "%22"} : i24 to i33
    %23 = arith.addi %21, %22 {name = "%23"} : i33
    %24 = arith.trunci %23 {name = "%24"} : i33 to i32
    affine.store %24, %alloc_0[] {to = "total"} : memref<i32>
    %25 = allo.get_slice(%arg0 : i512, %c23, %c16) {name = "%25"} -> i32
    %26 = arith.trunci %25 {name = "%26"} : i32 to i8
    %alloc_3 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %26, %alloc_3[] {to = "weight"} : memref<i8>
    %27 = affine.load %alloc_3[] {from = "weight"} : memref<i8>
    %28 = affine.load %arg3[2] {from = "inputs"} : memref<32xi16, #map1>
    %29 = arith.extsi %27 {name = "%29"} : i8 to i24
    %30 = arith.extsi %28 {name = "%30"} : i16 to i24
    %31 = arith.muli %29, %30 {name = "%31"} : i24
    %32 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %33 = arith.extsi %32 {name = "%33"} : i32 to i33
    %34 = arith.extsi %31 {name = "%34"} : i24 to i33
    %35 = arith.addi %33, %34 {name = "%35"} : i33
    %36 = arith.trunci %35 {name = "%36"} : i33 to i32
    affine.store %36, %alloc_0[] {to = "total"} : memref<i32>
    %37 = allo.get_slice(%arg0 : i512, %c31, %c24) {name = "%37"} -> i32
    %38 = arith.trunci %37 {name = "%38"} : i32 to i8
    %alloc_4 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %38, %alloc_4[] {to = "weight"} : memref<i8>
    %39 = affine.load %alloc_4[] {from = "weight"} : memref<i8>
    %40 = affine.load %arg3[3] {from = "inputs"} : memref<32xi16, #map1>
    %41 = arith.extsi %39 {name = "%41"} : i8 to i24
    %42 = arith.extsi %40 {name = "%42"} : i16 to i24
    %43 = arith.muli %41, %42 {name = "%43"} : i24
    %44 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %45 = arith.extsi %44 {name = "%45"} : i32 to i33
    %46 = arith.extsi %43 {name = "%46"} : i24 to i33
    %47 = arith.addi %45, %46 {name = "%47"} : i33
    %48 = arith.trunci %47 {name = "%48"} : i33 to i32
    affine.store %48, %alloc_0[] {to = "total"} : memref<i32>
    %49 = allo.get_slice(%arg0 : i512, %c39, %c32) {name = "%49"} -> i32
    %50 = arith.trunci %49 {name = "%50"} : i32 to i8
    %alloc_5 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %50, %alloc_5[] {to = "weight"} : memref<i8>
    %51 = affine.load %alloc_5[] {from = "weight"} : memref<i8>
    %52 = affine.load %arg3[4] {from = "inputs"} : memref<32xi16, #map1>
    %53 = arith.extsi %51 {name = "%53"} : i8 to i24
    %54 = arith.extsi %52 {name = "%54"} : i16 to i24
    %55 = arith.muli %53, %54 {name = "%55"} : i24
    %56 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %57 = arith.extsi %56 {name = "%57"} : i32 to i33
    %58 = arith.extsi %55 {name = "%58"} : i24 to i33
    %59 = arith.addi %57, %58 {name = "%59"} : i33
    %60 = arith.trunci %59 {name = "%60"} : i33 to i32
    affine.store %60, %alloc_0[] {to = "total"} : memref<i32>
    %61 = allo.get_slice(%arg0 : i512, %c47, %c40) {name = "%61"} -> i32
    %62 = arith.trunci %61 {name = "%62"} : i32 to i8
    %alloc_6 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %62, %alloc_6[] {to = "weight"} : memref<i8>
    %63 = affine.load %alloc_6[] {from = "weight"} : memref<i8>
    %64 = affine.load %arg3[5] {from = "inputs"} : memref<32xi16, #map1>
    %65 = arith.extsi %63 {name = "%65"} : i8 to i24
    %66 = arith.extsi %64 {name = "%66"} : i16 to i24
    %67 = arith.muli %65, %66 {name = "%67"} : i24
    %68 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %69 = arith.extsi %68 {name = "%69"} : i32 to i33
    %70 = arith.extsi %67 {name = "%70"} : i24 to i33
    %71 = arith.addi %69, %70 {name = "%71"} : i33
    %72 = arith.trunci %71 {name = "%72"} : i33 to i32
    affine.store %72, %alloc_0[] {to = "total"} : memref<i32>
    %73 = allo.get_slice(%arg0 : i512, %c55, %c48) {name = "%73"} -> i32
    %74 = arith.trunci %73 {name = "%74"} : i32 to i8
    %alloc_7 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %74, %alloc_7[] {to = "weight"} : memref<i8>
    %75 = affine.load %alloc_7[] {from = "weight"} : memref<i8>
    %76 = affine.load %arg3[6] {from = "inputs"} : memref<32xi16, #map1>
    %77 = arith.extsi %75 {name = "%77"} : i8 to i24
    %78 = arith.extsi %76 {name = "%78"} : i16 to i24
    %79 = arith.muli %77, %78 {name = "%79"} : i24
    %80 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %81 = arith.extsi %80 {name = "%81"} : i32 to i33
    %82 = arith.extsi %79 {name = "%82"} : i24 to i33
    %83 = arith.addi %81, %82 {name = "%83"} : i33
    %84 = arith.trunci %83 {name = "%84"} : i33 to i32
    affine.store %84, %alloc_0[] {to = "total"} : memref<i32>
    %85 = allo.get_slice(%arg0 : i512, %c63, %c56) {name = "%85"} -> i32
    %86 = arith.trunci %85 {name = "%86"} : i32 to i8
    %alloc_8 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %86, %alloc_8[] {to = "weight"} : memref<i8>
    %87 = affine.load %alloc_8[] {from = "weight"} : memref<i8>
    %88 = affine.load %arg3[7] {from = "inputs"} : memref<32xi16, #map1>
    %89 = arith.extsi %87 {name = "%89"} : i8 to i24
    %90 = arith.extsi %88 {name = "%90"} : i16 to i24
    %91 = arith.muli %89, %90 {name = "%91"} : i24
    %92 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %93 = arith.extsi %92 {name = "%93"} : i32 to i33
    %94 = arith.extsi %91 {name = "%94"} : i24 to i33
    %95 = arith.addi %93, %94 {name = "%95"} : i33
    %96 = arith.trunci %95 {name = "%96"} : i33 to i32
    affine.store %96, %alloc_0[] {to = "total"} : memref<i32>
    %97 = allo.get_slice(%arg0 : i512, %c71, %c64) {name = "%97"} -> i32
    %98 = arith.trunci %97 {name = "%98"} : i32 to i8
    %alloc_9 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %98, %alloc_9[] {to = "weight"} : memref<i8>
    %99 = affine.load %alloc_9[] {from = "weight"} : memref<i8>
    %100 = affine.load %arg3[8] {from = "inputs"} : memref<32xi16, #map1>
    %101 = arith.extsi %99 {name = "%101"} : i8 to i24
    %102 = arith.extsi %100 {name = "%102"} : i16 to i24
    %103 = arith.muli %101, %102 {name = "%103"} : i24
    %104 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %105 = arith.extsi %104 {name = "%105"} : i32 to i33
    %106 = arith.extsi %103 {name = "%106"} : i24 to i33
    %107 = arith.addi %105, %106 {name = "%107"} : i33
    %108 = arith.trunci %107 {name = "%108"} : i33 to i32
    affine.store %108, %alloc_0[] {to = "total"} : memref<i32>
    %109 = allo.get_slice(%arg0 : i512, %c79, %c72) {name = "%109"} -> i32
    %110 = arith.trunci %109 {name = "%110"} : i32 to i8
    %alloc_10 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %110, %alloc_10[] {to = "weight"} : memref<i8>
    %111 = affine.load %alloc_10[] {from = "weight"} : memref<i8>
    %112 = affine.load %arg3[9] {from = "inputs"} : memref<32xi16, #map1>
    %113 = arith.extsi %111 {name = "%113"} : i8 to i24
    %114 = arith.extsi %112 {name = "%114"} : i16 to i24
    %115 = arith.muli %113, %114 {name = "%115"} : i24
    %116 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %117 = arith.extsi %116 {name = "%117"} : i32 to i33
    %118 = arith.extsi %115 {name = "%118"} : i24 to i33
    %119 = arith.addi %117, %118 {name = "%119"} : i33
    %120 = arith.trunci %119 {name = "%120"} : i33 to i32
    affine.store %120, %alloc_0[] {to = "total"} : memref<i32>
    %121 = allo.get_slice(%arg0 : i512, %c87, %c80) {name = "%121"} -> i32
    %122 = arith.trunci %121 {name = "%122"} : i32 to i8
    %alloc_11 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %122, %alloc_11[] {to = "weight"} : memref<i8>
    %123 = affine.load %alloc_11[] {from = "weight"} : memref<i8>
    %124 = affine.load %arg3[10] {from = "inputs"} : memref<32xi16, #map1>
    %125 = arith.extsi %123 {name = "%125"} : i8 to i24
    %126 = arith.extsi %124 {name = "%126"} : i16 to i24
    %127 = arith.muli %125, %126 {name = "%127"} : i24
    %128 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %129 = arith.extsi %128 {name = "%129"} : i32 to i33
    %130 = arith.extsi %127 {name = "%130"} : i24 to i33
    %131 = arith.addi %129, %130 {name = "%131"} : i33
    %132 = arith.trunci %131 {name = "%132"} : i33 to i32
    affine.store %132, %alloc_0[] {to = "total"} : memref<i32>
    %133 = allo.get_slice(%arg0 : i512, %c95, %c88) {name = "%133"} -> i32
    %134 = arith.trunci %133 {name = "%134"} : i32 to i8
    %alloc_12 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %134, %alloc_12[] {to = "weight"} : memref<i8>
    %135 = affine.load %alloc_12[] {from = "weight"} : memref<i8>
    %136 = affine.load %arg3[11] {from = "inputs"} : memref<32xi16, #map1>
    %137 = arith.extsi %135 {name = "%137"} : i8 to i24
    %138 = arith.extsi %136 {name = "%138"} : i16 to i24
    %139 = arith.muli %137, %138 {name = "%139"} : i24
    %140 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %141 = arith.extsi %140 {name = "%141"} : i32 to i33
    %142 = arith.extsi %139 {name = "%142"} : i24 to i33
    %143 = arith.addi %141, %142 {name = "%143"} : i33
    %144 = arith.trunci %143 {name = "%144"} : i33 to i32
    affine.store %144, %alloc_0[] {to = "total"} : memref<i32>
    %145 = allo.get_slice(%arg0 : i512, %c103, %c96) {name = "%145"} -> i32
    %146 = arith.trunci %145 {name = "%146"} : i32 to i8
    %alloc_13 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %146, %alloc_13[] {to = "weight"} : memref<i8>
    %147 = affine.load %alloc_13[] {from = "weight"} : memref<i8>
    %148 = affine.load %arg3[12] {from = "inputs"} : memref<32xi16, #map1>
    %149 = arith.extsi %147 {name = "%149"} : i8 to i24
    %150 = arith.extsi %148 {name = "%150"} : i16 to i24
    %151 = arith.muli %149, %150 {name = "%151"} : i24
    %152 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %153 = arith.extsi %152 {name = "%153"} : i32 to i33
    %154 = arith.extsi %151 {name = "%154"} : i24 to i33
    %155 = arith.addi %153, %154 {name = "%155"} : i33
    %156 = arith.trunci %155 {name = "%156"} : i33 to i32
    affine.store %156, %alloc_0[] {to = "total"} : memref<i32>
    %157 = allo.get_slice(%arg0 : i512, %c111, %c104) {name = "%157"} -> i32
    %158 = arith.trunci %157 {name = "%158"} : i32 to i8
    %alloc_14 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %158, %alloc_14[] {to = "weight"} : memref<i8>
    %159 = affine.load %alloc_14[] {from = "weight"} : memref<i8>
    %160 = affine.load %arg3[13] {from = "inputs"} : memref<32xi16, #map1>
    %161 = arith.extsi %159 {name = "%161"} : i8 to i24
    %162 = arith.extsi %160 {name = "%162"} : i16 to i24
    %163 = arith.muli %161, %162 {name = "%163"} : i24
    %164 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %165 = arith.extsi %164 {name = "%165"} : i32 to i33
    %166 = arith.extsi %163 {name = "%166"} : i24 to i33
    %167 = arith.addi %165, %166 {name = "%167"} : i33
    %168 = arith.trunci %167 {name = "%168"} : i33 to i32
    affine.store %168, %alloc_0[] {to = "total"} : memref<i32>
    %169 = allo.get_slice(%arg0 : i512, %c119, %c112) {name = "%169"} -> i32
    %170 = arith.trunci %169 {name = "%170"} : i32 to i8
    %alloc_15 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %170, %alloc_15[] {to = "weight"} : memref<i8>
    %171 = affine.load %alloc_15[] {from = "weight"} : memref<i8>
    %172 = affine.load %arg3[14] {from = "inputs"} : memref<32xi16, #map1>
    %173 = arith.extsi %171 {name = "%173"} : i8 to i24
    %174 = arith.extsi %172 {name = "%174"} : i16 to i24
    %175 = arith.muli %173, %174 {name = "%175"} : i24
    %176 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %177 = arith.extsi %176 {name = "%177"} : i32 to i33
    %178 = arith.extsi %175 {name = "%178"} : i24 to i33
    %179 = arith.addi %177, %178 {name = "%179"} : i33
    %180 = arith.trunci %179 {name = "%180"} : i33 to i32
    affine.store %180, %alloc_0[] {to = "total"} : memref<i32>
    %181 = allo.get_slice(%arg0 : i512, %c127, %c120) {name = "%181"} -> i32
    %182 = arith.trunci %181 {name = "%182"} : i32 to i8
    %alloc_16 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %182, %alloc_16[] {to = "weight"} : memref<i8>
    %183 = affine.load %alloc_16[] {from = "weight"} : memref<i8>
    %184 = affine.load %arg3[15] {from = "inputs"} : memref<32xi16, #map1>
    %185 = arith.extsi %183 {name = "%185"} : i8 to i24
    %186 = arith.extsi %184 {name = "%186"} : i16 to i24
    %187 = arith.muli %185, %186 {name = "%187"} : i24
    %188 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %189 = arith.extsi %188 {name = "%189"} : i32 to i33
    %190 = arith.extsi %187 {name = "%190"} : i24 to i33
    %191 = arith.addi %189, %190 {name = "%191"} : i33
    %192 = arith.trunci %191 {name = "%192"} : i33 to i32
    affine.store %192, %alloc_0[] {to = "total"} : memref<i32>
    %193 = allo.get_slice(%arg0 : i512, %c135, %c128) {name = "%193"} -> i32
    %194 = arith.trunci %193 {name = "%194"} : i32 to i8
    %alloc_17 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %194, %alloc_17[] {to = "weight"} : memref<i8>
    %195 = affine.load %alloc_17[] {from = "weight"} : memref<i8>
    %196 = affine.load %arg3[16] {from = "inputs"} : memref<32xi16, #map1>
    %197 = arith.extsi %195 {name = "%197"} : i8 to i24
    %198 = arith.extsi %196 {name = "%198"} : i16 to i24
    %199 = arith.muli %197, %198 {name = "%199"} : i24
    %200 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %201 = arith.extsi %200 {name = "%201"} : i32 to i33
    %202 = arith.extsi %199 {name = "%202"} : i24 to i33
    %203 = arith.addi %201, %202 {name = "%203"} : i33
    %204 = arith.trunci %203 {name = "%204"} : i33 to i32
    affine.store %204, %alloc_0[] {to = "total"} : memref<i32>
    %205 = allo.get_slice(%arg0 : i512, %c143, %c136) {name = "%205"} -> i32
    %206 = arith.trunci %205 {name = "%206"} : i32 to i8
    %alloc_18 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %206, %alloc_18[] {to = "weight"} : memref<i8>
    %207 = affine.load %alloc_18[] {from = "weight"} : memref<i8>
    %208 = affine.load %arg3[17] {from = "inputs"} : memref<32xi16, #map1>
    %209 = arith.extsi %207 {name = "%209"} : i8 to i24
    %210 = arith.extsi %208 {name = "%210"} : i16 to i24
    %211 = arith.muli %209, %210 {name = "%211"} : i24
    %212 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %213 = arith.extsi %212 {name = "%213"} : i32 to i33
    %214 = arith.extsi %211 {name = "%214"} : i24 to i33
    %215 = arith.addi %213, %214 {name = "%215"} : i33
    %216 = arith.trunci %215 {name = "%216"} : i33 to i32
    affine.store %216, %alloc_0[] {to = "total"} : memref<i32>
    %217 = allo.get_slice(%arg0 : i512, %c151, %c144) {name = "%217"} -> i32
    %218 = arith.trunci %217 {name = "%218"} : i32 to i8
    %alloc_19 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %218, %alloc_19[] {to = "weight"} : memref<i8>
    %219 = affine.load %alloc_19[] {from = "weight"} : memref<i8>
    %220 = affine.load %arg3[18] {from = "inputs"} : memref<32xi16, #map1>
    %221 = arith.extsi %219 {name = "%221"} : i8 to i24
    %222 = arith.extsi %220 {name = "%222"} : i16 to i24
    %223 = arith.muli %221, %222 {name = "%223"} : i24
    %224 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %225 = arith.extsi %224 {name = "%225"} : i32 to i33
    %226 = arith.extsi %223 {name = "%226"} : i24 to i33
    %227 = arith.addi %225, %226 {name = "%227"} : i33
    %228 = arith.trunci %227 {name = "%228"} : i33 to i32
    affine.store %228, %alloc_0[] {to = "total"} : memref<i32>
    %229 = allo.get_slice(%arg0 : i512, %c159, %c152) {name = "%229"} -> i32
    %230 = arith.trunci %229 {name = "%230"} : i32 to i8
    %alloc_20 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %230, %alloc_20[] {to = "weight"} : memref<i8>
    %231 = affine.load %alloc_20[] {from = "weight"} : memref<i8>
    %232 = affine.load %arg3[19] {from = "inputs"} : memref<32xi16, #map1>
    %233 = arith.extsi %231 {name = "%233"} : i8 to i24
    %234 = arith.extsi %232 {name = "%234"} : i16 to i24
    %235 = arith.muli %233, %234 {name = "%235"} : i24
    %236 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %237 = arith.extsi %236 {name = "%237"} : i32 to i33
    %238 = arith.extsi %235 {name = "%238"} : i24 to i33
    %239 = arith.addi %237, %238 {name = "%239"} : i33
    %240 = arith.trunci %239 {name = "%240"} : i33 to i32
    affine.store %240, %alloc_0[] {to = "total"} : memref<i32>
    %241 = allo.get_slice(%arg0 : i512, %c167, %c160) {name = "%241"} -> i32
    %242 = arith.trunci %241 {name = "%242"} : i32 to i8
    %alloc_21 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %242, %alloc_21[] {to = "weight"} : memref<i8>
    %243 = affine.load %alloc_21[] {from = "weight"} : memref<i8>
    %244 = affine.load %arg3[20] {from = "inputs"} : memref<32xi16, #map1>
    %245 = arith.extsi %243 {name = "%245"} : i8 to i24
    %246 = arith.extsi %244 {name = "%246"} : i16 to i24
    %247 = arith.muli %245, %246 {name = "%247"} : i24
    %248 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %249 = arith.extsi %248 {name = "%249"} : i32 to i33
    %250 = arith.extsi %247 {name = "%250"} : i24 to i33
    %251 = arith.addi %249, %250 {name = "%251"} : i33
    %252 = arith.trunci %251 {name = "%252"} : i33 to i32
    affine.store %252, %alloc_0[] {to = "total"} : memref<i32>
    %253 = allo.get_slice(%arg0 : i512, %c175, %c168) {name = "%253"} -> i32
    %254 = arith.trunci %253 {name = "%254"} : i32 to i8
    %alloc_22 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %254, %alloc_22[] {to = "weight"} : memref<i8>
    %255 = affine.load %alloc_22[] {from = "weight"} : memref<i8>
    %256 = affine.load %arg3[21] {from = "inputs"} : memref<32xi16, #map1>
    %257 = arith.extsi %255 {name = "%257"} : i8 to i24
    %258 = arith.extsi %256 {name = "%258"} : i16 to i24
    %259 = arith.muli %257, %258 {name = "%259"} : i24
    %260 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %261 = arith.extsi %260 {name = "%261"} : i32 to i33
    %262 = arith.extsi %259 {name = "%262"} : i24 to i33
    %263 = arith.addi %261, %262 {name = "%263"} : i33
    %264 = arith.trunci %263 {name = "%264"} : i33 to i32
    affine.store %264, %alloc_0[] {to = "total"} : memref<i32>
    %265 = allo.get_slice(%arg0 : i512, %c183, %c176) {name = "%265"} -> i32
    %266 = arith.trunci %265 {name = "%266"} : i32 to i8
    %alloc_23 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %266, %alloc_23[] {to = "weight"} : memref<i8>
    %267 = affine.load %alloc_23[] {from = "weight"} : memref<i8>
    %268 = affine.load %arg3[22] {from = "inputs"} : memref<32xi16, #map1>
    %269 = arith.extsi %267 {name = "%269"} : i8 to i24
    %270 = arith.extsi %268 {name = "%270"} : i16 to i24
    %271 = arith.muli %269, %270 {name = "%271"} : i24
    %272 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %273 = arith.extsi %272 {name = "%273"} : i32 to i33
    %274 = arith.extsi %271 {name = "%274"} : i24 to i33
    %275 = arith.addi %273, %274 {name = "%275"} : i33
    %276 = arith.trunci %275 {name = "%276"} : i33 to i32
    affine.store %276, %alloc_0[] {to = "total"} : memref<i32>
    %277 = allo.get_slice(%arg0 : i512, %c191, %c184) {name = "%277"} -> i32
    %278 = arith.trunci %277 {name = "%278"} : i32 to i8
    %alloc_24 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %278, %alloc_24[] {to = "weight"} : memref<i8>
    %279 = affine.load %alloc_24[] {from = "weight"} : memref<i8>
    %280 = affine.load %arg3[23] {from = "inputs"} : memref<32xi16, #map1>
    %281 = arith.extsi %279 {name = "%281"} : i8 to i24
    %282 = arith.extsi %280 {name = "%282"} : i16 to i24
    %283 = arith.muli %281, %282 {name = "%283"} : i24
    %284 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %285 = arith.extsi %284 {name = "%285"} : i32 to i33
    %286 = arith.extsi %283 {name = "%286"} : i24 to i33
    %287 = arith.addi %285, %286 {name = "%287"} : i33
    %288 = arith.trunci %287 {name = "%288"} : i33 to i32
    affine.store %288, %alloc_0[] {to = "total"} : memref<i32>
    %289 = allo.get_slice(%arg0 : i512, %c199, %c192) {name = "%289"} -> i32
    %290 = arith.trunci %289 {name = "%290"} : i32 to i8
    %alloc_25 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %290, %alloc_25[] {to = "weight"} : memref<i8>
    %291 = affine.load %alloc_25[] {from = "weight"} : memref<i8>
    %292 = affine.load %arg3[24] {from = "inputs"} : memref<32xi16, #map1>
    %293 = arith.extsi %291 {name = "%293"} : i8 to i24
    %294 = arith.extsi %292 {name = "%294"} : i16 to i24
    %295 = arith.muli %293, %294 {name = "%295"} : i24
    %296 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %297 = arith.extsi %296 {name = "%297"} : i32 to i33
    %298 = arith.extsi %295 {name = "%298"} : i24 to i33
    %299 = arith.addi %297, %298 {name = "%299"} : i33
    %300 = arith.trunci %299 {name = "%300"} : i33 to i32
    affine.store %300, %alloc_0[] {to = "total"} : memref<i32>
    %301 = allo.get_slice(%arg0 : i512, %c207, %c200) {name = "%301"} -> i32
    %302 = arith.trunci %301 {name = "%302"} : i32 to i8
    %alloc_26 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %302, %alloc_26[] {to = "weight"} : memref<i8>
    %303 = affine.load %alloc_26[] {from = "weight"} : memref<i8>
    %304 = affine.load %arg3[25] {from = "inputs"} : memref<32xi16, #map1>
    %305 = arith.extsi %303 {name = "%305"} : i8 to i24
    %306 = arith.extsi %304 {name = "%306"} : i16 to i24
    %307 = arith.muli %305, %306 {name = "%307"} : i24
    %308 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %309 = arith.extsi %308 {name = "%309"} : i32 to i33
    %310 = arith.extsi %307 {name = "%310"} : i24 to i33
    %311 = arith.addi %309, %310 {name = "%311"} : i33
    %312 = arith.trunci %311 {name = "%312"} : i33 to i32
    affine.store %312, %alloc_0[] {to = "total"} : memref<i32>
    %313 = allo.get_slice(%arg0 : i512, %c215, %c208) {name = "%313"} -> i32
    %314 = arith.trunci %313 {name = "%314"} : i32 to i8
    %alloc_27 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %314, %alloc_27[] {to = "weight"} : memref<i8>
    %315 = affine.load %alloc_27[] {from = "weight"} : memref<i8>
    %316 = affine.load %arg3[26] {from = "inputs"} : memref<32xi16, #map1>
    %317 = arith.extsi %315 {name = "%317"} : i8 to i24
    %318 = arith.extsi %316 {name = "%318"} : i16 to i24
    %319 = arith.muli %317, %318 {name = "%319"} : i24
    %320 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %321 = arith.extsi %320 {name = "%321"} : i32 to i33
    %322 = arith.extsi %319 {name = "%322"} : i24 to i33
    %323 = arith.addi %321, %322 {name = "%323"} : i33
    %324 = arith.trunci %323 {name = "%324"} : i33 to i32
    affine.store %324, %alloc_0[] {to = "total"} : memref<i32>
    %325 = allo.get_slice(%arg0 : i512, %c223, %c216) {name = "%325"} -> i32
    %326 = arith.trunci %325 {name = "%326"} : i32 to i8
    %alloc_28 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %326, %alloc_28[] {to = "weight"} : memref<i8>
    %327 = affine.load %alloc_28[] {from = "weight"} : memref<i8>
    %328 = affine.load %arg3[27] {from = "inputs"} : memref<32xi16, #map1>
    %329 = arith.extsi %327 {name = "%329"} : i8 to i24
    %330 = arith.extsi %328 {name = "%330"} : i16 to i24
    %331 = arith.muli %329, %330 {name = "%331"} : i24
    %332 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %333 = arith.extsi %332 {name = "%333"} : i32 to i33
    %334 = arith.extsi %331 {name = "%334"} : i24 to i33
    %335 = arith.addi %333, %334 {name = "%335"} : i33
    %336 = arith.trunci %335 {name = "%336"} : i33 to i32
    affine.store %336, %alloc_0[] {to = "total"} : memref<i32>
    %337 = allo.get_slice(%arg0 : i512, %c231, %c224) {name = "%337"} -> i32
    %338 = arith.trunci %337 {name = "%338"} : i32 to i8
    %alloc_29 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %338, %alloc_29[] {to = "weight"} : memref<i8>
    %339 = affine.load %alloc_29[] {from = "weight"} : memref<i8>
    %340 = affine.load %arg3[28] {from = "inputs"} : memref<32xi16, #map1>
    %341 = arith.extsi %339 {name = "%341"} : i8 to i24
    %342 = arith.extsi %340 {name = "%342"} : i16 to i24
    %343 = arith.muli %341, %342 {name = "%343"} : i24
    %344 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %345 = arith.extsi %344 {name = "%345"} : i32 to i33
    %346 = arith.extsi %343 {name = "%346"} : i24 to i33
    %347 = arith.addi %345, %346 {name = "%347"} : i33
    %348 = arith.trunci %347 {name = "%348"} : i33 to i32
    affine.store %348, %alloc_0[] {to = "total"} : memref<i32>
    %349 = allo.get_slice(%arg0 : i512, %c239, %c232) {name = "%349"} -> i32
    %350 = arith.trunci %349 {name = "%350"} : i32 to i8
    %alloc_30 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %350, %alloc_30[] {to = "weight"} : memref<i8>
    %351 = affine.load %alloc_30[] {from = "weight"} : memref<i8>
    %352 = affine.load %arg3[29] {from = "inputs"} : memref<32xi16, #map1>
    %353 = arith.extsi %351 {name = "%353"} : i8 to i24
    %354 = arith.extsi %352 {name = "%354"} : i16 to i24
    %355 = arith.muli %353, %354 {name = "%355"} : i24
    %356 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %357 = arith.extsi %356 {name = "%357"} : i32 to i33
    %358 = arith.extsi %355 {name = "%358"} : i24 to i33
    %359 = arith.addi %357, %358 {name = "%359"} : i33
    %360 = arith.trunci %359 {name = "%360"} : i33 to i32
    affine.store %360, %alloc_0[] {to = "total"} : memref<i32>
    %361 = allo.get_slice(%arg0 : i512, %c247, %c240) {name = "%361"} -> i32
    %362 = arith.trunci %361 {name = "%362"} : i32 to i8
    %alloc_31 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %362, %alloc_31[] {to = "weight"} : memref<i8>
    %363 = affine.load %alloc_31[] {from = "weight"} : memref<i8>
    %364 = affine.load %arg3[30] {from = "inputs"} : memref<32xi16, #map1>
    %365 = arith.extsi %363 {name = "%365"} : i8 to i24
    %366 = arith.extsi %364 {name = "%366"} : i16 to i24
    %367 = arith.muli %365, %366 {name = "%367"} : i24
    %368 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %369 = arith.extsi %368 {name = "%369"} : i32 to i33
    %370 = arith.extsi %367 {name = "%370"} : i24 to i33
    %371 = arith.addi %369, %370 {name = "%371"} : i33
    %372 = arith.trunci %371 {name = "%372"} : i33 to i32
    affine.store %372, %alloc_0[] {to = "total"} : memref<i32>
    %373 = allo.get_slice(%arg0 : i512, %c255, %c248) {name = "%373"} -> i32
    %374 = arith.trunci %373 {name = "%374"} : i32 to i8
    %alloc_32 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %374, %alloc_32[] {to = "weight"} : memref<i8>
    %375 = affine.load %alloc_32[] {from = "weight"} : memref<i8>
    %376 = affine.load %arg3[31] {from = "inputs"} : memref<32xi16, #map1>
    %377 = arith.extsi %375 {name = "%377"} : i8 to i24
    %378 = arith.extsi %376 {name = "%378"} : i16 to i24
    %379 = arith.muli %377, %378 {name = "%379"} : i24
    %380 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %381 = arith.extsi %380 {name = "%381"} : i32 to i33
    %382 = arith.extsi %379 {name = "%382"} : i24 to i33
    %383 = arith.addi %381, %382 {name = "%383"} : i33
    %384 = arith.trunci %383 {name = "%384"} : i33 to i32
    affine.store %384, %alloc_0[] {to = "total"} : memref<i32>
    %385 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %386 = affine.load %alloc[] {from = "scale"} : memref<i16>
    %387 = arith.extsi %385 {name = "%387"} : i32 to i48
    %388 = arith.extsi %386 {name = "%388"} : i16 to i48
    %389 = arith.muli %387, %388 {name = "%389"} : i48
    %390 = arith.extsi %389 {name = "%390"} : i48 to i64
    affine.store %390, %arg4[0] {to = "products"} : memref<2xi64, #map1>
    %391 = allo.get_slice(%arg2 : i512, %c31, %c16) {name = "%391"} -> i16
    %alloc_33 = memref.alloc() {name = "scale"} : memref<i16>
    affine.store %391, %alloc_33[] {to = "scale"} : memref<i16>
    %alloc_34 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_34[] {to = "total"} : memref<i32>
    %392 = allo.get_slice(%arg0 : i512, %c263, %c256) {name = "%392"} -> i32
    %393 = arith.trunci %392 {name = "%393"} : i32 to i8
    %alloc_35 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %393, %alloc_35[] {to = "weight"} : memref<i8>
    %394 = affine.load %alloc_35[] {from = "weight"} : memref<i8>
    %395 = affine.load %arg3[0] {from = "inputs"} : memref<32xi16, #map1>
    %396 = arith.extsi %394 {name = "%396"} : i8 to i24
    %397 = arith.extsi %395 {name = "%397"} : i16 to i24
    %398 = arith.muli %396, %397 {name = "%398"} : i24
    %399 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %400 = arith.extsi %399 {name = "%400"} : i32 to i33
    %401 = arith.extsi %398 {name = "%401"} : i24 to i33
    %402 = arith.addi %400, %401 {name = "%402"} : i33
    %403 = arith.trunci %402 {name = "%403"} : i33 to i32
    affine.store %403, %alloc_34[] {to = "total"} : memref<i32>
    %404 = allo.get_slice(%arg0 : i512, %c271, %c264) {name = "%404"} -> i32
    %405 = arith.trunci %404 {name = "%405"} : i32 to i8
    %alloc_36 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %405, %alloc_36[] {to = "weight"} : memref<i8>
    %406 = affine.load %alloc_36[] {from = "weight"} : memref<i8>
    %407 = affine.load %arg3[1] {from = "inputs"} : memref<32xi16, #map1>
    %408 = arith.extsi %406 {name = "%408"} : i8 to i24
    %409 = arith.extsi %407 {name = "%409"} : i16 to i24
    %410 = arith.muli %408, %409 {name = "%410"} : i24
    %411 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %412 = arith.extsi %411 {name = "%412"} : i32 to i33
    %413 = arith.extsi %410 {name = "%413"} : i24 to i33
    %414 = arith.addi %412, %413 {name = "%414"} : i33
    %415 = arith.trunci %414 {name = "%415"} : i33 to i32
    affine.store %415, %alloc_34[] {to = "total"} : memref<i32>
    %416 = allo.get_slice(%arg0 : i512, %c279, %c272) {name = "%416"} -> i32
    %417 = arith.trunci %416 {name = "%417"} : i32 to i8
    %alloc_37 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %417, %alloc_37[] {to = "weight"} : memref<i8>
    %418 = affine.load %alloc_37[] {from = "weight"} : memref<i8>
    %419 = affine.load %arg3[2] {from = "inputs"} : memref<32xi16, #map1>
    %420 = arith.extsi %418 {name = "%420"} : i8 to i24
    %421 = arith.extsi %419 {name = "%421"} : i16 to i24
    %422 = arith.muli %420, %421 {name = "%422"} : i24
    %423 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %424 = arith.extsi %423 {name = "%424"} : i32 to i33
    %425 = arith.extsi %422 {name = "%425"} : i24 to i33
    %426 = arith.addi %424, %425 {name = "%426"} : i33
    %427 = arith.trunci %426 {name = "%427"} : i33 to i32
    affine.store %427, %alloc_34[] {to = "total"} : memref<i32>
    %428 = allo.get_slice(%arg0 : i512, %c287, %c280) {name = "%428"} -> i32
    %429 = arith.trunci %428 {name = "%429"} : i32 to i8
    %alloc_38 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %429, %alloc_38[] {to = "weight"} : memref<i8>
    %430 = affine.load %alloc_38[] {from = "weight"} : memref<i8>
    %431 = affine.load %arg3[3] {from = "inputs"} : memref<32xi16, #map1>
    %432 = arith.extsi %430 {name = "%432"} : i8 to i24
    %433 = arith.extsi %431 {name = "%433"} : i16 to i24
    %434 = arith.muli %432, %433 {name = "%434"} : i24
    %435 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %436 = arith.extsi %435 {name = "%436"} : i32 to i33
    %437 = arith.extsi %434 {name = "%437"} : i24 to i33
    %438 = arith.addi %436, %437 {name = "%438"} : i33
    %439 = arith.trunci %438 {name = "%439"} : i33 to i32
    affine.store %439, %alloc_34[] {to = "total"} : memref<i32>
    %440 = allo.get_slice(%arg0 : i512, %c295, %c288) {name = "%440"} -> i32
    %441 = arith.trunci %440 {name = "%441"} : i32 to i8
    %alloc_39 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %441, %alloc_39[] {to = "weight"} : memref<i8>
    %442 = affine.load %alloc_39[] {from = "weight"} : memref<i8>
    %443 = affine.load %arg3[4] {from = "inputs"} : memref<32xi16, #map1>
    %444 = arith.extsi %442 {name = "%444"} : i8 to i24
    %445 = arith.extsi %443 {name = "%445"} : i16 to i24
    %446 = arith.muli %444, %445 {name = "%446"} : i24
    %447 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %448 = arith.extsi %447 {name = "%448"} : i32 to i33
    %449 = arith.extsi %446 {name = "%449"} : i24 to i33
    %450 = arith.addi %448, %449 {name = "%450"} : i33
    %451 = arith.trunci %450 {name = "%451"} : i33 to i32
    affine.store %451, %alloc_34[] {to = "total"} : memref<i32>
    %452 = allo.get_slice(%arg0 : i512, %c303, %c296) {name = "%452"} -> i32
    %453 = arith.trunci %452 {name = "%453"} : i32 to i8
    %alloc_40 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %453, %alloc_40[] {to = "weight"} : memref<i8>
    %454 = affine.load %alloc_40[] {from = "weight"} : memref<i8>
    %455 = affine.load %arg3[5] {from = "inputs"} : memref<32xi16, #map1>
    %456 = arith.extsi %454 {name = "%456"} : i8 to i24
    %457 = arith.extsi %455 {name = "%457"} : i16 to i24
    %458 = arith.muli %456, %457 {name = "%458"} : i24
    %459 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %460 = arith.extsi %459 {name = "%460"} : i32 to i33
    %461 = arith.extsi %458 {name = "%461"} : i24 to i33
    %462 = arith.addi %460, %461 {name = "%462"} : i33
    %463 = arith.trunci %462 {name = "%463"} : i33 to i32
    affine.store %463, %alloc_34[] {to = "total"} : memref<i32>
    %464 = allo.get_slice(%arg0 : i512, %c311, %c304) {name = "%464"} -> i32
    %465 = arith.trunci %464 {name = "%465"} : i32 to i8
    %alloc_41 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %465, %alloc_41[] {to = "weight"} : memref<i8>
    %466 = affine.load %alloc_41[] {from = "weight"} : memref<i8>
    %467 = affine.load %arg3[6] {from = "inputs"} : memref<32xi16, #map1>
    %468 = arith.extsi %466 {name = "%468"} : i8 to i24
    %469 = arith.extsi %467 {name = "%469"} : i16 to i24
    %470 = arith.muli %468, %469 {name = "%470"} : i24
    %471 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %472 = arith.extsi %471 {name = "%472"} : i32 to i33
    %473 = arith.extsi %470 {name = "%473"} : i24 to i33
    %474 = arith.addi %472, %473 {name = "%474"} : i33
    %475 = arith.trunci %474 {name = "%475"} : i33 to i32
    affine.store %475, %alloc_34[] {to = "total"} : memref<i32>
    %476 = allo.get_slice(%arg0 : i512, %c319, %c312) {name = "%476"} -> i32
    %477 = arith.trunci %476 {name = "%477"} : i32 to i8
    %alloc_42 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %477, %alloc_42[] {to = "weight"} : memref<i8>
    %478 = affine.load %alloc_42[] {from = "weight"} : memref<i8>
    %479 = affine.load %arg3[7] {from = "inputs"} : memref<32xi16, #map1>
    %480 = arith.extsi %478 {name = "%480"} : i8 to i24
    %481 = arith.extsi %479 {name = "%481"} : i16 to i24
    %482 = arith.muli %480, %481 {name = "%482"} : i24
    %483 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %484 = arith.extsi %483 {name = "%484"} : i32 to i33
    %485 = arith.extsi %482 {name = "%485"} : i24 to i33
    %486 = arith.addi %484, %485 {name = "%486"} : i33
    %487 = arith.trunci %486 {name = "%487"} : i33 to i32
    affine.store %487, %alloc_34[] {to = "total"} : memref<i32>
    %488 = allo.get_slice(%arg0 : i512, %c327, %c320) {name = "%488"} -> i32
    %489 = arith.trunci %488 {name = "%489"} : i32 to i8
    %alloc_43 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %489, %alloc_43[] {to = "weight"} : memref<i8>
    %490 = affine.load %alloc_43[] {from = "weight"} : memref<i8>
    %491 = affine.load %arg3[8] {from = "inputs"} : memref<32xi16, #map1>
    %492 = arith.extsi %490 {name = "%492"} : i8 to i24
    %493 = arith.extsi %491 {name = "%493"} : i16 to i24
    %494 = arith.muli %492, %493 {name = "%494"} : i24
    %495 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %496 = arith.extsi %495 {name = "%496"} : i32 to i33
    %497 = arith.extsi %494 {name = "%497"} : i24 to i33
    %498 = arith.addi %496, %497 {name = "%498"} : i33
    %499 = arith.trunci %498 {name = "%499"} : i33 to i32
    affine.store %499, %alloc_34[] {to = "total"} : memref<i32>
    %500 = allo.get_slice(%arg0 : i512, %c335, %c328) {name = "%500"} -> i32
    %501 = arith.trunci %500 {name = "%501"} : i32 to i8
    %alloc_44 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %501, %alloc_44[] {to = "weight"} : memref<i8>
    %502 = affine.load %alloc_44[] {from = "weight"} : memref<i8>
    %503 = affine.load %arg3[9] {from = "inputs"} : memref<32xi16, #map1>
    %504 = arith.extsi %502 {name = "%504"} : i8 to i24
    %505 = arith.extsi %503 {name = "%505"} : i16 to i24
    %506 = arith.muli %504, %505 {name = "%506"} : i24
    %507 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %508 = arith.extsi %507 {name = "%508"} : i32 to i33
    %509 = arith.extsi %506 {name = "%509"} : i24 to i33
    %510 = arith.addi %508, %509 {name = "%510"} : i33
    %511 = arith.trunci %510 {name = "%511"} : i33 to i32
    affine.store %511, %alloc_34[] {to = "total"} : memref<i32>
    %512 = allo.get_slice(%arg0 : i512, %c343, %c336) {name = "%512"} -> i32
    %513 = arith.trunci %512 {name = "%513"} : i32 to i8
    %alloc_45 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %513, %alloc_45[] {to = "weight"} : memref<i8>
    %514 = affine.load %alloc_45[] {from = "weight"} : memref<i8>
    %515 = affine.load %arg3[10] {from = "inputs"} : memref<32xi16, #map1>
    %516 = arith.extsi %514 {name = "%516"} : i8 to i24
    %517 = arith.extsi %515 {name = "%517"} : i16 to i24
    %518 = arith.muli %516, %517 {name = "%518"} : i24
    %519 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %520 = arith.extsi %519 {name = "%520"} : i32 to i33
    %521 = arith.extsi %518 {name = "%521"} : i24 to i33
    %522 = arith.addi %520, %521 {name = "%522"} : i33
    %523 = arith.trunci %522 {name = "%523"} : i33 to i32
    affine.store %523, %alloc_34[] {to = "total"} : memref<i32>
    %524 = allo.get_slice(%arg0 : i512, %c351, %c344) {name = "%524"} -> i32
    %525 = arith.trunci %524 {name = "%525"} : i32 to i8
    %alloc_46 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %525, %alloc_46[] {to = "weight"} : memref<i8>
    %526 = affine.load %alloc_46[] {from = "weight"} : memref<i8>
    %527 = affine.load %arg3[11] {from = "inputs"} : memref<32xi16, #map1>
    %528 = arith.extsi %526 {name = "%528"} : i8 to i24
    %529 = arith.extsi %527 {name = "%529"} : i16 to i24
    %530 = arith.muli %528, %529 {name = "%530"} : i24
    %531 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %532 = arith.extsi %531 {name = "%532"} : i32 to i33
    %533 = arith.extsi %530 {name = "%533"} : i24 to i33
    %534 = arith.addi %532, %533 {name = "%534"} : i33
    %535 = arith.trunci %534 {name = "%535"} : i33 to i32
    affine.store %535, %alloc_34[] {to = "total"} : memref<i32>
    %536 = allo.get_slice(%arg0 : i512, %c359, %c352) {name = "%536"} -> i32
    %537 = arith.trunci %536 {name = "%537"} : i32 to i8
    %alloc_47 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %537, %alloc_47[] {to = "weight"} : memref<i8>
    %538 = affine.load %alloc_47[] {from = "weight"} : memref<i8>
    %539 = affine.load %arg3[12] {from = "inputs"} : memref<32xi16, #map1>
    %540 = arith.extsi %538 {name = "%540"} : i8 to i24
    %541 = arith.extsi %539 {name = "%541"} : i16 to i24
    %542 = arith.muli %540, %541 {name = "%542"} : i24
    %543 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %544 = arith.extsi %543 {name = "%544"} : i32 to i33
    %545 = arith.extsi %542 {name = "%545"} : i24 to i33
    %546 = arith.addi %544, %545 {name = "%546"} : i33
    %547 = arith.trunci %546 {name = "%547"} : i33 to i32
    affine.store %547, %alloc_34[] {to = "total"} : memref<i32>
    %548 = allo.get_slice(%arg0 : i512, %c367, %c360) {name = "%548"} -> i32
    %549 = arith.trunci %548 {name = "%549"} : i32 to i8
    %alloc_48 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %549, %alloc_48[] {to = "weight"} : memref<i8>
    %550 = affine.load %alloc_48[] {from = "weight"} : memref<i8>
    %551 = affine.load %arg3[13] {from = "inputs"} : memref<32xi16, #map1>
    %552 = arith.extsi %550 {name = "%552"} : i8 to i24
    %553 = arith.extsi %551 {name = "%553"} : i16 to i24
    %554 = arith.muli %552, %553 {name = "%554"} : i24
    %555 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %556 = arith.extsi %555 {name = "%556"} : i32 to i33
    %557 = arith.extsi %554 {name = "%557"} : i24 to i33
    %558 = arith.addi %556, %557 {name = "%558"} : i33
    %559 = arith.trunci %558 {name = "%559"} : i33 to i32
    affine.store %559, %alloc_34[] {to = "total"} : memref<i32>
    %560 = allo.get_slice(%arg0 : i512, %c375, %c368) {name = "%560"} -> i32
    %561 = arith.trunci %560 {name = "%561"} : i32 to i8
    %alloc_49 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %561, %alloc_49[] {to = "weight"} : memref<i8>
    %562 = affine.load %alloc_49[] {from = "weight"} : memref<i8>
    %563 = affine.load %arg3[14] {from = "inputs"} : memref<32xi16, #map1>
    %564 = arith.extsi %562 {name = "%564"} : i8 to i24
    %565 = arith.extsi %563 {name = "%565"} : i16 to i24
    %566 = arith.muli %564, %565 {name = "%566"} : i24
    %567 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %568 = arith.extsi %567 {name = "%568"} : i32 to i33
    %569 = arith.extsi %566 {name = "%569"} : i24 to i33
    %570 = arith.addi %568, %569 {name = "%570"} : i33
    %571 = arith.trunci %570 {name = "%571"} : i33 to i32
    affine.store %571, %alloc_34[] {to = "total"} : memref<i32>
    %572 = allo.get_slice(%arg0 : i512, %c383, %c376) {name = "%572"} -> i32
    %573 = arith.trunci %572 {name = "%573"} : i32 to i8
    %alloc_50 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %573, %alloc_50[] {to = "weight"} : memref<i8>
    %574 = affine.load %alloc_50[] {from = "weight"} : memref<i8>
    %575 = affine.load %arg3[15] {from = "inputs"} : memref<32xi16, #map1>
    %576 = arith.extsi %574 {name = "%576"} : i8 to i24
    %577 = arith.extsi %575 {name = "%577"} : i16 to i24
    %578 = arith.muli %576, %577 {name = "%578"} : i24
    %579 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %580 = arith.extsi %579 {name = "%580"} : i32 to i33
    %581 = arith.extsi %578 {name = "%581"} : i24 to i33
    %582 = arith.addi %580, %581 {name = "%582"} : i33
    %583 = arith.trunci %582 {name = "%583"} : i33 to i32
    affine.store %583, %alloc_34[] {to = "total"} : memref<i32>
    %584 = allo.get_slice(%arg0 : i512, %c391, %c384) {name = "%584"} -> i32
    %585 = arith.trunci %584 {name = "%585"} : i32 to i8
    %alloc_51 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %585, %alloc_51[] {to = "weight"} : memref<i8>
    %586 = affine.load %alloc_51[] {from = "weight"} : memref<i8>
    %587 = affine.load %arg3[16] {from = "inputs"} : memref<32xi16, #map1>
    %588 = arith.extsi %586 {name = "%588"} : i8 to i24
    %589 = arith.extsi %587 {name = "%589"} : i16 to i24
    %590 = arith.muli %588, %589 {name = "%590"} : i24
    %591 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %592 = arith.extsi %591 {name = "%592"} : i32 to i33
    %593 = arith.extsi %590 {name = "%593"} : i24 to i33
    %594 = arith.addi %592, %593 {name = "%594"} : i33
    %595 = arith.trunci %594 {name = "%595"} : i33 to i32
    affine.store %595, %alloc_34[] {to = "total"} : memref<i32>
    %596 = allo.get_slice(%arg0 : i512, %c399, %c392) {name = "%596"} -> i32
    %597 = arith.trunci %596 {name = "%597"} : i32 to i8
    %alloc_52 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %597, %alloc_52[] {to = "weight"} : memref<i8>
    %598 = affine.load %alloc_52[] {from = "weight"} : memref<i8>
    %599 = affine.load %arg3[17] {from = "inputs"} : memref<32xi16, #map1>
    %600 = arith.extsi %598 {name = "%600"} : i8 to i24
    %601 = arith.extsi %599 {name = "%601"} : i16 to i24
    %602 = arith.muli %600, %601 {name = "%602"} : i24
    %603 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %604 = arith.extsi %603 {name = "%604"} : i32 to i33
    %605 = arith.extsi %602 {name = "%605"} : i24 to i33
    %606 = arith.addi %604, %605 {name = "%606"} : i33
    %607 = arith.trunci %606 {name = "%607"} : i33 to i32
    affine.store %607, %alloc_34[] {to = "total"} : memref<i32>
    %608 = allo.get_slice(%arg0 : i512, %c407, %c400) {name = "%608"} -> i32
    %609 = arith.trunci %608 {name = "%609"} : i32 to i8
    %alloc_53 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %609, %alloc_53[] {to = "weight"} : memref<i8>
    %610 = affine.load %alloc_53[] {from = "weight"} : memref<i8>
    %611 = affine.load %arg3[18] {from = "inputs"} : memref<32xi16, #map1>
    %612 = arith.extsi %610 {name = "%612"} : i8 to i24
    %613 = arith.extsi %611 {name = "%613"} : i16 to i24
    %614 = arith.muli %612, %613 {name = "%614"} : i24
    %615 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %616 = arith.extsi %615 {name = "%616"} : i32 to i33
    %617 = arith.extsi %614 {name = "%617"} : i24 to i33
    %618 = arith.addi %616, %617 {name = "%618"} : i33
    %619 = arith.trunci %618 {name = "%619"} : i33 to i32
    affine.store %619, %alloc_34[] {to = "total"} : memref<i32>
    %620 = allo.get_slice(%arg0 : i512, %c415, %c408) {name = "%620"} -> i32
    %621 = arith.trunci %620 {name = "%621"} : i32 to i8
    %alloc_54 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %621, %alloc_54[] {to = "weight"} : memref<i8>
    %622 = affine.load %alloc_54[] {from = "weight"} : memref<i8>
    %623 = affine.load %arg3[19] {from = "inputs"} : memref<32xi16, #map1>
    %624 = arith.extsi %622 {name = "%624"} : i8 to i24
    %625 = arith.extsi %623 {name = "%625"} : i16 to i24
    %626 = arith.muli %624, %625 {name = "%626"} : i24
    %627 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %628 = arith.extsi %627 {name = "%628"} : i32 to i33
    %629 = arith.extsi %626 {name = "%629"} : i24 to i33
    %630 = arith.addi %628, %629 {name = "%630"} : i33
    %631 = arith.trunci %630 {name = "%631"} : i33 to i32
    affine.store %631, %alloc_34[] {to = "total"} : memref<i32>
    %632 = allo.get_slice(%arg0 : i512, %c423, %c416) {name = "%632"} -> i32
    %633 = arith.trunci %632 {name = "%633"} : i32 to i8
    %alloc_55 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %633, %alloc_55[] {to = "weight"} : memref<i8>
    %634 = affine.load %alloc_55[] {from = "weight"} : memref<i8>
    %635 = affine.load %arg3[20] {from = "inputs"} : memref<32xi16, #map1>
    %636 = arith.extsi %634 {name = "%636"} : i8 to i24
    %637 = arith.extsi %635 {name = "%637"} : i16 to i24
    %638 = arith.muli %636, %637 {name = "%638"} : i24
    %639 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %640 = arith.extsi %639 {name = "%640"} : i32 to i33
    %641 = arith.extsi %638 {name = "%641"} : i24 to i33
    %642 = arith.addi %640, %641 {name = "%642"} : i33
    %643 = arith.trunci %642 {name = "%643"} : i33 to i32
    affine.store %643, %alloc_34[] {to = "total"} : memref<i32>
    %644 = allo.get_slice(%arg0 : i512, %c431, %c424) {name = "%644"} -> i32
    %645 = arith.trunci %644 {name = "%645"} : i32 to i8
    %alloc_56 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %645, %alloc_56[] {to = "weight"} : memref<i8>
    %646 = affine.load %alloc_56[] {from = "weight"} : memref<i8>
    %647 = affine.load %arg3[21] {from = "inputs"} : memref<32xi16, #map1>
    %648 = arith.extsi %646 {name = "%648"} : i8 to i24
    %649 = arith.extsi %647 {name = "%649"} : i16 to i24
    %650 = arith.muli %648, %649 {name = "%650"} : i24
    %651 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %652 = arith.extsi %651 {name = "%652"} : i32 to i33
    %653 = arith.extsi %650 {name = "%653"} : i24 to i33
    %654 = arith.addi %652, %653 {name = "%654"} : i33
    %655 = arith.trunci %654 {name = "%655"} : i33 to i32
    affine.store %655, %alloc_34[] {to = "total"} : memref<i32>
    %656 = allo.get_slice(%arg0 : i512, %c439, %c432) {name = "%656"} -> i32
    %657 = arith.trunci %656 {name = "%657"} : i32 to i8
    %alloc_57 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %657, %alloc_57[] {to = "weight"} : memref<i8>
    %658 = affine.load %alloc_57[] {from = "weight"} : memref<i8>
    %659 = affine.load %arg3[22] {from = "inputs"} : memref<32xi16, #map1>
    %660 = arith.extsi %658 {name = "%660"} : i8 to i24
    %661 = arith.extsi %659 {name = "%661"} : i16 to i24
    %662 = arith.muli %660, %661 {name = "%662"} : i24
    %663 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %664 = arith.extsi %663 {name = "%664"} : i32 to i33
    %665 = arith.extsi %662 {name = "%665"} : i24 to i33
    %666 = arith.addi %664, %665 {name = "%666"} : i33
    %667 = arith.trunci %666 {name = "%667"} : i33 to i32
    affine.store %667, %alloc_34[] {to = "total"} : memref<i32>
    %668 = allo.get_slice(%arg0 : i512, %c447, %c440) {name = "%668"} -> i32
    %669 = arith.trunci %668 {name = "%669"} : i32 to i8
    %alloc_58 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %669, %alloc_58[] {to = "weight"} : memref<i8>
    %670 = affine.load %alloc_58[] {from = "weight"} : memref<i8>
    %671 = affine.load %arg3[23] {from = "inputs"} : memref<32xi16, #map1>
    %672 = arith.extsi %670 {name = "%672"} : i8 to i24
    %673 = arith.extsi %671 {name = "%673"} : i16 to i24
    %674 = arith.muli %672, %673 {name = "%674"} : i24
    %675 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %676 = arith.extsi %675 {name = "%676"} : i32 to i33
    %677 = arith.extsi %674 {name = "%677"} : i24 to i33
    %678 = arith.addi %676, %677 {name = "%678"} : i33
    %679 = arith.trunci %678 {name = "%679"} : i33 to i32
    affine.store %679, %alloc_34[] {to = "total"} : memref<i32>
    %680 = allo.get_slice(%arg0 : i512, %c455, %c448) {name = "%680"} -> i32
    %681 = arith.trunci %680 {name = "%681"} : i32 to i8
    %alloc_59 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %681, %alloc_59[] {to = "weight"} : memref<i8>
    %682 = affine.load %alloc_59[] {from = "weight"} : memref<i8>
    %683 = affine.load %arg3[24] {from = "inputs"} : memref<32xi16, #map1>
    %684 = arith.extsi %682 {name = "%684"} : i8 to i24
    %685 = arith.extsi %683 {name = "%685"} : i16 to i24
    %686 = arith.muli %684, %685 {name = "%686"} : i24
    %687 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %688 = arith.extsi %687 {name = "%688"} : i32 to i33
    %689 = arith.extsi %686 {name = "%689"} : i24 to i33
    %690 = arith.addi %688, %689 {name = "%690"} : i33
    %691 = arith.trunci %690 {name = "%691"} : i33 to i32
    affine.store %691, %alloc_34[] {to = "total"} : memref<i32>
    %692 = allo.get_slice(%arg0 : i512, %c463, %c456) {name = "%692"} -> i32
    %693 = arith.trunci %692 {name = "%693"} : i32 to i8
    %alloc_60 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %693, %alloc_60[] {to = "weight"} : memref<i8>
    %694 = affine.load %alloc_60[] {from = "weight"} : memref<i8>
    %695 = affine.load %arg3[25] {from = "inputs"} : memref<32xi16, #map1>
    %696 = arith.extsi %694 {name = "%696"} : i8 to i24
    %697 = arith.extsi %695 {name = "%697"} : i16 to i24
    %698 = arith.muli %696, %697 {name = "%698"} : i24
    %699 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %700 = arith.extsi %699 {name = "%700"} : i32 to i33
    %701 = arith.extsi %698 {name = "%701"} : i24 to i33
    %702 = arith.addi %700, %701 {name = "%702"} : i33
    %703 = arith.trunci %702 {name = "%703"} : i33 to i32
    affine.store %703, %alloc_34[] {to = "total"} : memref<i32>
    %704 = allo.get_slice(%arg0 : i512, %c471, %c464) {name = "%704"} -> i32
    %705 = arith.trunci %704 {name = "%705"} : i32 to i8
    %alloc_61 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %705, %alloc_61[] {to = "weight"} : memref<i8>
    %706 = affine.load %alloc_61[] {from = "weight"} : memref<i8>
    %707 = affine.load %arg3[26] {from = "inputs"} : memref<32xi16, #map1>
    %708 = arith.extsi %706 {name = "%708"} : i8 to i24
    %709 = arith.extsi %707 {name = "%709"} : i16 to i24
    %710 = arith.muli %708, %709 {name = "%710"} : i24
    %711 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %712 = arith.extsi %711 {name = "%712"} : i32 to i33
    %713 = arith.extsi %710 {name = "%713"} : i24 to i33
    %714 = arith.addi %712, %713 {name = "%714"} : i33
    %715 = arith.trunci %714 {name = "%715"} : i33 to i32
    affine.store %715, %alloc_34[] {to = "total"} : memref<i32>
    %716 = allo.get_slice(%arg0 : i512, %c479, %c472) {name = "%716"} -> i32
    %717 = arith.trunci %716 {name = "%717"} : i32 to i8
    %alloc_62 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %717, %alloc_62[] {to = "weight"} : memref<i8>
    %718 = affine.load %alloc_62[] {from = "weight"} : memref<i8>
    %719 = affine.load %arg3[27] {from = "inputs"} : memref<32xi16, #map1>
    %720 = arith.extsi %718 {name = "%720"} : i8 to i24
    %721 = arith.extsi %719 {name = "%721"} : i16 to i24
    %722 = arith.muli %720, %721 {name = "%722"} : i24
    %723 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %724 = arith.extsi %723 {name = "%724"} : i32 to i33
    %725 = arith.extsi %722 {name = "%725"} : i24 to i33
    %726 = arith.addi %724, %725 {name = "%726"} : i33
    %727 = arith.trunci %726 {name = "%727"} : i33 to i32
    affine.store %727, %alloc_34[] {to = "total"} : memref<i32>
    %728 = allo.get_slice(%arg0 : i512, %c487, %c480) {name = "%728"} -> i32
    %729 = arith.trunci %728 {name = "%729"} : i32 to i8
    %alloc_63 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %729, %alloc_63[] {to = "weight"} : memref<i8>
    %730 = affine.load %alloc_63[] {from = "weight"} : memref<i8>
    %731 = affine.load %arg3[28] {from = "inputs"} : memref<32xi16, #map1>
    %732 = arith.extsi %730 {name = "%732"} : i8 to i24
    %733 = arith.extsi %731 {name = "%733"} : i16 to i24
    %734 = arith.muli %732, %733 {name = "%734"} : i24
    %735 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %736 = arith.extsi %735 {name = "%736"} : i32 to i33
    %737 = arith.extsi %734 {name = "%737"} : i24 to i33
    %738 = arith.addi %736, %737 {name = "%738"} : i33
    %739 = arith.trunci %738 {name = "%739"} : i33 to i32
    affine.store %739, %alloc_34[] {to = "total"} : memref<i32>
    %740 = allo.get_slice(%arg0 : i512, %c495, %c488) {name = "%740"} -> i32
    %741 = arith.trunci %740 {name = "%741"} : i32 to i8
    %alloc_64 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %741, %alloc_64[] {to = "weight"} : memref<i8>
    %742 = affine.load %alloc_64[] {from = "weight"} : memref<i8>
    %743 = affine.load %arg3[29] {from = "inputs"} : memref<32xi16, #map1>
    %744 = arith.extsi %742 {name = "%744"} : i8 to i24
    %745 = arith.extsi %743 {name = "%745"} : i16 to i24
    %746 = arith.muli %744, %745 {name = "%746"} : i24
    %747 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %748 = arith.extsi %747 {name = "%748"} : i32 to i33
    %749 = arith.extsi %746 {name = "%749"} : i24 to i33
    %750 = arith.addi %748, %749 {name = "%750"} : i33
    %751 = arith.trunci %750 {name = "%751"} : i33 to i32
    affine.store %751, %alloc_34[] {to = "total"} : memref<i32>
    %752 = allo.get_slice(%arg0 : i512, %c503, %c496) {name = "%752"} -> i32
    %753 = arith.trunci %752 {name = "%753"} : i32 to i8
    %alloc_65 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %753, %alloc_65[] {to = "weight"} : memref<i8>
    %754 = affine.load %alloc_65[] {from = "weight"} : memref<i8>
    %755 = affine.load %arg3[30] {from = "inputs"} : memref<32xi16, #map1>
    %756 = arith.extsi %754 {name = "%756"} : i8 to i24
    %757 = arith.extsi %755 {name = "%757"} : i16 to i24
    %758 = arith.muli %756, %757 {name = "%758"} : i24
    %759 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %760 = arith.extsi %759 {name = "%760"} : i32 to i33
    %761 = arith.extsi %758 {name = "%761"} : i24 to i33
    %762 = arith.addi %760, %761 {name = "%762"} : i33
    %763 = arith.trunci %762 {name = "%763"} : i33 to i32
    affine.store %763, %alloc_34[] {to = "total"} : memref<i32>
    %764 = allo.get_slice(%arg0 : i512, %c511, %c504) {name = "%764"} -> i32
    %765 = arith.trunci %764 {name = "%765"} : i32 to i8
    %alloc_66 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %765, %alloc_66[] {to = "weight"} : memref<i8>
    %766 = affine.load %alloc_66[] {from = "weight"} : memref<i8>
    %767 = affine.load %arg3[31] {from = "inputs"} : memref<32xi16, #map1>
    %768 = arith.extsi %766 {name = "%768"} : i8 to i24
    %769 = arith.extsi %767 {name = "%769"} : i16 to i24
    %770 = arith.muli %768, %769 {name = "%770"} : i24
    %771 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %772 = arith.extsi %771 {name = "%772"} : i32 to i33
    %773 = arith.extsi %770 {name = "%773"} : i24 to i33
    %774 = arith.addi %772, %773 {name = "%774"} : i33
    %775 = arith.trunci %774 {name = "%775"} : i33 to i32
    affine.store %775, %alloc_34[] {to = "total"} : memref<i32>
    %776 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %777 = affine.load %alloc_33[] {from = "scale"} : memref<i16>
    %778 = arith.extsi %776 {name = "%778"} : i32 to i48
    %779 = arith.extsi %777 {name = "%779"} : i16 to i48
    %780 = arith.muli %778, %779 {name = "%780"} : i48
    %781 = arith.extsi %780 {name = "%781"} : i48 to i64
    affine.store %781, %arg4[1] {to = "products"} : memref<2xi64, #map1>
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
  func.func @engine_0(%arg0: memref<4xi64>, %arg1: memref<512xi64>, %arg2: memref<1024xi64>, %arg3: !allo.stream<i512, 512>) attributes {df.kernel, itypes = "uuuu", otypes = "", stypes = "___i"} {
    %c16_i97 = arith.constant {name = "%c16_i97"} 16 : i97
    %c32768_i97 = arith.constant {name = "%c32768_i97"} 32768 : i97
    %c1_i33 = arith.constant {name = "%c1_i33"} 1 : i33
    %c64_i512 = arith.constant {name = "%c64_i512"} 64 : i512
    %c32_i512 = arith.constant {name = "%c32_i512"} 32 : i512
    %c0_i33 = arith.constant {name = "%c0_i33"} 0 : i33
    %c2_i33 = arith.constant {name = "%c2_i33"} 2 : i33
    %c95 = arith.constant {name = "%c95"} 95 : index
    %c64 = arith.constant {name = "%c64"} 64 : index
    %c48 = arith.constant {name = "%c48"} 48 : index
    %c47 = arith.constant {name = "%c47"} 47 : index
    %c16 = arith.constant {name = "%c16"} 16 : index
    %c15 = arith.constant {name = "%c15"} 15 : index
    %c63 = arith.constant {name = "%c63"} 63 : index
    %c32 = arith.constant {name = "%c32"} 32 : index
    %c31 = arith.constant {name = "%c31"} 31 : index
    %c0 = arith.constant {name = "%c0"} 0 : index
    %c0_i512 = arith.constant {name = "%c0_i512"} 0 : i512
    %c0_i16 = arith.constant {name = "%c0_i16"} 0 : i16
    %c0_i64 = arith.constant {name = "%c0_i64"} 0 : i64
    %c6_i32 = arith.constant {name = "%c6_i32"} 6 : i32
    %c64_i32 = arith.constant {name = "%c64_i32"} 64 : i32
    %c1_i32 = arith.constant {name = "%c1_i32"} 1 : i32
    %c0_i32 = arith.constant {name = "%c0_i32"} 0 : i32
    %alloc = memref.alloc() {name = "activations"} : memref<70x32xi16, #map>
    %alloc_0 = memref.alloc() {name = "totals"} : memref<1216x2xi64, #map>
    %alloc_1 = memref.alloc() {name = "answers"} : memref<1024x2xi32, #map>
    %alloc_2 = memref.alloc() {name = "total"} : memref<2xi64, #map1>
    linalg.fill ins(%c0_i64 : i64) outs(%alloc_2 : memref<2xi64, #map1>)
    %alloc_3 = memref.alloc() {name = "products"} : memref<2xi64, #map1>
    linalg.fill ins(%c0_i64 : i64) outs(%alloc_3 : memref<2xi64, #map1>)
    %alloc_4 = memref.alloc() {name = "inputs"} : memref<32xi16, #map1>
    linalg.fill ins(%c0_i16 : i16) outs(%alloc_4 : memref<32xi16, #map1>)
    %alloc_5 = memref.alloc() {name = "scales", unsigned} : memref<i512>
    affine.store %c0_i512, %alloc_5[] {to = "scales"} : memref<i512>
    %alloc_6 = memref.alloc() {name = "codes", unsigned} : memref<i512>
    affine.store %c0_i512, %alloc_6[] {to = "codes"} : memref<i512>
    %alloc_7 = memref.alloc() {name = "parts"} : memref<4x2xi32, #map>
    affine.for %arg4 = 0 to 4 {
      %0 = affine.load %arg0[%arg4] {from = "portions", unsigned} : memref<4xi64>
      %alloc_8 = memref.alloc() {name = "given_shares", unsigned} : memref<i64>
      affine.store %0, %alloc_8[] {to = "given_shares"} : memref<i64>
      %1 = affine.load %alloc_8[] {from = "given_shares"} : memref<i64>
      %2 = allo.get_slice(%1 : i64, %c31, %c0) -> i32
      affine.store %2, %alloc_7[%arg4, 0] {to = "parts"} : memref<4x2xi32, #map>
      %3 = affine.load %alloc_8[] {from = "given_shares"} : memref<i64>
      %4 = allo.get_slice(%3 : i64, %c63, %c32) -> i32
      affine.store %4, %alloc_7[%arg4, 1] {to = "parts"} : memref<4x2xi32, #map>
    } {loop_name = "e", op_name = "S_e_0", pipeline_ii = 1 : ui32}
    affine.for %arg4 = 0 to 64 {
      affine.for %arg5 = 0 to 8 {
        %0 = affine.load %arg1[%arg4 * 8 + %arg5] {from = "token", unsigned} : memref<512xi64>
        %alloc_8 = memref.alloc() {name = "taken", unsigned} : memref<i64>
        affine.store %0, %alloc_8[] {to = "taken"} : memref<i64>
        %1 = affine.load %alloc_8[] {from = "taken"} : memref<i64>
        %2 = allo.get_slice(%1 : i64, %c15, %c0) -> i16
        affine.store %2, %alloc[%arg4, %arg5 * 4] {to = "activations"} : memref<70x32xi16, #map>
        %3 = affine.load %alloc_8[] {from = "taken"} : memref<i64>
        %4 = allo.get_slice(%3 : i64, %c31, %c16) -> i16
        affine.store %4, %alloc[%arg4, %arg5 * 4 + 1] {to = "activations"} : memref<70x32xi16, #map>
        %5 = affine.load %alloc_8[] {from = "taken"} : memref<i64>
        %6 = allo.get_slice(%5 : i64, %c47, %c32) -> i16
        affine.store %6, %alloc[%arg4, %arg5 * 4 + 2] {to = "activations"} : memref<70x32xi16, #map>
        %7 = affine.load %alloc_8[] {from = "taken"} : memref<i64>
        %8 = allo.get_slice(%7 : i64, %c63, %c48) -> i16
        affine.store %8, %alloc[%arg4, %arg5 * 4 + 3] {to = "activations"} : memref<70x32xi16, #map>
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
            %19 = affine.load %alloc_0[%arg6, 0] : memref<1216x2xi64, #map>
            %20 = affine.load %alloc_17[] {from = "gate_total"} : memref<i64>
            %21 = arith.extsi %20 : i64 to i65
            %22 = arith.extsi %19 : i64 to i65
            %23 = arith.addi %21, %22 : i65
            %24 = arith.trunci %23 : i65 to i64
            affine.store %24, %alloc_17[] {to = "gate_total"} : memref<i64>
            %25 = affine.load %alloc_0[%arg6, 1] : memref<1216x2xi64, #map>
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
          affine.for %arg7 = 0 to 17 {
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
                  %44 = memref.load %alloc[%43, %arg8] {from = "activations"} : memref<70x32xi16, #map>
                  affine.store %44, %alloc_4[%arg8] {to = "inputs"} : memref<32xi16, #map1>
                } {loop_name = "m", op_name = "S_m_3"}
                %24 = affine.load %alloc_17[] {from = "word"} : memref<i512>
                %25 = affine.load %alloc_6[] {from = "codes"} : memref<i512>
                %26 = affine.load %alloc_5[] {from = "scales"} : memref<i512>
                func.call @scaled_groups(%24, %25, %26, %alloc_4, %alloc_3) : (i512, i512, i512, memref<32xi16, #map1>, memref<2xi64, #map1>) -> ()
                affine.for %arg8 = 0 to 2 {
                  %38 = affine.load %alloc_14[] {from = "group"} : memref<i32>
                  %39 = arith.cmpi eq, %38, %c0_i32 : i32
                  %40 = affine.load %alloc_3[%arg8] {from = "products"} : memref<2xi64, #map1>
                  %41 = affine.load %alloc_2[%arg8] {from = "total"} : memref<2xi64, #map1>
                  %42 = arith.extsi %41 : i64 to i65
                  %43 = arith.extsi %40 : i64 to i65
                  %44 = arith.addi %42, %43 : i65
                  %45 = arith.select %39, %43, %44 : i65
                  %46 = arith.trunci %45 : i65 to i64
                  affine.store %46, %alloc_2[%arg8] {to = "total"} : memref<2xi64, #map1>
                  %47 = affine.load %alloc_2[%arg8] {from = "total"} : memref<2xi64, #map1>
                  %48 = affine.load %alloc_15[] {from = "block"} : memref<i32>
                  %49 = arith.index_cast %48 : i32 to index
                  memref.store %47, %alloc_0[%49, %arg8] {to = "totals"} : memref<1216x2xi64, #map>
                } {loop_name = "r", op_name = "S_r_4"}
                %27 = affine.load %alloc_5[] {from = "scales"} : memref<i512>
                %28 = arith.shrui %27, %c32_i512 {unsigned} : i512
                affine.store %28, %alloc_5[] {to = "scales"} : memref<i512>
                %29 = affine.load %alloc_6[] {from = "codes"} : memref<i512>
                %30 = arith.shrui %29, %c64_i512 {unsigned} : i512
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
      %9 = affine.load %alloc_7[%arg4 floordiv 2, %arg4 mod 2] : memref<4x2xi32, #map>
      %10 = arith.extsi %8 : i64 to i96
      %11 = arith.extsi %9 : i32 to i96
      %12 = arith.muli %10, %11 : i96
      %13 = arith.extsi %12 : i96 to i97
      %14 = arith.addi %13, %c32768_i97 : i97
      %15 = arith.shrsi %14, %c16_i97 : i97
      %16 = arith.trunci %15 : i97 to i32
      %alloc_16 = memref.alloc() {name = "weight"} : memref<i32>
      affine.store %16, %alloc_16[] {to = "weight"} : memref<i32>
      affine.for %arg5 = 0 to 1024 {
        affine.for %arg6 = 0 to 1 {
          affine.for %arg7 = 0 to 2 {
            %17 = affine.load %alloc_0[%arg5 + 192, %arg6 * 2 + %arg7] {from = "totals"} : memref<1216x2xi64, #map>
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
              %32 = affine.load %alloc_1[%arg5 + %arg6, %arg7] {from = "answers"} : memref<1024x2xi32, #map>
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
            affine.store %31, %alloc_1[%arg5 + %arg6, %arg7] {to = "answers"} : memref<1024x2xi32, #map>
          } {loop_name = "r"}
        } {loop_name = "h", pipeline_ii = 1 : ui32}
      } {loop_name = "d", op_name = "add"}
    } {loop_name = "k", op_name = "S_k_2"}
    affine.for %arg4 = 0 to 1024 {
      %alloc_8 = memref.alloc() {name = "given", unsigned} : memref<i64>
      affine.store %c0_i64, %alloc_8[] {to = "given"} : memref<i64>
      %0 = affine.load %alloc_1[%arg4, 0] {from = "answers"} : memref<1024x2xi32, #map>
      %1 = affine.load %alloc_8[] {from = "given"} : memref<i64>
      %2 = allo.set_slice(%1 : i64, %c31, %c0, %0 : i32) -> i64
      affine.store %2, %alloc_8[] {to = "given"} : memref<i64>
      %3 = affine.load %alloc_1[%arg4, 1] {from = "answers"} : memref<1024x2xi32, #map>
      %4 = affine.load %alloc_8[] {from = "given"} : memref<i64>
      %5 = allo.set_slice(%4 : i64, %c63, %c32, %3 : i32) -> i64
      affine.store %5, %alloc_8[] {to = "given"} : memref<i64>
      %6 = affine.load %alloc_8[] {from = "given"} : memref<i64>
      affine.store %6, %arg2[%arg4] {to = "output"} : memref<1024xi64>
    } {loop_name = "t", op_name = "store", pipeline_ii = 1 : ui32}
    return
  }
  func.func @gated_experts(%arg0: memref<1xi512>, %arg1: memref<4xi64>, %arg2: memref<512xi64>, %arg3: memref<240660480xi512>, %arg4: memref<1024xi64>) attributes {dataflow, itypes = "uuuuu"} {
    %0 = allo.stream_construct() {name = "fetched", unsigned} : !allo.stream<i512, 512>
    call @fetch_0(%arg0, %arg3, %0) : (memref<1xi512>, memref<240660480xi512>, !allo.stream<i512, 512>) -> ()
    call @engine_0(%arg1, %arg2, %arg4, %0) {last} : (memref<4xi64>, memref<512xi64>, memref<1024xi64>, !allo.stream<i512, 512>) -> ()
    return
  }
}
