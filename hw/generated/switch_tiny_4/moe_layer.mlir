#map = affine_map<(d0, d1) -> (0, d1, d0, 0)>
#map1 = affine_map<(d0) -> (d0, 0)>
module {
  memref.global "private" @__stateful_control_0_tags_1 : memref<4xi32> = dense<0> {static}
  memref.global "private" @__stateful_control_0_ages_2 : memref<4xi32> = dense<0> {static}
  memref.global "private" @__stateful_control_0_path_3 : memref<2xi32> = dense<0> {static}
  memref.global "private" @contexts : memref<4xi32> = dense<[1, 4, 16, 64]>
  memref.global "private" @starts : memref<4xi32> = dense<[0, 8, 24, 88]>
  memref.global "private" @contexts_0 : memref<4xi32> = dense<[1, 4, 16, 64]>
  func.func @predicted_expert(%arg0: i32, %arg1: i32, %arg2: i32, %arg3: memref<44xi8>) -> i32 attributes {itypes = "sssu", otypes = "s"} {
    %c14_i34 = arith.constant {name = "%c14_i34"} 14 : i34
    %c1_i33 = arith.constant {name = "%c1_i33"} 1 : i33
    %c2_i64 = arith.constant {name = "%c2_i64"} 2 : i64
    %c7_i32 = arith.constant {name = "%c7_i32"} 7 : i32
    %c8_i32 = arith.constant {name = "%c8_i32"} 8 : i32
    %c3_i32 = arith.constant {name = "%c3_i32"} 3 : i32
    %0 = memref.get_global @starts : memref<4xi32>
    %1 = memref.get_global @contexts_0 : memref<4xi32>
    %2 = arith.index_cast %arg1 {name = "%2"} : i32 to index
    %3 = memref.load %1[%2] {from = "contexts"} : memref<4xi32>
    %4 = arith.extsi %arg0 {name = "%4"} : i32 to i64
    %5 = arith.extsi %3 {name = "%5"} : i32 to i64
    %6 = arith.muli %4, %5 {name = "%6"} : i64
    %7 = arith.trunci %6 {name = "%7"} : i64 to i32
    %alloc = memref.alloc() {name = "before"} : memref<i32>
    affine.store %7, %alloc[] {to = "before"} : memref<i32>
    %8 = affine.load %alloc[] {from = "before"} : memref<i32>
    %9 = arith.extsi %8 {name = "%9"} : i32 to i33
    %10 = arith.extsi %arg2 {name = "%10"} : i32 to i33
    %11 = arith.addi %9, %10 {name = "%11"} : i33
    %12 = arith.trunci %11 {name = "%12"} : i33 to i32
    %alloc_0 = memref.alloc() {name = "entry"} : memref<i32>
    affine.store %12, %alloc_0[] {to = "entry"} : memref<i32>
    %13 = affine.load %alloc_0[] {from = "entry"} : memref<i32>
    %14 = arith.extsi %13 {name = "%14"} : i32 to i64
    %15 = arith.muli %14, %c2_i64 {name = "%15"} : i64
    %16 = arith.trunci %15 {name = "%16"} : i64 to i32
    %alloc_1 = memref.alloc() {name = "offset"} : memref<i32>
    affine.store %16, %alloc_1[] {to = "offset"} : memref<i32>
    %17 = memref.load %0[%2] {from = "starts"} : memref<4xi32>
    %18 = affine.load %alloc_1[] {from = "offset"} : memref<i32>
    %19 = arith.extsi %17 {name = "%19"} : i32 to i33
    %20 = arith.extsi %18 {name = "%20"} : i32 to i33
    %21 = arith.addi %19, %20 {name = "%21"} : i33
    %22 = arith.trunci %21 {name = "%22"} : i33 to i32
    %alloc_2 = memref.alloc() {name = "bit"} : memref<i32>
    affine.store %22, %alloc_2[] {to = "bit"} : memref<i32>
    %23 = affine.load %alloc_2[] {from = "bit"} : memref<i32>
    %24 = arith.shrsi %23, %c3_i32 {name = "%24"} : i32
    %alloc_3 = memref.alloc() {name = "at"} : memref<i32>
    affine.store %24, %alloc_3[] {to = "at"} : memref<i32>
    %25 = affine.load %alloc_3[] {from = "at"} : memref<i32>
    %26 = arith.index_cast %25 {name = "%26"} : i32 to index
    %27 = memref.load %arg3[%26] {from = "table", unsigned} : memref<44xi8>
    %28 = arith.extui %27 {name = "%28"} : i8 to i32
    %alloc_4 = memref.alloc() {name = "high"} : memref<i32>
    affine.store %28, %alloc_4[] {to = "high"} : memref<i32>
    %29 = affine.load %alloc_3[] {from = "at"} : memref<i32>
    %30 = arith.extsi %29 {name = "%30"} : i32 to i33
    %31 = arith.addi %30, %c1_i33 {name = "%31"} : i33
    %32 = arith.index_cast %31 {name = "%32"} : i33 to index
    %33 = memref.load %arg3[%32] {from = "table", unsigned} : memref<44xi8>
    %34 = arith.extui %33 {name = "%34"} : i8 to i32
    %alloc_5 = memref.alloc() {name = "low"} : memref<i32>
    affine.store %34, %alloc_5[] {to = "low"} : memref<i32>
    %35 = affine.load %alloc_4[] {from = "high"} : memref<i32>
    %36 = arith.shli %35, %c8_i32 {name = "%36"} : i32
    %37 = affine.load %alloc_5[] {from = "low"} : memref<i32>
    %38 = arith.ori %36, %37 {name = "%38"} : i32
    %alloc_6 = memref.alloc() {name = "pair"} : memref<i32>
    affine.store %38, %alloc_6[] {to = "pair"} : memref<i32>
    %39 = affine.load %alloc_2[] {from = "bit"} : memref<i32>
    %40 = arith.andi %39, %c7_i32 {name = "%40"} : i32
    %41 = arith.extsi %40 {name = "%41"} : i32 to i34
    %42 = arith.subi %c14_i34, %41 {name = "%42"} : i34
    %43 = arith.trunci %42 {name = "%43"} : i34 to i32
    %alloc_7 = memref.alloc() {name = "shift"} : memref<i32>
    affine.store %43, %alloc_7[] {to = "shift"} : memref<i32>
    %44 = affine.load %alloc_6[] {from = "pair"} : memref<i32>
    %45 = affine.load %alloc_7[] {from = "shift"} : memref<i32>
    %46 = arith.shrsi %44, %45 {name = "%46"} : i32
    %47 = arith.andi %46, %c3_i32 {name = "%47"} : i32
    %alloc_8 = memref.alloc() {name = "expert"} : memref<i32>
    affine.store %47, %alloc_8[] {to = "expert"} : memref<i32>
    %48 = affine.load %alloc_8[] {from = "expert"} : memref<i32>
    return %48 : i32
  }
  func.func @touched_slot(%arg0: i32, %arg1: i32, %arg2: memref<4xi32>, %arg3: memref<4xi32>) -> i32 attributes {itypes = "ssss", otypes = "s"} {
    %c1_i33 = arith.constant {name = "%c1_i33"} 1 : i33
    %c-1_i32 = arith.constant {name = "%c-1_i32"} -1 : i32
    %c1_i34 = arith.constant {name = "%c1_i34"} 1 : i34
    %c4_i64 = arith.constant {name = "%c4_i64"} 4 : i64
    %c2_i64 = arith.constant {name = "%c2_i64"} 2 : i64
    %c0_i32 = arith.constant {name = "%c0_i32"} 0 : i32
    %c1_i32 = arith.constant {name = "%c1_i32"} 1 : i32
    %0 = arith.extsi %arg0 {name = "%0"} : i32 to i64
    %1 = arith.muli %0, %c2_i64 {name = "%1"} : i64
    %2 = arith.trunci %1 {name = "%2"} : i64 to i32
    %alloc = memref.alloc() {name = "first"} : memref<i32>
    affine.store %2, %alloc[] {to = "first"} : memref<i32>
    %3 = arith.muli %0, %c4_i64 {name = "%3"} : i64
    %4 = arith.trunci %3 {name = "%4"} : i64 to i32
    %alloc_0 = memref.alloc() {name = "others"} : memref<i32>
    affine.store %4, %alloc_0[] {to = "others"} : memref<i32>
    %5 = affine.load %alloc_0[] {from = "others"} : memref<i32>
    %6 = arith.extsi %5 {name = "%6"} : i32 to i33
    %7 = arith.extsi %arg1 {name = "%7"} : i32 to i33
    %8 = arith.addi %6, %7 {name = "%8"} : i33
    %9 = arith.extsi %8 {name = "%9"} : i33 to i34
    %10 = arith.addi %9, %c1_i34 {name = "%10"} : i34
    %11 = arith.trunci %10 {name = "%11"} : i34 to i32
    %alloc_1 = memref.alloc() {name = "tag"} : memref<i32>
    affine.store %11, %alloc_1[] {to = "tag"} : memref<i32>
    %alloc_2 = memref.alloc() {name = "slot"} : memref<i32>
    affine.store %c0_i32, %alloc_2[] {to = "slot"} : memref<i32>
    %alloc_3 = memref.alloc() {name = "oldest"} : memref<i32>
    affine.store %c-1_i32, %alloc_3[] {to = "oldest"} : memref<i32>
    %alloc_4 = memref.alloc() {name = "hit"} : memref<i32>
    affine.store %c0_i32, %alloc_4[] {to = "hit"} : memref<i32>
    affine.for %arg4 = 0 to 2 {
      %25 = arith.index_cast %arg4 : index to i32
      %alloc_7 = memref.alloc() {name = "step"} : memref<i32>
      affine.store %25, %alloc_7[] {to = "step"} : memref<i32>
      %26 = affine.load %alloc[] {from = "first"} : memref<i32>
      %27 = affine.load %alloc_7[] {from = "step"} : memref<i32>
      %28 = arith.extsi %26 : i32 to i33
      %29 = arith.extsi %27 : i32 to i33
      %30 = arith.addi %28, %29 : i33
      %31 = arith.trunci %30 : i33 to i32
      %alloc_8 = memref.alloc() {name = "at"} : memref<i32>
      affine.store %31, %alloc_8[] {to = "at"} : memref<i32>
      %32 = affine.load %alloc_8[] {from = "at"} : memref<i32>
      %33 = arith.index_cast %32 : i32 to index
      %34 = memref.load %arg2[%33] {from = "tags"} : memref<4xi32>
      %35 = affine.load %alloc_1[] {from = "tag"} : memref<i32>
      %36 = arith.cmpi eq, %34, %35 : i32
      scf.if %36 {
        %39 = affine.load %alloc_8[] {from = "at"} : memref<i32>
        affine.store %39, %alloc_2[] {to = "slot"} : memref<i32>
        affine.store %c1_i32, %alloc_4[] {to = "hit"} : memref<i32>
      }
      %37 = affine.load %alloc_4[] {from = "hit"} : memref<i32>
      %38 = arith.cmpi eq, %37, %c0_i32 : i32
      scf.if %38 {
        %39 = affine.load %alloc_8[] {from = "at"} : memref<i32>
        %40 = arith.index_cast %39 : i32 to index
        %41 = memref.load %arg3[%40] {from = "ages"} : memref<4xi32>
        %42 = affine.load %alloc_3[] {from = "oldest"} : memref<i32>
        %43 = arith.cmpi sgt, %41, %42 : i32
        scf.if %43 {
          %44 = affine.load %alloc_8[] {from = "at"} : memref<i32>
          %45 = arith.index_cast %44 : i32 to index
          %46 = memref.load %arg3[%45] {from = "ages"} : memref<4xi32>
          affine.store %46, %alloc_3[] {to = "oldest"} : memref<i32>
          %47 = affine.load %alloc_8[] {from = "at"} : memref<i32>
          affine.store %47, %alloc_2[] {to = "slot"} : memref<i32>
        }
      }
    } {loop_name = "i", op_name = "find", pipeline_ii = 1 : ui32}
    %12 = affine.load %alloc_2[] {from = "slot"} : memref<i32>
    %13 = arith.index_cast %12 {name = "%13"} : i32 to index
    %14 = memref.load %arg3[%13] {from = "ages"} : memref<4xi32>
    %alloc_5 = memref.alloc() {name = "age"} : memref<i32>
    affine.store %14, %alloc_5[] {to = "age"} : memref<i32>
    affine.for %arg4 = 0 to 2 {
      %25 = arith.index_cast %arg4 : index to i32
      %alloc_7 = memref.alloc() {name = "step"} : memref<i32>
      affine.store %25, %alloc_7[] {to = "step"} : memref<i32>
      %26 = affine.load %alloc[] {from = "first"} : memref<i32>
      %27 = affine.load %alloc_7[] {from = "step"} : memref<i32>
      %28 = arith.extsi %26 : i32 to i33
      %29 = arith.extsi %27 : i32 to i33
      %30 = arith.addi %28, %29 : i33
      %31 = arith.trunci %30 : i33 to i32
      %alloc_8 = memref.alloc() {name = "at"} : memref<i32>
      affine.store %31, %alloc_8[] {to = "at"} : memref<i32>
      %32 = affine.load %alloc_8[] {from = "at"} : memref<i32>
      %33 = arith.index_cast %32 : i32 to index
      %34 = memref.load %arg3[%33] {from = "ages"} : memref<4xi32>
      %35 = affine.load %alloc_5[] {from = "age"} : memref<i32>
      %36 = arith.cmpi sle, %34, %35 : i32
      scf.if %36 {
        %37 = affine.load %alloc_8[] {from = "at"} : memref<i32>
        %38 = arith.index_cast %37 : i32 to index
        %39 = memref.load %arg3[%38] {from = "ages"} : memref<4xi32>
        %40 = arith.extsi %39 : i32 to i33
        %41 = arith.addi %40, %c1_i33 : i33
        %42 = arith.trunci %41 : i33 to i32
        memref.store %42, %arg3[%38] {to = "ages"} : memref<4xi32>
      }
    } {loop_name = "i", op_name = "age", pipeline_ii = 1 : ui32}
    %15 = affine.load %alloc_2[] {from = "slot"} : memref<i32>
    %16 = arith.index_cast %15 {name = "%16"} : i32 to index
    memref.store %c0_i32, %arg3[%16] {to = "ages"} : memref<4xi32>
    %17 = affine.load %alloc_1[] {from = "tag"} : memref<i32>
    %18 = affine.load %alloc_2[] {from = "slot"} : memref<i32>
    %19 = arith.index_cast %18 {name = "%19"} : i32 to index
    memref.store %17, %arg2[%19] {to = "tags"} : memref<4xi32>
    %20 = affine.load %alloc_2[] {from = "slot"} : memref<i32>
    %21 = arith.shli %20, %c1_i32 {name = "%21"} : i32
    %alloc_6 = memref.alloc() {name = "twice"} : memref<i32>
    affine.store %21, %alloc_6[] {to = "twice"} : memref<i32>
    %22 = affine.load %alloc_6[] {from = "twice"} : memref<i32>
    %23 = affine.load %alloc_4[] {from = "hit"} : memref<i32>
    %24 = arith.ori %22, %23 {name = "%24"} : i32
    return %24 : i32
  }
  memref.global "private" @coarse : memref<256xi32> = dense<"0x000001007DF00000EBE100003BD400005FC700004BBB0000F2AF000049A50000469B0000DD91000007890000BA800000ED78000099710000B76A0000406400002D5E0000795800001C530000134E000058490000E7440000BA400000CE3C00001F390000A9350000693200005B2F00007C2C0000CA29000042270000E1240000A52200008C200000931E0000B91C0000FB1A000059190000D01700005E16000004150000BE1300008B1200006C1100005E100000600F0000710E0000910D0000BF0C0000F90B00003F0B0000910A0000ED09000053090000C30800003B080000BB07000043070000D20600006906000005060000A805000050050000FE040000B00400006804000023040000E3030000A70300006E0300003903000007030000D8020000AC020000820200005C0200003702000015020000F4010000D6010000BA0100009F010000860100006E01000058010000430100002F0100001D0100000C010000FC000000EC000000DE000000D1000000C4000000B8000000AD000000A2000000990000008F000000870000007F000000770000007000000069000000630000005D00000057000000520000004D0000004800000044000000400000003C0000003800000035000000320000002F0000002C00000029000000270000002400000022000000200000001E0000001C0000001B00000019000000170000001600000015000000130000001200000011000000100000000F0000000E0000000D0000000D0000000C0000000B0000000A0000000A000000090000000900000008000000080000000700000007000000060000000600000006000000050000000500000005000000040000000400000004000000040000000300000003000000030000000300000003000000020000000200000002000000020000000200000002000000020000000200000001000000010000000100000001000000010000000100000001000000010000000100000001000000010000000100000001000000010000000100000001000000010000000100000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000">
  memref.global "private" @fine : memref<64xi32> = dense<[65536, 65472, 65408, 65344, 65280, 65217, 65153, 65090, 65026, 64963, 64899, 64836, 64772, 64709, 64646, 64583, 64520, 64457, 64394, 64331, 64268, 64206, 64143, 64080, 64018, 63955, 63893, 63831, 63768, 63706, 63644, 63582, 63520, 63458, 63396, 63334, 63272, 63210, 63149, 63087, 63025, 62964, 62902, 62841, 62780, 62718, 62657, 62596, 62535, 62474, 62413, 62352, 62291, 62230, 62170, 62109, 62048, 61988, 61927, 61867, 61806, 61746, 61686, 61626]>
  func.func @router(%arg0: memref<1xi32>, %arg1: memref<1xi32>, %arg2: memref<32xi16>, %arg3: memref<8xi512>, %arg4: memref<1xi32>, %arg5: memref<1xi32>) attributes {itypes = "sssuss", otypes = ""} {
    %c16_i64 = arith.constant {name = "%c16_i64"} 16 : i64
    %c1_i8 = arith.constant {name = "%c1_i8"} 1 : i8
    %c-1_i32 = arith.constant {name = "%c-1_i32"} -1 : i32
    %c0_i8 = arith.constant {name = "%c0_i8"} 0 : i8
    %c16_i96 = arith.constant {name = "%c16_i96"} 16 : i96
    %c16384_i48 = arith.constant {name = "%c16384_i48"} 16384 : i48
    %c0_i64 = arith.constant {name = "%c0_i64"} 0 : i64
    %c1_i33 = arith.constant {name = "%c1_i33"} 1 : i33
    %c511 = arith.constant {name = "%c511"} 511 : index
    %c496 = arith.constant {name = "%c496"} 496 : index
    %c495 = arith.constant {name = "%c495"} 495 : index
    %c480 = arith.constant {name = "%c480"} 480 : index
    %c479 = arith.constant {name = "%c479"} 479 : index
    %c464 = arith.constant {name = "%c464"} 464 : index
    %c463 = arith.constant {name = "%c463"} 463 : index
    %c448 = arith.constant {name = "%c448"} 448 : index
    %c447 = arith.constant {name = "%c447"} 447 : index
    %c432 = arith.constant {name = "%c432"} 432 : index
    %c431 = arith.constant {name = "%c431"} 431 : index
    %c416 = arith.constant {name = "%c416"} 416 : index
    %c415 = arith.constant {name = "%c415"} 415 : index
    %c400 = arith.constant {name = "%c400"} 400 : index
    %c399 = arith.constant {name = "%c399"} 399 : index
    %c384 = arith.constant {name = "%c384"} 384 : index
    %c383 = arith.constant {name = "%c383"} 383 : index
    %c368 = arith.constant {name = "%c368"} 368 : index
    %c367 = arith.constant {name = "%c367"} 367 : index
    %c352 = arith.constant {name = "%c352"} 352 : index
    %c351 = arith.constant {name = "%c351"} 351 : index
    %c336 = arith.constant {name = "%c336"} 336 : index
    %c335 = arith.constant {name = "%c335"} 335 : index
    %c320 = arith.constant {name = "%c320"} 320 : index
    %c319 = arith.constant {name = "%c319"} 319 : index
    %c304 = arith.constant {name = "%c304"} 304 : index
    %c303 = arith.constant {name = "%c303"} 303 : index
    %c288 = arith.constant {name = "%c288"} 288 : index
    %c287 = arith.constant {name = "%c287"} 287 : index
    %c272 = arith.constant {name = "%c272"} 272 : index
    %c271 = arith.constant {name = "%c271"} 271 : index
    %c256 = arith.constant {name = "%c256"} 256 : index
    %c255 = arith.constant {name = "%c255"} 255 : index
    %c240 = arith.constant {name = "%c240"} 240 : index
    %c239 = arith.constant {name = "%c239"} 239 : index
    %c224 = arith.constant {name = "%c224"} 224 : index
    %c223 = arith.constant {name = "%c223"} 223 : index
    %c208 = arith.constant {name = "%c208"} 208 : index
    %c207 = arith.constant {name = "%c207"} 207 : index
    %c192 = arith.constant {name = "%c192"} 192 : index
    %c191 = arith.constant {name = "%c191"} 191 : index
    %c176 = arith.constant {name = "%c176"} 176 : index
    %c175 = arith.constant {name = "%c175"} 175 : index
    %c160 = arith.constant {name = "%c160"} 160 : index
    %c159 = arith.constant {name = "%c159"} 159 : index
    %c144 = arith.constant {name = "%c144"} 144 : index
    %c143 = arith.constant {name = "%c143"} 143 : index
    %c128 = arith.constant {name = "%c128"} 128 : index
    %c127 = arith.constant {name = "%c127"} 127 : index
    %c112 = arith.constant {name = "%c112"} 112 : index
    %c111 = arith.constant {name = "%c111"} 111 : index
    %c96 = arith.constant {name = "%c96"} 96 : index
    %c95 = arith.constant {name = "%c95"} 95 : index
    %c80 = arith.constant {name = "%c80"} 80 : index
    %c79 = arith.constant {name = "%c79"} 79 : index
    %c64 = arith.constant {name = "%c64"} 64 : index
    %c63 = arith.constant {name = "%c63"} 63 : index
    %c48 = arith.constant {name = "%c48"} 48 : index
    %c47 = arith.constant {name = "%c47"} 47 : index
    %c32 = arith.constant {name = "%c32"} 32 : index
    %c31 = arith.constant {name = "%c31"} 31 : index
    %c16 = arith.constant {name = "%c16"} 16 : index
    %c15 = arith.constant {name = "%c15"} 15 : index
    %c0 = arith.constant {name = "%c0"} 0 : index
    %c0_i48 = arith.constant {name = "%c0_i48"} 0 : i48
    %c4_i64 = arith.constant {name = "%c4_i64"} 4 : i64
    %c63_i32 = arith.constant {name = "%c63_i32"} 63 : i32
    %c6_i32 = arith.constant {name = "%c6_i32"} 6 : i32
    %c0_i32 = arith.constant {name = "%c0_i32"} 0 : i32
    %alloc = memref.alloc() {name = "inputs"} : memref<1x32xi16, #map>
    affine.for %arg6 = 0 to 1 {
      affine.for %arg7 = 0 to 32 {
        %7 = affine.load %arg2[%arg6 * 32 + %arg7] {from = "x"} : memref<32xi16>
        affine.store %7, %alloc[%arg6, %arg7] {to = "inputs"} : memref<1x32xi16, #map>
      } {loop_name = "l", pipeline_ii = 1 : ui32}
    } {loop_name = "w", op_name = "load"}
    %alloc_0 = memref.alloc() {name = "logits"} : memref<4xi48>
    %0 = affine.load %arg0[0] {from = "layer"} : memref<1xi32>
    %1 = arith.extsi %0 {name = "%1"} : i32 to i64
    %2 = arith.muli %1, %c4_i64 {name = "%2"} : i64
    %3 = arith.trunci %2 {name = "%3"} : i64 to i32
    %alloc_1 = memref.alloc() {name = "row"} : memref<i32>
    affine.store %3, %alloc_1[] {to = "row"} : memref<i32>
    affine.for %arg6 = 0 to 4 {
      %alloc_6 = memref.alloc() {name = "logit"} : memref<i48>
      affine.store %c0_i48, %alloc_6[] {to = "logit"} : memref<i48>
      affine.for %arg7 = 0 to 1 {
        %12 = arith.index_cast %arg7 : index to i32
        %alloc_7 = memref.alloc() {name = "step"} : memref<i32>
        affine.store %12, %alloc_7[] {to = "step"} : memref<i32>
        %13 = affine.load %alloc_1[] {from = "row"} : memref<i32>
        %14 = affine.load %alloc_7[] {from = "step"} : memref<i32>
        %15 = arith.extsi %13 : i32 to i33
        %16 = arith.extsi %14 : i32 to i33
        %17 = arith.addi %15, %16 : i33
        %18 = arith.index_cast %17 : i33 to index
        %19 = memref.load %arg3[%18] {from = "weights", unsigned} : memref<8xi512>
        %alloc_8 = memref.alloc() {name = "word", unsigned} : memref<i512>
        affine.store %19, %alloc_8[] {to = "word"} : memref<i512>
        %alloc_9 = memref.alloc() {name = "total"} : memref<i48>
        affine.store %c0_i48, %alloc_9[] {to = "total"} : memref<i48>
        %20 = affine.load %alloc_8[] {from = "word"} : memref<i512>
        %21 = allo.get_slice(%20 : i512, %c15, %c0) -> i16
        %alloc_10 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %21, %alloc_10[] {to = "weight"} : memref<i16>
        %22 = affine.load %alloc_10[] {from = "weight"} : memref<i16>
        %23 = affine.load %alloc[%arg7, 0] {from = "inputs"} : memref<1x32xi16, #map>
        %24 = arith.extsi %22 : i16 to i32
        %25 = arith.extsi %23 : i16 to i32
        %26 = arith.muli %24, %25 : i32
        %27 = affine.load %alloc_9[] {from = "total"} : memref<i48>
        %28 = arith.extsi %27 : i48 to i49
        %29 = arith.extsi %26 : i32 to i49
        %30 = arith.addi %28, %29 : i49
        %31 = arith.trunci %30 : i49 to i48
        affine.store %31, %alloc_9[] {to = "total"} : memref<i48>
        %32 = affine.load %alloc_8[] {from = "word"} : memref<i512>
        %33 = allo.get_slice(%32 : i512, %c31, %c16) -> i16
        %alloc_11 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %33, %alloc_11[] {to = "weight"} : memref<i16>
        %34 = affine.load %alloc_11[] {from = "weight"} : memref<i16>
        %35 = affine.load %alloc[%arg7, 1] {from = "inputs"} : memref<1x32xi16, #map>
        %36 = arith.extsi %34 : i16 to i32
        %37 = arith.extsi %35 : i16 to i32
        %38 = arith.muli %36, %37 : i32
        %39 = affine.load %alloc_9[] {from = "total"} : memref<i48>
        %40 = arith.extsi %39 : i48 to i49
        %41 = arith.extsi %38 : i32 to i49
        %42 = arith.addi %40, %41 : i49
        %43 = arith.trunci %42 : i49 to i48
        affine.store %43, %alloc_9[] {to = "total"} : memref<i48>
        %44 = affine.load %alloc_8[] {from = "word"} : memref<i512>
        %45 = allo.get_slice(%44 : i512, %c47, %c32) -> i16
        %alloc_12 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %45, %alloc_12[] {to = "weight"} : memref<i16>
        %46 = affine.load %alloc_12[] {from = "weight"} : memref<i16>
        %47 = affine.load %alloc[%arg7, 2] {from = "inputs"} : memref<1x32xi16, #map>
        %48 = arith.extsi %46 : i16 to i32
        %49 = arith.extsi %47 : i16 to i32
        %50 = arith.muli %48, %49 : i32
        %51 = affine.load %alloc_9[] {from = "total"} : memref<i48>
        %52 = arith.extsi %51 : i48 to i49
        %53 = arith.extsi %50 : i32 to i49
        %54 = arith.addi %52, %53 : i49
        %55 = arith.trunci %54 : i49 to i48
        affine.store %55, %alloc_9[] {to = "total"} : memref<i48>
        %56 = affine.load %alloc_8[] {from = "word"} : memref<i512>
        %57 = allo.get_slice(%56 : i512, %c63, %c48) -> i16
        %alloc_13 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %57, %alloc_13[] {to = "weight"} : memref<i16>
        %58 = affine.load %alloc_13[] {from = "weight"} : memref<i16>
        %59 = affine.load %alloc[%arg7, 3] {from = "inputs"} : memref<1x32xi16, #map>
        %60 = arith.extsi %58 : i16 to i32
        %61 = arith.extsi %59 : i16 to i32
        %62 = arith.muli %60, %61 : i32
        %63 = affine.load %alloc_9[] {from = "total"} : memref<i48>
        %64 = arith.extsi %63 : i48 to i49
        %65 = arith.extsi %62 : i32 to i49
        %66 = arith.addi %64, %65 : i49
        %67 = arith.trunci %66 : i49 to i48
        affine.store %67, %alloc_9[] {to = "total"} : memref<i48>
        %68 = affine.load %alloc_8[] {from = "word"} : memref<i512>
        %69 = allo.get_slice(%68 : i512, %c79, %c64) -> i16
        %alloc_14 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %69, %alloc_14[] {to = "weight"} : memref<i16>
        %70 = affine.load %alloc_14[] {from = "weight"} : memref<i16>
        %71 = affine.load %alloc[%arg7, 4] {from = "inputs"} : memref<1x32xi16, #map>
        %72 = arith.extsi %70 : i16 to i32
        %73 = arith.extsi %71 : i16 to i32
        %74 = arith.muli %72, %73 : i32
        %75 = affine.load %alloc_9[] {from = "total"} : memref<i48>
        %76 = arith.extsi %75 : i48 to i49
        %77 = arith.extsi %74 : i32 to i49
        %78 = arith.addi %76, %77 : i49
        %79 = arith.trunci %78 : i49 to i48
        affine.store %79, %alloc_9[] {to = "total"} : memref<i48>
        %80 = affine.load %alloc_8[] {from = "word"} : memref<i512>
        %81 = allo.get_slice(%80 : i512, %c95, %c80) -> i16
        %alloc_15 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %81, %alloc_15[] {to = "weight"} : memref<i16>
        %82 = affine.load %alloc_15[] {from = "weight"} : memref<i16>
        %83 = affine.load %alloc[%arg7, 5] {from = "inputs"} : memref<1x32xi16, #map>
        %84 = arith.extsi %82 : i16 to i32
        %85 = arith.extsi %83 : i16 to i32
        %86 = arith.muli %84, %85 : i32
        %87 = affine.load %alloc_9[] {from = "total"} : memref<i48>
        %88 = arith.extsi %87 : i48 to i49
        %89 = arith.extsi %86 : i32 to i49
        %90 = arith.addi %88, %89 : i49
        %91 = arith.trunci %90 : i49 to i48
        affine.store %91, %alloc_9[] {to = "total"} : memref<i48>
        %92 = affine.load %alloc_8[] {from = "word"} : memref<i512>
        %93 = allo.get_slice(%92 : i512, %c111, %c96) -> i16
        %alloc_16 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %93, %alloc_16[] {to = "weight"} : memref<i16>
        %94 = affine.load %alloc_16[] {from = "weight"} : memref<i16>
        %95 = affine.load %alloc[%arg7, 6] {from = "inputs"} : memref<1x32xi16, #map>
        %96 = arith.extsi %94 : i16 to i32
        %97 = arith.extsi %95 : i16 to i32
        %98 = arith.muli %96, %97 : i32
        %99 = affine.load %alloc_9[] {from = "total"} : memref<i48>
        %100 = arith.extsi %99 : i48 to i49
        %101 = arith.extsi %98 : i32 to i49
        %102 = arith.addi %100, %101 : i49
        %103 = arith.trunci %102 : i49 to i48
        affine.store %103, %alloc_9[] {to = "total"} : memref<i48>
        %104 = affine.load %alloc_8[] {from = "word"} : memref<i512>
        %105 = allo.get_slice(%104 : i512, %c127, %c112) -> i16
        %alloc_17 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %105, %alloc_17[] {to = "weight"} : memref<i16>
        %106 = affine.load %alloc_17[] {from = "weight"} : memref<i16>
        %107 = affine.load %alloc[%arg7, 7] {from = "inputs"} : memref<1x32xi16, #map>
        %108 = arith.extsi %106 : i16 to i32
        %109 = arith.extsi %107 : i16 to i32
        %110 = arith.muli %108, %109 : i32
        %111 = affine.load %alloc_9[] {from = "total"} : memref<i48>
        %112 = arith.extsi %111 : i48 to i49
        %113 = arith.extsi %110 : i32 to i49
        %114 = arith.addi %112, %113 : i49
        %115 = arith.trunci %114 : i49 to i48
        affine.store %115, %alloc_9[] {to = "total"} : memref<i48>
        %116 = affine.load %alloc_8[] {from = "word"} : memref<i512>
        %117 = allo.get_slice(%116 : i512, %c143, %c128) -> i16
        %alloc_18 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %117, %alloc_18[] {to = "weight"} : memref<i16>
        %118 = affine.load %alloc_18[] {from = "weight"} : memref<i16>
        %119 = affine.load %alloc[%arg7, 8] {from = "inputs"} : memref<1x32xi16, #map>
        %120 = arith.extsi %118 : i16 to i32
        %121 = arith.extsi %119 : i16 to i32
        %122 = arith.muli %120, %121 : i32
        %123 = affine.load %alloc_9[] {from = "total"} : memref<i48>
        %124 = arith.extsi %123 : i48 to i49
        %125 = arith.extsi %122 : i32 to i49
        %126 = arith.addi %124, %125 : i49
        %127 = arith.trunci %126 : i49 to i48
        affine.store %127, %alloc_9[] {to = "total"} : memref<i48>
        %128 = affine.load %alloc_8[] {from = "word"} : memref<i512>
        %129 = allo.get_slice(%128 : i512, %c159, %c144) -> i16
        %alloc_19 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %129, %alloc_19[] {to = "weight"} : memref<i16>
        %130 = affine.load %alloc_19[] {from = "weight"} : memref<i16>
        %131 = affine.load %alloc[%arg7, 9] {from = "inputs"} : memref<1x32xi16, #map>
        %132 = arith.extsi %130 : i16 to i32
        %133 = arith.extsi %131 : i16 to i32
        %134 = arith.muli %132, %133 : i32
        %135 = affine.load %alloc_9[] {from = "total"} : memref<i48>
        %136 = arith.extsi %135 : i48 to i49
        %137 = arith.extsi %134 : i32 to i49
        %138 = arith.addi %136, %137 : i49
        %139 = arith.trunci %138 : i49 to i48
        affine.store %139, %alloc_9[] {to = "total"} : memref<i48>
        %140 = affine.load %alloc_8[] {from = "word"} : memref<i512>
        %141 = allo.get_slice(%140 : i512, %c175, %c160) -> i16
        %alloc_20 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %141, %alloc_20[] {to = "weight"} : memref<i16>
        %142 = affine.load %alloc_20[] {from = "weight"} : memref<i16>
        %143 = affine.load %alloc[%arg7, 10] {from = "inputs"} : memref<1x32xi16, #map>
        %144 = arith.extsi %142 : i16 to i32
        %145 = arith.extsi %143 : i16 to i32
        %146 = arith.muli %144, %145 : i32
        %147 = affine.load %alloc_9[] {from = "total"} : memref<i48>
        %148 = arith.extsi %147 : i48 to i49
        %149 = arith.extsi %146 : i32 to i49
        %150 = arith.addi %148, %149 : i49
        %151 = arith.trunci %150 : i49 to i48
        affine.store %151, %alloc_9[] {to = "total"} : memref<i48>
        %152 = affine.load %alloc_8[] {from = "word"} : memref<i512>
        %153 = allo.get_slice(%152 : i512, %c191, %c176) -> i16
        %alloc_21 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %153, %alloc_21[] {to = "weight"} : memref<i16>
        %154 = affine.load %alloc_21[] {from = "weight"} : memref<i16>
        %155 = affine.load %alloc[%arg7, 11] {from = "inputs"} : memref<1x32xi16, #map>
        %156 = arith.extsi %154 : i16 to i32
        %157 = arith.extsi %155 : i16 to i32
        %158 = arith.muli %156, %157 : i32
        %159 = affine.load %alloc_9[] {from = "total"} : memref<i48>
        %160 = arith.extsi %159 : i48 to i49
        %161 = arith.extsi %158 : i32 to i49
        %162 = arith.addi %160, %161 : i49
        %163 = arith.trunci %162 : i49 to i48
        affine.store %163, %alloc_9[] {to = "total"} : memref<i48>
        %164 = affine.load %alloc_8[] {from = "word"} : memref<i512>
        %165 = allo.get_slice(%164 : i512, %c207, %c192) -> i16
        %alloc_22 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %165, %alloc_22[] {to = "weight"} : memref<i16>
        %166 = affine.load %alloc_22[] {from = "weight"} : memref<i16>
        %167 = affine.load %alloc[%arg7, 12] {from = "inputs"} : memref<1x32xi16, #map>
        %168 = arith.extsi %166 : i16 to i32
        %169 = arith.extsi %167 : i16 to i32
        %170 = arith.muli %168, %169 : i32
        %171 = affine.load %alloc_9[] {from = "total"} : memref<i48>
        %172 = arith.extsi %171 : i48 to i49
        %173 = arith.extsi %170 : i32 to i49
        %174 = arith.addi %172, %173 : i49
        %175 = arith.trunci %174 : i49 to i48
        affine.store %175, %alloc_9[] {to = "total"} : memref<i48>
        %176 = affine.load %alloc_8[] {from = "word"} : memref<i512>
        %177 = allo.get_slice(%176 : i512, %c223, %c208) -> i16
        %alloc_23 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %177, %alloc_23[] {to = "weight"} : memref<i16>
        %178 = affine.load %alloc_23[] {from = "weight"} : memref<i16>
        %179 = affine.load %alloc[%arg7, 13] {from = "inputs"} : memref<1x32xi16, #map>
        %180 = arith.extsi %178 : i16 to i32
        %181 = arith.extsi %179 : i16 to i32
        %182 = arith.muli %180, %181 : i32
        %183 = affine.load %alloc_9[] {from = "total"} : memref<i48>
        %184 = arith.extsi %183 : i48 to i49
        %185 = arith.extsi %182 : i32 to i49
        %186 = arith.addi %184, %185 : i49
        %187 = arith.trunci %186 : i49 to i48
        affine.store %187, %alloc_9[] {to = "total"} : memref<i48>
        %188 = affine.load %alloc_8[] {from = "word"} : memref<i512>
        %189 = allo.get_slice(%188 : i512, %c239, %c224) -> i16
        %alloc_24 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %189, %alloc_24[] {to = "weight"} : memref<i16>
        %190 = affine.load %alloc_24[] {from = "weight"} : memref<i16>
        %191 = affine.load %alloc[%arg7, 14] {from = "inputs"} : memref<1x32xi16, #map>
        %192 = arith.extsi %190 : i16 to i32
        %193 = arith.extsi %191 : i16 to i32
        %194 = arith.muli %192, %193 : i32
        %195 = affine.load %alloc_9[] {from = "total"} : memref<i48>
        %196 = arith.extsi %195 : i48 to i49
        %197 = arith.extsi %194 : i32 to i49
        %198 = arith.addi %196, %197 : i49
        %199 = arith.trunci %198 : i49 to i48
        affine.store %199, %alloc_9[] {to = "total"} : memref<i48>
        %200 = affine.load %alloc_8[] {from = "word"} : memref<i512>
        %201 = allo.get_slice(%200 : i512, %c255, %c240) -> i16
        %alloc_25 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %201, %alloc_25[] {to = "weight"} : memref<i16>
        %202 = affine.load %alloc_25[] {from = "weight"} : memref<i16>
        %203 = affine.load %alloc[%arg7, 15] {from = "inputs"} : memref<1x32xi16, #map>
        %204 = arith.extsi %202 : i16 to i32
        %205 = arith.extsi %203 : i16 to i32
        %206 = arith.muli %204, %205 : i32
        %207 = affine.load %alloc_9[] {from = "total"} : memref<i48>
        %208 = arith.extsi %207 : i48 to i49
        %209 = arith.extsi %206 : i32 to i49
        %210 = arith.addi %208, %209 : i49
        %211 = arith.trunci %210 : i49 to i48
        affine.store %211, %alloc_9[] {to = "total"} : memref<i48>
        %212 = affine.load %alloc_8[] {from = "word"} : memref<i512>
        %213 = allo.get_slice(%212 : i512, %c271, %c256) -> i16
        %alloc_26 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %213, %alloc_26[] {to = "weight"} : memref<i16>
        %214 = affine.load %alloc_26[] {from = "weight"} : memref<i16>
        %215 = affine.load %alloc[%arg7, 16] {from = "inputs"} : memref<1x32xi16, #map>
        %216 = arith.extsi %214 : i16 to i32
        %217 = arith.extsi %215 : i16 to i32
        %218 = arith.muli %216, %217 : i32
        %219 = affine.load %alloc_9[] {from = "total"} : memref<i48>
        %220 = arith.extsi %219 : i48 to i49
        %221 = arith.extsi %218 : i32 to i49
        %222 = arith.addi %220, %221 : i49
        %223 = arith.trunci %222 : i49 to i48
        affine.store %223, %alloc_9[] {to = "total"} : memref<i48>
        %224 = affine.load %alloc_8[] {from = "word"} : memref<i512>
        %225 = allo.get_slice(%224 : i512, %c287, %c272) -> i16
        %alloc_27 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %225, %alloc_27[] {to = "weight"} : memref<i16>
        %226 = affine.load %alloc_27[] {from = "weight"} : memref<i16>
        %227 = affine.load %alloc[%arg7, 17] {from = "inputs"} : memref<1x32xi16, #map>
        %228 = arith.extsi %226 : i16 to i32
        %229 = arith.extsi %227 : i16 to i32
        %230 = arith.muli %228, %229 : i32
        %231 = affine.load %alloc_9[] {from = "total"} : memref<i48>
        %232 = arith.extsi %231 : i48 to i49
        %233 = arith.extsi %230 : i32 to i49
        %234 = arith.addi %232, %233 : i49
        %235 = arith.trunci %234 : i49 to i48
        affine.store %235, %alloc_9[] {to = "total"} : memref<i48>
        %236 = affine.load %alloc_8[] {from = "word"} : memref<i512>
        %237 = allo.get_slice(%236 : i512, %c303, %c288) -> i16
        %alloc_28 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %237, %alloc_28[] {to = "weight"} : memref<i16>
        %238 = affine.load %alloc_28[] {from = "weight"} : memref<i16>
        %239 = affine.load %alloc[%arg7, 18] {from = "inputs"} : memref<1x32xi16, #map>
        %240 = arith.extsi %238 : i16 to i32
        %241 = arith.extsi %239 : i16 to i32
        %242 = arith.muli %240, %241 : i32
        %243 = affine.load %alloc_9[] {from = "total"} : memref<i48>
        %244 = arith.extsi %243 : i48 to i49
        %245 = arith.extsi %242 : i32 to i49
        %246 = arith.addi %244, %245 : i49
        %247 = arith.trunci %246 : i49 to i48
        affine.store %247, %alloc_9[] {to = "total"} : memref<i48>
        %248 = affine.load %alloc_8[] {from = "word"} : memref<i512>
        %249 = allo.get_slice(%248 : i512, %c319, %c304) -> i16
        %alloc_29 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %249, %alloc_29[] {to = "weight"} : memref<i16>
        %250 = affine.load %alloc_29[] {from = "weight"} : memref<i16>
        %251 = affine.load %alloc[%arg7, 19] {from = "inputs"} : memref<1x32xi16, #map>
        %252 = arith.extsi %250 : i16 to i32
        %253 = arith.extsi %251 : i16 to i32
        %254 = arith.muli %252, %253 : i32
        %255 = affine.load %alloc_9[] {from = "total"} : memref<i48>
        %256 = arith.extsi %255 : i48 to i49
        %257 = arith.extsi %254 : i32 to i49
        %258 = arith.addi %256, %257 : i49
        %259 = arith.trunci %258 : i49 to i48
        affine.store %259, %alloc_9[] {to = "total"} : memref<i48>
        %260 = affine.load %alloc_8[] {from = "word"} : memref<i512>
        %261 = allo.get_slice(%260 : i512, %c335, %c320) -> i16
        %alloc_30 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %261, %alloc_30[] {to = "weight"} : memref<i16>
        %262 = affine.load %alloc_30[] {from = "weight"} : memref<i16>
        %263 = affine.load %alloc[%arg7, 20] {from = "inputs"} : memref<1x32xi16, #map>
        %264 = arith.extsi %262 : i16 to i32
        %265 = arith.extsi %263 : i16 to i32
        %266 = arith.muli %264, %265 : i32
        %267 = affine.load %alloc_9[] {from = "total"} : memref<i48>
        %268 = arith.extsi %267 : i48 to i49
        %269 = arith.extsi %266 : i32 to i49
        %270 = arith.addi %268, %269 : i49
        %271 = arith.trunci %270 : i49 to i48
        affine.store %271, %alloc_9[] {to = "total"} : memref<i48>
        %272 = affine.load %alloc_8[] {from = "word"} : memref<i512>
        %273 = allo.get_slice(%272 : i512, %c351, %c336) -> i16
        %alloc_31 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %273, %alloc_31[] {to = "weight"} : memref<i16>
        %274 = affine.load %alloc_31[] {from = "weight"} : memref<i16>
        %275 = affine.load %alloc[%arg7, 21] {from = "inputs"} : memref<1x32xi16, #map>
        %276 = arith.extsi %274 : i16 to i32
        %277 = arith.extsi %275 : i16 to i32
        %278 = arith.muli %276, %277 : i32
        %279 = affine.load %alloc_9[] {from = "total"} : memref<i48>
        %280 = arith.extsi %279 : i48 to i49
        %281 = arith.extsi %278 : i32 to i49
        %282 = arith.addi %280, %281 : i49
        %283 = arith.trunci %282 : i49 to i48
        affine.store %283, %alloc_9[] {to = "total"} : memref<i48>
        %284 = affine.load %alloc_8[] {from = "word"} : memref<i512>
        %285 = allo.get_slice(%284 : i512, %c367, %c352) -> i16
        %alloc_32 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %285, %alloc_32[] {to = "weight"} : memref<i16>
        %286 = affine.load %alloc_32[] {from = "weight"} : memref<i16>
        %287 = affine.load %alloc[%arg7, 22] {from = "inputs"} : memref<1x32xi16, #map>
        %288 = arith.extsi %286 : i16 to i32
        %289 = arith.extsi %287 : i16 to i32
        %290 = arith.muli %288, %289 : i32
        %291 = affine.load %alloc_9[] {from = "total"} : memref<i48>
        %292 = arith.extsi %291 : i48 to i49
        %293 = arith.extsi %290 : i32 to i49
        %294 = arith.addi %292, %293 : i49
        %295 = arith.trunci %294 : i49 to i48
        affine.store %295, %alloc_9[] {to = "total"} : memref<i48>
        %296 = affine.load %alloc_8[] {from = "word"} : memref<i512>
        %297 = allo.get_slice(%296 : i512, %c383, %c368) -> i16
        %alloc_33 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %297, %alloc_33[] {to = "weight"} : memref<i16>
        %298 = affine.load %alloc_33[] {from = "weight"} : memref<i16>
        %299 = affine.load %alloc[%arg7, 23] {from = "inputs"} : memref<1x32xi16, #map>
        %300 = arith.extsi %298 : i16 to i32
        %301 = arith.extsi %299 : i16 to i32
        %302 = arith.muli %300, %301 : i32
        %303 = affine.load %alloc_9[] {from = "total"} : memref<i48>
        %304 = arith.extsi %303 : i48 to i49
        %305 = arith.extsi %302 : i32 to i49
        %306 = arith.addi %304, %305 : i49
        %307 = arith.trunci %306 : i49 to i48
        affine.store %307, %alloc_9[] {to = "total"} : memref<i48>
        %308 = affine.load %alloc_8[] {from = "word"} : memref<i512>
        %309 = allo.get_slice(%308 : i512, %c399, %c384) -> i16
        %alloc_34 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %309, %alloc_34[] {to = "weight"} : memref<i16>
        %310 = affine.load %alloc_34[] {from = "weight"} : memref<i16>
        %311 = affine.load %alloc[%arg7, 24] {from = "inputs"} : memref<1x32xi16, #map>
        %312 = arith.extsi %310 : i16 to i32
        %313 = arith.extsi %311 : i16 to i32
        %314 = arith.muli %312, %313 : i32
        %315 = affine.load %alloc_9[] {from = "total"} : memref<i48>
        %316 = arith.extsi %315 : i48 to i49
        %317 = arith.extsi %314 : i32 to i49
        %318 = arith.addi %316, %317 : i49
        %319 = arith.trunci %318 : i49 to i48
        affine.store %319, %alloc_9[] {to = "total"} : memref<i48>
        %320 = affine.load %alloc_8[] {from = "word"} : memref<i512>
        %321 = allo.get_slice(%320 : i512, %c415, %c400) -> i16
        %alloc_35 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %321, %alloc_35[] {to = "weight"} : memref<i16>
        %322 = affine.load %alloc_35[] {from = "weight"} : memref<i16>
        %323 = affine.load %alloc[%arg7, 25] {from = "inputs"} : memref<1x32xi16, #map>
        %324 = arith.extsi %322 : i16 to i32
        %325 = arith.extsi %323 : i16 to i32
        %326 = arith.muli %324, %325 : i32
        %327 = affine.load %alloc_9[] {from = "total"} : memref<i48>
        %328 = arith.extsi %327 : i48 to i49
        %329 = arith.extsi %326 : i32 to i49
        %330 = arith.addi %328, %329 : i49
        %331 = arith.trunci %330 : i49 to i48
        affine.store %331, %alloc_9[] {to = "total"} : memref<i48>
        %332 = affine.load %alloc_8[] {from = "word"} : memref<i512>
        %333 = allo.get_slice(%332 : i512, %c431, %c416) -> i16
        %alloc_36 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %333, %alloc_36[] {to = "weight"} : memref<i16>
        %334 = affine.load %alloc_36[] {from = "weight"} : memref<i16>
        %335 = affine.load %alloc[%arg7, 26] {from = "inputs"} : memref<1x32xi16, #map>
        %336 = arith.extsi %334 : i16 to i32
        %337 = arith.extsi %335 : i16 to i32
        %338 = arith.muli %336, %337 : i32
        %339 = affine.load %alloc_9[] {from = "total"} : memref<i48>
        %340 = arith.extsi %339 : i48 to i49
        %341 = arith.extsi %338 : i32 to i49
        %342 = arith.addi %340, %341 : i49
        %343 = arith.trunci %342 : i49 to i48
        affine.store %343, %alloc_9[] {to = "total"} : memref<i48>
        %344 = affine.load %alloc_8[] {from = "word"} : memref<i512>
        %345 = allo.get_slice(%344 : i512, %c447, %c432) -> i16
        %alloc_37 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %345, %alloc_37[] {to = "weight"} : memref<i16>
        %346 = affine.load %alloc_37[] {from = "weight"} : memref<i16>
        %347 = affine.load %alloc[%arg7, 27] {from = "inputs"} : memref<1x32xi16, #map>
        %348 = arith.extsi %346 : i16 to i32
        %349 = arith.extsi %347 : i16 to i32
        %350 = arith.muli %348, %349 : i32
        %351 = affine.load %alloc_9[] {from = "total"} : memref<i48>
        %352 = arith.extsi %351 : i48 to i49
        %353 = arith.extsi %350 : i32 to i49
        %354 = arith.addi %352, %353 : i49
        %355 = arith.trunci %354 : i49 to i48
        affine.store %355, %alloc_9[] {to = "total"} : memref<i48>
        %356 = affine.load %alloc_8[] {from = "word"} : memref<i512>
        %357 = allo.get_slice(%356 : i512, %c463, %c448) -> i16
        %alloc_38 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %357, %alloc_38[] {to = "weight"} : memref<i16>
        %358 = affine.load %alloc_38[] {from = "weight"} : memref<i16>
        %359 = affine.load %alloc[%arg7, 28] {from = "inputs"} : memref<1x32xi16, #map>
        %360 = arith.extsi %358 : i16 to i32
        %361 = arith.extsi %359 : i16 to i32
        %362 = arith.muli %360, %361 : i32
        %363 = affine.load %alloc_9[] {from = "total"} : memref<i48>
        %364 = arith.extsi %363 : i48 to i49
        %365 = arith.extsi %362 : i32 to i49
        %366 = arith.addi %364, %365 : i49
        %367 = arith.trunci %366 : i49 to i48
        affine.store %367, %alloc_9[] {to = "total"} : memref<i48>
        %368 = affine.load %alloc_8[] {from = "word"} : memref<i512>
        %369 = allo.get_slice(%368 : i512, %c479, %c464) -> i16
        %alloc_39 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %369, %alloc_39[] {to = "weight"} : memref<i16>
        %370 = affine.load %alloc_39[] {from = "weight"} : memref<i16>
        %371 = affine.load %alloc[%arg7, 29] {from = "inputs"} : memref<1x32xi16, #map>
        %372 = arith.extsi %370 : i16 to i32
        %373 = arith.extsi %371 : i16 to i32
        %374 = arith.muli %372, %373 : i32
        %375 = affine.load %alloc_9[] {from = "total"} : memref<i48>
        %376 = arith.extsi %375 : i48 to i49
        %377 = arith.extsi %374 : i32 to i49
        %378 = arith.addi %376, %377 : i49
        %379 = arith.trunci %378 : i49 to i48
        affine.store %379, %alloc_9[] {to = "total"} : memref<i48>
        %380 = affine.load %alloc_8[] {from = "word"} : memref<i512>
        %381 = allo.get_slice(%380 : i512, %c495, %c480) -> i16
        %alloc_40 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %381, %alloc_40[] {to = "weight"} : memref<i16>
        %382 = affine.load %alloc_40[] {from = "weight"} : memref<i16>
        %383 = affine.load %alloc[%arg7, 30] {from = "inputs"} : memref<1x32xi16, #map>
        %384 = arith.extsi %382 : i16 to i32
        %385 = arith.extsi %383 : i16 to i32
        %386 = arith.muli %384, %385 : i32
        %387 = affine.load %alloc_9[] {from = "total"} : memref<i48>
        %388 = arith.extsi %387 : i48 to i49
        %389 = arith.extsi %386 : i32 to i49
        %390 = arith.addi %388, %389 : i49
        %391 = arith.trunci %390 : i49 to i48
        affine.store %391, %alloc_9[] {to = "total"} : memref<i48>
        %392 = affine.load %alloc_8[] {from = "word"} : memref<i512>
        %393 = allo.get_slice(%392 : i512, %c511, %c496) -> i16
        %alloc_41 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %393, %alloc_41[] {to = "weight"} : memref<i16>
        %394 = affine.load %alloc_41[] {from = "weight"} : memref<i16>
        %395 = affine.load %alloc[%arg7, 31] {from = "inputs"} : memref<1x32xi16, #map>
        %396 = arith.extsi %394 : i16 to i32
        %397 = arith.extsi %395 : i16 to i32
        %398 = arith.muli %396, %397 : i32
        %399 = affine.load %alloc_9[] {from = "total"} : memref<i48>
        %400 = arith.extsi %399 : i48 to i49
        %401 = arith.extsi %398 : i32 to i49
        %402 = arith.addi %400, %401 : i49
        %403 = arith.trunci %402 : i49 to i48
        affine.store %403, %alloc_9[] {to = "total"} : memref<i48>
        %404 = affine.load %alloc_9[] {from = "total"} : memref<i48>
        %405 = affine.load %alloc_6[] {from = "logit"} : memref<i48>
        %406 = arith.extsi %405 : i48 to i49
        %407 = arith.extsi %404 : i48 to i49
        %408 = arith.addi %406, %407 : i49
        %409 = arith.trunci %408 : i49 to i48
        affine.store %409, %alloc_6[] {to = "logit"} : memref<i48>
      } {loop_name = "w", op_name = "score_words", pipeline_ii = 1 : ui32}
      %7 = affine.load %alloc_6[] {from = "logit"} : memref<i48>
      affine.store %7, %alloc_0[%arg6] {to = "logits"} : memref<4xi48>
      %8 = affine.load %alloc_1[] {from = "row"} : memref<i32>
      %9 = arith.extsi %8 : i32 to i33
      %10 = arith.addi %9, %c1_i33 : i33
      %11 = arith.trunci %10 : i33 to i32
      affine.store %11, %alloc_1[] {to = "row"} : memref<i32>
    } {loop_name = "e", op_name = "score"}
    %4 = affine.load %alloc_0[0] {from = "logits"} : memref<4xi48>
    %alloc_2 = memref.alloc() {name = "best"} : memref<i48>
    affine.store %4, %alloc_2[] {to = "best"} : memref<i48>
    affine.for %arg6 = 0 to 4 {
      %7 = affine.load %alloc_0[%arg6] {from = "logits"} : memref<4xi48>
      %8 = affine.load %alloc_2[] {from = "best"} : memref<i48>
      %9 = arith.cmpi sgt, %7, %8 : i48
      scf.if %9 {
        %10 = affine.load %alloc_0[%arg6] {from = "logits"} : memref<4xi48>
        affine.store %10, %alloc_2[] {to = "best"} : memref<i48>
      }
    } {loop_name = "e", op_name = "largest", pipeline_ii = 1 : ui32}
    %5 = memref.get_global @coarse : memref<256xi32>
    %6 = memref.get_global @fine : memref<64xi32>
    %alloc_3 = memref.alloc() {name = "weights_of"} : memref<4xi32>
    %alloc_4 = memref.alloc() {name = "whole"} : memref<i64>
    affine.store %c0_i64, %alloc_4[] {to = "whole"} : memref<i64>
    affine.for %arg6 = 0 to 4 {
      %7 = affine.load %alloc_2[] {from = "best"} : memref<i48>
      %8 = affine.load %alloc_0[%arg6] {from = "logits"} : memref<4xi48>
      %9 = arith.extsi %7 : i48 to i49
      %10 = arith.extsi %8 : i48 to i49
      %11 = arith.subi %9, %10 : i49
      %12 = affine.load %arg1[0] {from = "step_shift"} : memref<1xi32>
      %13 = arith.extsi %12 : i32 to i49
      %14 = arith.shrsi %11, %13 : i49
      %15 = arith.trunci %14 : i49 to i48
      %alloc_6 = memref.alloc() {name = "below"} : memref<i48>
      affine.store %15, %alloc_6[] {to = "below"} : memref<i48>
      %alloc_7 = memref.alloc() {name = "exponential"} : memref<i32>
      affine.store %c0_i32, %alloc_7[] {to = "exponential"} : memref<i32>
      %16 = affine.load %alloc_6[] {from = "below"} : memref<i48>
      %17 = arith.cmpi slt, %16, %c16384_i48 : i48
      scf.if %17 {
        %25 = affine.load %alloc_6[] {from = "below"} : memref<i48>
        %26 = arith.trunci %25 : i48 to i32
        %alloc_8 = memref.alloc() {name = "steps"} : memref<i32>
        affine.store %26, %alloc_8[] {to = "steps"} : memref<i32>
        %27 = affine.load %alloc_8[] {from = "steps"} : memref<i32>
        %28 = arith.shrsi %27, %c6_i32 : i32
        %29 = arith.index_cast %28 : i32 to index
        %30 = memref.load %5[%29] {from = "coarse"} : memref<256xi32>
        %31 = arith.extsi %30 : i32 to i64
        %alloc_9 = memref.alloc() {name = "high"} : memref<i64>
        affine.store %31, %alloc_9[] {to = "high"} : memref<i64>
        %32 = affine.load %alloc_9[] {from = "high"} : memref<i64>
        %33 = affine.load %alloc_8[] {from = "steps"} : memref<i32>
        %34 = arith.andi %33, %c63_i32 : i32
        %35 = arith.index_cast %34 : i32 to index
        %36 = memref.load %6[%35] {from = "fine"} : memref<64xi32>
        %37 = arith.extsi %32 : i64 to i96
        %38 = arith.extsi %36 : i32 to i96
        %39 = arith.muli %37, %38 : i96
        %40 = arith.shrsi %39, %c16_i96 : i96
        %41 = arith.trunci %40 : i96 to i32
        affine.store %41, %alloc_7[] {to = "exponential"} : memref<i32>
      }
      %18 = affine.load %alloc_7[] {from = "exponential"} : memref<i32>
      affine.store %18, %alloc_3[%arg6] {to = "weights_of"} : memref<4xi32>
      %19 = affine.load %alloc_7[] {from = "exponential"} : memref<i32>
      %20 = affine.load %alloc_4[] {from = "whole"} : memref<i64>
      %21 = arith.extsi %20 : i64 to i65
      %22 = arith.extsi %19 : i32 to i65
      %23 = arith.addi %21, %22 : i65
      %24 = arith.trunci %23 : i65 to i64
      affine.store %24, %alloc_4[] {to = "whole"} : memref<i64>
    } {loop_name = "e", op_name = "exponential", pipeline_ii = 1 : ui32}
    %alloc_5 = memref.alloc() {name = "taken", unsigned} : memref<4xi8>
    linalg.fill ins(%c0_i8 : i8) outs(%alloc_5 : memref<4xi8>)
    affine.for %arg6 = 0 to 1 {
      %alloc_6 = memref.alloc() {name = "chosen"} : memref<i32>
      affine.store %c-1_i32, %alloc_6[] {to = "chosen"} : memref<i32>
      %alloc_7 = memref.alloc() {name = "largest"} : memref<i48>
      affine.store %c0_i48, %alloc_7[] {to = "largest"} : memref<i48>
      affine.for %arg7 = 0 to 4 {
        %20 = affine.load %alloc_5[%arg7] {from = "taken", unsigned} : memref<4xi8>
        %21 = arith.extui %20 : i8 to i32
        %22 = arith.cmpi eq, %21, %c0_i32 : i32
        scf.if %22 {
          %23 = affine.load %alloc_6[] {from = "chosen"} : memref<i32>
          %24 = arith.cmpi slt, %23, %c0_i32 : i32
          scf.if %24 {
            %25 = affine.load %alloc_0[%arg7] {from = "logits"} : memref<4xi48>
            affine.store %25, %alloc_7[] {to = "largest"} : memref<i48>
            %26 = arith.index_cast %arg7 : index to i32
            affine.store %26, %alloc_6[] {to = "chosen"} : memref<i32>
          } else {
            %25 = affine.load %alloc_0[%arg7] {from = "logits"} : memref<4xi48>
            %26 = affine.load %alloc_7[] {from = "largest"} : memref<i48>
            %27 = arith.cmpi sgt, %25, %26 : i48
            scf.if %27 {
              %28 = affine.load %alloc_0[%arg7] {from = "logits"} : memref<4xi48>
              affine.store %28, %alloc_7[] {to = "largest"} : memref<i48>
              %29 = arith.index_cast %arg7 : index to i32
              affine.store %29, %alloc_6[] {to = "chosen"} : memref<i32>
            }
          }
        }
      } {loop_name = "e", op_name = "choose_largest", pipeline_ii = 1 : ui32}
      %7 = affine.load %alloc_6[] {from = "chosen"} : memref<i32>
      %8 = arith.index_cast %7 : i32 to index
      memref.store %c1_i8, %alloc_5[%8] {to = "taken"} : memref<4xi8>
      %9 = affine.load %alloc_6[] {from = "chosen"} : memref<i32>
      %10 = arith.index_cast %9 : i32 to index
      %11 = memref.load %alloc_3[%10] {from = "weights_of"} : memref<4xi32>
      %12 = arith.extsi %11 : i32 to i64
      %alloc_8 = memref.alloc() {name = "share"} : memref<i64>
      affine.store %12, %alloc_8[] {to = "share"} : memref<i64>
      %13 = affine.load %alloc_8[] {from = "share"} : memref<i64>
      %14 = arith.shli %13, %c16_i64 : i64
      affine.store %14, %alloc_8[] {to = "share"} : memref<i64>
      %15 = affine.load %alloc_6[] {from = "chosen"} : memref<i32>
      affine.store %15, %arg4[%arg6] {to = "experts"} : memref<1xi32>
      %16 = affine.load %alloc_8[] {from = "share"} : memref<i64>
      %17 = affine.load %alloc_4[] {from = "whole"} : memref<i64>
      %18 = arith.floordivsi %16, %17 : i64
      %19 = arith.trunci %18 : i64 to i32
      affine.store %19, %arg5[%arg6] {to = "scales"} : memref<1xi32>
    } {loop_name = "k", op_name = "choose"}
    return
  }
  func.func @control_0(%arg0: memref<5xi32>, %arg1: memref<32xi16>, %arg2: memref<8xi512>, %arg3: memref<44xi8>, %arg4: memref<6xi32>, %arg5: !allo.stream<i32, 4>, %arg6: !allo.stream<i32, 8>) attributes {df.kernel, itypes = "ssuus__", otypes = "", stypes = "_____oo"} {
    %c1_i33 = arith.constant {name = "%c1_i33"} 1 : i33
    %c-1_i32 = arith.constant {name = "%c-1_i32"} -1 : i32
    %c4_i64 = arith.constant {name = "%c4_i64"} 4 : i64
    %c2_i32 = arith.constant {name = "%c2_i32"} 2 : i32
    %c3_i32 = arith.constant {name = "%c3_i32"} 3 : i32
    %c0_i32 = arith.constant {name = "%c0_i32"} 0 : i32
    %c1_i32 = arith.constant {name = "%c1_i32"} 1 : i32
    %0 = memref.get_global @__stateful_control_0_tags_1 : memref<4xi32>
    %1 = memref.get_global @__stateful_control_0_ages_2 : memref<4xi32>
    %2 = memref.get_global @__stateful_control_0_path_3 : memref<2xi32>
    %3 = memref.get_global @contexts : memref<4xi32>
    %4 = affine.load %arg0[0] {from = "orders"} : memref<5xi32>
    %alloc = memref.alloc() {name = "layer"} : memref<i32>
    affine.store %4, %alloc[] {to = "layer"} : memref<i32>
    %5 = affine.load %alloc[] {from = "layer"} : memref<i32>
    %6 = arith.extsi %5 {name = "%6"} : i32 to i64
    %7 = arith.muli %6, %c4_i64 {name = "%7"} : i64
    %8 = arith.trunci %7 {name = "%8"} : i64 to i32
    %alloc_0 = memref.alloc() {name = "first_expert"} : memref<i32>
    affine.store %8, %alloc_0[] {to = "first_expert"} : memref<i32>
    %9 = affine.load %arg0[3] {from = "orders"} : memref<5xi32>
    %10 = arith.cmpi eq, %9, %c1_i32 {name = "%10"} : i32
    scf.if %10 {
      affine.for %arg7 = 0 to 4 {
        affine.store %c0_i32, %0[%arg7] {to = "tags"} : memref<4xi32>
        affine.store %c0_i32, %1[%arg7] {to = "ages"} : memref<4xi32>
      } {loop_name = "i", op_name = "forget"}
    }
    %alloc_1 = memref.alloc() {name = "early"} : memref<i32>
    affine.store %c-1_i32, %alloc_1[] {to = "early"} : memref<i32>
    %alloc_2 = memref.alloc() {name = "early_slot"} : memref<i32>
    affine.store %c-1_i32, %alloc_2[] {to = "early_slot"} : memref<i32>
    %11 = affine.load %arg0[1] {from = "orders"} : memref<5xi32>
    %12 = arith.cmpi eq, %11, %c1_i32 {name = "%12"} : i32
    scf.if %12 {
      affine.store %c0_i32, %2[0] {to = "path"} : memref<2xi32>
      affine.store %c0_i32, %2[1] {to = "path"} : memref<2xi32>
      %68 = affine.load %alloc[] {from = "layer"} : memref<i32>
      %69 = func.call @predicted_expert(%68, %c0_i32, %c0_i32, %arg3) : (i32, i32, i32, memref<44xi8>) -> i32
      %alloc_19 = memref.alloc() {name = "guess"} : memref<i32>
      affine.store %69, %alloc_19[] {to = "guess"} : memref<i32>
      %70 = affine.load %alloc[] {from = "layer"} : memref<i32>
      %71 = affine.load %alloc_19[] {from = "guess"} : memref<i32>
      %72 = func.call @touched_slot(%70, %71, %0, %1) : (i32, i32, memref<4xi32>, memref<4xi32>) -> i32
      %alloc_20 = memref.alloc() {name = "given"} : memref<i32>
      affine.store %72, %alloc_20[] {to = "given"} : memref<i32>
      %73 = affine.load %alloc_20[] {from = "given"} : memref<i32>
      %74 = arith.andi %73, %c1_i32 : i32
      %75 = arith.cmpi eq, %74, %c0_i32 : i32
      scf.if %75 {
        %76 = affine.load %alloc_0[] {from = "first_expert"} : memref<i32>
        %77 = affine.load %alloc_19[] {from = "guess"} : memref<i32>
        %78 = arith.extsi %76 : i32 to i33
        %79 = arith.extsi %77 : i32 to i33
        %80 = arith.addi %78, %79 : i33
        %81 = arith.trunci %80 : i33 to i32
        affine.store %81, %alloc_1[] {to = "early"} : memref<i32>
        %82 = affine.load %alloc_20[] {from = "given"} : memref<i32>
        %83 = arith.shrsi %82, %c1_i32 : i32
        affine.store %83, %alloc_2[] {to = "early_slot"} : memref<i32>
      }
    }
    %13 = affine.load %alloc_1[] {from = "early"} : memref<i32>
    allo.stream_put(%arg5, [], %13) : !allo.stream<i32, 4> contains i32
    %14 = affine.load %alloc_2[] {from = "early_slot"} : memref<i32>
    allo.stream_put(%arg6, [], %14) : !allo.stream<i32, 8> contains i32
    %alloc_3 = memref.alloc() {name = "at_layer"} : memref<1xi32>
    linalg.fill ins(%c0_i32 : i32) outs(%alloc_3 : memref<1xi32>)
    %15 = affine.load %alloc[] {from = "layer"} : memref<i32>
    affine.store %15, %alloc_3[0] {to = "at_layer"} : memref<1xi32>
    %alloc_4 = memref.alloc() {name = "step_shift"} : memref<1xi32>
    linalg.fill ins(%c0_i32 : i32) outs(%alloc_4 : memref<1xi32>)
    %16 = affine.load %arg0[4] {from = "orders"} : memref<5xi32>
    affine.store %16, %alloc_4[0] {to = "step_shift"} : memref<1xi32>
    %alloc_5 = memref.alloc() {name = "chosen"} : memref<1xi32>
    linalg.fill ins(%c0_i32 : i32) outs(%alloc_5 : memref<1xi32>)
    %alloc_6 = memref.alloc() {name = "scale"} : memref<1xi32>
    linalg.fill ins(%c0_i32 : i32) outs(%alloc_6 : memref<1xi32>)
    call @router(%alloc_3, %alloc_4, %arg1, %arg2, %alloc_5, %alloc_6) : (memref<1xi32>, memref<1xi32>, memref<32xi16>, memref<8xi512>, memref<1xi32>, memref<1xi32>) -> ()
    %17 = affine.load %alloc_5[0] {from = "chosen"} : memref<1xi32>
    %alloc_7 = memref.alloc() {name = "expert"} : memref<i32>
    affine.store %17, %alloc_7[] {to = "expert"} : memref<i32>
    %18 = affine.load %alloc[] {from = "layer"} : memref<i32>
    %19 = affine.load %alloc_7[] {from = "expert"} : memref<i32>
    %20 = call @touched_slot(%18, %19, %0, %1) {name = "%20"} : (i32, i32, memref<4xi32>, memref<4xi32>) -> i32
    %alloc_8 = memref.alloc() {name = "found"} : memref<i32>
    affine.store %20, %alloc_8[] {to = "found"} : memref<i32>
    %21 = affine.load %alloc_8[] {from = "found"} : memref<i32>
    %22 = arith.andi %21, %c1_i32 {name = "%22"} : i32
    %alloc_9 = memref.alloc() {name = "hit"} : memref<i32>
    affine.store %22, %alloc_9[] {to = "hit"} : memref<i32>
    %23 = affine.load %alloc_8[] {from = "found"} : memref<i32>
    %24 = arith.shrsi %23, %c1_i32 {name = "%24"} : i32
    %alloc_10 = memref.alloc() {name = "slot"} : memref<i32>
    affine.store %24, %alloc_10[] {to = "slot"} : memref<i32>
    %alloc_11 = memref.alloc() {name = "demand"} : memref<i32>
    affine.store %c-1_i32, %alloc_11[] {to = "demand"} : memref<i32>
    %alloc_12 = memref.alloc() {name = "demand_slot"} : memref<i32>
    affine.store %c-1_i32, %alloc_12[] {to = "demand_slot"} : memref<i32>
    %25 = affine.load %alloc_9[] {from = "hit"} : memref<i32>
    %26 = arith.cmpi eq, %25, %c0_i32 {name = "%26"} : i32
    scf.if %26 {
      %68 = affine.load %alloc_0[] {from = "first_expert"} : memref<i32>
      %69 = affine.load %alloc_7[] {from = "expert"} : memref<i32>
      %70 = arith.extsi %68 : i32 to i33
      %71 = arith.extsi %69 : i32 to i33
      %72 = arith.addi %70, %71 : i33
      %73 = arith.trunci %72 : i33 to i32
      affine.store %73, %alloc_11[] {to = "demand"} : memref<i32>
      %74 = affine.load %alloc_10[] {from = "slot"} : memref<i32>
      affine.store %74, %alloc_12[] {to = "demand_slot"} : memref<i32>
    }
    %27 = affine.load %alloc_11[] {from = "demand"} : memref<i32>
    allo.stream_put(%arg5, [], %27) : !allo.stream<i32, 4> contains i32
    %28 = affine.load %alloc_12[] {from = "demand_slot"} : memref<i32>
    allo.stream_put(%arg6, [], %28) : !allo.stream<i32, 8> contains i32
    %29 = affine.load %alloc_10[] {from = "slot"} : memref<i32>
    allo.stream_put(%arg6, [], %29) : !allo.stream<i32, 8> contains i32
    %30 = affine.load %alloc_6[0] {from = "scale"} : memref<1xi32>
    allo.stream_put(%arg6, [], %30) : !allo.stream<i32, 8> contains i32
    %31 = affine.load %2[0] {from = "path"} : memref<2xi32>
    %32 = arith.cmpi slt, %31, %c3_i32 {name = "%32"} : i32
    scf.if %32 {
      %68 = affine.load %2[0] {from = "path"} : memref<2xi32>
      %69 = arith.extsi %68 : i32 to i33
      %70 = arith.addi %69, %c1_i33 : i33
      %71 = arith.trunci %70 : i33 to i32
      affine.store %71, %2[0] {to = "path"} : memref<2xi32>
    }
    %33 = affine.load %2[1] {from = "path"} : memref<2xi32>
    %34 = arith.extsi %33 {name = "%34"} : i32 to i64
    %35 = arith.muli %34, %c4_i64 {name = "%35"} : i64
    %36 = arith.trunci %35 {name = "%36"} : i64 to i32
    %alloc_13 = memref.alloc() {name = "longer"} : memref<i32>
    affine.store %36, %alloc_13[] {to = "longer"} : memref<i32>
    %37 = affine.load %alloc_13[] {from = "longer"} : memref<i32>
    %38 = affine.load %alloc_7[] {from = "expert"} : memref<i32>
    %39 = arith.extsi %37 {name = "%39"} : i32 to i33
    %40 = arith.extsi %38 {name = "%40"} : i32 to i33
    %41 = arith.addi %39, %40 {name = "%41"} : i33
    %42 = arith.trunci %41 {name = "%42"} : i33 to i32
    affine.store %42, %alloc_13[] {to = "longer"} : memref<i32>
    %43 = affine.load %alloc_13[] {from = "longer"} : memref<i32>
    %44 = affine.load %2[0] {from = "path"} : memref<2xi32>
    %45 = arith.index_cast %44 {name = "%45"} : i32 to index
    %46 = memref.load %3[%45] {from = "contexts"} : memref<4xi32>
    %47 = arith.remsi %43, %46 {name = "%47"} : i32
    affine.store %47, %2[1] {to = "path"} : memref<2xi32>
    %48 = affine.load %alloc[] {from = "layer"} : memref<i32>
    %49 = arith.extsi %48 {name = "%49"} : i32 to i33
    %50 = arith.addi %49, %c1_i33 {name = "%50"} : i33
    %51 = arith.trunci %50 {name = "%51"} : i33 to i32
    %alloc_14 = memref.alloc() {name = "coming"} : memref<i32>
    affine.store %51, %alloc_14[] {to = "coming"} : memref<i32>
    %52 = affine.load %alloc_14[] {from = "coming"} : memref<i32>
    %53 = arith.cmpi eq, %52, %c2_i32 {name = "%53"} : i32
    scf.if %53 {
      affine.store %c0_i32, %alloc_14[] {to = "coming"} : memref<i32>
    }
    %54 = affine.load %alloc_14[] {from = "coming"} : memref<i32>
    %55 = arith.extsi %54 {name = "%55"} : i32 to i64
    %56 = arith.muli %55, %c4_i64 {name = "%56"} : i64
    %57 = arith.trunci %56 {name = "%57"} : i64 to i32
    %alloc_15 = memref.alloc() {name = "coming_expert"} : memref<i32>
    affine.store %57, %alloc_15[] {to = "coming_expert"} : memref<i32>
    %alloc_16 = memref.alloc() {name = "next_guess"} : memref<i32>
    affine.store %c-1_i32, %alloc_16[] {to = "next_guess"} : memref<i32>
    %alloc_17 = memref.alloc() {name = "ahead"} : memref<i32>
    affine.store %c-1_i32, %alloc_17[] {to = "ahead"} : memref<i32>
    %alloc_18 = memref.alloc() {name = "ahead_slot"} : memref<i32>
    affine.store %c-1_i32, %alloc_18[] {to = "ahead_slot"} : memref<i32>
    %58 = affine.load %arg0[2] {from = "orders"} : memref<5xi32>
    %59 = arith.cmpi eq, %58, %c0_i32 {name = "%59"} : i32
    scf.if %59 {
      %68 = affine.load %alloc_14[] {from = "coming"} : memref<i32>
      %69 = affine.load %2[0] {from = "path"} : memref<2xi32>
      %70 = affine.load %2[1] {from = "path"} : memref<2xi32>
      %71 = func.call @predicted_expert(%68, %69, %70, %arg3) : (i32, i32, i32, memref<44xi8>) -> i32
      affine.store %71, %alloc_16[] {to = "next_guess"} : memref<i32>
      %72 = affine.load %alloc_14[] {from = "coming"} : memref<i32>
      %73 = affine.load %alloc_16[] {from = "next_guess"} : memref<i32>
      %74 = func.call @touched_slot(%72, %73, %0, %1) : (i32, i32, memref<4xi32>, memref<4xi32>) -> i32
      %alloc_19 = memref.alloc() {name = "next_given"} : memref<i32>
      affine.store %74, %alloc_19[] {to = "next_given"} : memref<i32>
      %75 = affine.load %alloc_19[] {from = "next_given"} : memref<i32>
      %76 = arith.andi %75, %c1_i32 : i32
      %77 = arith.cmpi eq, %76, %c0_i32 : i32
      scf.if %77 {
        %78 = affine.load %alloc_15[] {from = "coming_expert"} : memref<i32>
        %79 = affine.load %alloc_16[] {from = "next_guess"} : memref<i32>
        %80 = arith.extsi %78 : i32 to i33
        %81 = arith.extsi %79 : i32 to i33
        %82 = arith.addi %80, %81 : i33
        %83 = arith.trunci %82 : i33 to i32
        affine.store %83, %alloc_17[] {to = "ahead"} : memref<i32>
        %84 = affine.load %alloc_19[] {from = "next_given"} : memref<i32>
        %85 = arith.shrsi %84, %c1_i32 : i32
        affine.store %85, %alloc_18[] {to = "ahead_slot"} : memref<i32>
      }
    }
    %60 = affine.load %alloc_17[] {from = "ahead"} : memref<i32>
    allo.stream_put(%arg5, [], %60) : !allo.stream<i32, 4> contains i32
    %61 = affine.load %alloc_18[] {from = "ahead_slot"} : memref<i32>
    allo.stream_put(%arg6, [], %61) : !allo.stream<i32, 8> contains i32
    %62 = affine.load %alloc_7[] {from = "expert"} : memref<i32>
    affine.store %62, %arg4[0] {to = "decided"} : memref<6xi32>
    %63 = affine.load %alloc_6[0] {from = "scale"} : memref<1xi32>
    affine.store %63, %arg4[1] {to = "decided"} : memref<6xi32>
    %64 = affine.load %alloc_9[] {from = "hit"} : memref<i32>
    affine.store %64, %arg4[2] {to = "decided"} : memref<6xi32>
    %65 = affine.load %alloc_10[] {from = "slot"} : memref<i32>
    affine.store %65, %arg4[3] {to = "decided"} : memref<6xi32>
    %66 = affine.load %alloc_16[] {from = "next_guess"} : memref<i32>
    affine.store %66, %arg4[4] {to = "decided"} : memref<6xi32>
    %67 = affine.load %alloc_18[] {from = "ahead_slot"} : memref<i32>
    affine.store %67, %arg4[5] {to = "decided"} : memref<6xi32>
    return
  }
  func.func @fetch_0(%arg0: memref<2048xi64>, %arg1: memref<2048xi16>, %arg2: memref<768xi32>, %arg3: !allo.stream<i32, 4>, %arg4: !allo.stream<i64, 16>, %arg5: !allo.stream<i16, 16>, %arg6: !allo.stream<i32, 16>) attributes {df.kernel, itypes = "uus_uu_", otypes = "", stypes = "___iooo"} {
    %c64_i33 = arith.constant {name = "%c64_i33"} 64 : i33
    %c128_i33 = arith.constant {name = "%c128_i33"} 128 : i33
    %c96_i64 = arith.constant {name = "%c96_i64"} 96 : i64
    %c256_i64 = arith.constant {name = "%c256_i64"} 256 : i64
    %c0_i32 = arith.constant {name = "%c0_i32"} 0 : i32
    affine.for %arg7 = 0 to 3 {
      %0 = allo.stream_get(%arg3, []) : !allo.stream<i32, 4> -> i32
      %alloc = memref.alloc() {name = "wanted"} : memref<i32>
      affine.store %0, %alloc[] {to = "wanted"} : memref<i32>
      %1 = affine.load %alloc[] {from = "wanted"} : memref<i32>
      %2 = arith.cmpi sge, %1, %c0_i32 : i32
      scf.if %2 {
        %3 = affine.load %alloc[] {from = "wanted"} : memref<i32>
        %4 = arith.extsi %3 : i32 to i64
        %5 = arith.muli %4, %c256_i64 : i64
        %6 = arith.trunci %5 : i64 to i32
        %alloc_0 = memref.alloc() {name = "first_word"} : memref<i32>
        affine.store %6, %alloc_0[] {to = "first_word"} : memref<i32>
        %7 = affine.load %alloc[] {from = "wanted"} : memref<i32>
        %8 = arith.extsi %7 : i32 to i64
        %9 = arith.muli %8, %c96_i64 : i64
        %10 = arith.trunci %9 : i64 to i32
        %alloc_1 = memref.alloc() {name = "first_multiplier"} : memref<i32>
        affine.store %10, %alloc_1[] {to = "first_multiplier"} : memref<i32>
        affine.for %arg8 = 0 to 128 {
          %19 = arith.index_cast %arg8 : index to i32
          %alloc_2 = memref.alloc() {name = "up_step"} : memref<i32>
          affine.store %19, %alloc_2[] {to = "up_step"} : memref<i32>
          %20 = affine.load %alloc_0[] {from = "first_word"} : memref<i32>
          %21 = affine.load %alloc_2[] {from = "up_step"} : memref<i32>
          %22 = arith.extsi %20 : i32 to i33
          %23 = arith.extsi %21 : i32 to i33
          %24 = arith.addi %22, %23 : i33
          %25 = arith.index_cast %24 : i33 to index
          %26 = memref.load %arg0[%25] {from = "stored_values", unsigned} : memref<2048xi64>
          allo.stream_put(%arg4, [], %26) {unsigned} : !allo.stream<i64, 16> contains i64
          %27 = affine.load %alloc_0[] {from = "first_word"} : memref<i32>
          %28 = affine.load %alloc_2[] {from = "up_step"} : memref<i32>
          %29 = arith.extsi %27 : i32 to i33
          %30 = arith.extsi %28 : i32 to i33
          %31 = arith.addi %29, %30 : i33
          %32 = arith.index_cast %31 : i33 to index
          %33 = memref.load %arg1[%32] {from = "stored_places", unsigned} : memref<2048xi16>
          allo.stream_put(%arg5, [], %33) {unsigned} : !allo.stream<i16, 16> contains i16
        } {loop_name = "up_word", op_name = "S_up_word_0", pipeline_ii = 1 : ui32}
        affine.for %arg8 = 0 to 64 {
          %19 = arith.index_cast %arg8 : index to i32
          %alloc_2 = memref.alloc() {name = "up_place"} : memref<i32>
          affine.store %19, %alloc_2[] {to = "up_place"} : memref<i32>
          %20 = affine.load %alloc_1[] {from = "first_multiplier"} : memref<i32>
          %21 = affine.load %alloc_2[] {from = "up_place"} : memref<i32>
          %22 = arith.extsi %20 : i32 to i33
          %23 = arith.extsi %21 : i32 to i33
          %24 = arith.addi %22, %23 : i33
          %25 = arith.index_cast %24 : i33 to index
          %26 = memref.load %arg2[%25] {from = "stored_multipliers"} : memref<768xi32>
          allo.stream_put(%arg6, [], %26) : !allo.stream<i32, 16> contains i32
        } {loop_name = "up_row", op_name = "S_up_row_1", pipeline_ii = 1 : ui32}
        %11 = affine.load %alloc_0[] {from = "first_word"} : memref<i32>
        %12 = arith.extsi %11 : i32 to i33
        %13 = arith.addi %12, %c128_i33 : i33
        %14 = arith.trunci %13 : i33 to i32
        affine.store %14, %alloc_0[] {to = "first_word"} : memref<i32>
        %15 = affine.load %alloc_1[] {from = "first_multiplier"} : memref<i32>
        %16 = arith.extsi %15 : i32 to i33
        %17 = arith.addi %16, %c64_i33 : i33
        %18 = arith.trunci %17 : i33 to i32
        affine.store %18, %alloc_1[] {to = "first_multiplier"} : memref<i32>
        affine.for %arg8 = 0 to 128 {
          %19 = arith.index_cast %arg8 : index to i32
          %alloc_2 = memref.alloc() {name = "down_step"} : memref<i32>
          affine.store %19, %alloc_2[] {to = "down_step"} : memref<i32>
          %20 = affine.load %alloc_0[] {from = "first_word"} : memref<i32>
          %21 = affine.load %alloc_2[] {from = "down_step"} : memref<i32>
          %22 = arith.extsi %20 : i32 to i33
          %23 = arith.extsi %21 : i32 to i33
          %24 = arith.addi %22, %23 : i33
          %25 = arith.index_cast %24 : i33 to index
          %26 = memref.load %arg0[%25] {from = "stored_values", unsigned} : memref<2048xi64>
          allo.stream_put(%arg4, [], %26) {unsigned} : !allo.stream<i64, 16> contains i64
          %27 = affine.load %alloc_0[] {from = "first_word"} : memref<i32>
          %28 = affine.load %alloc_2[] {from = "down_step"} : memref<i32>
          %29 = arith.extsi %27 : i32 to i33
          %30 = arith.extsi %28 : i32 to i33
          %31 = arith.addi %29, %30 : i33
          %32 = arith.index_cast %31 : i33 to index
          %33 = memref.load %arg1[%32] {from = "stored_places", unsigned} : memref<2048xi16>
          allo.stream_put(%arg5, [], %33) {unsigned} : !allo.stream<i16, 16> contains i16
        } {loop_name = "down_word", op_name = "S_down_word_2", pipeline_ii = 1 : ui32}
        affine.for %arg8 = 0 to 32 {
          %19 = arith.index_cast %arg8 : index to i32
          %alloc_2 = memref.alloc() {name = "down_place"} : memref<i32>
          affine.store %19, %alloc_2[] {to = "down_place"} : memref<i32>
          %20 = affine.load %alloc_1[] {from = "first_multiplier"} : memref<i32>
          %21 = affine.load %alloc_2[] {from = "down_place"} : memref<i32>
          %22 = arith.extsi %20 : i32 to i33
          %23 = arith.extsi %21 : i32 to i33
          %24 = arith.addi %22, %23 : i33
          %25 = arith.index_cast %24 : i33 to index
          %26 = memref.load %arg2[%25] {from = "stored_multipliers"} : memref<768xi32>
          allo.stream_put(%arg6, [], %26) : !allo.stream<i32, 16> contains i32
        } {loop_name = "down_row", op_name = "S_down_row_3", pipeline_ii = 1 : ui32}
      }
    } {loop_name = "order", op_name = "S_order_0"}
    return
  }
  memref.global "private" @__stateful_engine_0_slot_values_1 : memref<4x256x2xi32> = dense<0> {static}
  memref.global "private" @__stateful_engine_0_slot_places_2 : memref<4x256x1xi16> = dense<0> {static}
  memref.global "private" @__stateful_engine_0_slot_multipliers_3 : memref<4x96xi32> = dense<0> {static}
  func.func @keep_values(%arg0: memref<4x256x2xi32>, %arg1: i32, %arg2: i32, %arg3: i64) attributes {itypes = "sssu", otypes = ""} {
    %c1 = arith.constant {name = "%c1"} 1 : index
    %c63 = arith.constant {name = "%c63"} 63 : index
    %c32 = arith.constant {name = "%c32"} 32 : index
    %c0 = arith.constant {name = "%c0"} 0 : index
    %c31 = arith.constant {name = "%c31"} 31 : index
    %0 = allo.get_slice(%arg3 : i64, %c31, %c0) {name = "%0"} -> i32
    %1 = arith.index_cast %arg1 {name = "%1"} : i32 to index
    %2 = arith.index_cast %arg2 {name = "%2"} : i32 to index
    memref.store %0, %arg0[%1, %2, %c0] {to = "slots"} : memref<4x256x2xi32>
    %3 = allo.get_slice(%arg3 : i64, %c63, %c32) {name = "%3"} -> i32
    memref.store %3, %arg0[%1, %2, %c1] {to = "slots"} : memref<4x256x2xi32>
    return
  }
  func.func @keep_places(%arg0: memref<4x256x1xi16>, %arg1: i32, %arg2: i32, %arg3: i16) attributes {itypes = "sssu", otypes = ""} {
    %c0 = arith.constant {name = "%c0"} 0 : index
    %0 = arith.index_cast %arg1 {name = "%0"} : i32 to index
    %1 = arith.index_cast %arg2 {name = "%1"} : i32 to index
    memref.store %arg3, %arg0[%0, %1, %c0] {to = "slots"} : memref<4x256x1xi16>
    return
  }
  func.func @group_products(%arg0: i64, %arg1: i16, %arg2: memref<4xi8, #map1>, %arg3: memref<4xi32, #map1>) attributes {itypes = "uuss", otypes = ""} {
    %c14 = arith.constant {name = "%c14"} 14 : index
    %c63 = arith.constant {name = "%c63"} 63 : index
    %c56 = arith.constant {name = "%c56"} 56 : index
    %c13 = arith.constant {name = "%c13"} 13 : index
    %c12 = arith.constant {name = "%c12"} 12 : index
    %c55 = arith.constant {name = "%c55"} 55 : index
    %c48 = arith.constant {name = "%c48"} 48 : index
    %c11 = arith.constant {name = "%c11"} 11 : index
    %c10 = arith.constant {name = "%c10"} 10 : index
    %c47 = arith.constant {name = "%c47"} 47 : index
    %c40 = arith.constant {name = "%c40"} 40 : index
    %c9 = arith.constant {name = "%c9"} 9 : index
    %c39 = arith.constant {name = "%c39"} 39 : index
    %c32 = arith.constant {name = "%c32"} 32 : index
    %c6 = arith.constant {name = "%c6"} 6 : index
    %c31 = arith.constant {name = "%c31"} 31 : index
    %c24 = arith.constant {name = "%c24"} 24 : index
    %c5 = arith.constant {name = "%c5"} 5 : index
    %c4 = arith.constant {name = "%c4"} 4 : index
    %c23 = arith.constant {name = "%c23"} 23 : index
    %c16 = arith.constant {name = "%c16"} 16 : index
    %c3 = arith.constant {name = "%c3"} 3 : index
    %c2 = arith.constant {name = "%c2"} 2 : index
    %c15 = arith.constant {name = "%c15"} 15 : index
    %c8 = arith.constant {name = "%c8"} 8 : index
    %c1 = arith.constant {name = "%c1"} 1 : index
    %c7 = arith.constant {name = "%c7"} 7 : index
    %c0 = arith.constant {name = "%c0"} 0 : index
    %c3_i32 = arith.constant {name = "%c3_i32"} 3 : i32
    %c0_i32 = arith.constant {name = "%c0_i32"} 0 : i32
    %alloc = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc[] {to = "total"} : memref<i32>
    %0 = allo.get_slice(%arg0 : i64, %c7, %c0) {name = "%0"} -> i32
    %1 = arith.trunci %0 {name = "%1"} : i32 to i8
    %alloc_0 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %1, %alloc_0[] {to = "weight"} : memref<i8>
    %2 = allo.get_slice(%arg1 : i16, %c1, %c0) {name = "%2"} -> i32
    %3 = arith.trunci %2 {name = "%3", unsigned} : i32 to i8
    %alloc_1 = memref.alloc() {name = "code", unsigned} : memref<i8>
    affine.store %3, %alloc_1[] {to = "code"} : memref<i8>
    %4 = affine.load %alloc_1[] {from = "code"} : memref<i8>
    %5 = arith.extui %4 {name = "%5"} : i8 to i32
    %6 = arith.andi %5, %c3_i32 {name = "%6"} : i32
    %7 = arith.trunci %6 {name = "%7", unsigned} : i32 to i8
    %alloc_2 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %7, %alloc_2[] {to = "place"} : memref<i8>
    %8 = affine.load %alloc_0[] {from = "weight"} : memref<i8>
    %9 = affine.load %alloc_2[] {from = "place"} : memref<i8>
    %10 = arith.index_cast %9 {name = "%10"} : i8 to index
    %11 = memref.load %arg2[%10] {from = "inputs"} : memref<4xi8, #map1>
    %12 = arith.extsi %8 {name = "%12"} : i8 to i16
    %13 = arith.extsi %11 {name = "%13"} : i8 to i16
    %14 = arith.muli %12, %13 {name = "%14"} : i16
    %15 = affine.load %alloc[] {from = "total"} : memref<i32>
    %16 = arith.extsi %15 {name = "%16"} : i32 to i33
    %17 = arith.extsi %14 {name = "%17"} : i16 to i33
    %18 = arith.addi %16, %17 {name = "%18"} : i33
    %19 = arith.trunci %18 {name = "%19"} : i33 to i32
    affine.store %19, %alloc[] {to = "total"} : memref<i32>
    %20 = allo.get_slice(%arg0 : i64, %c15, %c8) {name = "%20"} -> i32
    %21 = arith.trunci %20 {name = "%21"} : i32 to i8
    %alloc_3 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %21, %alloc_3[] {to = "weight"} : memref<i8>
    %22 = allo.get_slice(%arg1 : i16, %c3, %c2) {name = "%22"} -> i32
    %23 = arith.trunci %22 {name = "%23", unsigned} : i32 to i8
    %alloc_4 = memref.alloc() {name = "code", unsigned} : memref<i8>
    affine.store %23, %alloc_4[] {to = "code"} : memref<i8>
    %24 = affine.load %alloc_4[] {from = "code"} : memref<i8>
    %25 = arith.extui %24 {name = "%25"} : i8 to i32
    %26 = arith.andi %25, %c3_i32 {name = "%26"} : i32
    %27 = arith.trunci %26 {name = "%27", unsigned} : i32 to i8
    %alloc_5 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %27, %alloc_5[] {to = "place"} : memref<i8>
    %28 = affine.load %alloc_3[] {from = "weight"} : memref<i8>
    %29 = affine.load %alloc_5[] {from = "place"} : memref<i8>
    %30 = arith.index_cast %29 {name = "%30"} : i8 to index
    %31 = memref.load %arg2[%30] {from = "inputs"} : memref<4xi8, #map1>
    %32 = arith.extsi %28 {name = "%32"} : i8 to i16
    %33 = arith.extsi %31 {name = "%33"} : i8 to i16
    %34 = arith.muli %32, %33 {name = "%34"} : i16
    %35 = affine.load %alloc[] {from = "total"} : memref<i32>
    %36 = arith.extsi %35 {name = "%36"} : i32 to i33
    %37 = arith.extsi %34 {name = "%37"} : i16 to i33
    %38 = arith.addi %36, %37 {name = "%38"} : i33
    %39 = arith.trunci %38 {name = "%39"} : i33 to i32
    affine.store %39, %alloc[] {to = "total"} : memref<i32>
    %40 = affine.load %alloc[] {from = "total"} : memref<i32>
    affine.store %40, %arg3[0] {to = "products"} : memref<4xi32, #map1>
    %alloc_6 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_6[] {to = "total"} : memref<i32>
    %41 = allo.get_slice(%arg0 : i64, %c23, %c16) {name = "%41"} -> i32
    %42 = arith.trunci %41 {name = "%42"} : i32 to i8
    %alloc_7 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %42, %alloc_7[] {to = "weight"} : memref<i8>
    %43 = allo.get_slice(%arg1 : i16, %c5, %c4) {name = "%43"} -> i32
    %44 = arith.trunci %43 {name = "%44", unsigned} : i32 to i8
    %alloc_8 = memref.alloc() {name = "code", unsigned} : memref<i8>
    affine.store %44, %alloc_8[] {to = "code"} : memref<i8>
    %45 = affine.load %alloc_8[] {from = "code"} : memref<i8>
    %46 = arith.extui %45 {name = "%46"} : i8 to i32
    %47 = arith.andi %46, %c3_i32 {name = "%47"} : i32
    %48 = arith.trunci %47 {name = "%48", unsigned} : i32 to i8
    %alloc_9 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %48, %alloc_9[] {to = "place"} : memref<i8>
    %49 = affine.load %alloc_7[] {from = "weight"} : memref<i8>
    %50 = affine.load %alloc_9[] {from = "place"} : memref<i8>
    %51 = arith.index_cast %50 {name = "%51"} : i8 to index
    %52 = memref.load %arg2[%51] {from = "inputs"} : memref<4xi8, #map1>
    %53 = arith.extsi %49 {name = "%53"} : i8 to i16
    %54 = arith.extsi %52 {name = "%54"} : i8 to i16
    %55 = arith.muli %53, %54 {name = "%55"} : i16
    %56 = affine.load %alloc_6[] {from = "total"} : memref<i32>
    %57 = arith.extsi %56 {name = "%57"} : i32 to i33
    %58 = arith.extsi %55 {name = "%58"} : i16 to i33
    %59 = arith.addi %57, %58 {name = "%59"} : i33
    %60 = arith.trunci %59 {name = "%60"} : i33 to i32
    affine.store %60, %alloc_6[] {to = "total"} : memref<i32>
    %61 = allo.get_slice(%arg0 : i64, %c31, %c24) {name = "%61"} -> i32
    %62 = arith.trunci %61 {name = "%62"} : i32 to i8
    %alloc_10 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %62, %alloc_10[] {to = "weight"} : memref<i8>
    %63 = allo.get_slice(%arg1 : i16, %c7, %c6) {name = "%63"} -> i32
    %64 = arith.trunci %63 {name = "%64", unsigned} : i32 to i8
    %alloc_11 = memref.alloc() {name = "code", unsigned} : memref<i8>
    affine.store %64, %alloc_11[] {to = "code"} : memref<i8>
    %65 = affine.load %alloc_11[] {from = "code"} : memref<i8>
    %66 = arith.extui %65 {name = "%66"} : i8 to i32
    %67 = arith.andi %66, %c3_i32 {name = "%67"} : i32
    %68 = arith.trunci %67 {name = "%68", unsigned} : i32 to i8
    %alloc_12 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %68, %alloc_12[] {to = "place"} : memref<i8>
    %69 = affine.load %alloc_10[] {from = "weight"} : memref<i8>
    %70 = affine.load %alloc_12[] {from = "place"} : memref<i8>
    %71 = arith.index_cast %70 {name = "%71"} : i8 to index
    %72 = memref.load %arg2[%71] {from = "inputs"} : memref<4xi8, #map1>
    %73 = arith.extsi %69 {name = "%73"} : i8 to i16
    %74 = arith.extsi %72 {name = "%74"} : i8 to i16
    %75 = arith.muli %73, %74 {name = "%75"} : i16
    %76 = affine.load %alloc_6[] {from = "total"} : memref<i32>
    %77 = arith.extsi %76 {name = "%77"} : i32 to i33
    %78 = arith.extsi %75 {name = "%78"} : i16 to i33
    %79 = arith.addi %77, %78 {name = "%79"} : i33
    %80 = arith.trunci %79 {name = "%80"} : i33 to i32
    affine.store %80, %alloc_6[] {to = "total"} : memref<i32>
    %81 = affine.load %alloc_6[] {from = "total"} : memref<i32>
    affine.store %81, %arg3[1] {to = "products"} : memref<4xi32, #map1>
    %alloc_13 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_13[] {to = "total"} : memref<i32>
    %82 = allo.get_slice(%arg0 : i64, %c39, %c32) {name = "%82"} -> i32
    %83 = arith.trunci %82 {name = "%83"} : i32 to i8
    %alloc_14 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %83, %alloc_14[] {to = "weight"} : memref<i8>
    %84 = allo.get_slice(%arg1 : i16, %c9, %c8) {name = "%84"} -> i32
    %85 = arith.trunci %84 {name = "%85", unsigned} : i32 to i8
    %alloc_15 = memref.alloc() {name = "code", unsigned} : memref<i8>
    affine.store %85, %alloc_15[] {to = "code"} : memref<i8>
    %86 = affine.load %alloc_15[] {from = "code"} : memref<i8>
    %87 = arith.extui %86 {name = "%87"} : i8 to i32
    %88 = arith.andi %87, %c3_i32 {name = "%88"} : i32
    %89 = arith.trunci %88 {name = "%89", unsigned} : i32 to i8
    %alloc_16 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %89, %alloc_16[] {to = "place"} : memref<i8>
    %90 = affine.load %alloc_14[] {from = "weight"} : memref<i8>
    %91 = affine.load %alloc_16[] {from = "place"} : memref<i8>
    %92 = arith.index_cast %91 {name = "%92"} : i8 to index
    %93 = memref.load %arg2[%92] {from = "inputs"} : memref<4xi8, #map1>
    %94 = arith.extsi %90 {name = "%94"} : i8 to i16
    %95 = arith.extsi %93 {name = "%95"} : i8 to i16
    %96 = arith.muli %94, %95 {name = "%96"} : i16
    %97 = affine.load %alloc_13[] {from = "total"} : memref<i32>
    %98 = arith.extsi %97 {name = "%98"} : i32 to i33
    %99 = arith.extsi %96 {name = "%99"} : i16 to i33
    %100 = arith.addi %98, %99 {name = "%100"} : i33
    %101 = arith.trunci %100 {name = "%101"} : i33 to i32
    affine.store %101, %alloc_13[] {to = "total"} : memref<i32>
    %102 = allo.get_slice(%arg0 : i64, %c47, %c40) {name = "%102"} -> i32
    %103 = arith.trunci %102 {name = "%103"} : i32 to i8
    %alloc_17 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %103, %alloc_17[] {to = "weight"} : memref<i8>
    %104 = allo.get_slice(%arg1 : i16, %c11, %c10) {name = "%104"} -> i32
    %105 = arith.trunci %104 {name = "%105", unsigned} : i32 to i8
    %alloc_18 = memref.alloc() {name = "code", unsigned} : memref<i8>
    affine.store %105, %alloc_18[] {to = "code"} : memref<i8>
    %106 = affine.load %alloc_18[] {from = "code"} : memref<i8>
    %107 = arith.extui %106 {name = "%107"} : i8 to i32
    %108 = arith.andi %107, %c3_i32 {name = "%108"} : i32
    %109 = arith.trunci %108 {name = "%109", unsigned} : i32 to i8
    %alloc_19 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %109, %alloc_19[] {to = "place"} : memref<i8>
    %110 = affine.load %alloc_17[] {from = "weight"} : memref<i8>
    %111 = affine.load %alloc_19[] {from = "place"} : memref<i8>
    %112 = arith.index_cast %111 {name = "%112"} : i8 to index
    %113 = memref.load %arg2[%112] {from = "inputs"} : memref<4xi8, #map1>
    %114 = arith.extsi %110 {name = "%114"} : i8 to i16
    %115 = arith.extsi %113 {name = "%115"} : i8 to i16
    %116 = arith.muli %114, %115 {name = "%116"} : i16
    %117 = affine.load %alloc_13[] {from = "total"} : memref<i32>
    %118 = arith.extsi %117 {name = "%118"} : i32 to i33
    %119 = arith.extsi %116 {name = "%119"} : i16 to i33
    %120 = arith.addi %118, %119 {name = "%120"} : i33
    %121 = arith.trunci %120 {name = "%121"} : i33 to i32
    affine.store %121, %alloc_13[] {to = "total"} : memref<i32>
    %122 = affine.load %alloc_13[] {from = "total"} : memref<i32>
    affine.store %122, %arg3[2] {to = "products"} : memref<4xi32, #map1>
    %alloc_20 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_20[] {to = "total"} : memref<i32>
    %123 = allo.get_slice(%arg0 : i64, %c55, %c48) {name = "%123"} -> i32
    %124 = arith.trunci %123 {name = "%124"} : i32 to i8
    %alloc_21 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %124, %alloc_21[] {to = "weight"} : memref<i8>
    %125 = allo.get_slice(%arg1 : i16, %c13, %c12) {name = "%125"} -> i32
    %126 = arith.trunci %125 {name = "%126", unsigned} : i32 to i8
    %alloc_22 = memref.alloc() {name = "code", unsigned} : memref<i8>
    affine.store %126, %alloc_22[] {to = "code"} : memref<i8>
    %127 = affine.load %alloc_22[] {from = "code"} : memref<i8>
    %128 = arith.extui %127 {name = "%128"} : i8 to i32
    %129 = arith.andi %128, %c3_i32 {name = "%129"} : i32
    %130 = arith.trunci %129 {name = "%130", unsigned} : i32 to i8
    %alloc_23 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %130, %alloc_23[] {to = "place"} : memref<i8>
    %131 = affine.load %alloc_21[] {from = "weight"} : memref<i8>
    %132 = affine.load %alloc_23[] {from = "place"} : memref<i8>
    %133 = arith.index_cast %132 {name = "%133"} : i8 to index
    %134 = memref.load %arg2[%133] {from = "inputs"} : memref<4xi8, #map1>
    %135 = arith.extsi %131 {name = "%135"} : i8 to i16
    %136 = arith.extsi %134 {name = "%136"} : i8 to i16
    %137 = arith.muli %135, %136 {name = "%137"} : i16
    %138 = affine.load %alloc_20[] {from = "total"} : memref<i32>
    %139 = arith.extsi %138 {name = "%139"} : i32 to i33
    %140 = arith.extsi %137 {name = "%140"} : i16 to i33
    %141 = arith.addi %139, %140 {name = "%141"} : i33
    %142 = arith.trunci %141 {name = "%142"} : i33 to i32
    affine.store %142, %alloc_20[] {to = "total"} : memref<i32>
    %143 = allo.get_slice(%arg0 : i64, %c63, %c56) {name = "%143"} -> i32
    %144 = arith.trunci %143 {name = "%144"} : i32 to i8
    %alloc_24 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %144, %alloc_24[] {to = "weight"} : memref<i8>
    %145 = allo.get_slice(%arg1 : i16, %c15, %c14) {name = "%145"} -> i32
    %146 = arith.trunci %145 {name = "%146", unsigned} : i32 to i8
    %alloc_25 = memref.alloc() {name = "code", unsigned} : memref<i8>
    affine.store %146, %alloc_25[] {to = "code"} : memref<i8>
    %147 = affine.load %alloc_25[] {from = "code"} : memref<i8>
    %148 = arith.extui %147 {name = "%148"} : i8 to i32
    %149 = arith.andi %148, %c3_i32 {name = "%149"} : i32
    %150 = arith.trunci %149 {name = "%150", unsigned} : i32 to i8
    %alloc_26 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %150, %alloc_26[] {to = "place"} : memref<i8>
    %151 = affine.load %alloc_24[] {from = "weight"} : memref<i8>
    %152 = affine.load %alloc_26[] {from = "place"} : memref<i8>
    %153 = arith.index_cast %152 {name = "%153"} : i8 to index
    %154 = memref.load %arg2[%153] {from = "inputs"} : memref<4xi8, #map1>
    %155 = arith.extsi %151 {name = "%155"} : i8 to i16
    %156 = arith.extsi %154 {name = "%156"} : i8 to i16
    %157 = arith.muli %155, %156 {name = "%157"} : i16
    %158 = affine.load %alloc_20[] {from = "total"} : memref<i32>
    %159 = arith.extsi %158 {name = "%159"} : i32 to i33
    %160 = arith.extsi %157 {name = "%160"} : i16 to i33
    %161 = arith.addi %159, %160 {name = "%161"} : i33
    %162 = arith.trunci %161 {name = "%162"} : i33 to i32
    affine.store %162, %alloc_20[] {to = "total"} : memref<i32>
    %163 = affine.load %alloc_20[] {from = "total"} : memref<i32>
    affine.store %163, %arg3[3] {to = "products"} : memref<4xi32, #map1>
    return
  }
  memref.global "private" @curve : memref<1xi8> = dense<0>
  func.func @activated(%arg0: i32, %arg1: i32) -> i8 attributes {itypes = "ss", otypes = "s"} {
    %c0_i64 = arith.constant {name = "%c0_i64"} 0 : i64
    %c127_i8 = arith.constant {name = "%c127_i8"} 127 : i8
    %c127_i64 = arith.constant {name = "%c127_i64"} 127 : i64
    %c0_i8 = arith.constant {name = "%c0_i8"} 0 : i8
    %c1_i65 = arith.constant {name = "%c1_i65"} 1 : i65
    %c29_i64 = arith.constant {name = "%c29_i64"} 29 : i64
    %0 = arith.extsi %arg0 {name = "%0"} : i32 to i64
    %1 = arith.extsi %arg1 {name = "%1"} : i32 to i64
    %2 = arith.muli %0, %1 {name = "%2"} : i64
    %alloc = memref.alloc() {name = "scaled"} : memref<i64>
    affine.store %2, %alloc[] {to = "scaled"} : memref<i64>
    %3 = affine.load %alloc[] {from = "scaled"} : memref<i64>
    %4 = arith.shrsi %3, %c29_i64 {name = "%4"} : i64
    %5 = arith.extsi %4 {name = "%5"} : i64 to i65
    %6 = arith.addi %5, %c1_i65 {name = "%6"} : i65
    %7 = arith.shrui %6, %c1_i65 {name = "%7"} : i65
    %8 = arith.trunci %7 {name = "%8"} : i65 to i64
    %alloc_0 = memref.alloc() {name = "shifted"} : memref<i64>
    affine.store %8, %alloc_0[] {to = "shifted"} : memref<i64>
    %alloc_1 = memref.alloc() {name = "unit"} : memref<i8>
    affine.store %c0_i8, %alloc_1[] {to = "unit"} : memref<i8>
    %9 = affine.load %alloc_0[] {from = "shifted"} : memref<i64>
    %10 = arith.cmpi sgt, %9, %c127_i64 {name = "%10"} : i64
    scf.if %10 {
      affine.store %c127_i8, %alloc_1[] {to = "unit"} : memref<i8>
    } else {
      %12 = affine.load %alloc_0[] {from = "shifted"} : memref<i64>
      %13 = arith.cmpi sgt, %12, %c0_i64 : i64
      scf.if %13 {
        %14 = affine.load %alloc_0[] {from = "shifted"} : memref<i64>
        %15 = arith.trunci %14 : i64 to i8
        affine.store %15, %alloc_1[] {to = "unit"} : memref<i8>
      } else {
        affine.store %c0_i8, %alloc_1[] {to = "unit"} : memref<i8>
      }
    }
    %11 = affine.load %alloc_1[] {from = "unit"} : memref<i8>
    return %11 : i8
  }
  func.func @finished(%arg0: i32, %arg1: i32) -> i32 attributes {itypes = "ss", otypes = "s"} {
    %c-2147483648_i64 = arith.constant {name = "%c-2147483648_i64"} -2147483648 : i64
    %c2147483647_i64 = arith.constant {name = "%c2147483647_i64"} 2147483647 : i64
    %c1_i65 = arith.constant {name = "%c1_i65"} 1 : i65
    %c15_i64 = arith.constant {name = "%c15_i64"} 15 : i64
    %c-2147483648_i32 = arith.constant {name = "%c-2147483648_i32"} -2147483648 : i32
    %c2147483647_i32 = arith.constant {name = "%c2147483647_i32"} 2147483647 : i32
    %c0_i32 = arith.constant {name = "%c0_i32"} 0 : i32
    %0 = arith.extsi %arg0 {name = "%0"} : i32 to i64
    %1 = arith.extsi %arg1 {name = "%1"} : i32 to i64
    %2 = arith.muli %0, %1 {name = "%2"} : i64
    %alloc = memref.alloc() {name = "scaled"} : memref<i64>
    affine.store %2, %alloc[] {to = "scaled"} : memref<i64>
    %3 = affine.load %alloc[] {from = "scaled"} : memref<i64>
    %4 = arith.shrsi %3, %c15_i64 {name = "%4"} : i64
    %5 = arith.extsi %4 {name = "%5"} : i64 to i65
    %6 = arith.addi %5, %c1_i65 {name = "%6"} : i65
    %7 = arith.shrui %6, %c1_i65 {name = "%7"} : i65
    %8 = arith.trunci %7 {name = "%8"} : i65 to i64
    %alloc_0 = memref.alloc() {name = "shifted"} : memref<i64>
    affine.store %8, %alloc_0[] {to = "shifted"} : memref<i64>
    %alloc_1 = memref.alloc() {name = "output"} : memref<i32>
    affine.store %c0_i32, %alloc_1[] {to = "output"} : memref<i32>
    %9 = affine.load %alloc_0[] {from = "shifted"} : memref<i64>
    %10 = arith.cmpi sgt, %9, %c2147483647_i64 {name = "%10"} : i64
    scf.if %10 {
      affine.store %c2147483647_i32, %alloc_1[] {to = "output"} : memref<i32>
    } else {
      %12 = affine.load %alloc_0[] {from = "shifted"} : memref<i64>
      %13 = arith.cmpi slt, %12, %c-2147483648_i64 : i64
      scf.if %13 {
        affine.store %c-2147483648_i32, %alloc_1[] {to = "output"} : memref<i32>
      } else {
        %14 = affine.load %alloc_0[] {from = "shifted"} : memref<i64>
        %15 = arith.trunci %14 : i64 to i32
        affine.store %15, %alloc_1[] {to = "output"} : memref<i32>
      }
    }
    %11 = affine.load %alloc_1[] {from = "output"} : memref<i32>
    return %11 : i32
  }
  func.func @engine_0(%arg0: memref<32xi8>, %arg1: memref<32xi32>, %arg2: !allo.stream<i32, 8>, %arg3: !allo.stream<i64, 16>, %arg4: !allo.stream<i16, 16>, %arg5: !allo.stream<i32, 16>) attributes {df.kernel, itypes = "ss_uu_", otypes = "", stypes = "__iiii"} {
    %c16_i97 = arith.constant {name = "%c16_i97"} 16 : i97
    %c32768_i97 = arith.constant {name = "%c32768_i97"} 32768 : i97
    %c64_i35 = arith.constant {name = "%c64_i35"} 64 : i35
    %c128_i35 = arith.constant {name = "%c128_i35"} 128 : i35
    %c16_i64 = arith.constant {name = "%c16_i64"} 16 : i64
    %c4_i64 = arith.constant {name = "%c4_i64"} 4 : i64
    %c0_i33 = arith.constant {name = "%c0_i33"} 0 : i33
    %c0_i16 = arith.constant {name = "%c0_i16"} 0 : i16
    %c63 = arith.constant {name = "%c63"} 63 : index
    %c32 = arith.constant {name = "%c32"} 32 : index
    %c1 = arith.constant {name = "%c1"} 1 : index
    %c31 = arith.constant {name = "%c31"} 31 : index
    %c0 = arith.constant {name = "%c0"} 0 : index
    %c0_i64 = arith.constant {name = "%c0_i64"} 0 : i64
    %c8_i64 = arith.constant {name = "%c8_i64"} 8 : i64
    %c64_i34 = arith.constant {name = "%c64_i34"} 64 : i34
    %c128_i34 = arith.constant {name = "%c128_i34"} 128 : i34
    %c0_i8 = arith.constant {name = "%c0_i8"} 0 : i8
    %c0_i32 = arith.constant {name = "%c0_i32"} 0 : i32
    %0 = memref.get_global @__stateful_engine_0_slot_values_1 : memref<4x256x2xi32>
    %1 = memref.get_global @__stateful_engine_0_slot_places_2 : memref<4x256x1xi16>
    %2 = memref.get_global @__stateful_engine_0_slot_multipliers_3 : memref<4x96xi32>
    %alloc = memref.alloc() {name = "inputs"} : memref<8x4xi8, #map>
    %alloc_0 = memref.alloc() {name = "up_sums"} : memref<16x4xi32, #map>
    %alloc_1 = memref.alloc() {name = "up_total"} : memref<4xi32, #map1>
    linalg.fill ins(%c0_i32 : i32) outs(%alloc_1 : memref<4xi32, #map1>)
    %alloc_2 = memref.alloc() {name = "up_products"} : memref<4xi32, #map1>
    linalg.fill ins(%c0_i32 : i32) outs(%alloc_2 : memref<4xi32, #map1>)
    %alloc_3 = memref.alloc() {name = "up_inputs"} : memref<4xi8, #map1>
    linalg.fill ins(%c0_i8 : i8) outs(%alloc_3 : memref<4xi8, #map1>)
    %alloc_4 = memref.alloc() {name = "hidden"} : memref<16x4xi8, #map>
    %alloc_5 = memref.alloc() {name = "down_sums"} : memref<8x4xi32, #map>
    %alloc_6 = memref.alloc() {name = "down_total"} : memref<4xi32, #map1>
    linalg.fill ins(%c0_i32 : i32) outs(%alloc_6 : memref<4xi32, #map1>)
    %alloc_7 = memref.alloc() {name = "down_products"} : memref<4xi32, #map1>
    linalg.fill ins(%c0_i32 : i32) outs(%alloc_7 : memref<4xi32, #map1>)
    %alloc_8 = memref.alloc() {name = "down_inputs"} : memref<4xi8, #map1>
    linalg.fill ins(%c0_i8 : i8) outs(%alloc_8 : memref<4xi8, #map1>)
    affine.for %arg6 = 0 to 2 {
      %6 = allo.stream_get(%arg2, []) : !allo.stream<i32, 8> -> i32
      %alloc_12 = memref.alloc() {name = "filled"} : memref<i32>
      affine.store %6, %alloc_12[] {to = "filled"} : memref<i32>
      %7 = affine.load %alloc_12[] {from = "filled"} : memref<i32>
      %8 = arith.cmpi sge, %7, %c0_i32 : i32
      scf.if %8 {
        affine.for %arg7 = 0 to 128 {
          %9 = arith.index_cast %arg7 : index to i32
          %alloc_13 = memref.alloc() {name = "up_step"} : memref<i32>
          affine.store %9, %alloc_13[] {to = "up_step"} : memref<i32>
          %10 = affine.load %alloc_12[] {from = "filled"} : memref<i32>
          %11 = affine.load %alloc_13[] {from = "up_step"} : memref<i32>
          %12 = allo.stream_get(%arg3, []) {unsigned} : !allo.stream<i64, 16> -> i64
          func.call @keep_values(%0, %10, %11, %12) : (memref<4x256x2xi32>, i32, i32, i64) -> ()
          %13 = affine.load %alloc_12[] {from = "filled"} : memref<i32>
          %14 = affine.load %alloc_13[] {from = "up_step"} : memref<i32>
          %15 = allo.stream_get(%arg4, []) {unsigned} : !allo.stream<i16, 16> -> i16
          func.call @keep_places(%1, %13, %14, %15) : (memref<4x256x1xi16>, i32, i32, i16) -> ()
        } {loop_name = "up_word", op_name = "S_up_word_0", pipeline_ii = 1 : ui32}
        affine.for %arg7 = 0 to 64 {
          %9 = allo.stream_get(%arg5, []) : !allo.stream<i32, 16> -> i32
          %10 = affine.load %alloc_12[] {from = "filled"} : memref<i32>
          %11 = arith.index_cast %10 : i32 to index
          memref.store %9, %2[%11, %arg7] {to = "slot_multipliers"} : memref<4x96xi32>
        } {loop_name = "up_row", op_name = "S_up_row_1", pipeline_ii = 1 : ui32}
        affine.for %arg7 = 0 to 128 {
          %9 = arith.index_cast %arg7 : index to i34
          %10 = arith.addi %9, %c128_i34 : i34
          %11 = arith.trunci %10 : i34 to i32
          %alloc_13 = memref.alloc() {name = "down_step"} : memref<i32>
          affine.store %11, %alloc_13[] {to = "down_step"} : memref<i32>
          %12 = affine.load %alloc_12[] {from = "filled"} : memref<i32>
          %13 = affine.load %alloc_13[] {from = "down_step"} : memref<i32>
          %14 = allo.stream_get(%arg3, []) {unsigned} : !allo.stream<i64, 16> -> i64
          func.call @keep_values(%0, %12, %13, %14) : (memref<4x256x2xi32>, i32, i32, i64) -> ()
          %15 = affine.load %alloc_12[] {from = "filled"} : memref<i32>
          %16 = affine.load %alloc_13[] {from = "down_step"} : memref<i32>
          %17 = allo.stream_get(%arg4, []) {unsigned} : !allo.stream<i16, 16> -> i16
          func.call @keep_places(%1, %15, %16, %17) : (memref<4x256x1xi16>, i32, i32, i16) -> ()
        } {loop_name = "down_word", op_name = "S_down_word_2", pipeline_ii = 1 : ui32}
        affine.for %arg7 = 0 to 32 {
          %9 = allo.stream_get(%arg5, []) : !allo.stream<i32, 16> -> i32
          %10 = affine.load %alloc_12[] {from = "filled"} : memref<i32>
          %11 = arith.index_cast %10 : i32 to index
          %12 = arith.index_cast %arg7 : index to i34
          %13 = arith.addi %12, %c64_i34 : i34
          %14 = arith.index_cast %13 : i34 to index
          memref.store %9, %2[%11, %14] {to = "slot_multipliers"} : memref<4x96xi32>
        } {loop_name = "down_row", op_name = "S_down_row_3", pipeline_ii = 1 : ui32}
      }
    } {loop_name = "order", op_name = "S_order_0"}
    %3 = allo.stream_get(%arg2, []) {name = "%3"} : !allo.stream<i32, 8> -> i32
    %alloc_9 = memref.alloc() {name = "present"} : memref<i32>
    affine.store %3, %alloc_9[] {to = "present"} : memref<i32>
    %4 = allo.stream_get(%arg2, []) {name = "%4"} : !allo.stream<i32, 8> -> i32
    %alloc_10 = memref.alloc() {name = "scale"} : memref<i32>
    affine.store %4, %alloc_10[] {to = "scale"} : memref<i32>
    %5 = allo.stream_get(%arg2, []) {name = "%5"} : !allo.stream<i32, 8> -> i32
    %alloc_11 = memref.alloc() {name = "ahead"} : memref<i32>
    affine.store %5, %alloc_11[] {to = "ahead"} : memref<i32>
    affine.for %arg6 = 0 to 8 {
      affine.for %arg7 = 0 to 4 {
        %6 = affine.load %arg0[%arg6 * 4 + %arg7] {from = "token"} : memref<32xi8>
        affine.store %6, %alloc[%arg6, %arg7] {to = "inputs"} : memref<8x4xi8, #map>
      } {loop_name = "m", pipeline_ii = 1 : ui32}
    } {loop_name = "g", op_name = "load"}
    affine.for %arg6 = 0 to 16 {
      affine.for %arg7 = 0 to 8 {
        %6 = arith.index_cast %arg6 : index to i64
        %7 = arith.muli %6, %c8_i64 : i64
        %8 = arith.trunci %7 : i64 to i32
        %alloc_12 = memref.alloc() {name = "up_first"} : memref<i32>
        affine.store %8, %alloc_12[] {to = "up_first"} : memref<i32>
        %9 = affine.load %alloc_12[] {from = "up_first"} : memref<i32>
        %10 = arith.extsi %9 : i32 to i34
        %11 = arith.index_cast %arg7 : index to i34
        %12 = arith.addi %10, %11 : i34
        %13 = arith.trunci %12 : i34 to i32
        %alloc_13 = memref.alloc() {name = "up_at"} : memref<i32>
        affine.store %13, %alloc_13[] {to = "up_at"} : memref<i32>
        %alloc_14 = memref.alloc() {name = "present_up", unsigned} : memref<i64>
        affine.store %c0_i64, %alloc_14[] {to = "present_up"} : memref<i64>
        %14 = affine.load %alloc_9[] {from = "present"} : memref<i32>
        %15 = arith.index_cast %14 : i32 to index
        %16 = affine.load %alloc_13[] {from = "up_at"} : memref<i32>
        %17 = arith.index_cast %16 : i32 to index
        %18 = memref.load %0[%15, %17, %c0] {from = "slot_values"} : memref<4x256x2xi32>
        %19 = affine.load %alloc_14[] {from = "present_up"} : memref<i64>
        %20 = allo.set_slice(%19 : i64, %c31, %c0, %18 : i32) -> i64
        affine.store %20, %alloc_14[] {to = "present_up"} : memref<i64>
        %21 = affine.load %alloc_9[] {from = "present"} : memref<i32>
        %22 = arith.index_cast %21 : i32 to index
        %23 = affine.load %alloc_13[] {from = "up_at"} : memref<i32>
        %24 = arith.index_cast %23 : i32 to index
        %25 = memref.load %0[%22, %24, %c1] {from = "slot_values"} : memref<4x256x2xi32>
        %26 = affine.load %alloc_14[] {from = "present_up"} : memref<i64>
        %27 = allo.set_slice(%26 : i64, %c63, %c32, %25 : i32) -> i64
        affine.store %27, %alloc_14[] {to = "present_up"} : memref<i64>
        %alloc_15 = memref.alloc() {name = "up_codes", unsigned} : memref<i16>
        affine.store %c0_i16, %alloc_15[] {to = "up_codes"} : memref<i16>
        %28 = affine.load %alloc_9[] {from = "present"} : memref<i32>
        %29 = arith.index_cast %28 : i32 to index
        %30 = affine.load %alloc_13[] {from = "up_at"} : memref<i32>
        %31 = arith.index_cast %30 : i32 to index
        %32 = memref.load %1[%29, %31, %c0] {from = "slot_places"} : memref<4x256x1xi16>
        affine.store %32, %alloc_15[] {to = "up_codes"} : memref<i16>
        %33 = affine.load %alloc_11[] {from = "ahead"} : memref<i32>
        %34 = arith.cmpi sge, %33, %c0_i32 : i32
        scf.if %34 {
          %37 = affine.load %alloc_11[] {from = "ahead"} : memref<i32>
          %38 = affine.load %alloc_13[] {from = "up_at"} : memref<i32>
          %39 = allo.stream_get(%arg3, []) {unsigned} : !allo.stream<i64, 16> -> i64
          func.call @keep_values(%0, %37, %38, %39) : (memref<4x256x2xi32>, i32, i32, i64) -> ()
          %40 = affine.load %alloc_11[] {from = "ahead"} : memref<i32>
          %41 = affine.load %alloc_13[] {from = "up_at"} : memref<i32>
          %42 = allo.stream_get(%arg4, []) {unsigned} : !allo.stream<i16, 16> -> i16
          func.call @keep_places(%1, %40, %41, %42) : (memref<4x256x1xi16>, i32, i32, i16) -> ()
        }
        affine.for %arg8 = 0 to 4 {
          %37 = affine.load %alloc[%arg7, %arg8] {from = "inputs"} : memref<8x4xi8, #map>
          affine.store %37, %alloc_3[%arg8] {to = "up_inputs"} : memref<4xi8, #map1>
        } {loop_name = "m", op_name = "S_m_6"}
        %35 = affine.load %alloc_14[] {from = "present_up"} : memref<i64>
        %36 = affine.load %alloc_15[] {from = "up_codes"} : memref<i16>
        func.call @group_products(%35, %36, %alloc_3, %alloc_2) : (i64, i16, memref<4xi8, #map1>, memref<4xi32, #map1>) -> ()
        affine.for %arg8 = 0 to 4 {
          %37 = arith.index_cast %arg7 : index to i33
          %38 = arith.cmpi eq, %37, %c0_i33 : i33
          %39 = affine.load %alloc_2[%arg8] {from = "up_products"} : memref<4xi32, #map1>
          %40 = affine.load %alloc_1[%arg8] {from = "up_total"} : memref<4xi32, #map1>
          %41 = arith.extsi %40 : i32 to i33
          %42 = arith.extsi %39 : i32 to i33
          %43 = arith.addi %41, %42 : i33
          %44 = arith.select %38, %42, %43 : i33
          %45 = arith.trunci %44 : i33 to i32
          affine.store %45, %alloc_1[%arg8] {to = "up_total"} : memref<4xi32, #map1>
          %46 = affine.load %alloc_1[%arg8] {from = "up_total"} : memref<4xi32, #map1>
          affine.store %46, %alloc_0[%arg6, %arg8] {to = "up_sums"} : memref<16x4xi32, #map>
        } {loop_name = "r", op_name = "S_r_7"}
      } {loop_name = "g", pipeline_ii = 1 : ui32}
    } {loop_name = "b", op_name = "up"}
    affine.for %arg6 = 0 to 16 {
      affine.for %arg7 = 0 to 4 {
        %6 = arith.index_cast %arg6 : index to i64
        %7 = arith.muli %6, %c4_i64 : i64
        %8 = arith.trunci %7 : i64 to i32
        %alloc_12 = memref.alloc() {name = "first_unit"} : memref<i32>
        affine.store %8, %alloc_12[] {to = "first_unit"} : memref<i32>
        %9 = affine.load %alloc_12[] {from = "first_unit"} : memref<i32>
        %10 = arith.extsi %9 : i32 to i34
        %11 = arith.index_cast %arg7 : index to i34
        %12 = arith.addi %10, %11 : i34
        %13 = arith.trunci %12 : i34 to i32
        %alloc_13 = memref.alloc() {name = "hidden_unit"} : memref<i32>
        affine.store %13, %alloc_13[] {to = "hidden_unit"} : memref<i32>
        %14 = affine.load %alloc_9[] {from = "present"} : memref<i32>
        %15 = arith.index_cast %14 : i32 to index
        %16 = affine.load %alloc_13[] {from = "hidden_unit"} : memref<i32>
        %17 = arith.index_cast %16 : i32 to index
        %18 = memref.load %2[%15, %17] {from = "slot_multipliers"} : memref<4x96xi32>
        %alloc_14 = memref.alloc() {name = "up_multiplier"} : memref<i32>
        affine.store %18, %alloc_14[] {to = "up_multiplier"} : memref<i32>
        %19 = affine.load %alloc_11[] {from = "ahead"} : memref<i32>
        %20 = arith.cmpi sge, %19, %c0_i32 : i32
        scf.if %20 {
          %24 = allo.stream_get(%arg5, []) : !allo.stream<i32, 16> -> i32
          %25 = affine.load %alloc_11[] {from = "ahead"} : memref<i32>
          %26 = arith.index_cast %25 : i32 to index
          %27 = affine.load %alloc_13[] {from = "hidden_unit"} : memref<i32>
          %28 = arith.index_cast %27 : i32 to index
          memref.store %24, %2[%26, %28] {to = "slot_multipliers"} : memref<4x96xi32>
        }
        %21 = affine.load %alloc_0[%arg6, %arg7] : memref<16x4xi32, #map>
        %22 = affine.load %alloc_14[] {from = "up_multiplier"} : memref<i32>
        %23 = func.call @activated(%21, %22) : (i32, i32) -> i8
        affine.store %23, %alloc_4[%arg6, %arg7] {to = "hidden"} : memref<16x4xi8, #map>
      } {loop_name = "m", pipeline_ii = 1 : ui32}
    } {loop_name = "g", op_name = "activate"}
    affine.for %arg6 = 0 to 8 {
      affine.for %arg7 = 0 to 16 {
        %6 = arith.index_cast %arg6 : index to i64
        %7 = arith.muli %6, %c16_i64 : i64
        %8 = arith.trunci %7 : i64 to i32
        %alloc_12 = memref.alloc() {name = "down_first"} : memref<i32>
        affine.store %8, %alloc_12[] {to = "down_first"} : memref<i32>
        %9 = affine.load %alloc_12[] {from = "down_first"} : memref<i32>
        %10 = arith.extsi %9 : i32 to i34
        %11 = arith.index_cast %arg7 : index to i34
        %12 = arith.addi %10, %11 : i34
        %13 = arith.extsi %12 : i34 to i35
        %14 = arith.addi %13, %c128_i35 : i35
        %15 = arith.trunci %14 : i35 to i32
        %alloc_13 = memref.alloc() {name = "down_at"} : memref<i32>
        affine.store %15, %alloc_13[] {to = "down_at"} : memref<i32>
        %alloc_14 = memref.alloc() {name = "present_down", unsigned} : memref<i64>
        affine.store %c0_i64, %alloc_14[] {to = "present_down"} : memref<i64>
        %16 = affine.load %alloc_9[] {from = "present"} : memref<i32>
        %17 = arith.index_cast %16 : i32 to index
        %18 = affine.load %alloc_13[] {from = "down_at"} : memref<i32>
        %19 = arith.index_cast %18 : i32 to index
        %20 = memref.load %0[%17, %19, %c0] {from = "slot_values"} : memref<4x256x2xi32>
        %21 = affine.load %alloc_14[] {from = "present_down"} : memref<i64>
        %22 = allo.set_slice(%21 : i64, %c31, %c0, %20 : i32) -> i64
        affine.store %22, %alloc_14[] {to = "present_down"} : memref<i64>
        %23 = affine.load %alloc_9[] {from = "present"} : memref<i32>
        %24 = arith.index_cast %23 : i32 to index
        %25 = affine.load %alloc_13[] {from = "down_at"} : memref<i32>
        %26 = arith.index_cast %25 : i32 to index
        %27 = memref.load %0[%24, %26, %c1] {from = "slot_values"} : memref<4x256x2xi32>
        %28 = affine.load %alloc_14[] {from = "present_down"} : memref<i64>
        %29 = allo.set_slice(%28 : i64, %c63, %c32, %27 : i32) -> i64
        affine.store %29, %alloc_14[] {to = "present_down"} : memref<i64>
        %alloc_15 = memref.alloc() {name = "down_codes", unsigned} : memref<i16>
        affine.store %c0_i16, %alloc_15[] {to = "down_codes"} : memref<i16>
        %30 = affine.load %alloc_9[] {from = "present"} : memref<i32>
        %31 = arith.index_cast %30 : i32 to index
        %32 = affine.load %alloc_13[] {from = "down_at"} : memref<i32>
        %33 = arith.index_cast %32 : i32 to index
        %34 = memref.load %1[%31, %33, %c0] {from = "slot_places"} : memref<4x256x1xi16>
        affine.store %34, %alloc_15[] {to = "down_codes"} : memref<i16>
        %35 = affine.load %alloc_11[] {from = "ahead"} : memref<i32>
        %36 = arith.cmpi sge, %35, %c0_i32 : i32
        scf.if %36 {
          %39 = affine.load %alloc_11[] {from = "ahead"} : memref<i32>
          %40 = affine.load %alloc_13[] {from = "down_at"} : memref<i32>
          %41 = allo.stream_get(%arg3, []) {unsigned} : !allo.stream<i64, 16> -> i64
          func.call @keep_values(%0, %39, %40, %41) : (memref<4x256x2xi32>, i32, i32, i64) -> ()
          %42 = affine.load %alloc_11[] {from = "ahead"} : memref<i32>
          %43 = affine.load %alloc_13[] {from = "down_at"} : memref<i32>
          %44 = allo.stream_get(%arg4, []) {unsigned} : !allo.stream<i16, 16> -> i16
          func.call @keep_places(%1, %42, %43, %44) : (memref<4x256x1xi16>, i32, i32, i16) -> ()
        }
        affine.for %arg8 = 0 to 4 {
          %39 = affine.load %alloc_4[%arg7, %arg8] {from = "hidden"} : memref<16x4xi8, #map>
          affine.store %39, %alloc_8[%arg8] {to = "down_inputs"} : memref<4xi8, #map1>
        } {loop_name = "m", op_name = "S_m_10"}
        %37 = affine.load %alloc_14[] {from = "present_down"} : memref<i64>
        %38 = affine.load %alloc_15[] {from = "down_codes"} : memref<i16>
        func.call @group_products(%37, %38, %alloc_8, %alloc_7) : (i64, i16, memref<4xi8, #map1>, memref<4xi32, #map1>) -> ()
        affine.for %arg8 = 0 to 4 {
          %39 = arith.index_cast %arg7 : index to i33
          %40 = arith.cmpi eq, %39, %c0_i33 : i33
          %41 = affine.load %alloc_7[%arg8] {from = "down_products"} : memref<4xi32, #map1>
          %42 = affine.load %alloc_6[%arg8] {from = "down_total"} : memref<4xi32, #map1>
          %43 = arith.extsi %42 : i32 to i33
          %44 = arith.extsi %41 : i32 to i33
          %45 = arith.addi %43, %44 : i33
          %46 = arith.select %40, %44, %45 : i33
          %47 = arith.trunci %46 : i33 to i32
          affine.store %47, %alloc_6[%arg8] {to = "down_total"} : memref<4xi32, #map1>
          %48 = affine.load %alloc_6[%arg8] {from = "down_total"} : memref<4xi32, #map1>
          affine.store %48, %alloc_5[%arg6, %arg8] {to = "down_sums"} : memref<8x4xi32, #map>
        } {loop_name = "r", op_name = "S_r_11"}
      } {loop_name = "g", pipeline_ii = 1 : ui32}
    } {loop_name = "b", op_name = "down"}
    affine.for %arg6 = 0 to 8 {
      affine.for %arg7 = 0 to 4 {
        %6 = arith.index_cast %arg6 : index to i64
        %7 = arith.muli %6, %c4_i64 : i64
        %8 = arith.trunci %7 : i64 to i32
        %alloc_12 = memref.alloc() {name = "first_row"} : memref<i32>
        affine.store %8, %alloc_12[] {to = "first_row"} : memref<i32>
        %9 = affine.load %alloc_12[] {from = "first_row"} : memref<i32>
        %10 = arith.extsi %9 : i32 to i34
        %11 = arith.index_cast %arg7 : index to i34
        %12 = arith.addi %10, %11 : i34
        %13 = arith.extsi %12 : i34 to i35
        %14 = arith.addi %13, %c64_i35 : i35
        %15 = arith.trunci %14 : i35 to i32
        %alloc_13 = memref.alloc() {name = "row"} : memref<i32>
        affine.store %15, %alloc_13[] {to = "row"} : memref<i32>
        %16 = affine.load %alloc_9[] {from = "present"} : memref<i32>
        %17 = arith.index_cast %16 : i32 to index
        %18 = affine.load %alloc_13[] {from = "row"} : memref<i32>
        %19 = arith.index_cast %18 : i32 to index
        %20 = memref.load %2[%17, %19] {from = "slot_multipliers"} : memref<4x96xi32>
        %alloc_14 = memref.alloc() {name = "down_multiplier"} : memref<i32>
        affine.store %20, %alloc_14[] {to = "down_multiplier"} : memref<i32>
        %21 = affine.load %alloc_11[] {from = "ahead"} : memref<i32>
        %22 = arith.cmpi sge, %21, %c0_i32 : i32
        scf.if %22 {
          %36 = allo.stream_get(%arg5, []) : !allo.stream<i32, 16> -> i32
          %37 = affine.load %alloc_11[] {from = "ahead"} : memref<i32>
          %38 = arith.index_cast %37 : i32 to index
          %39 = affine.load %alloc_13[] {from = "row"} : memref<i32>
          %40 = arith.index_cast %39 : i32 to index
          memref.store %36, %2[%38, %40] {to = "slot_multipliers"} : memref<4x96xi32>
        }
        %23 = affine.load %alloc_5[%arg6, %arg7] {from = "down_sums"} : memref<8x4xi32, #map>
        %24 = affine.load %alloc_14[] {from = "down_multiplier"} : memref<i32>
        %25 = func.call @finished(%23, %24) : (i32, i32) -> i32
        %26 = arith.extsi %25 : i32 to i64
        %alloc_15 = memref.alloc() {name = "answer"} : memref<i64>
        affine.store %26, %alloc_15[] {to = "answer"} : memref<i64>
        %27 = affine.load %alloc_15[] {from = "answer"} : memref<i64>
        %28 = affine.load %alloc_10[] {from = "scale"} : memref<i32>
        %29 = arith.extsi %27 : i64 to i96
        %30 = arith.extsi %28 : i32 to i96
        %31 = arith.muli %29, %30 : i96
        %32 = arith.extsi %31 : i96 to i97
        %33 = arith.addi %32, %c32768_i97 : i97
        %34 = arith.shrsi %33, %c16_i97 : i97
        %35 = arith.trunci %34 : i97 to i32
        affine.store %35, %arg1[%arg6 * 4 + %arg7] {to = "output"} : memref<32xi32>
      } {loop_name = "r", pipeline_ii = 1 : ui32}
    } {loop_name = "b", op_name = "store"}
    return
  }
  func.func @moe_layer(%arg0: memref<5xi32>, %arg1: memref<32xi16>, %arg2: memref<8xi512>, %arg3: memref<44xi8>, %arg4: memref<32xi8>, %arg5: memref<2048xi64>, %arg6: memref<2048xi16>, %arg7: memref<768xi32>, %arg8: memref<6xi32>, %arg9: memref<32xi32>) attributes {dataflow, itypes = "ssuusuusss"} {
    %0 = allo.stream_construct() {name = "loads"} : !allo.stream<i32, 4>
    %1 = allo.stream_construct() {name = "slots_given"} : !allo.stream<i32, 8>
    %2 = allo.stream_construct() {name = "value_words", unsigned} : !allo.stream<i64, 16>
    %3 = allo.stream_construct() {name = "place_words", unsigned} : !allo.stream<i16, 16>
    %4 = allo.stream_construct() {name = "multiplier_words"} : !allo.stream<i32, 16>
    call @control_0(%arg0, %arg1, %arg2, %arg3, %arg8, %0, %1) : (memref<5xi32>, memref<32xi16>, memref<8xi512>, memref<44xi8>, memref<6xi32>, !allo.stream<i32, 4>, !allo.stream<i32, 8>) -> ()
    call @fetch_0(%arg5, %arg6, %arg7, %0, %2, %3, %4) : (memref<2048xi64>, memref<2048xi16>, memref<768xi32>, !allo.stream<i32, 4>, !allo.stream<i64, 16>, !allo.stream<i16, 16>, !allo.stream<i32, 16>) -> ()
    call @engine_0(%arg4, %arg9, %1, %2, %3, %4) {last} : (memref<32xi8>, memref<32xi32>, !allo.stream<i32, 8>, !allo.stream<i64, 16>, !allo.stream<i16, 16>, !allo.stream<i32, 16>) -> ()
    return
  }
}
