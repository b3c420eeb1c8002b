module {
  memref.global "private" @__stateful_expert_buffer_tags_1 : memref<12xi32> = dense<0> {static}
  memref.global "private" @__stateful_expert_buffer_ages_2 : memref<12xi32> = dense<0> {static}
  func.func @touched_slot(%arg0: i32, %arg1: i32, %arg2: memref<12xi32>, %arg3: memref<12xi32>) -> i32 attributes {itypes = "ssss", otypes = "s"} {
    %0 = arith.extsi %arg0 : i32 to i64
    %c2_i32 = arith.constant 2 : i32
    %1 = arith.extsi %c2_i32 : i32 to i64
    %2 = arith.muli %0, %1 : i64
    %3 = arith.trunci %2 : i64 to i32
    %alloc = memref.alloc() {name = "first"} : memref<i32>
    affine.store %3, %alloc[] {to = "first"} : memref<i32>
    %c8_i32 = arith.constant 8 : i32
    %4 = arith.extsi %c8_i32 : i32 to i64
    %5 = arith.muli %0, %4 : i64
    %6 = arith.trunci %5 : i64 to i32
    %alloc_0 = memref.alloc() {name = "others"} : memref<i32>
    affine.store %6, %alloc_0[] {to = "others"} : memref<i32>
    %7 = affine.load %alloc_0[] {from = "others"} : memref<i32>
    %8 = arith.extsi %7 : i32 to i33
    %9 = arith.extsi %arg1 : i32 to i33
    %10 = arith.addi %8, %9 : i33
    %11 = arith.extsi %10 : i33 to i34
    %c1_i32 = arith.constant 1 : i32
    %12 = arith.extsi %c1_i32 : i32 to i34
    %13 = arith.addi %11, %12 : i34
    %14 = arith.trunci %13 : i34 to i32
    %alloc_1 = memref.alloc() {name = "tag"} : memref<i32>
    affine.store %14, %alloc_1[] {to = "tag"} : memref<i32>
    %c0_i32 = arith.constant 0 : i32
    %alloc_2 = memref.alloc() {name = "slot"} : memref<i32>
    affine.store %c0_i32, %alloc_2[] {to = "slot"} : memref<i32>
    %15 = arith.subi %c0_i32, %c1_i32 : i32
    %alloc_3 = memref.alloc() {name = "oldest"} : memref<i32>
    affine.store %15, %alloc_3[] {to = "oldest"} : memref<i32>
    %alloc_4 = memref.alloc() {name = "hit"} : memref<i32>
    affine.store %c0_i32, %alloc_4[] {to = "hit"} : memref<i32>
    affine.for %arg4 = 0 to 2 {
      %29 = arith.index_cast %arg4 : index to i32
      %alloc_7 = memref.alloc() {name = "step"} : memref<i32>
      affine.store %29, %alloc_7[] {to = "step"} : memref<i32>
      %30 = affine.load %alloc[] {from = "first"} : memref<i32>
      %31 = affine.load %alloc_7[] {from = "step"} : memref<i32>
      %32 = arith.extsi %30 : i32 to i33
      %33 = arith.extsi %31 : i32 to i33
      %34 = arith.addi %32, %33 : i33
      %35 = arith.trunci %34 : i33 to i32
      %alloc_8 = memref.alloc() {name = "at"} : memref<i32>
      affine.store %35, %alloc_8[] {to = "at"} : memref<i32>
      %36 = affine.load %alloc_8[] {from = "at"} : memref<i32>
      %37 = arith.index_cast %36 : i32 to index
      %38 = memref.load %arg2[%37] {from = "tags"} : memref<12xi32>
      %39 = affine.load %alloc_1[] {from = "tag"} : memref<i32>
      %40 = arith.cmpi eq, %38, %39 : i32
      scf.if %40 {
        %43 = affine.load %alloc_8[] {from = "at"} : memref<i32>
        affine.store %43, %alloc_2[] {to = "slot"} : memref<i32>
        affine.store %c1_i32, %alloc_4[] {to = "hit"} : memref<i32>
      }
      %41 = affine.load %alloc_4[] {from = "hit"} : memref<i32>
      %42 = arith.cmpi eq, %41, %c0_i32 : i32
      scf.if %42 {
        %43 = affine.load %alloc_8[] {from = "at"} : memref<i32>
        %44 = arith.index_cast %43 : i32 to index
        %45 = memref.load %arg3[%44] {from = "ages"} : memref<12xi32>
        %46 = affine.load %alloc_3[] {from = "oldest"} : memref<i32>
        %47 = arith.cmpi sgt, %45, %46 : i32
        scf.if %47 {
          %48 = affine.load %alloc_8[] {from = "at"} : memref<i32>
          %49 = arith.index_cast %48 : i32 to index
          %50 = memref.load %arg3[%49] {from = "ages"} : memref<12xi32>
          affine.store %50, %alloc_3[] {to = "oldest"} : memref<i32>
          %51 = affine.load %alloc_8[] {from = "at"} : memref<i32>
          affine.store %51, %alloc_2[] {to = "slot"} : memref<i32>
        }
      }
    } {loop_name = "i", op_name = "find", pipeline_ii = 1 : ui32}
    %16 = affine.load %alloc_2[] {from = "slot"} : memref<i32>
    %17 = arith.index_cast %16 : i32 to index
    %18 = memref.load %arg3[%17] {from = "ages"} : memref<12xi32>
    %alloc_5 = memref.alloc() {name = "age"} : memref<i32>
    affine.store %18, %alloc_5[] {to = "age"} : memref<i32>
    affine.for %arg4 = 0 to 2 {
      %29 = arith.index_cast %arg4 : index to i32
      %alloc_7 = memref.alloc() {name = "step"} : memref<i32>
      affine.store %29, %alloc_7[] {to = "step"} : memref<i32>
      %30 = affine.load %alloc[] {from = "first"} : memref<i32>
      %31 = affine.load %alloc_7[] {from = "step"} : memref<i32>
      %32 = arith.extsi %30 : i32 to i33
      %33 = arith.extsi %31 : i32 to i33
      %34 = arith.addi %32, %33 : i33
      %35 = arith.trunci %34 : i33 to i32
      %alloc_8 = memref.alloc() {name = "at"} : memref<i32>
      affine.store %35, %alloc_8[] {to = "at"} : memref<i32>
      %36 = affine.load %alloc_8[] {from = "at"} : memref<i32>
      %37 = arith.index_cast %36 : i32 to index
      %38 = memref.load %arg3[%37] {from = "ages"} : memref<12xi32>
      %39 = affine.load %alloc_5[] {from = "age"} : memref<i32>
      %40 = arith.cmpi sle, %38, %39 : i32
      scf.if %40 {
        %41 = affine.load %alloc_8[] {from = "at"} : memref<i32>
        %42 = arith.index_cast %41 : i32 to index
        %43 = memref.load %arg3[%42] {from = "ages"} : memref<12xi32>
        %44 = arith.extsi %43 : i32 to i33
        %45 = arith.extsi %c1_i32 : i32 to i33
        %46 = arith.addi %44, %45 : i33
        %47 = arith.trunci %46 : i33 to i32
        memref.store %47, %arg3[%42] {to = "ages"} : memref<12xi32>
      }
    } {loop_name = "i", op_name = "age", pipeline_ii = 1 : ui32}
    %19 = affine.load %alloc_2[] {from = "slot"} : memref<i32>
    %20 = arith.index_cast %19 : i32 to index
    memref.store %c0_i32, %arg3[%20] {to = "ages"} : memref<12xi32>
    %21 = affine.load %alloc_1[] {from = "tag"} : memref<i32>
    %22 = affine.load %alloc_2[] {from = "slot"} : memref<i32>
    %23 = arith.index_cast %22 : i32 to index
    memref.store %21, %arg2[%23] {to = "tags"} : memref<12xi32>
    %24 = affine.load %alloc_2[] {from = "slot"} : memref<i32>
    %25 = arith.shli %24, %c1_i32 : i32
    %alloc_6 = memref.alloc() {name = "twice"} : memref<i32>
    affine.store %25, %alloc_6[] {to = "twice"} : memref<i32>
    %26 = affine.load %alloc_6[] {from = "twice"} : memref<i32>
    %27 = affine.load %alloc_4[] {from = "hit"} : memref<i32>
    %28 = arith.ori %26, %27 : i32
    return %28 : i32
  }
  func.func @expert_buffer(%arg0: memref<4xi32>, %arg1: memref<2xi32>) attributes {itypes = "ss", otypes = ""} {
    %0 = memref.get_global @__stateful_expert_buffer_tags_1 : memref<12xi32>
    %1 = memref.get_global @__stateful_expert_buffer_ages_2 : memref<12xi32>
    %2 = affine.load %arg0[3] {from = "access"} : memref<4xi32>
    %c1_i32 = arith.constant 1 : i32
    %3 = arith.cmpi eq, %2, %c1_i32 : i32
    scf.if %3 {
      affine.for %arg2 = 0 to 12 {
        %c0_i32_0 = arith.constant 0 : i32
        affine.store %c0_i32_0, %0[%arg2] {to = "tags"} : memref<12xi32>
        affine.store %c0_i32_0, %1[%arg2] {to = "ages"} : memref<12xi32>
      } {loop_name = "i", op_name = "forget"}
    }
    %4 = affine.load %arg0[1] {from = "access"} : memref<4xi32>
    %c0_i32 = arith.constant 0 : i32
    %5 = arith.cmpi sge, %4, %c0_i32 : i32
    scf.if %5 {
      %13 = affine.load %arg0[0] {from = "access"} : memref<4xi32>
      %14 = affine.load %arg0[1] {from = "access"} : memref<4xi32>
      %15 = func.call @touched_slot(%13, %14, %0, %1) : (i32, i32, memref<12xi32>, memref<12xi32>) -> i32
      %alloc_0 = memref.alloc() {name = "preloaded"} : memref<i32>
      affine.store %15, %alloc_0[] {to = "preloaded"} : memref<i32>
    }
    %6 = affine.load %arg0[0] {from = "access"} : memref<4xi32>
    %7 = affine.load %arg0[2] {from = "access"} : memref<4xi32>
    %8 = call @touched_slot(%6, %7, %0, %1) : (i32, i32, memref<12xi32>, memref<12xi32>) -> i32
    %alloc = memref.alloc() {name = "found"} : memref<i32>
    affine.store %8, %alloc[] {to = "found"} : memref<i32>
    %9 = affine.load %alloc[] {from = "found"} : memref<i32>
    %10 = arith.shrsi %9, %c1_i32 : i32
    affine.store %10, %arg1[0] {to = "residence"} : memref<2xi32>
    %11 = affine.load %alloc[] {from = "found"} : memref<i32>
    %12 = arith.andi %11, %c1_i32 : i32
    affine.store %12, %arg1[1] {to = "residence"} : memref<2xi32>
    return
  }
}
