#map = affine_map<(d0, d1) -> (0, d1, d0, 0)>
#map1 = affine_map<(d0) -> (d0, 0)>
module {
  func.func @fetch_0(%arg0: memref<1xi512>, %arg1: memref<3652352xi512>, %arg2: !allo.stream<i512, 512>) attributes {df.kernel, itypes = "uuu", otypes = "", stypes = "__o"} {
    %c1297_i64 = arith.constant {name = "%c1297_i64"} 1297 : i64
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
      %2 = arith.muli %1, %c1297_i64 : i64
      %3 = arith.trunci %2 : i64 to i32
      %alloc_0 = memref.alloc() {name = "first"} : memref<i32>
      affine.store %3, %alloc_0[] {to = "first"} : memref<i32>
      affine.for %arg4 = 0 to 1297 {
        %4 = arith.index_cast %arg4 : index to i32
        %alloc_1 = memref.alloc() {name = "step"} : memref<i32>
        affine.store %4, %alloc_1[] {to = "step"} : memref<i32>
        %5 = affine.load %alloc_0[] {from = "first"} : memref<i32>
        %6 = affine.load %alloc_1[] {from = "step"} : memref<i32>
        %7 = arith.extsi %5 : i32 to i33
        %8 = arith.extsi %6 : i32 to i33
        %9 = arith.addi %7, %8 : i33
        %10 = arith.index_cast %9 : i33 to index
        %11 = memref.load %arg1[%10] {from = "stored", unsigned} : memref<3652352xi512>
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
  func.func @scaled_groups(%arg0: i512, %arg1: i512, %arg2: i512, %arg3: memref<32xi16, #map1>, %arg4: memref<16xi64, #map1>) attributes {itypes = "uuuss", otypes = ""} {
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
    %97 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %98 = affine.load %alloc[] {from = "scale"} : memref<i16>
    %99 = arith.extsi %97 {name = "%99"} : i32 to i48
    %100 = arith.extsi %98 {name = "%100"} : i16 to i48
    %101 = arith.muli %99, %100 {name = "%101"} : i48
    %102 = arith.extsi %101 {name = "%102"} : i48 to i64
    affine.store %102, %arg4[0] {to = "products"} : memref<16xi64, #map1>
    %alloc_9 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_9[] {to = "total"} : memref<i32>
    %103 = allo.get_slice(%arg0 : i512, %c35, %c32) {name = "%103"} -> i32
    %104 = arith.trunci %103 {name = "%104"} : i32 to i4
    %alloc_10 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %104, %alloc_10[] {to = "weight"} : memref<i4>
    %105 = affine.load %alloc_10[] {from = "weight"} : memref<i4>
    %106 = affine.load %arg3[8] {from = "inputs"} : memref<32xi16, #map1>
    %107 = arith.extsi %105 {name = "%107"} : i4 to i20
    %108 = arith.extsi %106 {name = "%108"} : i16 to i20
    %109 = arith.muli %107, %108 {name = "%109"} : i20
    %110 = affine.load %alloc_9[] {from = "total"} : memref<i32>
    %111 = arith.extsi %110 {name = "%111"} : i32 to i33
    %112 = arith.extsi %109 {name = "%112"} : i20 to i33
    %113 = arith.addi %111, %112 {name = "%113"} : i33
    %114 = arith.trunci %113 {name = "%114"} : i33 to i32
    affine.store %114, %alloc_9[] {to = "total"} : memref<i32>
    %115 = allo.get_slice(%arg0 : i512, %c39, %c36) {name = "%115"} -> i32
    %116 = arith.trunci %115 {name = "%116"} : i32 to i4
    %alloc_11 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %116, %alloc_11[] {to = "weight"} : memref<i4>
    %117 = affine.load %alloc_11[] {from = "weight"} : memref<i4>
    %118 = affine.load %arg3[9] {from = "inputs"} : memref<32xi16, #map1>
    %119 = arith.extsi %117 {name = "%119"} : i4 to i20
    %120 = arith.extsi %118 {name = "%120"} : i16 to i20
    %121 = arith.muli %119, %120 {name = "%121"} : i20
    %122 = affine.load %alloc_9[] {from = "total"} : memref<i32>
    %123 = arith.extsi %122 {name = "%123"} : i32 to i33
    %124 = arith.extsi %121 {name = "%124"} : i20 to i33
    %125 = arith.addi %123, %124 {name = "%125"} : i33
    %126 = arith.trunci %125 {name = "%126"} : i33 to i32
    affine.store %126, %alloc_9[] {to = "total"} : memref<i32>
    %127 = allo.get_slice(%arg0 : i512, %c43, %c40) {name = "%127"} -> i32
    %128 = arith.trunci %127 {name = "%128"} : i32 to i4
    %alloc_12 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %128, %alloc_12[] {to = "weight"} : memref<i4>
    %129 = affine.load %alloc_12[] {from = "weight"} : memref<i4>
    %130 = affine.load %arg3[10] {from = "inputs"} : memref<32xi16, #map1>
    %131 = arith.extsi %129 {name = "%131"} : i4 to i20
    %132 = arith.extsi %130 {name = "%132"} : i16 to i20
    %133 = arith.muli %131, %132 {name = "%133"} : i20
    %134 = affine.load %alloc_9[] {from = "total"} : memref<i32>
    %135 = arith.extsi %134 {name = "%135"} : i32 to i33
    %136 = arith.extsi %133 {name = "%136"} : i20 to i33
    %137 = arith.addi %135, %136 {name = "%137"} : i33
    %138 = arith.trunci %137 {name = "%138"} : i33 to i32
    affine.store %138, %alloc_9[] {to = "total"} : memref<i32>
    %139 = allo.get_slice(%arg0 : i512, %c47, %c44) {name = "%139"} -> i32
    %140 = arith.trunci %139 {name = "%140"} : i32 to i4
    %alloc_13 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %140, %alloc_13[] {to = "weight"} : memref<i4>
    %141 = affine.load %alloc_13[] {from = "weight"} : memref<i4>
    %142 = affine.load %arg3[11] {from = "inputs"} : memref<32xi16, #map1>
    %143 = arith.extsi %141 {name = "%143"} : i4 to i20
    %144 = arith.extsi %142 {name = "%144"} : i16 to i20
    %145 = arith.muli %143, %144 {name = "%145"} : i20
    %146 = affine.load %alloc_9[] {from = "total"} : memref<i32>
    %147 = arith.extsi %146 {name = "%147"} : i32 to i33
    %148 = arith.extsi %145 {name = "%148"} : i20 to i33
    %149 = arith.addi %147, %148 {name = "%149"} : i33
    %150 = arith.trunci %149 {name = "%150"} : i33 to i32
    affine.store %150, %alloc_9[] {to = "total"} : memref<i32>
    %151 = allo.get_slice(%arg0 : i512, %c51, %c48) {name = "%151"} -> i32
    %152 = arith.trunci %151 {name = "%152"} : i32 to i4
    %alloc_14 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %152, %alloc_14[] {to = "weight"} : memref<i4>
    %153 = affine.load %alloc_14[] {from = "weight"} : memref<i4>
    %154 = affine.load %arg3[12] {from = "inputs"} : memref<32xi16, #map1>
    %155 = arith.extsi %153 {name = "%155"} : i4 to i20
    %156 = arith.extsi %154 {name = "%156"} : i16 to i20
    %157 = arith.muli %155, %156 {name = "%157"} : i20
    %158 = affine.load %alloc_9[] {from = "total"} : memref<i32>
    %159 = arith.extsi %158 {name = "%159"} : i32 to i33
    %160 = arith.extsi %157 {name = "%160"} : i20 to i33
    %161 = arith.addi %159, %160 {name = "%161"} : i33
    %162 = arith.trunci %161 {name = "%162"} : i33 to i32
    affine.store %162, %alloc_9[] {to = "total"} : memref<i32>
    %163 = allo.get_slice(%arg0 : i512, %c55, %c52) {name = "%163"} -> i32
    %164 = arith.trunci %163 {name = "%164"} : i32 to i4
    %alloc_15 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %164, %alloc_15[] {to = "weight"} : memref<i4>
    %165 = affine.load %alloc_15[] {from = "weight"} : memref<i4>
    %166 = affine.load %arg3[13] {from = "inputs"} : memref<32xi16, #map1>
    %167 = arith.extsi %165 {name = "%167"} : i4 to i20
    %168 = arith.extsi %166 {name = "%168"} : i16 to i20
    %169 = arith.muli %167, %168 {name = "%169"} : i20
    %170 = affine.load %alloc_9[] {from = "total"} : memref<i32>
    %171 = arith.extsi %170 {name = "%171"} : i32 to i33
    %172 = arith.extsi %169 {name = "%172"} : i20 to i33
    %173 = arith.addi %171, %172 {name = "%173"} : i33
    %174 = arith.trunci %173 {name = "%174"} : i33 to i32
    affine.store %174, %alloc_9[] {to = "total"} : memref<i32>
    %175 = allo.get_slice(%arg0 : i512, %c59, %c56) {name = "%175"} -> i32
    %176 = arith.trunci %175 {name = "%176"} : i32 to i4
    %alloc_16 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %176, %alloc_16[] {to = "weight"} : memref<i4>
    %177 = affine.load %alloc_16[] {from = "weight"} : memref<i4>
    %178 = affine.load %arg3[14] {from = "inputs"} : memref<32xi16, #map1>
    %179 = arith.extsi %177 {name = "%179"} : i4 to i20
    %180 = arith.extsi %178 {name = "%180"} : i16 to i20
    %181 = arith.muli %179, %180 {name = "%181"} : i20
    %182 = affine.load %alloc_9[] {from = "total"} : memref<i32>
    %183 = arith.extsi %182 {name = "%183"} : i32 to i33
    %184 = arith.extsi %181 {name = "%184"} : i20 to i33
    %185 = arith.addi %183, %184 {name = "%185"} : i33
    %186 = arith.trunci %185 {name = "%186"} : i33 to i32
    affine.store %186, %alloc_9[] {to = "total"} : memref<i32>
    %187 = allo.get_slice(%arg0 : i512, %c63, %c60) {name = "%187"} -> i32
    %188 = arith.trunci %187 {name = "%188"} : i32 to i4
    %alloc_17 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %188, %alloc_17[] {to = "weight"} : memref<i4>
    %189 = affine.load %alloc_17[] {from = "weight"} : memref<i4>
    %190 = affine.load %arg3[15] {from = "inputs"} : memref<32xi16, #map1>
    %191 = arith.extsi %189 {name = "%191"} : i4 to i20
    %192 = arith.extsi %190 {name = "%192"} : i16 to i20
    %193 = arith.muli %191, %192 {name = "%193"} : i20
    %194 = affine.load %alloc_9[] {from = "total"} : memref<i32>
    %195 = arith.extsi %194 {name = "%195"} : i32 to i33
    %196 = arith.extsi %193 {name = "%196"} : i20 to i33
    %197 = arith.addi %195, %196 {name = "%197"} : i33
    %198 = arith.trunci %197 {name = "%198"} : i33 to i32
    affine.store %198, %alloc_9[] {to = "total"} : memref<i32>
    %199 = affine.load %alloc_9[] {from = "total"} : memref<i32>
    %200 = affine.load %alloc[] {from = "scale"} : memref<i16>
    %201 = arith.extsi %199 {name = "%201"} : i32 to i48
    %202 = arith.extsi %200 {name = "%202"} : i16 to i48
    %203 = arith.muli %201, %202 {name = "%203"} : i48
    %204 = arith.extsi %203 {name = "%204"} : i48 to i64
    affine.store %204, %arg4[1] {to = "products"} : memref<16xi64, #map1>
    %alloc_18 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_18[] {to = "total"} : memref<i32>
    %205 = allo.get_slice(%arg0 : i512, %c67, %c64) {name = "%205"} -> i32
    %206 = arith.trunci %205 {name = "%206"} : i32 to i4
    %alloc_19 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %206, %alloc_19[] {to = "weight"} : memref<i4>
    %207 = affine.load %alloc_19[] {from = "weight"} : memref<i4>
    %208 = affine.load %arg3[16] {from = "inputs"} : memref<32xi16, #map1>
    %209 = arith.extsi %207 {name = "%209"} : i4 to i20
    %210 = arith.extsi %208 {name = "%210"} : i16 to i20
    %211 = arith.muli %209, %210 {name = "%211"} : i20
    %212 = affine.load %alloc_18[] {from = "total"} : memref<i32>
    %213 = arith.extsi %212 {name = "%213"} : i32 to i33
    %214 = arith.extsi %211 {name = "%214"} : i20 to i33
    %215 = arith.addi %213, %214 {name = "%215"} : i33
    %216 = arith.trunci %215 {name = "%216"} : i33 to i32
    affine.store %216, %alloc_18[] {to = "total"} : memref<i32>
    %217 = allo.get_slice(%arg0 : i512, %c71, %c68) {name = "%217"} -> i32
    %218 = arith.trunci %217 {name = "%218"} : i32 to i4
    %alloc_20 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %218, %alloc_20[] {to = "weight"} : memref<i4>
    %219 = affine.load %alloc_20[] {from = "weight"} : memref<i4>
    %220 = affine.load %arg3[17] {from = "inputs"} : memref<32xi16, #map1>
    %221 = arith.extsi %219 {name = "%221"} : i4 to i20
    %222 = arith.extsi %220 {name = "%222"} : i16 to i20
    %223 = arith.muli %221, %222 {name = "%223"} : i20
    %224 = affine.load %alloc_18[] {from = "total"} : memref<i32>
    %225 = arith.extsi %224 {name = "%225"} : i32 to i33
    %226 = arith.extsi %223 {name = "%226"} : i20 to i33
    %227 = arith.addi %225, %226 {name = "%227"} : i33
    %228 = arith.trunci %227 {name = "%228"} : i33 to i32
    affine.store %228, %alloc_18[] {to = "total"} : memref<i32>
    %229 = allo.get_slice(%arg0 : i512, %c75, %c72) {name = "%229"} -> i32
    %230 = arith.trunci %229 {name = "%230"} : i32 to i4
    %alloc_21 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %230, %alloc_21[] {to = "weight"} : memref<i4>
    %231 = affine.load %alloc_21[] {from = "weight"} : memref<i4>
    %232 = affine.load %arg3[18] {from = "inputs"} : memref<32xi16, #map1>
    %233 = arith.extsi %231 {name = "%233"} : i4 to i20
    %234 = arith.extsi %232 {name = "%234"} : i16 to i20
    %235 = arith.muli %233, %234 {name = "%235"} : i20
    %236 = affine.load %alloc_18[] {from = "total"} : memref<i32>
    %237 = arith.extsi %236 {name = "%237"} : i32 to i33
    %238 = arith.extsi %235 {name = "%238"} : i20 to i33
    %239 = arith.addi %237, %238 {name = "%239"} : i33
    %240 = arith.trunci %239 {name = "%240"} : i33 to i32
    affine.store %240, %alloc_18[] {to = "total"} : memref<i32>
    %241 = allo.get_slice(%arg0 : i512, %c79, %c76) {name = "%241"} -> i32
    %242 = arith.trunci %241 {name = "%242"} : i32 to i4
    %alloc_22 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %242, %alloc_22[] {to = "weight"} : memref<i4>
    %243 = affine.load %alloc_22[] {from = "weight"} : memref<i4>
    %244 = affine.load %arg3[19] {from = "inputs"} : memref<32xi16, #map1>
    %245 = arith.extsi %243 {name = "%245"} : i4 to i20
    %246 = arith.extsi %244 {name = "%246"} : i16 to i20
    %247 = arith.muli %245, %246 {name = "%247"} : i20
    %248 = affine.load %alloc_18[] {from = "total"} : memref<i32>
    %249 = arith.extsi %248 {name = "%249"} : i32 to i33
    %250 = arith.extsi %247 {name = "%250"} : i20 to i33
    %251 = arith.addi %249, %250 {name = "%251"} : i33
    %252 = arith.trunci %251 {name = "%252"} : i33 to i32
    affine.store %252, %alloc_18[] {to = "total"} : memref<i32>
    %253 = allo.get_slice(%arg0 : i512, %c83, %c80) {name = "%253"} -> i32
    %254 = arith.trunci %253 {name = "%254"} : i32 to i4
    %alloc_23 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %254, %alloc_23[] {to = "weight"} : memref<i4>
    %255 = affine.load %alloc_23[] {from = "weight"} : memref<i4>
    %256 = affine.load %arg3[20] {from = "inputs"} : memref<32xi16, #map1>
    %257 = arith.extsi %255 {name = "%257"} : i4 to i20
    %258 = arith.extsi %256 {name = "%258"} : i16 to i20
    %259 = arith.muli %257, %258 {name = "%259"} : i20
    %260 = affine.load %alloc_18[] {from = "total"} : memref<i32>
    %261 = arith.extsi %260 {name = "%261"} : i32 to i33
    %262 = arith.extsi %259 {name = "%262"} : i20 to i33
    %263 = arith.addi %261, %262 {name = "%263"} : i33
    %264 = arith.trunci %263 {name = "%264"} : i33 to i32
    affine.store %264, %alloc_18[] {to = "total"} : memref<i32>
    %265 = allo.get_slice(%arg0 : i512, %c87, %c84) {name = "%265"} -> i32
    %266 = arith.trunci %265 {name = "%266"} : i32 to i4
    %alloc_24 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %266, %alloc_24[] {to = "weight"} : memref<i4>
    %267 = affine.load %alloc_24[] {from = "weight"} : memref<i4>
    %268 = affine.load %arg3[21] {from = "inputs"} : memref<32xi16, #map1>
    %269 = arith.extsi %267 {name = "%269"} : i4 to i20
    %270 = arith.extsi %268 {name = "%270"} : i16 to i20
    %271 = arith.muli %269, %270 {name = "%271"} : i20
    %272 = affine.load %alloc_18[] {from = "total"} : memref<i32>
    %273 = arith.extsi %272 {name = "%273"} : i32 to i33
    %274 = arith.extsi %271 {name = "%274"} : i20 to i33
    %275 = arith.addi %273, %274 {name = "%275"} : i33
    %276 = arith.trunci %275 {name = "%276"} : i33 to i32
    affine.store %276, %alloc_18[] {to = "total"} : memref<i32>
    %277 = allo.get_slice(%arg0 : i512, %c91, %c88) {name = "%277"} -> i32
    %278 = arith.trunci %277 {name = "%278"} : i32 to i4
    %alloc_25 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %278, %alloc_25[] {to = "weight"} : memref<i4>
    %279 = affine.load %alloc_25[] {from = "weight"} : memref<i4>
    %280 = affine.load %arg3[22] {from = "inputs"} : memref<32xi16, #map1>
    %281 = arith.extsi %279 {name = "%281"} : i4 to i20
    %282 = arith.extsi %280 {name = "%282"} : i16 to i20
    %283 = arith.muli %281, %282 {name = "%283"} : i20
    %284 = affine.load %alloc_18[] {from = "total"} : memref<i32>
    %285 = arith.extsi %284 {name = "%285"} : i32 to i33
    %286 = arith.extsi %283 {name = "%286"} : i20 to i33
    %287 = arith.addi %285, %286 {name = "%287"} : i33
    %288 = arith.trunci %287 {name = "%288"} : i33 to i32
    affine.store %288, %alloc_18[] {to = "total"} : memref<i32>
    %289 = allo.get_slice(%arg0 : i512, %c95, %c92) {name = "%289"} -> i32
    %290 = arith.trunci %289 {name = "%290"} : i32 to i4
    %alloc_26 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %290, %alloc_26[] {to = "weight"} : memref<i4>
    %291 = affine.load %alloc_26[] {from = "weight"} : memref<i4>
    %292 = affine.load %arg3[23] {from = "inputs"} : memref<32xi16, #map1>
    %293 = arith.extsi %291 {name = "%293"} : i4 to i20
    %294 = arith.extsi %292 {name = "%294"} : i16 to i20
    %295 = arith.muli %293, %294 {name = "%295"} : i20
    %296 = affine.load %alloc_18[] {from = "total"} : memref<i32>
    %297 = arith.extsi %296 {name = "%297"} : i32 to i33
    %298 = arith.extsi %295 {name = "%298"} : i20 to i33
    %299 = arith.addi %297, %298 {name = "%299"} : i33
    %300 = arith.trunci %299 {name = "%300"} : i33 to i32
    affine.store %300, %alloc_18[] {to = "total"} : memref<i32>
    %301 = affine.load %alloc_18[] {from = "total"} : memref<i32>
    %302 = affine.load %alloc[] {from = "scale"} : memref<i16>
    %303 = arith.extsi %301 {name = "%303"} : i32 to i48
    %304 = arith.extsi %302 {name = "%304"} : i16 to i48
    %305 = arith.muli %303, %304 {name = "%305"} : i48
    %306 = arith.extsi %305 {name = "%306"} : i48 to i64
    affine.store %306, %arg4[2] {to = "products"} : memref<16xi64, #map1>
    %alloc_27 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_27[] {to = "total"} : memref<i32>
    %307 = allo.get_slice(%arg0 : i512, %c99, %c96) {name = "%307"} -> i32
    %308 = arith.trunci %307 {name = "%308"} : i32 to i4
    %alloc_28 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %308, %alloc_28[] {to = "weight"} : memref<i4>
    %309 = affine.load %alloc_28[] {from = "weight"} : memref<i4>
    %310 = affine.load %arg3[24] {from = "inputs"} : memref<32xi16, #map1>
    %311 = arith.extsi %309 {name = "%311"} : i4 to i20
    %312 = arith.extsi %310 {name = "%312"} : i16 to i20
    %313 = arith.muli %311, %312 {name = "%313"} : i20
    %314 = affine.load %alloc_27[] {from = "total"} : memref<i32>
    %315 = arith.extsi %314 {name = "%315"} : i32 to i33
    %316 = arith.extsi %313 {name = "%316"} : i20 to i33
    %317 = arith.addi %315, %316 {name = "%317"} : i33
    %318 = arith.trunci %317 {name = "%318"} : i33 to i32
    affine.store %318, %alloc_27[] {to = "total"} : memref<i32>
    %319 = allo.get_slice(%arg0 : i512, %c103, %c100) {name = "%319"} -> i32
    %320 = arith.trunci %319 {name = "%320"} : i32 to i4
    %alloc_29 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %320, %alloc_29[] {to = "weight"} : memref<i4>
    %321 = affine.load %alloc_29[] {from = "weight"} : memref<i4>
    %322 = affine.load %arg3[25] {from = "inputs"} : memref<32xi16, #map1>
    %323 = arith.extsi %321 {name = "%323"} : i4 to i20
    %324 = arith.extsi %322 {name = "%324"} : i16 to i20
    %325 = arith.muli %323, %324 {name = "%325"} : i20
    %326 = affine.load %alloc_27[] {from = "total"} : memref<i32>
    %327 = arith.extsi %326 {name = "%327"} : i32 to i33
    %328 = arith.extsi %325 {name = "%328"} : i20 to i33
    %329 = arith.addi %327, %328 {name = "%329"} : i33
    %330 = arith.trunci %329 {name = "%330"} : i33 to i32
    affine.store %330, %alloc_27[] {to = "total"} : memref<i32>
    %331 = allo.get_slice(%arg0 : i512, %c107, %c104) {name = "%331"} -> i32
    %332 = arith.trunci %331 {name = "%332"} : i32 to i4
    %alloc_30 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %332, %alloc_30[] {to = "weight"} : memref<i4>
    %333 = affine.load %alloc_30[] {from = "weight"} : memref<i4>
    %334 = affine.load %arg3[26] {from = "inputs"} : memref<32xi16, #map1>
    %335 = arith.extsi %333 {name = "%335"} : i4 to i20
    %336 = arith.extsi %334 {name = "%336"} : i16 to i20
    %337 = arith.muli %335, %336 {name = "%337"} : i20
    %338 = affine.load %alloc_27[] {from = "total"} : memref<i32>
    %339 = arith.extsi %338 {name = "%339"} : i32 to i33
    %340 = arith.extsi %337 {name = "%340"} : i20 to i33
    %341 = arith.addi %339, %340 {name = "%341"} : i33
    %342 = arith.trunci %341 {name = "%342"} : i33 to i32
    affine.store %342, %alloc_27[] {to = "total"} : memref<i32>
    %343 = allo.get_slice(%arg0 : i512, %c111, %c108) {name = "%343"} -> i32
    %344 = arith.trunci %343 {name = "%344"} : i32 to i4
    %alloc_31 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %344, %alloc_31[] {to = "weight"} : memref<i4>
    %345 = affine.load %alloc_31[] {from = "weight"} : memref<i4>
    %346 = affine.load %arg3[27] {from = "inputs"} : memref<32xi16, #map1>
    %347 = arith.extsi %345 {name = "%347"} : i4 to i20
    %348 = arith.extsi %346 {name = "%348"} : i16 to i20
    %349 = arith.muli %347, %348 {name = "%349"} : i20
    %350 = affine.load %alloc_27[] {from = "total"} : memref<i32>
    %351 = arith.extsi %350 {name = "%351"} : i32 to i33
    %352 = arith.extsi %349 {name = "%352"} : i20 to i33
    %353 = arith.addi %351, %352 {name = "%353"} : i33
    %354 = arith.trunci %353 {name = "%354"} : i33 to i32
    affine.store %354, %alloc_27[] {to = "total"} : memref<i32>
    %355 = allo.get_slice(%arg0 : i512, %c115, %c112) {name = "%355"} -> i32
    %356 = arith.trunci %355 {name = "%356"} : i32 to i4
    %alloc_32 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %356, %alloc_32[] {to = "weight"} : memref<i4>
    %357 = affine.load %alloc_32[] {from = "weight"} : memref<i4>
    %358 = affine.load %arg3[28] {from = "inputs"} : memref<32xi16, #map1>
    %359 = arith.extsi %357 {name = "%359"} : i4 to i20
    %360 = arith.extsi %358 {name = "%360"} : i16 to i20
    %361 = arith.muli %359, %360 {name = "%361"} : i20
    %362 = affine.load %alloc_27[] {from = "total"} : memref<i32>
    %363 = arith.extsi %362 {name = "%363"} : i32 to i33
    %364 = arith.extsi %361 {name = "%364"} : i20 to i33
    %365 = arith.addi %363, %364 {name = "%365"} : i33
    %366 = arith.trunci %365 {name = "%366"} : i33 to i32
    affine.store %366, %alloc_27[] {to = "total"} : memref<i32>
    %367 = allo.get_slice(%arg0 : i512, %c119, %c116) {name = "%367"} -> i32
    %368 = arith.trunci %367 {name = "%368"} : i32 to i4
    %alloc_33 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %368, %alloc_33[] {to = "weight"} : memref<i4>
    %369 = affine.load %alloc_33[] {from = "weight"} : memref<i4>
    %370 = affine.load %arg3[29] {from = "inputs"} : memref<32xi16, #map1>
    %371 = arith.extsi %369 {name = "%371"} : i4 to i20
    %372 = arith.extsi %370 {name = "%372"} : i16 to i20
    %373 = arith.muli %371, %372 {name = "%373"} : i20
    %374 = affine.load %alloc_27[] {from = "total"} : memref<i32>
    %375 = arith.extsi %374 {name = "%375"} : i32 to i33
    %376 = arith.extsi %373 {name = "%376"} : i20 to i33
    %377 = arith.addi %375, %376 {name = "%377"} : i33
    %378 = arith.trunci %377 {name = "%378"} : i33 to i32
    affine.store %378, %alloc_27[] {to = "total"} : memref<i32>
    %379 = allo.get_slice(%arg0 : i512, %c123, %c120) {name = "%379"} -> i32
    %380 = arith.trunci %379 {name = "%380"} : i32 to i4
    %alloc_34 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %380, %alloc_34[] {to = "weight"} : memref<i4>
    %381 = affine.load %alloc_34[] {from = "weight"} : memref<i4>
    %382 = affine.load %arg3[30] {from = "inputs"} : memref<32xi16, #map1>
    %383 = arith.extsi %381 {name = "%383"} : i4 to i20
    %384 = arith.extsi %382 {name = "%384"} : i16 to i20
    %385 = arith.muli %383, %384 {name = "%385"} : i20
    %386 = affine.load %alloc_27[] {from = "total"} : memref<i32>
    %387 = arith.extsi %386 {name = "%387"} : i32 to i33
    %388 = arith.extsi %385 {name = "%388"} : i20 to i33
    %389 = arith.addi %387, %388 {name = "%389"} : i33
    %390 = arith.trunci %389 {name = "%390"} : i33 to i32
    affine.store %390, %alloc_27[] {to = "total"} : memref<i32>
    %391 = allo.get_slice(%arg0 : i512, %c127, %c124) {name = "%391"} -> i32
    %392 = arith.trunci %391 {name = "%392"} : i32 to i4
    %alloc_35 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %392, %alloc_35[] {to = "weight"} : memref<i4>
    %393 = affine.load %alloc_35[] {from = "weight"} : memref<i4>
    %394 = affine.load %arg3[31] {from = "inputs"} : memref<32xi16, #map1>
    %395 = arith.extsi %393 {name = "%395"} : i4 to i20
    %396 = arith.extsi %394 {name = "%396"} : i16 to i20
    %397 = arith.muli %395, %396 {name = "%397"} : i20
    %398 = affine.load %alloc_27[] {from = "total"} : memref<i32>
    %399 = arith.extsi %398 {name = "%399"} : i32 to i33
    %400 = arith.extsi %397 {name = "%400"} : i20 to i33
    %401 = arith.addi %399, %400 {name = "%401"} : i33
    %402 = arith.trunci %401 {name = "%402"} : i33 to i32
    affine.store %402, %alloc_27[] {to = "total"} : memref<i32>
    %403 = affine.load %alloc_27[] {from = "total"} : memref<i32>
    %404 = affine.load %alloc[] {from = "scale"} : memref<i16>
    %405 = arith.extsi %403 {name = "%405"} : i32 to i48
    %406 = arith.extsi %404 {name = "%406"} : i16 to i48
    %407 = arith.muli %405, %406 {name = "%407"} : i48
    %408 = arith.extsi %407 {name = "%408"} : i48 to i64
    affine.store %408, %arg4[3] {to = "products"} : memref<16xi64, #map1>
    %409 = allo.get_slice(%arg2 : i512, %c31, %c16) {name = "%409"} -> i16
    %alloc_36 = memref.alloc() {name = "scale"} : memref<i16>
    affine.store %409, %alloc_36[] {to = "scale"} : memref<i16>
    %alloc_37 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_37[] {to = "total"} : memref<i32>
    %410 = allo.get_slice(%arg0 : i512, %c131, %c128) {name = "%410"} -> i32
    %411 = arith.trunci %410 {name = "%411"} : i32 to i4
    %alloc_38 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %411, %alloc_38[] {to = "weight"} : memref<i4>
    %412 = affine.load %alloc_38[] {from = "weight"} : memref<i4>
    %413 = affine.load %arg3[0] {from = "inputs"} : memref<32xi16, #map1>
    %414 = arith.extsi %412 {name = "%414"} : i4 to i20
    %415 = arith.extsi %413 {name = "%415"} : i16 to i20
    %416 = arith.muli %414, %415 {name = "%416"} : i20
    %417 = affine.load %alloc_37[] {from = "total"} : memref<i32>
    %418 = arith.extsi %417 {name = "%418"} : i32 to i33
    %419 = arith.extsi %416 {name = "%419"} : i20 to i33
    %420 = arith.addi %418, %419 {name = "%420"} : i33
    %421 = arith.trunci %420 {name = "%421"} : i33 to i32
    affine.store %421, %alloc_37[] {to = "total"} : memref<i32>
    %422 = allo.get_slice(%arg0 : i512, %c135, %c132) {name = "%422"} -> i32
    %423 = arith.trunci %422 {name = "%423"} : i32 to i4
    %alloc_39 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %423, %alloc_39[] {to = "weight"} : memref<i4>
    %424 = affine.load %alloc_39[] {from = "weight"} : memref<i4>
    %425 = affine.load %arg3[1] {from = "inputs"} : memref<32xi16, #map1>
    %426 = arith.extsi %424 {name = "%426"} : i4 to i20
    %427 = arith.extsi %425 {name = "%427"} : i16 to i20
    %428 = arith.muli %426, %427 {name = "%428"} : i20
    %429 = affine.load %alloc_37[] {from = "total"} : memref<i32>
    %430 = arith.extsi %429 {name = "%430"} : i32 to i33
    %431 = arith.extsi %428 {name = "%431"} : i20 to i33
    %432 = arith.addi %430, %431 {name = "%432"} : i33
    %433 = arith.trunci %432 {name = "%433"} : i33 to i32
    affine.store %433, %alloc_37[] {to = "total"} : memref<i32>
    %434 = allo.get_slice(%arg0 : i512, %c139, %c136) {name = "%434"} -> i32
    %435 = arith.trunci %434 {name = "%435"} : i32 to i4
    %alloc_40 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %435, %alloc_40[] {to = "weight"} : memref<i4>
    %436 = affine.load %alloc_40[] {from = "weight"} : memref<i4>
    %437 = affine.load %arg3[2] {from = "inputs"} : memref<32xi16, #map1>
    %438 = arith.extsi %436 {name = "%438"} : i4 to i20
    %439 = arith.extsi %437 {name = "%439"} : i16 to i20
    %440 = arith.muli %438, %439 {name = "%440"} : i20
    %441 = affine.load %alloc_37[] {from = "total"} : memref<i32>
    %442 = arith.extsi %441 {name = "%442"} : i32 to i33
    %443 = arith.extsi %440 {name = "%443"} : i20 to i33
    %444 = arith.addi %442, %443 {name = "%444"} : i33
    %445 = arith.trunci %444 {name = "%445"} : i33 to i32
    affine.store %445, %alloc_37[] {to = "total"} : memref<i32>
    %446 = allo.get_slice(%arg0 : i512, %c143, %c140) {name = "%446"} -> i32
    %447 = arith.trunci %446 {name = "%447"} : i32 to i4
    %alloc_41 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %447, %alloc_41[] {to = "weight"} : memref<i4>
    %448 = affine.load %alloc_41[] {from = "weight"} : memref<i4>
    %449 = affine.load %arg3[3] {from = "inputs"} : memref<32xi16, #map1>
    %450 = arith.extsi %448 {name = "%450"} : i4 to i20
    %451 = arith.extsi %449 {name = "%451"} : i16 to i20
    %452 = arith.muli %450, %451 {name = "%452"} : i20
    %453 = affine.load %alloc_37[] {from = "total"} : memref<i32>
    %454 = arith.extsi %453 {name = "%454"} : i32 to i33
    %455 = arith.extsi %452 {name = "%455"} : i20 to i33
    %456 = arith.addi %454, %455 {name = "%456"} : i33
    %457 = arith.trunci %456 {name = "%457"} : i33 to i32
    affine.store %457, %alloc_37[] {to = "total"} : memref<i32>
    %458 = allo.get_slice(%arg0 : i512, %c147, %c144) {name = "%458"} -> i32
    %459 = arith.trunci %458 {name = "%459"} : i32 to i4
    %alloc_42 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %459, %alloc_42[] {to = "weight"} : memref<i4>
    %460 = affine.load %alloc_42[] {from = "weight"} : memref<i4>
    %461 = affine.load %arg3[4] {from = "inputs"} : memref<32xi16, #map1>
    %462 = arith.extsi %460 {name = "%462"} : i4 to i20
    %463 = arith.extsi %461 {name = "%463"} : i16 to i20
    %464 = arith.muli %462, %463 {name = "%464"} : i20
    %465 = affine.load %alloc_37[] {from = "total"} : memref<i32>
    %466 = arith.extsi %465 {name = "%466"} : i32 to i33
    %467 = arith.extsi %464 {name = "%467"} : i20 to i33
    %468 = arith.addi %466, %467 {name = "%468"} : i33
    %469 = arith.trunci %468 {name = "%469"} : i33 to i32
    affine.store %469, %alloc_37[] {to = "total"} : memref<i32>
    %470 = allo.get_slice(%arg0 : i512, %c151, %c148) {name = "%470"} -> i32
    %471 = arith.trunci %470 {name = "%471"} : i32 to i4
    %alloc_43 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %471, %alloc_43[] {to = "weight"} : memref<i4>
    %472 = affine.load %alloc_43[] {from = "weight"} : memref<i4>
    %473 = affine.load %arg3[5] {from = "inputs"} : memref<32xi16, #map1>
    %474 = arith.extsi %472 {name = "%474"} : i4 to i20
    %475 = arith.extsi %473 {name = "%475"} : i16 to i20
    %476 = arith.muli %474, %475 {name = "%476"} : i20
    %477 = affine.load %alloc_37[] {from = "total"} : memref<i32>
    %478 = arith.extsi %477 {name = "%478"} : i32 to i33
    %479 = arith.extsi %476 {name = "%479"} : i20 to i33
    %480 = arith.addi %478, %479 {name = "%480"} : i33
    %481 = arith.trunci %480 {name = "%481"} : i33 to i32
    affine.store %481, %alloc_37[] {to = "total"} : memref<i32>
    %482 = allo.get_slice(%arg0 : i512, %c155, %c152) {name = "%482"} -> i32
    %483 = arith.trunci %482 {name = "%483"} : i32 to i4
    %alloc_44 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %483, %alloc_44[] {to = "weight"} : memref<i4>
    %484 = affine.load %alloc_44[] {from = "weight"} : memref<i4>
    %485 = affine.load %arg3[6] {from = "inputs"} : memref<32xi16, #map1>
    %486 = arith.extsi %484 {name = "%486"} : i4 to i20
    %487 = arith.extsi %485 {name = "%487"} : i16 to i20
    %488 = arith.muli %486, %487 {name = "%488"} : i20
    %489 = affine.load %alloc_37[] {from = "total"} : memref<i32>
    %490 = arith.extsi %489 {name = "%490"} : i32 to i33
    %491 = arith.extsi %488 {name = "%491"} : i20 to i33
    %492 = arith.addi %490, %491 {name = "%492"} : i33
    %493 = arith.trunci %492 {name = "%493"} : i33 to i32
    affine.store %493, %alloc_37[] {to = "total"} : memref<i32>
    %494 = allo.get_slice(%arg0 : i512, %c159, %c156) {name = "%494"} -> i32
    %495 = arith.trunci %494 {name = "%495"} : i32 to i4
    %alloc_45 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %495, %alloc_45[] {to = "weight"} : memref<i4>
    %496 = affine.load %alloc_45[] {from = "weight"} : memref<i4>
    %497 = affine.load %arg3[7] {from = "inputs"} : memref<32xi16, #map1>
    %498 = arith.extsi %496 {name = "%498"} : i4 to i20
    %499 = arith.extsi %497 {name = "%499"} : i16 to i20
    %500 = arith.muli %498, %499 {name = "%500"} : i20
    %501 = affine.load %alloc_37[] {from = "total"} : memref<i32>
    %502 = arith.extsi %501 {name = "%502"} : i32 to i33
    %503 = arith.extsi %500 {name = "%503"} : i20 to i33
    %504 = arith.addi %502, %503 {name = "%504"} : i33
    %505 = arith.trunci %504 {name = "%505"} : i33 to i32
    affine.store %505, %alloc_37[] {to = "total"} : memref<i32>
    %506 = affine.load %alloc_37[] {from = "total"} : memref<i32>
    %507 = affine.load %alloc_36[] {from = "scale"} : memref<i16>
    %508 = arith.extsi %506 {name = "%508"} : i32 to i48
    %509 = arith.extsi %507 {name = "%509"} : i16 to i48
    %510 = arith.muli %508, %509 {name = "%510"} : i48
    %511 = arith.extsi %510 {name = "%511"} : i48 to i64
    affine.store %511, %arg4[4] {to = "products"} : memref<16xi64, #map1>
    %alloc_46 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_46[] {to = "total"} : memref<i32>
    %512 = allo.get_slice(%arg0 : i512, %c163, %c160) {name = "%512"} -> i32
    %513 = arith.trunci %512 {name = "%513"} : i32 to i4
    %alloc_47 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %513, %alloc_47[] {to = "weight"} : memref<i4>
    %514 = affine.load %alloc_47[] {from = "weight"} : memref<i4>
    %515 = affine.load %arg3[8] {from = "inputs"} : memref<32xi16, #map1>
    %516 = arith.extsi %514 {name = "%516"} : i4 to i20
    %517 = arith.extsi %515 {name = "%517"} : i16 to i20
    %518 = arith.muli %516, %517 {name = "%518"} : i20
    %519 = affine.load %alloc_46[] {from = "total"} : memref<i32>
    %520 = arith.extsi %519 {name = "%520"} : i32 to i33
    %521 = arith.extsi %518 {name = "%521"} : i20 to i33
    %522 = arith.addi %520, %521 {name = "%522"} : i33
    %523 = arith.trunci %522 {name = "%523"} : i33 to i32
    affine.store %523, %alloc_46[] {to = "total"} : memref<i32>
    %524 = allo.get_slice(%arg0 : i512, %c167, %c164) {name = "%524"} -> i32
    %525 = arith.trunci %524 {name = "%525"} : i32 to i4
    %alloc_48 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %525, %alloc_48[] {to = "weight"} : memref<i4>
    %526 = affine.load %alloc_48[] {from = "weight"} : memref<i4>
    %527 = affine.load %arg3[9] {from = "inputs"} : memref<32xi16, #map1>
    %528 = arith.extsi %526 {name = "%528"} : i4 to i20
    %529 = arith.extsi %527 {name = "%529"} : i16 to i20
    %530 = arith.muli %528, %529 {name = "%530"} : i20
    %531 = affine.load %alloc_46[] {from = "total"} : memref<i32>
    %532 = arith.extsi %531 {name = "%532"} : i32 to i33
    %533 = arith.extsi %530 {name = "%533"} : i20 to i33
    %534 = arith.addi %532, %533 {name = "%534"} : i33
    %535 = arith.trunci %534 {name = "%535"} : i33 to i32
    affine.store %535, %alloc_46[] {to = "total"} : memref<i32>
    %536 = allo.get_slice(%arg0 : i512, %c171, %c168) {name = "%536"} -> i32
    %537 = arith.trunci %536 {name = "%537"} : i32 to i4
    %alloc_49 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %537, %alloc_49[] {to = "weight"} : memref<i4>
    %538 = affine.load %alloc_49[] {from = "weight"} : memref<i4>
    %539 = affine.load %arg3[10] {from = "inputs"} : memref<32xi16, #map1>
    %540 = arith.extsi %538 {name = "%540"} : i4 to i20
    %541 = arith.extsi %539 {name = "%541"} : i16 to i20
    %542 = arith.muli %540, %541 {name = "%542"} : i20
    %543 = affine.load %alloc_46[] {from = "total"} : memref<i32>
    %544 = arith.extsi %543 {name = "%544"} : i32 to i33
    %545 = arith.extsi %542 {name = "%545"} : i20 to i33
    %546 = arith.addi %544, %545 {name = "%546"} : i33
    %547 = arith.trunci %546 {name = "%547"} : i33 to i32
    affine.store %547, %alloc_46[] {to = "total"} : memref<i32>
    %548 = allo.get_slice(%arg0 : i512, %c175, %c172) {name = "%548"} -> i32
    %549 = arith.trunci %548 {name = "%549"} : i32 to i4
    %alloc_50 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %549, %alloc_50[] {to = "weight"} : memref<i4>
    %550 = affine.load %alloc_50[] {from = "weight"} : memref<i4>
    %551 = affine.load %arg3[11] {from = "inputs"} : memref<32xi16, #map1>
    %552 = arith.extsi %550 {name = "%552"} : i4 to i20
    %553 = arith.extsi %551 {name = "%553"} : i16 to i20
    %554 = arith.muli %552, %553 {name = "%554"} : i20
    %555 = affine.load %alloc_46[] {from = "total"} : memref<i32>
    %556 = arith.extsi %555 {name = "%556"} : i32 to i33
    %557 = arith.extsi %554 {name = "%557"} : i20 to i33
    %558 = arith.addi %556, %557 {name = "%558"} : i33
    %559 = arith.trunci %558 {name = "%559"} : i33 to i32
    affine.store %559, %alloc_46[] {to = "total"} : memref<i32>
    %560 = allo.get_slice(%arg0 : i512, %c179, %c176) {name = "%560"} -> i32
    %561 = arith.trunci %560 {name = "%561"} : i32 to i4
    %alloc_51 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %561, %alloc_51[] {to = "weight"} : memref<i4>
    %562 = affine.load %alloc_51[] {from = "weight"} : memref<i4>
    %563 = affine.load %arg3[12] {from = "inputs"} : memref<32xi16, #map1>
    %564 = arith.extsi %562 {name = "%564"} : i4 to i20
    %565 = arith.extsi %563 {name = "%565"} : i16 to i20
    %566 = arith.muli %564, %565 {name = "%566"} : i20
    %567 = affine.load %alloc_46[] {from = "total"} : memref<i32>
    %568 = arith.extsi %567 {name = "%568"} : i32 to i33
    %569 = arith.extsi %566 {name = "%569"} : i20 to i33
    %570 = arith.addi %568, %569 {name = "%570"} : i33
    %571 = arith.trunci %570 {name = "%571"} : i33 to i32
    affine.store %571, %alloc_46[] {to = "total"} : memref<i32>
    %572 = allo.get_slice(%arg0 : i512, %c183, %c180) {name = "%572"} -> i32
    %573 = arith.trunci %572 {name = "%573"} : i32 to i4
    %alloc_52 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %573, %alloc_52[] {to = "weight"} : memref<i4>
    %574 = affine.load %alloc_52[] {from = "weight"} : memref<i4>
    %575 = affine.load %arg3[13] {from = "inputs"} : memref<32xi16, #map1>
    %576 = arith.extsi %574 {name = "%576"} : i4 to i20
    %577 = arith.extsi %575 {name = "%577"} : i16 to i20
    %578 = arith.muli %576, %577 {name = "%578"} : i20
    %579 = affine.load %alloc_46[] {from = "total"} : memref<i32>
    %580 = arith.extsi %579 {name = "%580"} : i32 to i33
    %581 = arith.extsi %578 {name = "%581"} : i20 to i33
    %582 = arith.addi %580, %581 {name = "%582"} : i33
    %583 = arith.trunci %582 {name = "%583"} : i33 to i32
    affine.store %583, %alloc_46[] {to = "total"} : memref<i32>
    %584 = allo.get_slice(%arg0 : i512, %c187, %c184) {name = "%584"} -> i32
    %585 = arith.trunci %584 {name = "%585"} : i32 to i4
    %alloc_53 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %585, %alloc_53[] {to = "weight"} : memref<i4>
    %586 = affine.load %alloc_53[] {from = "weight"} : memref<i4>
    %587 = affine.load %arg3[14] {from = "inputs"} : memref<32xi16, #map1>
    %588 = arith.extsi %586 {name = "%588"} : i4 to i20
    %589 = arith.extsi %587 {name = "%589"} : i16 to i20
    %590 = arith.muli %588, %589 {name = "%590"} : i20
    %591 = affine.load %alloc_46[] {from = "total"} : memref<i32>
    %592 = arith.extsi %591 {name = "%592"} : i32 to i33
    %593 = arith.extsi %590 {name = "%593"} : i20 to i33
    %594 = arith.addi %592, %593 {name = "%594"} : i33
    %595 = arith.trunci %594 {name = "%595"} : i33 to i32
    affine.store %595, %alloc_46[] {to = "total"} : memref<i32>
    %596 = allo.get_slice(%arg0 : i512, %c191, %c188) {name = "%596"} -> i32
    %597 = arith.trunci %596 {name = "%597"} : i32 to i4
    %alloc_54 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %597, %alloc_54[] {to = "weight"} : memref<i4>
    %598 = affine.load %alloc_54[] {from = "weight"} : memref<i4>
    %599 = affine.load %arg3[15] {from = "inputs"} : memref<32xi16, #map1>
    %600 = arith.extsi %598 {name = "%600"} : i4 to i20
    %601 = arith.extsi %599 {name = "%601"} : i16 to i20
    %602 = arith.muli %600, %601 {name = "%602"} : i20
    %603 = affine.load %alloc_46[] {from = "total"} : memref<i32>
    %604 = arith.extsi %603 {name = "%604"} : i32 to i33
    %605 = arith.extsi %602 {name = "%605"} : i20 to i33
    %606 = arith.addi %604, %605 {name = "%606"} : i33
    %607 = arith.trunci %606 {name = "%607"} : i33 to i32
    affine.store %607, %alloc_46[] {to = "total"} : memref<i32>
    %608 = affine.load %alloc_46[] {from = "total"} : memref<i32>
    %609 = affine.load %alloc_36[] {from = "scale"} : memref<i16>
    %610 = arith.extsi %608 {name = "%610"} : i32 to i48
    %611 = arith.extsi %609 {name = "%611"} : i16 to i48
    %612 = arith.muli %610, %611 {name = "%612"} : i48
    %613 = arith.extsi %612 {name = "%613"} : i48 to i64
    affine.store %613, %arg4[5] {to = "products"} : memref<16xi64, #map1>
    %alloc_55 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_55[] {to = "total"} : memref<i32>
    %614 = allo.get_slice(%arg0 : i512, %c195, %c192) {name = "%614"} -> i32
    %615 = arith.trunci %614 {name = "%615"} : i32 to i4
    %alloc_56 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %615, %alloc_56[] {to = "weight"} : memref<i4>
    %616 = affine.load %alloc_56[] {from = "weight"} : memref<i4>
    %617 = affine.load %arg3[16] {from = "inputs"} : memref<32xi16, #map1>
    %618 = arith.extsi %616 {name = "%618"} : i4 to i20
    %619 = arith.extsi %617 {name = "%619"} : i16 to i20
    %620 = arith.muli %618, %619 {name = "%620"} : i20
    %621 = affine.load %alloc_55[] {from = "total"} : memref<i32>
    %622 = arith.extsi %621 {name = "%622"} : i32 to i33
    %623 = arith.extsi %620 {name = "%623"} : i20 to i33
    %624 = arith.addi %622, %623 {name = "%624"} : i33
    %625 = arith.trunci %624 {name = "%625"} : i33 to i32
    affine.store %625, %alloc_55[] {to = "total"} : memref<i32>
    %626 = allo.get_slice(%arg0 : i512, %c199, %c196) {name = "%626"} -> i32
    %627 = arith.trunci %626 {name = "%627"} : i32 to i4
    %alloc_57 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %627, %alloc_57[] {to = "weight"} : memref<i4>
    %628 = affine.load %alloc_57[] {from = "weight"} : memref<i4>
    %629 = affine.load %arg3[17] {from = "inputs"} : memref<32xi16, #map1>
    %630 = arith.extsi %628 {name = "%630"} : i4 to i20
    %631 = arith.extsi %629 {name = "%631"} : i16 to i20
    %632 = arith.muli %630, %631 {name = "%632"} : i20
    %633 = affine.load %alloc_55[] {from = "total"} : memref<i32>
    %634 = arith.extsi %633 {name = "%634"} : i32 to i33
    %635 = arith.extsi %632 {name = "%635"} : i20 to i33
    %636 = arith.addi %634, %635 {name = "%636"} : i33
    %637 = arith.trunci %636 {name = "%637"} : i33 to i32
    affine.store %637, %alloc_55[] {to = "total"} : memref<i32>
    %638 = allo.get_slice(%arg0 : i512, %c203, %c200) {name = "%638"} -> i32
    %639 = arith.trunci %638 {name = "%639"} : i32 to i4
    %alloc_58 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %639, %alloc_58[] {to = "weight"} : memref<i4>
    %640 = affine.load %alloc_58[] {from = "weight"} : memref<i4>
    %641 = affine.load %arg3[18] {from = "inputs"} : memref<32xi16, #map1>
    %642 = arith.extsi %640 {name = "%642"} : i4 to i20
    %643 = arith.extsi %641 {name = "%643"} : i16 to i20
    %644 = arith.muli %642, %643 {name = "%644"} : i20
    %645 = affine.load %alloc_55[] {from = "total"} : memref<i32>
    %646 = arith.extsi %645 {name = "%646"} : i32 to i33
    %647 = arith.extsi %644 {name = "%647"} : i20 to i33
    %648 = arith.addi %646, %647 {name = "%648"} : i33
    %649 = arith.trunci %648 {name = "%649"} : i33 to i32
    affine.store %649, %alloc_55[] {to = "total"} : memref<i32>
    %650 = allo.get_slice(%arg0 : i512, %c207, %c204) {name = "%650"} -> i32
    %651 = arith.trunci %650 {name = "%651"} : i32 to i4
    %alloc_59 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %651, %alloc_59[] {to = "weight"} : memref<i4>
    %652 = affine.load %alloc_59[] {from = "weight"} : memref<i4>
    %653 = affine.load %arg3[19] {from = "inputs"} : memref<32xi16, #map1>
    %654 = arith.extsi %652 {name = "%654"} : i4 to i20
    %655 = arith.extsi %653 {name = "%655"} : i16 to i20
    %656 = arith.muli %654, %655 {name = "%656"} : i20
    %657 = affine.load %alloc_55[] {from = "total"} : memref<i32>
    %658 = arith.extsi %657 {name = "%658"} : i32 to i33
    %659 = arith.extsi %656 {name = "%659"} : i20 to i33
    %660 = arith.addi %658, %659 {name = "%660"} : i33
    %661 = arith.trunci %660 {name = "%661"} : i33 to i32
    affine.store %661, %alloc_55[] {to = "total"} : memref<i32>
    %662 = allo.get_slice(%arg0 : i512, %c211, %c208) {name = "%662"} -> i32
    %663 = arith.trunci %662 {name = "%663"} : i32 to i4
    %alloc_60 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %663, %alloc_60[] {to = "weight"} : memref<i4>
    %664 = affine.load %alloc_60[] {from = "weight"} : memref<i4>
    %665 = affine.load %arg3[20] {from = "inputs"} : memref<32xi16, #map1>
    %666 = arith.extsi %664 {name = "%666"} : i4 to i20
    %667 = arith.extsi %665 {name = "%667"} : i16 to i20
    %668 = arith.muli %666, %667 {name = "%668"} : i20
    %669 = affine.load %alloc_55[] {from = "total"} : memref<i32>
    %670 = arith.extsi %669 {name = "%670"} : i32 to i33
    %671 = arith.extsi %668 {name = "%671"} : i20 to i33
    %672 = arith.addi %670, %671 {name = "%672"} : i33
    %673 = arith.trunci %672 {name = "%673"} : i33 to i32
    affine.store %673, %alloc_55[] {to = "total"} : memref<i32>
    %674 = allo.get_slice(%arg0 : i512, %c215, %c212) {name = "%674"} -> i32
    %675 = arith.trunci %674 {name = "%675"} : i32 to i4
    %alloc_61 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %675, %alloc_61[] {to = "weight"} : memref<i4>
    %676 = affine.load %alloc_61[] {from = "weight"} : memref<i4>
    %677 = affine.load %arg3[21] {from = "inputs"} : memref<32xi16, #map1>
    %678 = arith.extsi %676 {name = "%678"} : i4 to i20
    %679 = arith.extsi %677 {name = "%679"} : i16 to i20
    %680 = arith.muli %678, %679 {name = "%680"} : i20
    %681 = affine.load %alloc_55[] {from = "total"} : memref<i32>
    %682 = arith.extsi %681 {name = "%682"} : i32 to i33
    %683 = arith.extsi %680 {name = "%683"} : i20 to i33
    %684 = arith.addi %682, %683 {name = "%684"} : i33
    %685 = arith.trunci %684 {name = "%685"} : i33 to i32
    affine.store %685, %alloc_55[] {to = "total"} : memref<i32>
    %686 = allo.get_slice(%arg0 : i512, %c219, %c216) {name = "%686"} -> i32
    %687 = arith.trunci %686 {name = "%687"} : i32 to i4
    %alloc_62 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %687, %alloc_62[] {to = "weight"} : memref<i4>
    %688 = affine.load %alloc_62[] {from = "weight"} : memref<i4>
    %689 = affine.load %arg3[22] {from = "inputs"} : memref<32xi16, #map1>
    %690 = arith.extsi %688 {name = "%690"} : i4 to i20
    %691 = arith.extsi %689 {name = "%691"} : i16 to i20
    %692 = arith.muli %690, %691 {name = "%692"} : i20
    %693 = affine.load %alloc_55[] {from = "total"} : memref<i32>
    %694 = arith.extsi %693 {name = "%694"} : i32 to i33
    %695 = arith.extsi %692 {name = "%695"} : i20 to i33
    %696 = arith.addi %694, %695 {name = "%696"} : i33
    %697 = arith.trunci %696 {name = "%697"} : i33 to i32
    affine.store %697, %alloc_55[] {to = "total"} : memref<i32>
    %698 = allo.get_slice(%arg0 : i512, %c223, %c220) {name = "%698"} -> i32
    %699 = arith.trunci %698 {name = "%699"} : i32 to i4
    %alloc_63 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %699, %alloc_63[] {to = "weight"} : memref<i4>
    %700 = affine.load %alloc_63[] {from = "weight"} : memref<i4>
    %701 = affine.load %arg3[23] {from = "inputs"} : memref<32xi16, #map1>
    %702 = arith.extsi %700 {name = "%702"} : i4 to i20
    %703 = arith.extsi %701 {name = "%703"} : i16 to i20
    %704 = arith.muli %702, %703 {name = "%704"} : i20
    %705 = affine.load %alloc_55[] {from = "total"} : memref<i32>
    %706 = arith.extsi %705 {name = "%706"} : i32 to i33
    %707 = arith.extsi %704 {name = "%707"} : i20 to i33
    %708 = arith.addi %706, %707 {name = "%708"} : i33
    %709 = arith.trunci %708 {name = "%709"} : i33 to i32
    affine.store %709, %alloc_55[] {to = "total"} : memref<i32>
    %710 = affine.load %alloc_55[] {from = "total"} : memref<i32>
    %711 = affine.load %alloc_36[] {from = "scale"} : memref<i16>
    %712 = arith.extsi %710 {name = "%712"} : i32 to i48
    %713 = arith.extsi %711 {name = "%713"} : i16 to i48
    %714 = arith.muli %712, %713 {name = "%714"} : i48
    %715 = arith.extsi %714 {name = "%715"} : i48 to i64
    affine.store %715, %arg4[6] {to = "products"} : memref<16xi64, #map1>
    %alloc_64 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_64[] {to = "total"} : memref<i32>
    %716 = allo.get_slice(%arg0 : i512, %c227, %c224) {name = "%716"} -> i32
    %717 = arith.trunci %716 {name = "%717"} : i32 to i4
    %alloc_65 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %717, %alloc_65[] {to = "weight"} : memref<i4>
    %718 = affine.load %alloc_65[] {from = "weight"} : memref<i4>
    %719 = affine.load %arg3[24] {from = "inputs"} : memref<32xi16, #map1>
    %720 = arith.extsi %718 {name = "%720"} : i4 to i20
    %721 = arith.extsi %719 {name = "%721"} : i16 to i20
    %722 = arith.muli %720, %721 {name = "%722"} : i20
    %723 = affine.load %alloc_64[] {from = "total"} : memref<i32>
    %724 = arith.extsi %723 {name = "%724"} : i32 to i33
    %725 = arith.extsi %722 {name = "%725"} : i20 to i33
    %726 = arith.addi %724, %725 {name = "%726"} : i33
    %727 = arith.trunci %726 {name = "%727"} : i33 to i32
    affine.store %727, %alloc_64[] {to = "total"} : memref<i32>
    %728 = allo.get_slice(%arg0 : i512, %c231, %c228) {name = "%728"} -> i32
    %729 = arith.trunci %728 {name = "%729"} : i32 to i4
    %alloc_66 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %729, %alloc_66[] {to = "weight"} : memref<i4>
    %730 = affine.load %alloc_66[] {from = "weight"} : memref<i4>
    %731 = affine.load %arg3[25] {from = "inputs"} : memref<32xi16, #map1>
    %732 = arith.extsi %730 {name = "%732"} : i4 to i20
    %733 = arith.extsi %731 {name = "%733"} : i16 to i20
    %734 = arith.muli %732, %733 {name = "%734"} : i20
    %735 = affine.load %alloc_64[] {from = "total"} : memref<i32>
    %736 = arith.extsi %735 {name = "%736"} : i32 to i33
    %737 = arith.extsi %734 {name = "%737"} : i20 to i33
    %738 = arith.addi %736, %737 {name = "%738"} : i33
    %739 = arith.trunci %738 {name = "%739"} : i33 to i32
    affine.store %739, %alloc_64[] {to = "total"} : memref<i32>
    %740 = allo.get_slice(%arg0 : i512, %c235, %c232) {name = "%740"} -> i32
    %741 = arith.trunci %740 {name = "%741"} : i32 to i4
    %alloc_67 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %741, %alloc_67[] {to = "weight"} : memref<i4>
    %742 = affine.load %alloc_67[] {from = "weight"} : memref<i4>
    %743 = affine.load %arg3[26] {from = "inputs"} : memref<32xi16, #map1>
    %744 = arith.extsi %742 {name = "%744"} : i4 to i20
    %745 = arith.extsi %743 {name = "%745"} : i16 to i20
    %746 = arith.muli %744, %745 {name = "%746"} : i20
    %747 = affine.load %alloc_64[] {from = "total"} : memref<i32>
    %748 = arith.extsi %747 {name = "%748"} : i32 to i33
    %749 = arith.extsi %746 {name = "%749"} : i20 to i33
    %750 = arith.addi %748, %749 {name = "%750"} : i33
    %751 = arith.trunci %750 {name = "%751"} : i33 to i32
    affine.store %751, %alloc_64[] {to = "total"} : memref<i32>
    %752 = allo.get_slice(%arg0 : i512, %c239, %c236) {name = "%752"} -> i32
    %753 = arith.trunci %752 {name = "%753"} : i32 to i4
    %alloc_68 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %753, %alloc_68[] {to = "weight"} : memref<i4>
    %754 = affine.load %alloc_68[] {from = "weight"} : memref<i4>
    %755 = affine.load %arg3[27] {from = "inputs"} : memref<32xi16, #map1>
    %756 = arith.extsi %754 {name = "%756"} : i4 to i20
    %757 = arith.extsi %755 {name = "%757"} : i16 to i20
    %758 = arith.muli %756, %757 {name = "%758"} : i20
    %759 = affine.load %alloc_64[] {from = "total"} : memref<i32>
    %760 = arith.extsi %759 {name = "%760"} : i32 to i33
    %761 = arith.extsi %758 {name = "%761"} : i20 to i33
    %762 = arith.addi %760, %761 {name = "%762"} : i33
    %763 = arith.trunci %762 {name = "%763"} : i33 to i32
    affine.store %763, %alloc_64[] {to = "total"} : memref<i32>
    %764 = allo.get_slice(%arg0 : i512, %c243, %c240) {name = "%764"} -> i32
    %765 = arith.trunci %764 {name = "%765"} : i32 to i4
    %alloc_69 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %765, %alloc_69[] {to = "weight"} : memref<i4>
    %766 = affine.load %alloc_69[] {from = "weight"} : memref<i4>
    %767 = affine.load %arg3[28] {from = "inputs"} : memref<32xi16, #map1>
    %768 = arith.extsi %766 {name = "%768"} : i4 to i20
    %769 = arith.extsi %767 {name = "%769"} : i16 to i20
    %770 = arith.muli %768, %769 {name = "%770"} : i20
    %771 = affine.load %alloc_64[] {from = "total"} : memref<i32>
    %772 = arith.extsi %771 {name = "%772"} : i32 to i33
    %773 = arith.extsi %770 {name = "%773"} : i20 to i33
    %774 = arith.addi %772, %773 {name = "%774"} : i33
    %775 = arith.trunci %774 {name = "%775"} : i33 to i32
    affine.store %775, %alloc_64[] {to = "total"} : memref<i32>
    %776 = allo.get_slice(%arg0 : i512, %c247, %c244) {name = "%776"} -> i32
    %777 = arith.trunci %776 {name = "%777"} : i32 to i4
    %alloc_70 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %777, %alloc_70[] {to = "weight"} : memref<i4>
    %778 = affine.load %alloc_70[] {from = "weight"} : memref<i4>
    %779 = affine.load %arg3[29] {from = "inputs"} : memref<32xi16, #map1>
    %780 = arith.extsi %778 {name = "%780"} : i4 to i20
    %781 = arith.extsi %779 {name = "%781"} : i16 to i20
    %782 = arith.muli %780, %781 {name = "%782"} : i20
    %783 = affine.load %alloc_64[] {from = "total"} : memref<i32>
    %784 = arith.extsi %783 {name = "%784"} : i32 to i33
    %785 = arith.extsi %782 {name = "%785"} : i20 to i33
    %786 = arith.addi %784, %785 {name = "%786"} : i33
    %787 = arith.trunci %786 {name = "%787"} : i33 to i32
    affine.store %787, %alloc_64[] {to = "total"} : memref<i32>
    %788 = allo.get_slice(%arg0 : i512, %c251, %c248) {name = "%788"} -> i32
    %789 = arith.trunci %788 {name = "%789"} : i32 to i4
    %alloc_71 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %789, %alloc_71[] {to = "weight"} : memref<i4>
    %790 = affine.load %alloc_71[] {from = "weight"} : memref<i4>
    %791 = affine.load %arg3[30] {from = "inputs"} : memref<32xi16, #map1>
    %792 = arith.extsi %790 {name = "%792"} : i4 to i20
    %793 = arith.extsi %791 {name = "%793"} : i16 to i20
    %794 = arith.muli %792, %793 {name = "%794"} : i20
    %795 = affine.load %alloc_64[] {from = "total"} : memref<i32>
    %796 = arith.extsi %795 {name = "%796"} : i32 to i33
    %797 = arith.extsi %794 {name = "%797"} : i20 to i33
    %798 = arith.addi %796, %797 {name = "%798"} : i33
    %799 = arith.trunci %798 {name = "%799"} : i33 to i32
    affine.store %799, %alloc_64[] {to = "total"} : memref<i32>
    %800 = allo.get_slice(%arg0 : i512, %c255, %c252) {name = "%800"} -> i32
    %801 = arith.trunci %800 {name = "%801"} : i32 to i4
    %alloc_72 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %801, %alloc_72[] {to = "weight"} : memref<i4>
    %802 = affine.load %alloc_72[] {from = "weight"} : memref<i4>
    %803 = affine.load %arg3[31] {from = "inputs"} : memref<32xi16, #map1>
    %804 = arith.extsi %802 {name = "%804"} : i4 to i20
    %805 = arith.extsi %803 {name = "%805"} : i16 to i20
    %806 = arith.muli %804, %805 {name = "%806"} : i20
    %807 = affine.load %alloc_64[] {from = "total"} : memref<i32>
    %808 = arith.extsi %807 {name = "%808"} : i32 to i33
    %809 = arith.extsi %806 {name = "%809"} : i20 to i33
    %810 = arith.addi %808, %809 {name = "%810"} : i33
    %811 = arith.trunci %810 {name = "%811"} : i33 to i32
    affine.store %811, %alloc_64[] {to = "total"} : memref<i32>
    %812 = affine.load %alloc_64[] {from = "total"} : memref<i32>
    %813 = affine.load %alloc_36[] {from = "scale"} : memref<i16>
    %814 = arith.extsi %812 {name = "%814"} : i32 to i48
    %815 = arith.extsi %813 {name = "%815"} : i16 to i48
    %816 = arith.muli %814, %815 {name = "%816"} : i48
    %817 = arith.extsi %816 {name = "%817"} : i48 to i64
    affine.store %817, %arg4[7] {to = "products"} : memref<16xi64, #map1>
    %818 = allo.get_slice(%arg2 : i512, %c47, %c32) {name = "%818"} -> i16
    %alloc_73 = memref.alloc() {name = "scale"} : memref<i16>
    affine.store %818, %alloc_73[] {to = "scale"} : memref<i16>
    %alloc_74 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_74[] {to = "total"} : memref<i32>
    %819 = allo.get_slice(%arg0 : i512, %c259, %c256) {name = "%819"} -> i32
    %820 = arith.trunci %819 {name = "%820"} : i32 to i4
    %alloc_75 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %820, %alloc_75[] {to = "weight"} : memref<i4>
    %821 = affine.load %alloc_75[] {from = "weight"} : memref<i4>
    %822 = affine.load %arg3[0] {from = "inputs"} : memref<32xi16, #map1>
    %823 = arith.extsi %821 {name = "%823"} : i4 to i20
    %824 = arith.extsi %822 {name = "%824"} : i16 to i20
    %825 = arith.muli %823, %824 {name = "%825"} : i20
    %826 = affine.load %alloc_74[] {from = "total"} : memref<i32>
    %827 = arith.extsi %826 {name = "%827"} : i32 to i33
    %828 = arith.extsi %825 {name = "%828"} : i20 to i33
    %829 = arith.addi %827, %828 {name = "%829"} : i33
    %830 = arith.trunci %829 {name = "%830"} : i33 to i32
    affine.store %830, %alloc_74[] {to = "total"} : memref<i32>
    %831 = allo.get_slice(%arg0 : i512, %c263, %c260) {name = "%831"} -> i32
    %832 = arith.trunci %831 {name = "%832"} : i32 to i4
    %alloc_76 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %832, %alloc_76[] {to = "weight"} : memref<i4>
    %833 = affine.load %alloc_76[] {from = "weight"} : memref<i4>
    %834 = affine.load %arg3[1] {from = "inputs"} : memref<32xi16, #map1>
    %835 = arith.extsi %833 {name = "%835"} : i4 to i20
    %836 = arith.extsi %834 {name = "%836"} : i16 to i20
    %837 = arith.muli %835, %836 {name = "%837"} : i20
    %838 = affine.load %alloc_74[] {from = "total"} : memref<i32>
    %839 = arith.extsi %838 {name = "%839"} : i32 to i33
    %840 = arith.extsi %837 {name = "%840"} : i20 to i33
    %841 = arith.addi %839, %840 {name = "%841"} : i33
    %842 = arith.trunci %841 {name = "%842"} : i33 to i32
    affine.store %842, %alloc_74[] {to = "total"} : memref<i32>
    %843 = allo.get_slice(%arg0 : i512, %c267, %c264) {name = "%843"} -> i32
    %844 = arith.trunci %843 {name = "%844"} : i32 to i4
    %alloc_77 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %844, %alloc_77[] {to = "weight"} : memref<i4>
    %845 = affine.load %alloc_77[] {from = "weight"} : memref<i4>
    %846 = affine.load %arg3[2] {from = "inputs"} : memref<32xi16, #map1>
    %847 = arith.extsi %845 {name = "%847"} : i4 to i20
    %848 = arith.extsi %846 {name = "%848"} : i16 to i20
    %849 = arith.muli %847, %848 {name = "%849"} : i20
    %850 = affine.load %alloc_74[] {from = "total"} : memref<i32>
    %851 = arith.extsi %850 {name = "%851"} : i32 to i33
    %852 = arith.extsi %849 {name = "%852"} : i20 to i33
    %853 = arith.addi %851, %852 {name = "%853"} : i33
    %854 = arith.trunci %853 {name = "%854"} : i33 to i32
    affine.store %854, %alloc_74[] {to = "total"} : memref<i32>
    %855 = allo.get_slice(%arg0 : i512, %c271, %c268) {name = "%855"} -> i32
    %856 = arith.trunci %855 {name = "%856"} : i32 to i4
    %alloc_78 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %856, %alloc_78[] {to = "weight"} : memref<i4>
    %857 = affine.load %alloc_78[] {from = "weight"} : memref<i4>
    %858 = affine.load %arg3[3] {from = "inputs"} : memref<32xi16, #map1>
    %859 = arith.extsi %857 {name = "%859"} : i4 to i20
    %860 = arith.extsi %858 {name = "%860"} : i16 to i20
    %861 = arith.muli %859, %860 {name = "%861"} : i20
    %862 = affine.load %alloc_74[] {from = "total"} : memref<i32>
    %863 = arith.extsi %862 {name = "%863"} : i32 to i33
    %864 = arith.extsi %861 {name = "%864"} : i20 to i33
    %865 = arith.addi %863, %864 {name = "%865"} : i33
    %866 = arith.trunci %865 {name = "%866"} : i33 to i32
    affine.store %866, %alloc_74[] {to = "total"} : memref<i32>
    %867 = allo.get_slice(%arg0 : i512, %c275, %c272) {name = "%867"} -> i32
    %868 = arith.trunci %867 {name = "%868"} : i32 to i4
    %alloc_79 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %868, %alloc_79[] {to = "weight"} : memref<i4>
    %869 = affine.load %alloc_79[] {from = "weight"} : memref<i4>
    %870 = affine.load %arg3[4] {from = "inputs"} : memref<32xi16, #map1>
    %871 = arith.extsi %869 {name = "%871"} : i4 to i20
    %872 = arith.extsi %870 {name = "%872"} : i16 to i20
    %873 = arith.muli %871, %872 {name = "%873"} : i20
    %874 = affine.load %alloc_74[] {from = "total"} : memref<i32>
    %875 = arith.extsi %874 {name = "%875"} : i32 to i33
    %876 = arith.extsi %873 {name = "%876"} : i20 to i33
    %877 = arith.addi %875, %876 {name = "%877"} : i33
    %878 = arith.trunci %877 {name = "%878"} : i33 to i32
    affine.store %878, %alloc_74[] {to = "total"} : memref<i32>
    %879 = allo.get_slice(%arg0 : i512, %c279, %c276) {name = "%879"} -> i32
    %880 = arith.trunci %879 {name = "%880"} : i32 to i4
    %alloc_80 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %880, %alloc_80[] {to = "weight"} : memref<i4>
    %881 = affine.load %alloc_80[] {from = "weight"} : memref<i4>
    %882 = affine.load %arg3[5] {from = "inputs"} : memref<32xi16, #map1>
    %883 = arith.extsi %881 {name = "%883"} : i4 to i20
    %884 = arith.extsi %882 {name = "%884"} : i16 to i20
    %885 = arith.muli %883, %884 {name = "%885"} : i20
    %886 = affine.load %alloc_74[] {from = "total"} : memref<i32>
    %887 = arith.extsi %886 {name = "%887"} : i32 to i33
    %888 = arith.extsi %885 {name = "%888"} : i20 to i33
    %889 = arith.addi %887, %888 {name = "%889"} : i33
    %890 = arith.trunci %889 {name = "%890"} : i33 to i32
    affine.store %890, %alloc_74[] {to = "total"} : memref<i32>
    %891 = allo.get_slice(%arg0 : i512, %c283, %c280) {name = "%891"} -> i32
    %892 = arith.trunci %891 {name = "%892"} : i32 to i4
    %alloc_81 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %892, %alloc_81[] {to = "weight"} : memref<i4>
    %893 = affine.load %alloc_81[] {from = "weight"} : memref<i4>
    %894 = affine.load %arg3[6] {from = "inputs"} : memref<32xi16, #map1>
    %895 = arith.extsi %893 {name = "%895"} : i4 to i20
    %896 = arith.extsi %894 {name = "%896"} : i16 to i20
    %897 = arith.muli %895, %896 {name = "%897"} : i20
    %898 = affine.load %alloc_74[] {from = "total"} : memref<i32>
    %899 = arith.extsi %898 {name = "%899"} : i32 to i33
    %900 = arith.extsi %897 {name = "%900"} : i20 to i33
    %901 = arith.addi %899, %900 {name = "%901"} : i33
    %902 = arith.trunci %901 {name = "%902"} : i33 to i32
    affine.store %902, %alloc_74[] {to = "total"} : memref<i32>
    %903 = allo.get_slice(%arg0 : i512, %c287, %c284) {name = "%903"} -> i32
    %904 = arith.trunci %903 {name = "%904"} : i32 to i4
    %alloc_82 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %904, %alloc_82[] {to = "weight"} : memref<i4>
    %905 = affine.load %alloc_82[] {from = "weight"} : memref<i4>
    %906 = affine.load %arg3[7] {from = "inputs"} : memref<32xi16, #map1>
    %907 = arith.extsi %905 {name = "%907"} : i4 to i20
    %908 = arith.extsi %906 {name = "%908"} : i16 to i20
    %909 = arith.muli %907, %908 {name = "%909"} : i20
    %910 = affine.load %alloc_74[] {from = "total"} : memref<i32>
    %911 = arith.extsi %910 {name = "%911"} : i32 to i33
    %912 = arith.extsi %909 {name = "%912"} : i20 to i33
    %913 = arith.addi %911, %912 {name = "%913"} : i33
    %914 = arith.trunci %913 {name = "%914"} : i33 to i32
    affine.store %914, %alloc_74[] {to = "total"} : memref<i32>
    %915 = affine.load %alloc_74[] {from = "total"} : memref<i32>
    %916 = affine.load %alloc_73[] {from = "scale"} : memref<i16>
    %917 = arith.extsi %915 {name = "%917"} : i32 to i48
    %918 = arith.extsi %916 {name = "%918"} : i16 to i48
    %919 = arith.muli %917, %918 {name = "%919"} : i48
    %920 = arith.extsi %919 {name = "%920"} : i48 to i64
    affine.store %920, %arg4[8] {to = "products"} : memref<16xi64, #map1>
    %alloc_83 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_83[] {to = "total"} : memref<i32>
    %921 = allo.get_slice(%arg0 : i512, %c291, %c288) {name = "%921"} -> i32
    %922 = arith.trunci %921 {name = "%922"} : i32 to i4
    %alloc_84 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %922, %alloc_84[] {to = "weight"} : memref<i4>
    %923 = affine.load %alloc_84[] {from = "weight"} : memref<i4>
    %924 = affine.load %arg3[8] {from = "inputs"} : memref<32xi16, #map1>
    %925 = arith.extsi %923 {name = "%925"} : i4 to i20
    %926 = arith.extsi %924 {name = "%926"} : i16 to i20
    %927 = arith.muli %925, %926 {name = "%927"} : i20
    %928 = affine.load %alloc_83[] {from = "total"} : memref<i32>
    %929 = arith.extsi %928 {name = "%929"} : i32 to i33
    %930 = arith.extsi %927 {name = "%930"} : i20 to i33
    %931 = arith.addi %929, %930 {name = "%931"} : i33
    %932 = arith.trunci %931 {name = "%932"} : i33 to i32
    affine.store %932, %alloc_83[] {to = "total"} : memref<i32>
    %933 = allo.get_slice(%arg0 : i512, %c295, %c292) {name = "%933"} -> i32
    %934 = arith.trunci %933 {name = "%934"} : i32 to i4
    %alloc_85 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %934, %alloc_85[] {to = "weight"} : memref<i4>
    %935 = affine.load %alloc_85[] {from = "weight"} : memref<i4>
    %936 = affine.load %arg3[9] {from = "inputs"} : memref<32xi16, #map1>
    %937 = arith.extsi %935 {name = "%937"} : i4 to i20
    %938 = arith.extsi %936 {name = "%938"} : i16 to i20
    %939 = arith.muli %937, %938 {name = "%939"} : i20
    %940 = affine.load %alloc_83[] {from = "total"} : memref<i32>
    %941 = arith.extsi %940 {name = "%941"} : i32 to i33
    %942 = arith.extsi %939 {name = "%942"} : i20 to i33
    %943 = arith.addi %941, %942 {name = "%943"} : i33
    %944 = arith.trunci %943 {name = "%944"} : i33 to i32
    affine.store %944, %alloc_83[] {to = "total"} : memref<i32>
    %945 = allo.get_slice(%arg0 : i512, %c299, %c296) {name = "%945"} -> i32
    %946 = arith.trunci %945 {name = "%946"} : i32 to i4
    %alloc_86 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %946, %alloc_86[] {to = "weight"} : memref<i4>
    %947 = affine.load %alloc_86[] {from = "weight"} : memref<i4>
    %948 = affine.load %arg3[10] {from = "inputs"} : memref<32xi16, #map1>
    %949 = arith.extsi %947 {name = "%949"} : i4 to i20
    %950 = arith.extsi %948 {name = "%950"} : i16 to i20
    %951 = arith.muli %949, %950 {name = "%951"} : i20
    %952 = affine.load %alloc_83[] {from = "total"} : memref<i32>
    %953 = arith.extsi %952 {name = "%953"} : i32 to i33
    %954 = arith.extsi %951 {name = "%954"} : i20 to i33
    %955 = arith.addi %953, %954 {name = "%955"} : i33
    %956 = arith.trunci %955 {name = "%956"} : i33 to i32
    affine.store %956, %alloc_83[] {to = "total"} : memref<i32>
    %957 = allo.get_slice(%arg0 : i512, %c303, %c300) {name = "%957"} -> i32
    %958 = arith.trunci %957 {name = "%958"} : i32 to i4
    %alloc_87 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %958, %alloc_87[] {to = "weight"} : memref<i4>
    %959 = affine.load %alloc_87[] {from = "weight"} : memref<i4>
    %960 = affine.load %arg3[11] {from = "inputs"} : memref<32xi16, #map1>
    %961 = arith.extsi %959 {name = "%961"} : i4 to i20
    %962 = arith.extsi %960 {name = "%962"} : i16 to i20
    %963 = arith.muli %961, %962 {name = "%963"} : i20
    %964 = affine.load %alloc_83[] {from = "total"} : memref<i32>
    %965 = arith.extsi %964 {name = "%965"} : i32 to i33
    %966 = arith.extsi %963 {name = "%966"} : i20 to i33
    %967 = arith.addi %965, %966 {name = "%967"} : i33
    %968 = arith.trunci %967 {name = "%968"} : i33 to i32
    affine.store %968, %alloc_83[] {to = "total"} : memref<i32>
    %969 = allo.get_slice(%arg0 : i512, %c307, %c304) {name = "%969"} -> i32
    %970 = arith.trunci %969 {name = "%970"} : i32 to i4
    %alloc_88 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %970, %alloc_88[] {to = "weight"} : memref<i4>
    %971 = affine.load %alloc_88[] {from = "weight"} : memref<i4>
    %972 = affine.load %arg3[12] {from = "inputs"} : memref<32xi16, #map1>
    %973 = arith.extsi %971 {name = "%973"} : i4 to i20
    %974 = arith.extsi %972 {name = "%974"} : i16 to i20
    %975 = arith.muli %973, %974 {name = "%975"} : i20
    %976 = affine.load %alloc_83[] {from = "total"} : memref<i32>
    %977 = arith.extsi %976 {name = "%977"} : i32 to i33
    %978 = arith.extsi %975 {name = "%978"} : i20 to i33
    %979 = arith.addi %977, %978 {name = "%979"} : i33
    %980 = arith.trunci %979 {name = "%980"} : i33 to i32
    affine.store %980, %alloc_83[] {to = "total"} : memref<i32>
    %981 = allo.get_slice(%arg0 : i512, %c311, %c308) {name = "%981"} -> i32
    %982 = arith.trunci %981 {name = "%982"} : i32 to i4
    %alloc_89 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %982, %alloc_89[] {to = "weight"} : memref<i4>
    %983 = affine.load %alloc_89[] {from = "weight"} : memref<i4>
    %984 = affine.load %arg3[13] {from = "inputs"} : memref<32xi16, #map1>
    %985 = arith.extsi %983 {name = "%985"} : i4 to i20
    %986 = arith.extsi %984 {name = "%986"} : i16 to i20
    %987 = arith.muli %985, %986 {name = "%987"} : i20
    %988 = affine.load %alloc_83[] {from = "total"} : memref<i32>
    %989 = arith.extsi %988 {name = "%989"} : i32 to i33
    %990 = arith.extsi %987 {name = "%990"} : i20 to i33
    %991 = arith.addi %989, %990 {name = "%991"} : i33
    %992 = arith.trunci %991 {name = "%992"} : i33 to i32
    affine.store %992, %alloc_83[] {to = "total"} : memref<i32>
    %993 = allo.get_slice(%arg0 : i512, %c315, %c312) {name = "%993"} -> i32
    %994 = arith.trunci %993 {name = "%994"} : i32 to i4
    %alloc_90 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %994, %alloc_90[] {to = "weight"} : memref<i4>
    %995 = affine.load %alloc_90[] {from = "weight"} : memref<i4>
    %996 = affine.load %arg3[14] {from = "inputs"} : memref<32xi16, #map1>
    %997 = arith.extsi %995 {name = "%997"} : i4 to i20
    %998 = arith.extsi %996 {name = "%998"} : i16 to i20
    %999 = arith.muli %997, %998 {name = "%999"} : i20
    %1000 = affine.load %alloc_83[] {from = "total"} : memref<i32>
    %1001 = arith.extsi %1000 {name = "%1001"} : i32 to i33
    %1002 = arith.extsi %999 {name = "%1002"} : i20 to i33
    %1003 = arith.addi %1001, %1002 {name = "%1003"} : i33
    %1004 = arith.trunci %1003 {name = "%1004"} : i33 to i32
    affine.store %1004, %alloc_83[] {to = "total"} : memref<i32>
    %1005 = allo.get_slice(%arg0 : i512, %c319, %c316) {name = "%1005"} -> i32
    %1006 = arith.trunci %1005 {name = "%1006"} : i32 to i4
    %alloc_91 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1006, %alloc_91[] {to = "weight"} : memref<i4>
    %1007 = affine.load %alloc_91[] {from = "weight"} : memref<i4>
    %1008 = affine.load %arg3[15] {from = "inputs"} : memref<32xi16, #map1>
    %1009 = arith.extsi %1007 {name = "%1009"} : i4 to i20
    %1010 = arith.extsi %1008 {name = "%1010"} : i16 to i20
    %1011 = arith.muli %1009, %1010 {name = "%1011"} : i20
    %1012 = affine.load %alloc_83[] {from = "total"} : memref<i32>
    %1013 = arith.extsi %1012 {name = "%1013"} : i32 to i33
    %1014 = arith.extsi %1011 {name = "%1014"} : i20 to i33
    %1015 = arith.addi %1013, %1014 {name = "%1015"} : i33
    %1016 = arith.trunci %1015 {name = "%1016"} : i33 to i32
    affine.store %1016, %alloc_83[] {to = "total"} : memref<i32>
    %1017 = affine.load %alloc_83[] {from = "total"} : memref<i32>
    %1018 = affine.load %alloc_73[] {from = "scale"} : memref<i16>
    %1019 = arith.extsi %1017 {name = "%1019"} : i32 to i48
    %1020 = arith.extsi %1018 {name = "%1020"} : i16 to i48
    %1021 = arith.muli %1019, %1020 {name = "%1021"} : i48
    %1022 = arith.extsi %1021 {name = "%1022"} : i48 to i64
    affine.store %1022, %arg4[9] {to = "products"} : memref<16xi64, #map1>
    %alloc_92 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_92[] {to = "total"} : memref<i32>
    %1023 = allo.get_slice(%arg0 : i512, %c323, %c320) {name = "%1023"} -> i32
    %1024 = arith.trunci %1023 {name = "%1024"} : i32 to i4
    %alloc_93 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1024, %alloc_93[] {to = "weight"} : memref<i4>
    %1025 = affine.load %alloc_93[] {from = "weight"} : memref<i4>
    %1026 = affine.load %arg3[16] {from = "inputs"} : memref<32xi16, #map1>
    %1027 = arith.extsi %1025 {name = "%1027"} : i4 to i20
    %1028 = arith.extsi %1026 {name = "%1028"} : i16 to i20
    %1029 = arith.muli %1027, %1028 {name = "%1029"} : i20
    %1030 = affine.load %alloc_92[] {from = "total"} : memref<i32>
    %1031 = arith.extsi %1030 {name = "%1031"} : i32 to i33
    %1032 = arith.extsi %1029 {name = "%1032"} : i20 to i33
    %1033 = arith.addi %1031, %1032 {name = "%1033"} : i33
    %1034 = arith.trunci %1033 {name = "%1034"} : i33 to i32
    affine.store %1034, %alloc_92[] {to = "total"} : memref<i32>
    %1035 = allo.get_slice(%arg0 : i512, %c327, %c324) {name = "%1035"} -> i32
    %1036 = arith.trunci %1035 {name = "%1036"} : i32 to i4
    %alloc_94 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1036, %alloc_94[] {to = "weight"} : memref<i4>
    %1037 = affine.load %alloc_94[] {from = "weight"} : memref<i4>
    %1038 = affine.load %arg3[17] {from = "inputs"} : memref<32xi16, #map1>
    %1039 = arith.extsi %1037 {name = "%1039"} : i4 to i20
    %1040 = arith.extsi %1038 {name = "%1040"} : i16 to i20
    %1041 = arith.muli %1039, %1040 {name = "%1041"} : i20
    %1042 = affine.load %alloc_92[] {from = "total"} : memref<i32>
    %1043 = arith.extsi %1042 {name = "%1043"} : i32 to i33
    %1044 = arith.extsi %1041 {name = "%1044"} : i20 to i33
    %1045 = arith.addi %1043, %1044 {name = "%1045"} : i33
    %1046 = arith.trunci %1045 {name = "%1046"} : i33 to i32
    affine.store %1046, %alloc_92[] {to = "total"} : memref<i32>
    %1047 = allo.get_slice(%arg0 : i512, %c331, %c328) {name = "%1047"} -> i32
    %1048 = arith.trunci %1047 {name = "%1048"} : i32 to i4
    %alloc_95 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1048, %alloc_95[] {to = "weight"} : memref<i4>
    %1049 = affine.load %alloc_95[] {from = "weight"} : memref<i4>
    %1050 = affine.load %arg3[18] {from = "inputs"} : memref<32xi16, #map1>
    %1051 = arith.extsi %1049 {name = "%1051"} : i4 to i20
    %1052 = arith.extsi %1050 {name = "%1052"} : i16 to i20
    %1053 = arith.muli %1051, %1052 {name = "%1053"} : i20
    %1054 = affine.load %alloc_92[] {from = "total"} : memref<i32>
    %1055 = arith.extsi %1054 {name = "%1055"} : i32 to i33
    %1056 = arith.extsi %1053 {name = "%1056"} : i20 to i33
    %1057 = arith.addi %1055, %1056 {name = "%1057"} : i33
    %1058 = arith.trunci %1057 {name = "%1058"} : i33 to i32
    affine.store %1058, %alloc_92[] {to = "total"} : memref<i32>
    %1059 = allo.get_slice(%arg0 : i512, %c335, %c332) {name = "%1059"} -> i32
    %1060 = arith.trunci %1059 {name = "%1060"} : i32 to i4
    %alloc_96 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1060, %alloc_96[] {to = "weight"} : memref<i4>
    %1061 = affine.load %alloc_96[] {from = "weight"} : memref<i4>
    %1062 = affine.load %arg3[19] {from = "inputs"} : memref<32xi16, #map1>
    %1063 = arith.extsi %1061 {name = "%1063"} : i4 to i20
    %1064 = arith.extsi %1062 {name = "%1064"} : i16 to i20
    %1065 = arith.muli %1063, %1064 {name = "%1065"} : i20
    %1066 = affine.load %alloc_92[] {from = "total"} : memref<i32>
    %1067 = arith.extsi %1066 {name = "%1067"} : i32 to i33
    %1068 = arith.extsi %1065 {name = "%1068"} : i20 to i33
    %1069 = arith.addi %1067, %1068 {name = "%1069"} : i33
    %1070 = arith.trunci %1069 {name = "%1070"} : i33 to i32
    affine.store %1070, %alloc_92[] {to = "total"} : memref<i32>
    %1071 = allo.get_slice(%arg0 : i512, %c339, %c336) {name = "%1071"} -> i32
    %1072 = arith.trunci %1071 {name = "%1072"} : i32 to i4
    %alloc_97 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1072, %alloc_97[] {to = "weight"} : memref<i4>
    %1073 = affine.load %alloc_97[] {from = "weight"} : memref<i4>
    %1074 = affine.load %arg3[20] {from = "inputs"} : memref<32xi16, #map1>
    %1075 = arith.extsi %1073 {name = "%1075"} : i4 to i20
    %1076 = arith.extsi %1074 {name = "%1076"} : i16 to i20
    %1077 = arith.muli %1075, %1076 {name = "%1077"} : i20
    %1078 = affine.load %alloc_92[] {from = "total"} : memref<i32>
    %1079 = arith.extsi %1078 {name = "%1079"} : i32 to i33
    %1080 = arith.extsi %1077 {name = "%1080"} : i20 to i33
    %1081 = arith.addi %1079, %1080 {name = "%1081"} : i33
    %1082 = arith.trunci %1081 {name = "%1082"} : i33 to i32
    affine.store %1082, %alloc_92[] {to = "total"} : memref<i32>
    %1083 = allo.get_slice(%arg0 : i512, %c343, %c340) {name = "%1083"} -> i32
    %1084 = arith.trunci %1083 {name = "%1084"} : i32 to i4
    %alloc_98 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1084, %alloc_98[] {to = "weight"} : memref<i4>
    %1085 = affine.load %alloc_98[] {from = "weight"} : memref<i4>
    %1086 = affine.load %arg3[21] {from = "inputs"} : memref<32xi16, #map1>
    %1087 = arith.extsi %1085 {name = "%1087"} : i4 to i20
    %1088 = arith.extsi %1086 {name = "%1088"} : i16 to i20
    %1089 = arith.muli %1087, %1088 {name = "%1089"} : i20
    %1090 = affine.load %alloc_92[] {from = "total"} : memref<i32>
    %1091 = arith.extsi %1090 {name = "%1091"} : i32 to i33
    %1092 = arith.extsi %1089 {name = "%1092"} : i20 to i33
    %1093 = arith.addi %1091, %1092 {name = "%1093"} : i33
    %1094 = arith.trunci %1093 {name = "%1094"} : i33 to i32
    affine.store %1094, %alloc_92[] {to = "total"} : memref<i32>
    %1095 = allo.get_slice(%arg0 : i512, %c347, %c344) {name = "%1095"} -> i32
    %1096 = arith.trunci %1095 {name = "%1096"} : i32 to i4
    %alloc_99 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1096, %alloc_99[] {to = "weight"} : memref<i4>
    %1097 = affine.load %alloc_99[] {from = "weight"} : memref<i4>
    %1098 = affine.load %arg3[22] {from = "inputs"} : memref<32xi16, #map1>
    %1099 = arith.extsi %1097 {name = "%1099"} : i4 to i20
    %1100 = arith.extsi %1098 {name = "%1100"} : i16 to i20
    %1101 = arith.muli %1099, %1100 {name = "%1101"} : i20
    %1102 = affine.load %alloc_92[] {from = "total"} : memref<i32>
    %1103 = arith.extsi %1102 {name = "%1103"} : i32 to i33
    %1104 = arith.extsi %1101 {name = "%1104"} : i20 to i33
    %1105 = arith.addi %1103, %1104 {name = "%1105"} : i33
    %1106 = arith.trunci %1105 {name = "%1106"} : i33 to i32
    affine.store %1106, %alloc_92[] {to = "total"} : memref<i32>
    %1107 = allo.get_slice(%arg0 : i512, %c351, %c348) {name = "%1107"} -> i32
    %1108 = arith.trunci %1107 {name = "%1108"} : i32 to i4
    %alloc_100 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1108, %alloc_100[] {to = "weight"} : memref<i4>
    %1109 = affine.load %alloc_100[] {from = "weight"} : memref<i4>
    %1110 = affine.load %arg3[23] {from = "inputs"} : memref<32xi16, #map1>
    %1111 = arith.extsi %1109 {name = "%1111"} : i4 to i20
    %1112 = arith.extsi %1110 {name = "%1112"} : i16 to i20
    %1113 = arith.muli %1111, %1112 {name = "%1113"} : i20
    %1114 = affine.load %alloc_92[] {from = "total"} : memref<i32>
    %1115 = arith.extsi %1114 {name = "%1115"} : i32 to i33
    %1116 = arith.extsi %1113 {name = "%1116"} : i20 to i33
    %1117 = arith.addi %1115, %1116 {name = "%1117"} : i33
    %1118 = arith.trunci %1117 {name = "%1118"} : i33 to i32
    affine.store %1118, %alloc_92[] {to = "total"} : memref<i32>
    %1119 = affine.load %alloc_92[] {from = "total"} : memref<i32>
    %1120 = affine.load %alloc_73[] {from = "scale"} : memref<i16>
    %1121 = arith.extsi %1119 {name = "%1121"} : i32 to i48
    %1122 = arith.extsi %1120 {name = "%1122"} : i16 to i48
    %1123 = arith.muli %1121, %1122 {name = "%1123"} : i48
    %1124 = arith.extsi %1123 {name = "%1124"} : i48 to i64
    affine.store %1124, %arg4[10] {to = "products"} : memref<16xi64, #map1>
    %alloc_101 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_101[] {to = "total"} : memref<i32>
    %1125 = allo.get_slice(%arg0 : i512, %c355, %c352) {name = "%1125"} -> i32
    %1126 = arith.trunci %1125 {name = "%1126"} : i32 to i4
    %alloc_102 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1126, %alloc_102[] {to = "weight"} : memref<i4>
    %1127 = affine.load %alloc_102[] {from = "weight"} : memref<i4>
    %1128 = affine.load %arg3[24] {from = "inputs"} : memref<32xi16, #map1>
    %1129 = arith.extsi %1127 {name = "%1129"} : i4 to i20
    %1130 = arith.extsi %1128 {name = "%1130"} : i16 to i20
    %1131 = arith.muli %1129, %1130 {name = "%1131"} : i20
    %1132 = affine.load %alloc_101[] {from = "total"} : memref<i32>
    %1133 = arith.extsi %1132 {name = "%1133"} : i32 to i33
    %1134 = arith.extsi %1131 {name = "%1134"} : i20 to i33
    %1135 = arith.addi %1133, %1134 {name = "%1135"} : i33
    %1136 = arith.trunci %1135 {name = "%1136"} : i33 to i32
    affine.store %1136, %alloc_101[] {to = "total"} : memref<i32>
    %1137 = allo.get_slice(%arg0 : i512, %c359, %c356) {name = "%1137"} -> i32
    %1138 = arith.trunci %1137 {name = "%1138"} : i32 to i4
    %alloc_103 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1138, %alloc_103[] {to = "weight"} : memref<i4>
    %1139 = affine.load %alloc_103[] {from = "weight"} : memref<i4>
    %1140 = affine.load %arg3[25] {from = "inputs"} : memref<32xi16, #map1>
    %1141 = arith.extsi %1139 {name = "%1141"} : i4 to i20
    %1142 = arith.extsi %1140 {name = "%1142"} : i16 to i20
    %1143 = arith.muli %1141, %1142 {name = "%1143"} : i20
    %1144 = affine.load %alloc_101[] {from = "total"} : memref<i32>
    %1145 = arith.extsi %1144 {name = "%1145"} : i32 to i33
    %1146 = arith.extsi %1143 {name = "%1146"} : i20 to i33
    %1147 = arith.addi %1145, %1146 {name = "%1147"} : i33
    %1148 = arith.trunci %1147 {name = "%1148"} : i33 to i32
    affine.store %1148, %alloc_101[] {to = "total"} : memref<i32>
    %1149 = allo.get_slice(%arg0 : i512, %c363, %c360) {name = "%1149"} -> i32
    %1150 = arith.trunci %1149 {name = "%1150"} : i32 to i4
    %alloc_104 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1150, %alloc_104[] {to = "weight"} : memref<i4>
    %1151 = affine.load %alloc_104[] {from = "weight"} : memref<i4>
    %1152 = affine.load %arg3[26] {from = "inputs"} : memref<32xi16, #map1>
    %1153 = arith.extsi %1151 {name = "%1153"} : i4 to i20
    %1154 = arith.extsi %1152 {name = "%1154"} : i16 to i20
    %1155 = arith.muli %1153, %1154 {name = "%1155"} : i20
    %1156 = affine.load %alloc_101[] {from = "total"} : memref<i32>
    %1157 = arith.extsi %1156 {name = "%1157"} : i32 to i33
    %1158 = arith.extsi %1155 {name = "%1158"} : i20 to i33
    %1159 = arith.addi %1157, %1158 {name = "%1159"} : i33
    %1160 = arith.trunci %1159 {name = "%1160"} : i33 to i32
    affine.store %1160, %alloc_101[] {to = "total"} : memref<i32>
    %1161 = allo.get_slice(%arg0 : i512, %c367, %c364) {name = "%1161"} -> i32
    %1162 = arith.trunci %1161 {name = "%1162"} : i32 to i4
    %alloc_105 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1162, %alloc_105[] {to = "weight"} : memref<i4>
    %1163 = affine.load %alloc_105[] {from = "weight"} : memref<i4>
    %1164 = affine.load %arg3[27] {from = "inputs"} : memref<32xi16, #map1>
    %1165 = arith.extsi %1163 {name = "%1165"} : i4 to i20
    %1166 = arith.extsi %1164 {name = "%1166"} : i16 to i20
    %1167 = arith.muli %1165, %1166 {name = "%1167"} : i20
    %1168 = affine.load %alloc_101[] {from = "total"} : memref<i32>
    %1169 = arith.extsi %1168 {name = "%1169"} : i32 to i33
    %1170 = arith.extsi %1167 {name = "%1170"} : i20 to i33
    %1171 = arith.addi %1169, %1170 {name = "%1171"} : i33
    %1172 = arith.trunci %1171 {name = "%1172"} : i33 to i32
    affine.store %1172, %alloc_101[] {to = "total"} : memref<i32>
    %1173 = allo.get_slice(%arg0 : i512, %c371, %c368) {name = "%1173"} -> i32
    %1174 = arith.trunci %1173 {name = "%1174"} : i32 to i4
    %alloc_106 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1174, %alloc_106[] {to = "weight"} : memref<i4>
    %1175 = affine.load %alloc_106[] {from = "weight"} : memref<i4>
    %1176 = affine.load %arg3[28] {from = "inputs"} : memref<32xi16, #map1>
    %1177 = arith.extsi %1175 {name = "%1177"} : i4 to i20
    %1178 = arith.extsi %1176 {name = "%1178"} : i16 to i20
    %1179 = arith.muli %1177, %1178 {name = "%1179"} : i20
    %1180 = affine.load %alloc_101[] {from = "total"} : memref<i32>
    %1181 = arith.extsi %1180 {name = "%1181"} : i32 to i33
    %1182 = arith.extsi %1179 {name = "%1182"} : i20 to i33
    %1183 = arith.addi %1181, %1182 {name = "%1183"} : i33
    %1184 = arith.trunci %1183 {name = "%1184"} : i33 to i32
    affine.store %1184, %alloc_101[] {to = "total"} : memref<i32>
    %1185 = allo.get_slice(%arg0 : i512, %c375, %c372) {name = "%1185"} -> i32
    %1186 = arith.trunci %1185 {name = "%1186"} : i32 to i4
    %alloc_107 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1186, %alloc_107[] {to = "weight"} : memref<i4>
    %1187 = affine.load %alloc_107[] {from = "weight"} : memref<i4>
    %1188 = affine.load %arg3[29] {from = "inputs"} : memref<32xi16, #map1>
    %1189 = arith.extsi %1187 {name = "%1189"} : i4 to i20
    %1190 = arith.extsi %1188 {name = "%1190"} : i16 to i20
    %1191 = arith.muli %1189, %1190 {name = "%1191"} : i20
    %1192 = affine.load %alloc_101[] {from = "total"} : memref<i32>
    %1193 = arith.extsi %1192 {name = "%1193"} : i32 to i33
    %1194 = arith.extsi %1191 {name = "%1194"} : i20 to i33
    %1195 = arith.addi %1193, %1194 {name = "%1195"} : i33
    %1196 = arith.trunci %1195 {name = "%1196"} : i33 to i32
    affine.store %1196, %alloc_101[] {to = "total"} : memref<i32>
    %1197 = allo.get_slice(%arg0 : i512, %c379, %c376) {name = "%1197"} -> i32
    %1198 = arith.trunci %1197 {name = "%1198"} : i32 to i4
    %alloc_108 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1198, %alloc_108[] {to = "weight"} : memref<i4>
    %1199 = affine.load %alloc_108[] {from = "weight"} : memref<i4>
    %1200 = affine.load %arg3[30] {from = "inputs"} : memref<32xi16, #map1>
    %1201 = arith.extsi %1199 {name = "%1201"} : i4 to i20
    %1202 = arith.extsi %1200 {name = "%1202"} : i16 to i20
    %1203 = arith.muli %1201, %1202 {name = "%1203"} : i20
    %1204 = affine.load %alloc_101[] {from = "total"} : memref<i32>
    %1205 = arith.extsi %1204 {name = "%1205"} : i32 to i33
    %1206 = arith.extsi %1203 {name = "%1206"} : i20 to i33
    %1207 = arith.addi %1205, %1206 {name = "%1207"} : i33
    %1208 = arith.trunci %1207 {name = "%1208"} : i33 to i32
    affine.store %1208, %alloc_101[] {to = "total"} : memref<i32>
    %1209 = allo.get_slice(%arg0 : i512, %c383, %c380) {name = "%1209"} -> i32
    %1210 = arith.trunci %1209 {name = "%1210"} : i32 to i4
    %alloc_109 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1210, %alloc_109[] {to = "weight"} : memref<i4>
    %1211 = affine.load %alloc_109[] {from = "weight"} : memref<i4>
    %1212 = affine.load %arg3[31] {from = "inputs"} : memref<32xi16, #map1>
    %1213 = arith.extsi %1211 {name = "%1213"} : i4 to i20
    %1214 = arith.extsi %1212 {name = "%1214"} : i16 to i20
    %1215 = arith.muli %1213, %1214 {name = "%1215"} : i20
    %1216 = affine.load %alloc_101[] {from = "total"} : memref<i32>
    %1217 = arith.extsi %1216 {name = "%1217"} : i32 to i33
    %1218 = arith.extsi %1215 {name = "%1218"} : i20 to i33
    %1219 = arith.addi %1217, %1218 {name = "%1219"} : i33
    %1220 = arith.trunci %1219 {name = "%1220"} : i33 to i32
    affine.store %1220, %alloc_101[] {to = "total"} : memref<i32>
    %1221 = affine.load %alloc_101[] {from = "total"} : memref<i32>
    %1222 = affine.load %alloc_73[] {from = "scale"} : memref<i16>
    %1223 = arith.extsi %1221 {name = "%1223"} : i32 to i48
    %1224 = arith.extsi %1222 {name = "%1224"} : i16 to i48
    %1225 = arith.muli %1223, %1224 {name = "%1225"} : i48
    %1226 = arith.extsi %1225 {name = "%1226"} : i48 to i64
    affine.store %1226, %arg4[11] {to = "products"} : memref<16xi64, #map1>
    %1227 = allo.get_slice(%arg2 : i512, %c63, %c48) {name = "%1227"} -> i16
    %alloc_110 = memref.alloc() {name = "scale"} : memref<i16>
    affine.store %1227, %alloc_110[] {to = "scale"} : memref<i16>
    %alloc_111 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_111[] {to = "total"} : memref<i32>
    %1228 = allo.get_slice(%arg0 : i512, %c387, %c384) {name = "%1228"} -> i32
    %1229 = arith.trunci %1228 {name = "%1229"} : i32 to i4
    %alloc_112 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1229, %alloc_112[] {to = "weight"} : memref<i4>
    %1230 = affine.load %alloc_112[] {from = "weight"} : memref<i4>
    %1231 = affine.load %arg3[0] {from = "inputs"} : memref<32xi16, #map1>
    %1232 = arith.extsi %1230 {name = "%1232"} : i4 to i20
    %1233 = arith.extsi %1231 {name = "%1233"} : i16 to i20
    %1234 = arith.muli %1232, %1233 {name = "%1234"} : i20
    %1235 = affine.load %alloc_111[] {from = "total"} : memref<i32>
    %1236 = arith.extsi %1235 {name = "%1236"} : i32 to i33
    %1237 = arith.extsi %1234 {name = "%1237"} : i20 to i33
    %1238 = arith.addi %1236, %1237 {name = "%1238"} : i33
    %1239 = arith.trunci %1238 {name = "%1239"} : i33 to i32
    affine.store %1239, %alloc_111[] {to = "total"} : memref<i32>
    %1240 = allo.get_slice(%arg0 : i512, %c391, %c388) {name = "%1240"} -> i32
    %1241 = arith.trunci %1240 {name = "%1241"} : i32 to i4
    %alloc_113 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1241, %alloc_113[] {to = "weight"} : memref<i4>
    %1242 = affine.load %alloc_113[] {from = "weight"} : memref<i4>
    %1243 = affine.load %arg3[1] {from = "inputs"} : memref<32xi16, #map1>
    %1244 = arith.extsi %1242 {name = "%1244"} : i4 to i20
    %1245 = arith.extsi %1243 {name = "%1245"} : i16 to i20
    %1246 = arith.muli %1244, %1245 {name = "%1246"} : i20
    %1247 = affine.load %alloc_111[] {from = "total"} : memref<i32>
    %1248 = arith.extsi %1247 {name = "%1248"} : i32 to i33
    %1249 = arith.extsi %1246 {name = "%1249"} : i20 to i33
    %1250 = arith.addi %1248, %1249 {name = "%1250"} : i33
    %1251 = arith.trunci %1250 {name = "%1251"} : i33 to i32
    affine.store %1251, %alloc_111[] {to = "total"} : memref<i32>
    %1252 = allo.get_slice(%arg0 : i512, %c395, %c392) {name = "%1252"} -> i32
    %1253 = arith.trunci %1252 {name = "%1253"} : i32 to i4
    %alloc_114 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1253, %alloc_114[] {to = "weight"} : memref<i4>
    %1254 = affine.load %alloc_114[] {from = "weight"} : memref<i4>
    %1255 = affine.load %arg3[2] {from = "inputs"} : memref<32xi16, #map1>
    %1256 = arith.extsi %1254 {name = "%1256"} : i4 to i20
    %1257 = arith.extsi %1255 {name = "%1257"} : i16 to i20
    %1258 = arith.muli %1256, %1257 {name = "%1258"} : i20
    %1259 = affine.load %alloc_111[] {from = "total"} : memref<i32>
    %1260 = arith.extsi %1259 {name = "%1260"} : i32 to i33
    %1261 = arith.extsi %1258 {name = "%1261"} : i20 to i33
    %1262 = arith.addi %1260, %1261 {name = "%1262"} : i33
    %1263 = arith.trunci %1262 {name = "%1263"} : i33 to i32
    affine.store %1263, %alloc_111[] {to = "total"} : memref<i32>
    %1264 = allo.get_slice(%arg0 : i512, %c399, %c396) {name = "%1264"} -> i32
    %1265 = arith.trunci %1264 {name = "%1265"} : i32 to i4
    %alloc_115 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1265, %alloc_115[] {to = "weight"} : memref<i4>
    %1266 = affine.load %alloc_115[] {from = "weight"} : memref<i4>
    %1267 = affine.load %arg3[3] {from = "inputs"} : memref<32xi16, #map1>
    %1268 = arith.extsi %1266 {name = "%1268"} : i4 to i20
    %1269 = arith.extsi %1267 {name = "%1269"} : i16 to i20
    %1270 = arith.muli %1268, %1269 {name = "%1270"} : i20
    %1271 = affine.load %alloc_111[] {from = "total"} : memref<i32>
    %1272 = arith.extsi %1271 {name = "%1272"} : i32 to i33
    %1273 = arith.extsi %1270 {name = "%1273"} : i20 to i33
    %1274 = arith.addi %1272, %1273 {name = "%1274"} : i33
    %1275 = arith.trunci %1274 {name = "%1275"} : i33 to i32
    affine.store %1275, %alloc_111[] {to = "total"} : memref<i32>
    %1276 = allo.get_slice(%arg0 : i512, %c403, %c400) {name = "%1276"} -> i32
    %1277 = arith.trunci %1276 {name = "%1277"} : i32 to i4
    %alloc_116 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1277, %alloc_116[] {to = "weight"} : memref<i4>
    %1278 = affine.load %alloc_116[] {from = "weight"} : memref<i4>
    %1279 = affine.load %arg3[4] {from = "inputs"} : memref<32xi16, #map1>
    %1280 = arith.extsi %1278 {name = "%1280"} : i4 to i20
    %1281 = arith.extsi %1279 {name = "%1281"} : i16 to i20
    %1282 = arith.muli %1280, %1281 {name = "%1282"} : i20
    %1283 = affine.load %alloc_111[] {from = "total"} : memref<i32>
    %1284 = arith.extsi %1283 {name = "%1284"} : i32 to i33
    %1285 = arith.extsi %1282 {name = "%1285"} : i20 to i33
    %1286 = arith.addi %1284, %1285 {name = "%1286"} : i33
    %1287 = arith.trunci %1286 {name = "%1287"} : i33 to i32
    affine.store %1287, %alloc_111[] {to = "total"} : memref<i32>
    %1288 = allo.get_slice(%arg0 : i512, %c407, %c404) {name = "%1288"} -> i32
    %1289 = arith.trunci %1288 {name = "%1289"} : i32 to i4
    %alloc_117 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1289, %alloc_117[] {to = "weight"} : memref<i4>
    %1290 = affine.load %alloc_117[] {from = "weight"} : memref<i4>
    %1291 = affine.load %arg3[5] {from = "inputs"} : memref<32xi16, #map1>
    %1292 = arith.extsi %1290 {name = "%1292"} : i4 to i20
    %1293 = arith.extsi %1291 {name = "%1293"} : i16 to i20
    %1294 = arith.muli %1292, %1293 {name = "%1294"} : i20
    %1295 = affine.load %alloc_111[] {from = "total"} : memref<i32>
    %1296 = arith.extsi %1295 {name = "%1296"} : i32 to i33
    %1297 = arith.extsi %1294 {name = "%1297"} : i20 to i33
    %1298 = arith.addi %1296, %1297 {name = "%1298"} : i33
    %1299 = arith.trunci %1298 {name = "%1299"} : i33 to i32
    affine.store %1299, %alloc_111[] {to = "total"} : memref<i32>
    %1300 = allo.get_slice(%arg0 : i512, %c411, %c408) {name = "%1300"} -> i32
    %1301 = arith.trunci %1300 {name = "%1301"} : i32 to i4
    %alloc_118 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1301, %alloc_118[] {to = "weight"} : memref<i4>
    %1302 = affine.load %alloc_118[] {from = "weight"} : memref<i4>
    %1303 = affine.load %arg3[6] {from = "inputs"} : memref<32xi16, #map1>
    %1304 = arith.extsi %1302 {name = "%1304"} : i4 to i20
    %1305 = arith.extsi %1303 {name = "%1305"} : i16 to i20
    %1306 = arith.muli %1304, %1305 {name = "%1306"} : i20
    %1307 = affine.load %alloc_111[] {from = "total"} : memref<i32>
    %1308 = arith.extsi %1307 {name = "%1308"} : i32 to i33
    %1309 = arith.extsi %1306 {name = "%1309"} : i20 to i33
    %1310 = arith.addi %1308, %1309 {name = "%1310"} : i33
    %1311 = arith.trunci %1310 {name = "%1311"} : i33 to i32
    affine.store %1311, %alloc_111[] {to = "total"} : memref<i32>
    %1312 = allo.get_slice(%arg0 : i512, %c415, %c412) {name = "%1312"} -> i32
    %1313 = arith.trunci %1312 {name = "%1313"} : i32 to i4
    %alloc_119 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1313, %alloc_119[] {to = "weight"} : memref<i4>
    %1314 = affine.load %alloc_119[] {from = "weight"} : memref<i4>
    %1315 = affine.load %arg3[7] {from = "inputs"} : memref<32xi16, #map1>
    %1316 = arith.extsi %1314 {name = "%1316"} : i4 to i20
    %1317 = arith.extsi %1315 {name = "%1317"} : i16 to i20
    %1318 = arith.muli %1316, %1317 {name = "%1318"} : i20
    %1319 = affine.load %alloc_111[] {from = "total"} : memref<i32>
    %1320 = arith.extsi %1319 {name = "%1320"} : i32 to i33
    %1321 = arith.extsi %1318 {name = "%1321"} : i20 to i33
    %1322 = arith.addi %1320, %1321 {name = "%1322"} : i33
    %1323 = arith.trunci %1322 {name = "%1323"} : i33 to i32
    affine.store %1323, %alloc_111[] {to = "total"} : memref<i32>
    %1324 = affine.load %alloc_111[] {from = "total"} : memref<i32>
    %1325 = affine.load %alloc_110[] {from = "scale"} : memref<i16>
    %1326 = arith.extsi %1324 {name = "%1326"} : i32 to i48
    %1327 = arith.extsi %1325 {name = "%1327"} : i16 to i48
    %1328 = arith.muli %1326, %1327 {name = "%1328"} : i48
    %1329 = arith.extsi %1328 {name = "%1329"} : i48 to i64
    affine.store %1329, %arg4[12] {to = "products"} : memref<16xi64, #map1>
    %alloc_120 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_120[] {to = "total"} : memref<i32>
    %1330 = allo.get_slice(%arg0 : i512, %c419, %c416) {name = "%1330"} -> i32
    %1331 = arith.trunci %1330 {name = "%1331"} : i32 to i4
    %alloc_121 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1331, %alloc_121[] {to = "weight"} : memref<i4>
    %1332 = affine.load %alloc_121[] {from = "weight"} : memref<i4>
    %1333 = affine.load %arg3[8] {from = "inputs"} : memref<32xi16, #map1>
    %1334 = arith.extsi %1332 {name = "%1334"} : i4 to i20
    %1335 = arith.extsi %1333 {name = "%1335"} : i16 to i20
    %1336 = arith.muli %1334, %1335 {name = "%1336"} : i20
    %1337 = affine.load %alloc_120[] {from = "total"} : memref<i32>
    %1338 = arith.extsi %1337 {name = "%1338"} : i32 to i33
    %1339 = arith.extsi %1336 {name = "%1339"} : i20 to i33
    %1340 = arith.addi %1338, %1339 {name = "%1340"} : i33
    %1341 = arith.trunci %1340 {name = "%1341"} : i33 to i32
    affine.store %1341, %alloc_120[] {to = "total"} : memref<i32>
    %1342 = allo.get_slice(%arg0 : i512, %c423, %c420) {name = "%1342"} -> i32
    %1343 = arith.trunci %1342 {name = "%1343"} : i32 to i4
    %alloc_122 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1343, %alloc_122[] {to = "weight"} : memref<i4>
    %1344 = affine.load %alloc_122[] {from = "weight"} : memref<i4>
    %1345 = affine.load %arg3[9] {from = "inputs"} : memref<32xi16, #map1>
    %1346 = arith.extsi %1344 {name = "%1346"} : i4 to i20
    %1347 = arith.extsi %1345 {name = "%1347"} : i16 to i20
    %1348 = arith.muli %1346, %1347 {name = "%1348"} : i20
    %1349 = affine.load %alloc_120[] {from = "total"} : memref<i32>
    %1350 = arith.extsi %1349 {name = "%1350"} : i32 to i33
    %1351 = arith.extsi %1348 {name = "%1351"} : i20 to i33
    %1352 = arith.addi %1350, %1351 {name = "%1352"} : i33
    %1353 = arith.trunci %1352 {name = "%1353"} : i33 to i32
    affine.store %1353, %alloc_120[] {to = "total"} : memref<i32>
    %1354 = allo.get_slice(%arg0 : i512, %c427, %c424) {name = "%1354"} -> i32
    %1355 = arith.trunci %1354 {name = "%1355"} : i32 to i4
    %alloc_123 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1355, %alloc_123[] {to = "weight"} : memref<i4>
    %1356 = affine.load %alloc_123[] {from = "weight"} : memref<i4>
    %1357 = affine.load %arg3[10] {from = "inputs"} : memref<32xi16, #map1>
    %1358 = arith.extsi %1356 {name = "%1358"} : i4 to i20
    %1359 = arith.extsi %1357 {name = "%1359"} : i16 to i20
    %1360 = arith.muli %1358, %1359 {name = "%1360"} : i20
    %1361 = affine.load %alloc_120[] {from = "total"} : memref<i32>
    %1362 = arith.extsi %1361 {name = "%1362"} : i32 to i33
    %1363 = arith.extsi %1360 {name = "%1363"} : i20 to i33
    %1364 = arith.addi %1362, %1363 {name = "%1364"} : i33
    %1365 = arith.trunci %1364 {name = "%1365"} : i33 to i32
    affine.store %1365, %alloc_120[] {to = "total"} : memref<i32>
    %1366 = allo.get_slice(%arg0 : i512, %c431, %c428) {name = "%1366"} -> i32
    %1367 = arith.trunci %1366 {name = "%1367"} : i32 to i4
    %alloc_124 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1367, %alloc_124[] {to = "weight"} : memref<i4>
    %1368 = affine.load %alloc_124[] {from = "weight"} : memref<i4>
    %1369 = affine.load %arg3[11] {from = "inputs"} : memref<32xi16, #map1>
    %1370 = arith.extsi %1368 {name = "%1370"} : i4 to i20
    %1371 = arith.extsi %1369 {name = "%1371"} : i16 to i20
    %1372 = arith.muli %1370, %1371 {name = "%1372"} : i20
    %1373 = affine.load %alloc_120[] {from = "total"} : memref<i32>
    %1374 = arith.extsi %1373 {name = "%1374"} : i32 to i33
    %1375 = arith.extsi %1372 {name = "%1375"} : i20 to i33
    %1376 = arith.addi %1374, %1375 {name = "%1376"} : i33
    %1377 = arith.trunci %1376 {name = "%1377"} : i33 to i32
    affine.store %1377, %alloc_120[] {to = "total"} : memref<i32>
    %1378 = allo.get_slice(%arg0 : i512, %c435, %c432) {name = "%1378"} -> i32
    %1379 = arith.trunci %1378 {name = "%1379"} : i32 to i4
    %alloc_125 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1379, %alloc_125[] {to = "weight"} : memref<i4>
    %1380 = affine.load %alloc_125[] {from = "weight"} : memref<i4>
    %1381 = affine.load %arg3[12] {from = "inputs"} : memref<32xi16, #map1>
    %1382 = arith.extsi %1380 {name = "%1382"} : i4 to i20
    %1383 = arith.extsi %1381 {name = "%1383"} : i16 to i20
    %1384 = arith.muli %1382, %1383 {name = "%1384"} : i20
    %1385 = affine.load %alloc_120[] {from = "total"} : memref<i32>
    %1386 = arith.extsi %1385 {name = "%1386"} : i32 to i33
    %1387 = arith.extsi %1384 {name = "%1387"} : i20 to i33
    %1388 = arith.addi %1386, %1387 {name = "%1388"} : i33
    %1389 = arith.trunci %1388 {name = "%1389"} : i33 to i32
    affine.store %1389, %alloc_120[] {to = "total"} : memref<i32>
    %1390 = allo.get_slice(%arg0 : i512, %c439, %c436) {name = "%1390"} -> i32
    %1391 = arith.trunci %1390 {name = "%1391"} : i32 to i4
    %alloc_126 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1391, %alloc_126[] {to = "weight"} : memref<i4>
    %1392 = affine.load %alloc_126[] {from = "weight"} : memref<i4>
    %1393 = affine.load %arg3[13] {from = "inputs"} : memref<32xi16, #map1>
    %1394 = arith.extsi %1392 {name = "%1394"} : i4 to i20
    %1395 = arith.extsi %1393 {name = "%1395"} : i16 to i20
    %1396 = arith.muli %1394, %1395 {name = "%1396"} : i20
    %1397 = affine.load %alloc_120[] {from = "total"} : memref<i32>
    %1398 = arith.extsi %1397 {name = "%1398"} : i32 to i33
    %1399 = arith.extsi %1396 {name = "%1399"} : i20 to i33
    %1400 = arith.addi %1398, %1399 {name = "%1400"} : i33
    %1401 = arith.trunci %1400 {name = "%1401"} : i33 to i32
    affine.store %1401, %alloc_120[] {to = "total"} : memref<i32>
    %1402 = allo.get_slice(%arg0 : i512, %c443, %c440) {name = "%1402"} -> i32
    %1403 = arith.trunci %1402 {name = "%1403"} : i32 to i4
    %alloc_127 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1403, %alloc_127[] {to = "weight"} : memref<i4>
    %1404 = affine.load %alloc_127[] {from = "weight"} : memref<i4>
    %1405 = affine.load %arg3[14] {from = "inputs"} : memref<32xi16, #map1>
    %1406 = arith.extsi %1404 {name = "%1406"} : i4 to i20
    %1407 = arith.extsi %1405 {name = "%1407"} : i16 to i20
    %1408 = arith.muli %1406, %1407 {name = "%1408"} : i20
    %1409 = affine.load %alloc_120[] {from = "total"} : memref<i32>
    %1410 = arith.extsi %1409 {name = "%1410"} : i32 to i33
    %1411 = arith.extsi %1408 {name = "%1411"} : i20 to i33
    %1412 = arith.addi %1410, %1411 {name = "%1412"} : i33
    %1413 = arith.trunci %1412 {name = "%1413"} : i33 to i32
    affine.store %1413, %alloc_120[] {to = "total"} : memref<i32>
    %1414 = allo.get_slice(%arg0 : i512, %c447, %c444) {name = "%1414"} -> i32
    %1415 = arith.trunci %1414 {name = "%1415"} : i32 to i4
    %alloc_128 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1415, %alloc_128[] {to = "weight"} : memref<i4>
    %1416 = affine.load %alloc_128[] {from = "weight"} : memref<i4>
    %1417 = affine.load %arg3[15] {from = "inputs"} : memref<32xi16, #map1>
    %1418 = arith.extsi %1416 {name = "%1418"} : i4 to i20
    %1419 = arith.extsi %1417 {name = "%1419"} : i16 to i20
    %1420 = arith.muli %1418, %1419 {name = "%1420"} : i20
    %1421 = affine.load %alloc_120[] {from = "total"} : memref<i32>
    %1422 = arith.extsi %1421 {name = "%1422"} : i32 to i33
    %1423 = arith.extsi %1420 {name = "%1423"} : i20 to i33
    %1424 = arith.addi %1422, %1423 {name = "%1424"} : i33
    %1425 = arith.trunci %1424 {name = "%1425"} : i33 to i32
    affine.store %1425, %alloc_120[] {to = "total"} : memref<i32>
    %1426 = affine.load %alloc_120[] {from = "total"} : memref<i32>
    %1427 = affine.load %alloc_110[] {from = "scale"} : memref<i16>
    %1428 = arith.extsi %1426 {name = "%1428"} : i32 to i48
    %1429 = arith.extsi %1427 {name = "%1429"} : i16 to i48
    %1430 = arith.muli %1428, %1429 {name = "%1430"} : i48
    %1431 = arith.extsi %1430 {name = "%1431"} : i48 to i64
    affine.store %1431, %arg4[13] {to = "products"} : memref<16xi64, #map1>
    %alloc_129 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_129[] {to = "total"} : memref<i32>
    %1432 = allo.get_slice(%arg0 : i512, %c451, %c448) {name = "%1432"} -> i32
    %1433 = arith.trunci %1432 {name = "%1433"} : i32 to i4
    %alloc_130 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1433, %alloc_130[] {to = "weight"} : memref<i4>
    %1434 = affine.load %alloc_130[] {from = "weight"} : memref<i4>
    %1435 = affine.load %arg3[16] {from = "inputs"} : memref<32xi16, #map1>
    %1436 = arith.extsi %1434 {name = "%1436"} : i4 to i20
    %1437 = arith.extsi %1435 {name = "%1437"} : i16 to i20
    %1438 = arith.muli %1436, %1437 {name = "%1438"} : i20
    %1439 = affine.load %alloc_129[] {from = "total"} : memref<i32>
    %1440 = arith.extsi %1439 {name = "%1440"} : i32 to i33
    %1441 = arith.extsi %1438 {name = "%1441"} : i20 to i33
    %1442 = arith.addi %1440, %1441 {name = "%1442"} : i33
    %1443 = arith.trunci %1442 {name = "%1443"} : i33 to i32
    affine.store %1443, %alloc_129[] {to = "total"} : memref<i32>
    %1444 = allo.get_slice(%arg0 : i512, %c455, %c452) {name = "%1444"} -> i32
    %1445 = arith.trunci %1444 {name = "%1445"} : i32 to i4
    %alloc_131 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1445, %alloc_131[] {to = "weight"} : memref<i4>
    %1446 = affine.load %alloc_131[] {from = "weight"} : memref<i4>
    %1447 = affine.load %arg3[17] {from = "inputs"} : memref<32xi16, #map1>
    %1448 = arith.extsi %1446 {name = "%1448"} : i4 to i20
    %1449 = arith.extsi %1447 {name = "%1449"} : i16 to i20
    %1450 = arith.muli %1448, %1449 {name = "%1450"} : i20
    %1451 = affine.load %alloc_129[] {from = "total"} : memref<i32>
    %1452 = arith.extsi %1451 {name = "%1452"} : i32 to i33
    %1453 = arith.extsi %1450 {name = "%1453"} : i20 to i33
    %1454 = arith.addi %1452, %1453 {name = "%1454"} : i33
    %1455 = arith.trunci %1454 {name = "%1455"} : i33 to i32
    affine.store %1455, %alloc_129[] {to = "total"} : memref<i32>
    %1456 = allo.get_slice(%arg0 : i512, %c459, %c456) {name = "%1456"} -> i32
    %1457 = arith.trunci %1456 {name = "%1457"} : i32 to i4
    %alloc_132 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1457, %alloc_132[] {to = "weight"} : memref<i4>
    %1458 = affine.load %alloc_132[] {from = "weight"} : memref<i4>
    %1459 = affine.load %arg3[18] {from = "inputs"} : memref<32xi16, #map1>
    %1460 = arith.extsi %1458 {name = "%1460"} : i4 to i20
    %1461 = arith.extsi %1459 {name = "%1461"} : i16 to i20
    %1462 = arith.muli %1460, %1461 {name = "%1462"} : i20
    %1463 = affine.load %alloc_129[] {from = "total"} : memref<i32>
    %1464 = arith.extsi %1463 {name = "%1464"} : i32 to i33
    %1465 = arith.extsi %1462 {name = "%1465"} : i20 to i33
    %1466 = arith.addi %1464, %1465 {name = "%1466"} : i33
    %1467 = arith.trunci %1466 {name = "%1467"} : i33 to i32
    affine.store %1467, %alloc_129[] {to = "total"} : memref<i32>
    %1468 = allo.get_slice(%arg0 : i512, %c463, %c460) {name = "%1468"} -> i32
    %1469 = arith.trunci %1468 {name = "%1469"} : i32 to i4
    %alloc_133 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1469, %alloc_133[] {to = "weight"} : memref<i4>
    %1470 = affine.load %alloc_133[] {from = "weight"} : memref<i4>
    %1471 = affine.load %arg3[19] {from = "inputs"} : memref<32xi16, #map1>
    %1472 = arith.extsi %1470 {name = "%1472"} : i4 to i20
    %1473 = arith.extsi %1471 {name = "%1473"} : i16 to i20
    %1474 = arith.muli %1472, %1473 {name = "%1474"} : i20
    %1475 = affine.load %alloc_129[] {from = "total"} : memref<i32>
    %1476 = arith.extsi %1475 {name = "%1476"} : i32 to i33
    %1477 = arith.extsi %1474 {name = "%1477"} : i20 to i33
    %1478 = arith.addi %1476, %1477 {name = "%1478"} : i33
    %1479 = arith.trunci %1478 {name = "%1479"} : i33 to i32
    affine.store %1479, %alloc_129[] {to = "total"} : memref<i32>
    %1480 = allo.get_slice(%arg0 : i512, %c467, %c464) {name = "%1480"} -> i32
    %1481 = arith.trunci %1480 {name = "%1481"} : i32 to i4
    %alloc_134 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1481, %alloc_134[] {to = "weight"} : memref<i4>
    %1482 = affine.load %alloc_134[] {from = "weight"} : memref<i4>
    %1483 = affine.load %arg3[20] {from = "inputs"} : memref<32xi16, #map1>
    %1484 = arith.extsi %1482 {name = "%1484"} : i4 to i20
    %1485 = arith.extsi %1483 {name = "%1485"} : i16 to i20
    %1486 = arith.muli %1484, %1485 {name = "%1486"} : i20
    %1487 = affine.load %alloc_129[] {from = "total"} : memref<i32>
    %1488 = arith.extsi %1487 {name = "%1488"} : i32 to i33
    %1489 = arith.extsi %1486 {name = "%1489"} : i20 to i33
    %1490 = arith.addi %1488, %1489 {name = "%1490"} : i33
    %1491 = arith.trunci %1490 {name = "%1491"} : i33 to i32
    affine.store %1491, %alloc_129[] {to = "total"} : memref<i32>
    %1492 = allo.get_slice(%arg0 : i512, %c471, %c468) {name = "%1492"} -> i32
    %1493 = arith.trunci %1492 {name = "%1493"} : i32 to i4
    %alloc_135 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1493, %alloc_135[] {to = "weight"} : memref<i4>
    %1494 = affine.load %alloc_135[] {from = "weight"} : memref<i4>
    %1495 = affine.load %arg3[21] {from = "inputs"} : memref<32xi16, #map1>
    %1496 = arith.extsi %1494 {name = "%1496"} : i4 to i20
    %1497 = arith.extsi %1495 {name = "%1497"} : i16 to i20
    %1498 = arith.muli %1496, %1497 {name = "%1498"} : i20
    %1499 = affine.load %alloc_129[] {from = "total"} : memref<i32>
    %1500 = arith.extsi %1499 {name = "%1500"} : i32 to i33
    %1501 = arith.extsi %1498 {name = "%1501"} : i20 to i33
    %1502 = arith.addi %1500, %1501 {name = "%1502"} : i33
    %1503 = arith.trunci %1502 {name = "%1503"} : i33 to i32
    affine.store %1503, %alloc_129[] {to = "total"} : memref<i32>
    %1504 = allo.get_slice(%arg0 : i512, %c475, %c472) {name = "%1504"} -> i32
    %1505 = arith.trunci %1504 {name = "%1505"} : i32 to i4
    %alloc_136 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1505, %alloc_136[] {to = "weight"} : memref<i4>
    %1506 = affine.load %alloc_136[] {from = "weight"} : memref<i4>
    %1507 = affine.load %arg3[22] {from = "inputs"} : memref<32xi16, #map1>
    %1508 = arith.extsi %1506 {name = "%1508"} : i4 to i20
    %1509 = arith.extsi %1507 {name = "%1509"} : i16 to i20
    %1510 = arith.muli %1508, %1509 {name = "%1510"} : i20
    %1511 = affine.load %alloc_129[] {from = "total"} : memref<i32>
    %1512 = arith.extsi %1511 {name = "%1512"} : i32 to i33
    %1513 = arith.extsi %1510 {name = "%1513"} : i20 to i33
    %1514 = arith.addi %1512, %1513 {name = "%1514"} : i33
    %1515 = arith.trunci %1514 {name = "%1515"} : i33 to i32
    affine.store %1515, %alloc_129[] {to = "total"} : memref<i32>
    %1516 = allo.get_slice(%arg0 : i512, %c479, %c476) {name = "%1516"} -> i32
    %1517 = arith.trunci %1516 {name = "%1517"} : i32 to i4
    %alloc_137 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1517, %alloc_137[] {to = "weight"} : memref<i4>
    %1518 = affine.load %alloc_137[] {from = "weight"} : memref<i4>
    %1519 = affine.load %arg3[23] {from = "inputs"} : memref<32xi16, #map1>
    %1520 = arith.extsi %1518 {name = "%1520"} : i4 to i20
    %1521 = arith.extsi %1519 {name = "%1521"} : i16 to i20
    %1522 = arith.muli %1520, %1521 {name = "%1522"} : i20
    %1523 = affine.load %alloc_129[] {from = "total"} : memref<i32>
    %1524 = arith.extsi %1523 {name = "%1524"} : i32 to i33
    %1525 = arith.extsi %1522 {name = "%1525"} : i20 to i33
    %1526 = arith.addi %1524, %1525 {name = "%1526"} : i33
    %1527 = arith.trunci %1526 {name = "%1527"} : i33 to i32
    affine.store %1527, %alloc_129[] {to = "total"} : memref<i32>
    %1528 = affine.load %alloc_129[] {from = "total"} : memref<i32>
    %1529 = affine.load %alloc_110[] {from = "scale"} : memref<i16>
    %1530 = arith.extsi %1528 {name = "%1530"} : i32 to i48
    %1531 = arith.extsi %1529 {name = "%1531"} : i16 to i48
    %1532 = arith.muli %1530, %1531 {name = "%1532"} : i48
    %1533 = arith.extsi %1532 {name = "%1533"} : i48 to i64
    affine.store %1533, %arg4[14] {to = "products"} : memref<16xi64, #map1>
    %alloc_138 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_138[] {to = "total"} : memref<i32>
    %1534 = allo.get_slice(%arg0 : i512, %c483, %c480) {name = "%1534"} -> i32
    %1535 = arith.trunci %1534 {name = "%1535"} : i32 to i4
    %alloc_139 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1535, %alloc_139[] {to = "weight"} : memref<i4>
    %1536 = affine.load %alloc_139[] {from = "weight"} : memref<i4>
    %1537 = affine.load %arg3[24] {from = "inputs"} : memref<32xi16, #map1>
    %1538 = arith.extsi %1536 {name = "%1538"} : i4 to i20
    %1539 = arith.extsi %1537 {name = "%1539"} : i16 to i20
    %1540 = arith.muli %1538, %1539 {name = "%1540"} : i20
    %1541 = affine.load %alloc_138[] {from = "total"} : memref<i32>
    %1542 = arith.extsi %1541 {name = "%1542"} : i32 to i33
    %1543 = arith.extsi %1540 {name = "%1543"} : i20 to i33
    %1544 = arith.addi %1542, %1543 {name = "%1544"} : i33
    %1545 = arith.trunci %1544 {name = "%1545"} : i33 to i32
    affine.store %1545, %alloc_138[] {to = "total"} : memref<i32>
    %1546 = allo.get_slice(%arg0 : i512, %c487, %c484) {name = "%1546"} -> i32
    %1547 = arith.trunci %1546 {name = "%1547"} : i32 to i4
    %alloc_140 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1547, %alloc_140[] {to = "weight"} : memref<i4>
    %1548 = affine.load %alloc_140[] {from = "weight"} : memref<i4>
    %1549 = affine.load %arg3[25] {from = "inputs"} : memref<32xi16, #map1>
    %1550 = arith.extsi %1548 {name = "%1550"} : i4 to i20
    %1551 = arith.extsi %1549 {name = "%1551"} : i16 to i20
    %1552 = arith.muli %1550, %1551 {name = "%1552"} : i20
    %1553 = affine.load %alloc_138[] {from = "total"} : memref<i32>
    %1554 = arith.extsi %1553 {name = "%1554"} : i32 to i33
    %1555 = arith.extsi %1552 {name = "%1555"} : i20 to i33
    %1556 = arith.addi %1554, %1555 {name = "%1556"} : i33
    %1557 = arith.trunci %1556 {name = "%1557"} : i33 to i32
    affine.store %1557, %alloc_138[] {to = "total"} : memref<i32>
    %1558 = allo.get_slice(%arg0 : i512, %c491, %c488) {name = "%1558"} -> i32
    %1559 = arith.trunci %1558 {name = "%1559"} : i32 to i4
    %alloc_141 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1559, %alloc_141[] {to = "weight"} : memref<i4>
    %1560 = affine.load %alloc_141[] {from = "weight"} : memref<i4>
    %1561 = affine.load %arg3[26] {from = "inputs"} : memref<32xi16, #map1>
    %1562 = arith.extsi %1560 {name = "%1562"} : i4 to i20
    %1563 = arith.extsi %1561 {name = "%1563"} : i16 to i20
    %1564 = arith.muli %1562, %1563 {name = "%1564"} : i20
    %1565 = affine.load %alloc_138[] {from = "total"} : memref<i32>
    %1566 = arith.extsi %1565 {name = "%1566"} : i32 to i33
    %1567 = arith.extsi %1564 {name = "%1567"} : i20 to i33
    %1568 = arith.addi %1566, %1567 {name = "%1568"} : i33
    %1569 = arith.trunci %1568 {name = "%1569"} : i33 to i32
    affine.store %1569, %alloc_138[] {to = "total"} : memref<i32>
    %1570 = allo.get_slice(%arg0 : i512, %c495, %c492) {name = "%1570"} -> i32
    %1571 = arith.trunci %1570 {name = "%1571"} : i32 to i4
    %alloc_142 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1571, %alloc_142[] {to = "weight"} : memref<i4>
    %1572 = affine.load %alloc_142[] {from = "weight"} : memref<i4>
    %1573 = affine.load %arg3[27] {from = "inputs"} : memref<32xi16, #map1>
    %1574 = arith.extsi %1572 {name = "%1574"} : i4 to i20
    %1575 = arith.extsi %1573 {name = "%1575"} : i16 to i20
    %1576 = arith.muli %1574, %1575 {name = "%1576"} : i20
    %1577 = affine.load %alloc_138[] {from = "total"} : memref<i32>
    %1578 = arith.extsi %1577 {name = "%1578"} : i32 to i33
    %1579 = arith.extsi %1576 {name = "%1579"} : i20 to i33
    %1580 = arith.addi %1578, %1579 {name = "%1580"} : i33
    %1581 = arith.trunci %1580 {name = "%1581"} : i33 to i32
    affine.store %1581, %alloc_138[] {to = "total"} : memref<i32>
    %1582 = allo.get_slice(%arg0 : i512, %c499, %c496) {name = "%1582"} -> i32
    %1583 = arith.trunci %1582 {name = "%1583"} : i32 to i4
    %alloc_143 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1583, %alloc_143[] {to = "weight"} : memref<i4>
    %1584 = affine.load %alloc_143[] {from = "weight"} : memref<i4>
    %1585 = affine.load %arg3[28] {from = "inputs"} : memref<32xi16, #map1>
    %1586 = arith.extsi %1584 {name = "%1586"} : i4 to i20
    %1587 = arith.extsi %1585 {name = "%1587"} : i16 to i20
    %1588 = arith.muli %1586, %1587 {name = "%1588"} : i20
    %1589 = affine.load %alloc_138[] {from = "total"} : memref<i32>
    %1590 = arith.extsi %1589 {name = "%1590"} : i32 to i33
    %1591 = arith.extsi %1588 {name = "%1591"} : i20 to i33
    %1592 = arith.addi %1590, %1591 {name = "%1592"} : i33
    %1593 = arith.trunci %1592 {name = "%1593"} : i33 to i32
    affine.store %1593, %alloc_138[] {to = "total"} : memref<i32>
    %1594 = allo.get_slice(%arg0 : i512, %c503, %c500) {name = "%1594"} -> i32
    %1595 = arith.trunci %1594 {name = "%1595"} : i32 to i4
    %alloc_144 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1595, %alloc_144[] {to = "weight"} : memref<i4>
    %1596 = affine.load %alloc_144[] {from = "weight"} : memref<i4>
    %1597 = affine.load %arg3[29] {from = "inputs"} : memref<32xi16, #map1>
    %1598 = arith.extsi %1596 {name = "%1598"} : i4 to i20
    %1599 = arith.extsi %1597 {name = "%1599"} : i16 to i20
    %1600 = arith.muli %1598, %1599 {name = "%1600"} : i20
    %1601 = affine.load %alloc_138[] {from = "total"} : memref<i32>
    %1602 = arith.extsi %1601 {name = "%1602"} : i32 to i33
    %1603 = arith.extsi %1600 {name = "%1603"} : i20 to i33
    %1604 = arith.addi %1602, %1603 {name = "%1604"} : i33
    %1605 = arith.trunci %1604 {name = "%1605"} : i33 to i32
    affine.store %1605, %alloc_138[] {to = "total"} : memref<i32>
    %1606 = allo.get_slice(%arg0 : i512, %c507, %c504) {name = "%1606"} -> i32
    %1607 = arith.trunci %1606 {name = "%1607"} : i32 to i4
    %alloc_145 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1607, %alloc_145[] {to = "weight"} : memref<i4>
    %1608 = affine.load %alloc_145[] {from = "weight"} : memref<i4>
    %1609 = affine.load %arg3[30] {from = "inputs"} : memref<32xi16, #map1>
    %1610 = arith.extsi %1608 {name = "%1610"} : i4 to i20
    %1611 = arith.extsi %1609 {name = "%1611"} : i16 to i20
    %1612 = arith.muli %1610, %1611 {name = "%1612"} : i20
    %1613 = affine.load %alloc_138[] {from = "total"} : memref<i32>
    %1614 = arith.extsi %1613 {name = "%1614"} : i32 to i33
    %1615 = arith.extsi %1612 {name = "%1615"} : i20 to i33
    %1616 = arith.addi %1614, %1615 {name = "%1616"} : i33
    %1617 = arith.trunci %1616 {name = "%1617"} : i33 to i32
    affine.store %1617, %alloc_138[] {to = "total"} : memref<i32>
    %1618 = allo.get_slice(%arg0 : i512, %c511, %c508) {name = "%1618"} -> i32
    %1619 = arith.trunci %1618 {name = "%1619"} : i32 to i4
    %alloc_146 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %1619, %alloc_146[] {to = "weight"} : memref<i4>
    %1620 = affine.load %alloc_146[] {from = "weight"} : memref<i4>
    %1621 = affine.load %arg3[31] {from = "inputs"} : memref<32xi16, #map1>
    %1622 = arith.extsi %1620 {name = "%1622"} : i4 to i20
    %1623 = arith.extsi %1621 {name = "%1623"} : i16 to i20
    %1624 = arith.muli %1622, %1623 {name = "%1624"} : i20
    %1625 = affine.load %alloc_138[] {from = "total"} : memref<i32>
    %1626 = arith.extsi %1625 {name = "%1626"} : i32 to i33
    %1627 = arith.extsi %1624 {name = "%1627"} : i20 to i33
    %1628 = arith.addi %1626, %1627 {name = "%1628"} : i33
    %1629 = arith.trunci %1628 {name = "%1629"} : i33 to i32
    affine.store %1629, %alloc_138[] {to = "total"} : memref<i32>
    %1630 = affine.load %alloc_138[] {from = "total"} : memref<i32>
    %1631 = affine.load %alloc_110[] {from = "scale"} : memref<i16>
    %1632 = arith.extsi %1630 {name = "%1632"} : i32 to i48
    %1633 = arith.extsi %1631 {name = "%1633"} : i16 to i48
    %1634 = arith.muli %1632, %1633 {name = "%1634"} : i48
    %1635 = arith.extsi %1634 {name = "%1635"} : i48 to i64
    affine.store %1635, %arg4[15] {to = "products"} : memref<16xi64, #map1>
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
    %c3_i32 = arith.constant {name = "%c3_i32"} 3 : i32
    %c1_i32 = arith.constant {name = "%c1_i32"} 1 : i32
    %c0_i32 = arith.constant {name = "%c0_i32"} 0 : i32
    %alloc = memref.alloc() {name = "activations"} : memref<67x32xi16, #map>
    %alloc_0 = memref.alloc() {name = "totals"} : memref<140x16xi64, #map>
    %alloc_1 = memref.alloc() {name = "answers"} : memref<512x4xi32, #map>
    %alloc_2 = memref.alloc() {name = "total"} : memref<16xi64, #map1>
    linalg.fill ins(%c0_i64 : i64) outs(%alloc_2 : memref<16xi64, #map1>)
    %alloc_3 = memref.alloc() {name = "products"} : memref<16xi64, #map1>
    linalg.fill ins(%c0_i64 : i64) outs(%alloc_3 : memref<16xi64, #map1>)
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
        affine.store %2, %alloc[%arg4, %arg5 * 8] {to = "activations"} : memref<67x32xi16, #map>
        %3 = affine.load %alloc_8[] {from = "taken"} : memref<i128>
        %4 = allo.get_slice(%3 : i128, %c31, %c16) -> i16
        affine.store %4, %alloc[%arg4, %arg5 * 8 + 1] {to = "activations"} : memref<67x32xi16, #map>
        %5 = affine.load %alloc_8[] {from = "taken"} : memref<i128>
        %6 = allo.get_slice(%5 : i128, %c47, %c32) -> i16
        affine.store %6, %alloc[%arg4, %arg5 * 8 + 2] {to = "activations"} : memref<67x32xi16, #map>
        %7 = affine.load %alloc_8[] {from = "taken"} : memref<i128>
        %8 = allo.get_slice(%7 : i128, %c63, %c48) -> i16
        affine.store %8, %alloc[%arg4, %arg5 * 8 + 3] {to = "activations"} : memref<67x32xi16, #map>
        %9 = affine.load %alloc_8[] {from = "taken"} : memref<i128>
        %10 = allo.get_slice(%9 : i128, %c79, %c64) -> i16
        affine.store %10, %alloc[%arg4, %arg5 * 8 + 4] {to = "activations"} : memref<67x32xi16, #map>
        %11 = affine.load %alloc_8[] {from = "taken"} : memref<i128>
        %12 = allo.get_slice(%11 : i128, %c95, %c80) -> i16
        affine.store %12, %alloc[%arg4, %arg5 * 8 + 5] {to = "activations"} : memref<67x32xi16, #map>
        %13 = affine.load %alloc_8[] {from = "taken"} : memref<i128>
        %14 = allo.get_slice(%13 : i128, %c111, %c96) -> i16
        affine.store %14, %alloc[%arg4, %arg5 * 8 + 6] {to = "activations"} : memref<67x32xi16, #map>
        %15 = affine.load %alloc_8[] {from = "taken"} : memref<i128>
        %16 = allo.get_slice(%15 : i128, %c127, %c112) -> i16
        affine.store %16, %alloc[%arg4, %arg5 * 8 + 7] {to = "activations"} : memref<67x32xi16, #map>
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
          affine.for %arg6 = 0 to 24 {
            %alloc_17 = memref.alloc() {name = "gate_total"} : memref<i64>
            affine.store %c0_i64, %alloc_17[] {to = "gate_total"} : memref<i64>
            %alloc_18 = memref.alloc() {name = "up_total"} : memref<i64>
            affine.store %c0_i64, %alloc_18[] {to = "up_total"} : memref<i64>
            %19 = affine.load %alloc_0[%arg6 floordiv 2, %arg6 * 8 - (%arg6 floordiv 2) * 16] : memref<140x16xi64, #map>
            %20 = affine.load %alloc_17[] {from = "gate_total"} : memref<i64>
            %21 = arith.extsi %20 : i64 to i65
            %22 = arith.extsi %19 : i64 to i65
            %23 = arith.addi %21, %22 : i65
            %24 = arith.trunci %23 : i65 to i64
            affine.store %24, %alloc_17[] {to = "gate_total"} : memref<i64>
            %25 = affine.load %alloc_0[%arg6 floordiv 2, %arg6 * 8 - (%arg6 floordiv 2) * 16 + 4] : memref<140x16xi64, #map>
            %26 = affine.load %alloc_18[] {from = "up_total"} : memref<i64>
            %27 = arith.extsi %26 : i64 to i65
            %28 = arith.extsi %25 : i64 to i65
            %29 = arith.addi %27, %28 : i65
            %30 = arith.trunci %29 : i65 to i64
            affine.store %30, %alloc_18[] {to = "up_total"} : memref<i64>
            %31 = affine.load %alloc_0[%arg6 floordiv 2, %arg6 * 8 - (%arg6 floordiv 2) * 16 + 1] : memref<140x16xi64, #map>
            %32 = affine.load %alloc_17[] {from = "gate_total"} : memref<i64>
            %33 = arith.extsi %32 : i64 to i65
            %34 = arith.extsi %31 : i64 to i65
            %35 = arith.addi %33, %34 : i65
            %36 = arith.trunci %35 : i65 to i64
            affine.store %36, %alloc_17[] {to = "gate_total"} : memref<i64>
            %37 = affine.load %alloc_0[%arg6 floordiv 2, %arg6 * 8 - (%arg6 floordiv 2) * 16 + 5] : memref<140x16xi64, #map>
            %38 = affine.load %alloc_18[] {from = "up_total"} : memref<i64>
            %39 = arith.extsi %38 : i64 to i65
            %40 = arith.extsi %37 : i64 to i65
            %41 = arith.addi %39, %40 : i65
            %42 = arith.trunci %41 : i65 to i64
            affine.store %42, %alloc_18[] {to = "up_total"} : memref<i64>
            %43 = affine.load %alloc_0[%arg6 floordiv 2, %arg6 * 8 - (%arg6 floordiv 2) * 16 + 2] : memref<140x16xi64, #map>
            %44 = affine.load %alloc_17[] {from = "gate_total"} : memref<i64>
            %45 = arith.extsi %44 : i64 to i65
            %46 = arith.extsi %43 : i64 to i65
            %47 = arith.addi %45, %46 : i65
            %48 = arith.trunci %47 : i65 to i64
            affine.store %48, %alloc_17[] {to = "gate_total"} : memref<i64>
            %49 = affine.load %alloc_0[%arg6 floordiv 2, %arg6 * 8 - (%arg6 floordiv 2) * 16 + 6] : memref<140x16xi64, #map>
            %50 = affine.load %alloc_18[] {from = "up_total"} : memref<i64>
            %51 = arith.extsi %50 : i64 to i65
            %52 = arith.extsi %49 : i64 to i65
            %53 = arith.addi %51, %52 : i65
            %54 = arith.trunci %53 : i65 to i64
            affine.store %54, %alloc_18[] {to = "up_total"} : memref<i64>
            %55 = affine.load %alloc_0[%arg6 floordiv 2, %arg6 * 8 - (%arg6 floordiv 2) * 16 + 3] : memref<140x16xi64, #map>
            %56 = affine.load %alloc_17[] {from = "gate_total"} : memref<i64>
            %57 = arith.extsi %56 : i64 to i65
            %58 = arith.extsi %55 : i64 to i65
            %59 = arith.addi %57, %58 : i65
            %60 = arith.trunci %59 : i65 to i64
            affine.store %60, %alloc_17[] {to = "gate_total"} : memref<i64>
            %61 = affine.load %alloc_0[%arg6 floordiv 2, %arg6 * 8 - (%arg6 floordiv 2) * 16 + 7] : memref<140x16xi64, #map>
            %62 = affine.load %alloc_18[] {from = "up_total"} : memref<i64>
            %63 = arith.extsi %62 : i64 to i65
            %64 = arith.extsi %61 : i64 to i65
            %65 = arith.addi %63, %64 : i65
            %66 = arith.trunci %65 : i65 to i64
            affine.store %66, %alloc_18[] {to = "up_total"} : memref<i64>
            %67 = affine.load %alloc_17[] {from = "gate_total"} : memref<i64>
            %68 = affine.load %alloc_18[] {from = "up_total"} : memref<i64>
            %69 = affine.load %alloc_9[] {from = "gate_multiplier"} : memref<i32>
            %70 = affine.load %alloc_10[] {from = "up_multiplier"} : memref<i32>
            %71 = func.call @gated(%67, %68, %69, %70) : (i64, i64, i32, i32) -> i16
            %alloc_19 = memref.alloc() {name = "unit"} : memref<i16>
            affine.store %71, %alloc_19[] {to = "unit"} : memref<i16>
            %72 = affine.load %alloc_19[] {from = "unit"} : memref<i16>
            affine.store %72, %alloc[%arg6 floordiv 8 + 64, %arg6 mod 8] : memref<67x32xi16, #map>
            %73 = affine.load %alloc_19[] {from = "unit"} : memref<i16>
            affine.store %73, %alloc[%arg6 floordiv 8 + 64, %arg6 mod 8 + 8] : memref<67x32xi16, #map>
            %74 = affine.load %alloc_19[] {from = "unit"} : memref<i16>
            affine.store %74, %alloc[%arg6 floordiv 8 + 64, %arg6 mod 8 + 16] : memref<67x32xi16, #map>
            %75 = affine.load %alloc_19[] {from = "unit"} : memref<i16>
            affine.store %75, %alloc[%arg6 floordiv 8 + 64, %arg6 mod 8 + 24] : memref<67x32xi16, #map>
          } {loop_name = "u", op_name = "activate", pipeline_ii = 1 : ui32}
          affine.store %c64_i32, %alloc_12[] {to = "first_group"} : memref<i32>
          affine.store %c3_i32, %alloc_13[] {to = "groups"} : memref<i32>
        }
        affine.for %arg6 = 0 to 48 {
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
                  %44 = memref.load %alloc[%43, %arg8] {from = "activations"} : memref<67x32xi16, #map>
                  affine.store %44, %alloc_4[%arg8] {to = "inputs"} : memref<32xi16, #map1>
                } {loop_name = "m", op_name = "S_m_3"}
                %24 = affine.load %alloc_17[] {from = "word"} : memref<i512>
                %25 = affine.load %alloc_6[] {from = "codes"} : memref<i512>
                %26 = affine.load %alloc_5[] {from = "scales"} : memref<i512>
                func.call @scaled_groups(%24, %25, %26, %alloc_4, %alloc_3) : (i512, i512, i512, memref<32xi16, #map1>, memref<16xi64, #map1>) -> ()
                affine.for %arg8 = 0 to 16 {
                  %38 = affine.load %alloc_14[] {from = "group"} : memref<i32>
                  %39 = arith.cmpi eq, %38, %c0_i32 : i32
                  %40 = affine.load %alloc_3[%arg8] {from = "products"} : memref<16xi64, #map1>
                  %41 = affine.load %alloc_2[%arg8] {from = "total"} : memref<16xi64, #map1>
                  %42 = arith.extsi %41 : i64 to i65
                  %43 = arith.extsi %40 : i64 to i65
                  %44 = arith.addi %42, %43 : i65
                  %45 = arith.select %39, %43, %44 : i65
                  %46 = arith.trunci %45 : i65 to i64
                  affine.store %46, %alloc_2[%arg8] {to = "total"} : memref<16xi64, #map1>
                  %47 = affine.load %alloc_2[%arg8] {from = "total"} : memref<16xi64, #map1>
                  %48 = affine.load %alloc_15[] {from = "block"} : memref<i32>
                  %49 = arith.index_cast %48 : i32 to index
                  memref.store %47, %alloc_0[%49, %arg8] {to = "totals"} : memref<140x16xi64, #map>
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
      affine.for %arg5 = 0 to 128 {
        affine.for %arg6 = 0 to 4 {
          affine.for %arg7 = 0 to 4 {
            %17 = affine.load %alloc_0[%arg5 + 12, %arg6 * 4 + %arg7] {from = "totals"} : memref<140x16xi64, #map>
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
              %32 = affine.load %alloc_1[%arg5 * 4 + %arg6, %arg7] {from = "answers"} : memref<512x4xi32, #map>
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
            affine.store %31, %alloc_1[%arg5 * 4 + %arg6, %arg7] {to = "answers"} : memref<512x4xi32, #map>
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
  func.func @gated_experts(%arg0: memref<1xi512>, %arg1: memref<2xi128>, %arg2: memref<256xi128>, %arg3: memref<3652352xi512>, %arg4: memref<512xi128>) attributes {dataflow, itypes = "uuuuu"} {
    %0 = allo.stream_construct() {name = "fetched", unsigned} : !allo.stream<i512, 512>
    call @fetch_0(%arg0, %arg3, %0) : (memref<1xi512>, memref<3652352xi512>, !allo.stream<i512, 512>) -> ()
    call @engine_0(%arg1, %arg2, %arg4, %0) {last} : (memref<2xi128>, memref<256xi128>, memref<512xi128>, !allo.stream<i512, 512>) -> ()
    return
  }
}
