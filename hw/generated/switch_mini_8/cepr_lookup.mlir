module {
  memref.global "private" @starts : memref<4xi32> = dense<[0, 24, 168, 1320]>
  memref.global "private" @contexts : memref<4xi32> = dense<[1, 8, 64, 512]>
  func.func @predicted_expert(%arg0: i32, %arg1: i32, %arg2: i32, %arg3: memref<1318xi8>) -> i32 attributes {itypes = "sssu", otypes = "s"} {
    %0 = memref.get_global @starts : memref<4xi32>
    %1 = memref.get_global @contexts : memref<4xi32>
    %2 = arith.index_cast %arg1 : i32 to index
    %3 = memref.load %1[%2] {from = "contexts"} : memref<4xi32>
    %4 = arith.extsi %arg0 : i32 to i64
    %5 = arith.extsi %3 : i32 to i64
    %6 = arith.muli %4, %5 : i64
    %7 = arith.trunci %6 : i64 to i32
    %alloc = memref.alloc() {name = "before"} : memref<i32>
    affine.store %7, %alloc[] {to = "before"} : memref<i32>
    %8 = affine.load %alloc[] {from = "before"} : memref<i32>
    %9 = arith.extsi %8 : i32 to i33
    %10 = arith.extsi %arg2 : i32 to i33
    %11 = arith.addi %9, %10 : i33
    %12 = arith.trunci %11 : i33 to i32
    %alloc_0 = memref.alloc() {name = "entry"} : memref<i32>
    affine.store %12, %alloc_0[] {to = "entry"} : memref<i32>
    %13 = affine.load %alloc_0[] {from = "entry"} : memref<i32>
    %14 = arith.extsi %13 : i32 to i64
    %c3_i32 = arith.constant 3 : i32
    %15 = arith.extsi %c3_i32 : i32 to i64
    %16 = arith.muli %14, %15 : i64
    %17 = arith.trunci %16 : i64 to i32
    %alloc_1 = memref.alloc() {name = "offset"} : memref<i32>
    affine.store %17, %alloc_1[] {to = "offset"} : memref<i32>
    %18 = memref.load %0[%2] {from = "starts"} : memref<4xi32>
    %19 = affine.load %alloc_1[] {from = "offset"} : memref<i32>
    %20 = arith.extsi %18 : i32 to i33
    %21 = arith.extsi %19 : i32 to i33
    %22 = arith.addi %20, %21 : i33
    %23 = arith.trunci %22 : i33 to i32
    %alloc_2 = memref.alloc() {name = "bit"} : memref<i32>
    affine.store %23, %alloc_2[] {to = "bit"} : memref<i32>
    %24 = affine.load %alloc_2[] {from = "bit"} : memref<i32>
    %25 = arith.shrsi %24, %c3_i32 : i32
    %alloc_3 = memref.alloc() {name = "at"} : memref<i32>
    affine.store %25, %alloc_3[] {to = "at"} : memref<i32>
    %26 = affine.load %alloc_3[] {from = "at"} : memref<i32>
    %27 = arith.index_cast %26 : i32 to index
    %28 = memref.load %arg3[%27] {from = "table", unsigned} : memref<1318xi8>
    %29 = arith.extui %28 : i8 to i32
    %alloc_4 = memref.alloc() {name = "high"} : memref<i32>
    affine.store %29, %alloc_4[] {to = "high"} : memref<i32>
    %30 = affine.load %alloc_3[] {from = "at"} : memref<i32>
    %31 = arith.extsi %30 : i32 to i33
    %c1_i32 = arith.constant 1 : i32
    %32 = arith.extsi %c1_i32 : i32 to i33
    %33 = arith.addi %31, %32 : i33
    %34 = arith.index_cast %33 : i33 to index
    %35 = memref.load %arg3[%34] {from = "table", unsigned} : memref<1318xi8>
    %36 = arith.extui %35 : i8 to i32
    %alloc_5 = memref.alloc() {name = "low"} : memref<i32>
    affine.store %36, %alloc_5[] {to = "low"} : memref<i32>
    %37 = affine.load %alloc_4[] {from = "high"} : memref<i32>
    %c8_i32 = arith.constant 8 : i32
    %38 = arith.shli %37, %c8_i32 : i32
    %39 = affine.load %alloc_5[] {from = "low"} : memref<i32>
    %40 = arith.ori %38, %39 : i32
    %alloc_6 = memref.alloc() {name = "pair"} : memref<i32>
    affine.store %40, %alloc_6[] {to = "pair"} : memref<i32>
    %c16_i32 = arith.constant 16 : i32
    %41 = arith.extsi %c16_i32 : i32 to i33
    %42 = arith.extsi %c3_i32 : i32 to i33
    %43 = arith.subi %41, %42 : i33
    %44 = affine.load %alloc_2[] {from = "bit"} : memref<i32>
    %c7_i32 = arith.constant 7 : i32
    %45 = arith.andi %44, %c7_i32 : i32
    %46 = arith.extsi %43 : i33 to i34
    %47 = arith.extsi %45 : i32 to i34
    %48 = arith.subi %46, %47 : i34
    %49 = arith.trunci %48 : i34 to i32
    %alloc_7 = memref.alloc() {name = "shift"} : memref<i32>
    affine.store %49, %alloc_7[] {to = "shift"} : memref<i32>
    %50 = affine.load %alloc_6[] {from = "pair"} : memref<i32>
    %51 = affine.load %alloc_7[] {from = "shift"} : memref<i32>
    %52 = arith.shrsi %50, %51 : i32
    %53 = arith.andi %52, %c7_i32 : i32
    %alloc_8 = memref.alloc() {name = "expert"} : memref<i32>
    affine.store %53, %alloc_8[] {to = "expert"} : memref<i32>
    %54 = affine.load %alloc_8[] {from = "expert"} : memref<i32>
    return %54 : i32
  }
  func.func @cepr_lookup(%arg0: memref<5xi32>, %arg1: memref<1318xi8>, %arg2: memref<1xi32>) attributes {itypes = "sus", otypes = ""} {
    %c0_i32 = arith.constant 0 : i32
    %alloc = memref.alloc() {name = "code"} : memref<i32>
    affine.store %c0_i32, %alloc[] {to = "code"} : memref<i32>
    affine.for %arg3 = 0 to 3 {
      %4 = affine.load %arg0[1] {from = "query"} : memref<5xi32>
      %5 = arith.index_cast %arg3 : index to i33
      %6 = arith.extsi %4 : i32 to i33
      %7 = arith.cmpi slt, %5, %6 : i33
      scf.if %7 {
        %8 = affine.load %alloc[] {from = "code"} : memref<i32>
        %9 = arith.extsi %8 : i32 to i64
        %c8_i32 = arith.constant 8 : i32
        %10 = arith.extsi %c8_i32 : i32 to i64
        %11 = arith.muli %9, %10 : i64
        %12 = affine.load %arg0[%arg3 + 2] {from = "query"} : memref<5xi32>
        %13 = arith.extsi %11 : i64 to i65
        %14 = arith.extsi %12 : i32 to i65
        %15 = arith.addi %13, %14 : i65
        %16 = arith.trunci %15 : i65 to i32
        affine.store %16, %alloc[] {to = "code"} : memref<i32>
      }
    } {loop_name = "i", op_name = "encode", pipeline_ii = 1 : ui32}
    %0 = affine.load %arg0[0] {from = "query"} : memref<5xi32>
    %1 = affine.load %arg0[1] {from = "query"} : memref<5xi32>
    %2 = affine.load %alloc[] {from = "code"} : memref<i32>
    %3 = call @predicted_expert(%0, %1, %2, %arg1) : (i32, i32, i32, memref<1318xi8>) -> i32
    affine.store %3, %arg2[0] {to = "predicted"} : memref<1xi32>
    return
  }
}
