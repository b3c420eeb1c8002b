#map = affine_map<(d0, d1) -> (0, d1, d0, 0)>
module {
  memref.global "private" @__stateful_factorised_lookup_path_1 : memref<3x3x2xi32> = dense<0> {static}
  memref.global "private" @__stateful_factorised_lookup_recents_2 : memref<1x3x1x16xi32> = dense<0> {static}
  memref.global "private" @__stateful_factorised_lookup_memories_3 : memref<3x1x16xi32> = dense<0> {static}
  memref.global "private" @__stateful_factorised_lookup_pending_4 : memref<3x1x16xi32> = dense<0> {static}
  memref.global "private" @__stateful_factorised_lookup_state_5 : memref<1x16xi32> = dense<0> {static}
  memref.global "private" @__stateful_factorised_lookup_place_6 : memref<3xi32> = dense<0> {static}
  memref.global "private" @__stateful_factorised_lookup_this_token_7 : memref<2xi32> = dense<0> {static}
  memref.global "private" @__stateful_factorised_lookup_last_token_8 : memref<2xi32> = dense<0> {static}
  func.func @forgotten(%arg0: memref<3x1x16xi32>, %arg1: memref<3x1x16xi32>, %arg2: memref<1x3x1x16xi32>) attributes {itypes = "sss", otypes = ""} {
    affine.for %arg3 = 0 to 3 {
      affine.for %arg4 = 0 to 1 {
        affine.for %arg5 = 0 to 16 {
          %c0_i32 = arith.constant 0 : i32
          affine.store %c0_i32, %arg0[%arg3, %arg4, %arg5] {to = "memories"} : memref<3x1x16xi32>
          affine.store %c0_i32, %arg1[%arg3, %arg4, %arg5] {to = "pending"} : memref<3x1x16xi32>
        } {loop_name = "m", op_name = "S_m_0"}
      } {loop_name = "w", pipeline_ii = 1 : ui32}
    } {loop_name = "r", op_name = "forget_state"}
    affine.for %arg3 = 0 to 1 {
      affine.for %arg4 = 0 to 3 {
        affine.for %arg5 = 0 to 1 {
          affine.for %arg6 = 0 to 16 {
            %c0_i32 = arith.constant 0 : i32
            affine.store %c0_i32, %arg2[%arg3, %arg4, %arg5, %arg6] {to = "recents"} : memref<1x3x1x16xi32>
          } {loop_name = "m", op_name = "S_m_2"}
        } {loop_name = "w", pipeline_ii = 1 : ui32}
      } {loop_name = "a"}
    } {loop_name = "r", op_name = "forget_recent"}
    return
  }
  memref.global "private" @recent_rates : memref<1xi32> = dense<2>
  func.func @state_rows(%arg0: memref<285xi128>, %arg1: i32, %arg2: memref<2xi32>, %arg3: memref<1x16xi32, #map>) attributes {itypes = "usss", otypes = ""} {
    %alloc = memref.alloc() {name = "shifts"} : memref<1x16xi32, #map>
    affine.for %arg4 = 0 to 1 {
      %0 = arith.index_cast %arg4 : index to i32
      %alloc_0 = memref.alloc() {name = "step"} : memref<i32>
      affine.store %0, %alloc_0[] {to = "step"} : memref<i32>
      %1 = affine.load %alloc_0[] {from = "step"} : memref<i32>
      %2 = arith.extsi %arg1 : i32 to i33
      %3 = arith.extsi %1 : i32 to i33
      %4 = arith.addi %2, %3 : i33
      %5 = arith.index_cast %4 : i33 to index
      %6 = memref.load %arg0[%5] {from = "words", unsigned} : memref<285xi128>
      %alloc_1 = memref.alloc() {name = "of_columns", unsigned} : memref<i128>
      affine.store %6, %alloc_1[] {to = "of_columns"} : memref<i128>
      affine.for %arg5 = 0 to 16 {
        %7 = affine.load %alloc_1[] {from = "of_columns"} : memref<i128>
        %c8_i32 = arith.constant 8 : i32
        %8 = arith.extsi %c8_i32 : i32 to i64
        %9 = arith.index_cast %arg5 : index to i64
        %10 = arith.muli %8, %9 : i64
        %11 = arith.extsi %10 : i64 to i65
        %12 = arith.extsi %c8_i32 : i32 to i65
        %13 = arith.addi %11, %12 : i65
        %c1_i32 = arith.constant 1 : i32
        %14 = arith.extsi %c1_i32 : i32 to i65
        %15 = arith.subi %13, %14 : i65
        %16 = arith.index_cast %10 : i64 to index
        %17 = arith.index_cast %15 : i65 to index
        %18 = allo.get_slice(%7 : i128, %17, %16) -> i8
        %alloc_2 = memref.alloc() {name = "shift"} : memref<i8>
        affine.store %18, %alloc_2[] {to = "shift"} : memref<i8>
        %19 = affine.load %alloc_2[] {from = "shift"} : memref<i8>
        %20 = arith.extsi %19 : i8 to i32
        affine.store %20, %alloc[%arg4, %arg5] {to = "shifts"} : memref<1x16xi32, #map>
        %c0_i32 = arith.constant 0 : i32
        affine.store %c0_i32, %arg3[%arg4, %arg5] {to = "sums"} : memref<1x16xi32, #map>
      } {loop_name = "m", op_name = "S_m_0"}
    } {loop_name = "w", op_name = "state_shifts", pipeline_ii = 1 : ui32}
    affine.for %arg4 = 0 to 2 {
      affine.for %arg5 = 0 to 1 {
        %0 = affine.load %arg2[%arg4] {from = "rows"} : memref<2xi32>
        %1 = arith.extsi %0 : i32 to i33
        %c1_i32 = arith.constant 1 : i32
        %2 = arith.extsi %c1_i32 : i32 to i33
        %3 = arith.addi %1, %2 : i33
        %4 = arith.extsi %3 : i33 to i65
        %5 = arith.extsi %c1_i32 : i32 to i65
        %6 = arith.muli %4, %5 : i65
        %7 = arith.extsi %6 : i65 to i66
        %8 = arith.index_cast %arg5 : index to i66
        %9 = arith.addi %7, %8 : i66
        %10 = arith.trunci %9 : i66 to i32
        %alloc_0 = memref.alloc() {name = "row"} : memref<i32>
        affine.store %10, %alloc_0[] {to = "row"} : memref<i32>
        %11 = affine.load %alloc_0[] {from = "row"} : memref<i32>
        %12 = arith.extsi %arg1 : i32 to i33
        %13 = arith.extsi %11 : i32 to i33
        %14 = arith.addi %12, %13 : i33
        %15 = arith.index_cast %14 : i33 to index
        %16 = memref.load %arg0[%15] {from = "words", unsigned} : memref<285xi128>
        %alloc_1 = memref.alloc() {name = "taken", unsigned} : memref<i128>
        affine.store %16, %alloc_1[] {to = "taken"} : memref<i128>
        affine.for %arg6 = 0 to 16 {
          %17 = affine.load %alloc_1[] {from = "taken"} : memref<i128>
          %c8_i32 = arith.constant 8 : i32
          %18 = arith.extsi %c8_i32 : i32 to i64
          %19 = arith.index_cast %arg6 : index to i64
          %20 = arith.muli %18, %19 : i64
          %21 = arith.extsi %20 : i64 to i65
          %22 = arith.extsi %c8_i32 : i32 to i65
          %23 = arith.addi %21, %22 : i65
          %24 = arith.subi %23, %5 : i65
          %25 = arith.index_cast %20 : i64 to index
          %26 = arith.index_cast %24 : i65 to index
          %27 = allo.get_slice(%17 : i128, %26, %25) -> i8
          %alloc_2 = memref.alloc() {name = "entry"} : memref<i8>
          affine.store %27, %alloc_2[] {to = "entry"} : memref<i8>
          %28 = affine.load %alloc_2[] {from = "entry"} : memref<i8>
          %29 = arith.extsi %28 : i8 to i32
          %alloc_3 = memref.alloc() {name = "wide"} : memref<i32>
          affine.store %29, %alloc_3[] {to = "wide"} : memref<i32>
          %30 = affine.load %alloc_3[] {from = "wide"} : memref<i32>
          %31 = affine.load %alloc[%arg5, %arg6] {from = "shifts"} : memref<1x16xi32, #map>
          %32 = arith.shli %30, %31 : i32
          %33 = affine.load %arg3[%arg5, %arg6] {from = "sums"} : memref<1x16xi32, #map>
          %34 = arith.extsi %33 : i32 to i33
          %35 = arith.extui %32 : i32 to i33
          %36 = arith.addi %34, %35 : i33
          %37 = arith.trunci %36 : i33 to i32
          affine.store %37, %arg3[%arg5, %arg6] {to = "sums"} : memref<1x16xi32, #map>
        } {loop_name = "m", op_name = "S_m_2"}
      } {loop_name = "w", pipeline_ii = 1 : ui32}
    } {loop_name = "k", op_name = "state_rows"}
    return
  }
  func.func @vote_rows(%arg0: memref<285xi128>, %arg1: i32, %arg2: memref<2xi32>, %arg3: memref<1x16xi32, #map>) attributes {itypes = "usss", otypes = ""} {
    %alloc = memref.alloc() {name = "shifts"} : memref<1x16xi32, #map>
    affine.for %arg4 = 0 to 1 {
      %0 = arith.index_cast %arg4 : index to i32
      %alloc_0 = memref.alloc() {name = "step"} : memref<i32>
      affine.store %0, %alloc_0[] {to = "step"} : memref<i32>
      %1 = affine.load %alloc_0[] {from = "step"} : memref<i32>
      %2 = arith.extsi %arg1 : i32 to i33
      %3 = arith.extsi %1 : i32 to i33
      %4 = arith.addi %2, %3 : i33
      %5 = arith.index_cast %4 : i33 to index
      %6 = memref.load %arg0[%5] {from = "words", unsigned} : memref<285xi128>
      %alloc_1 = memref.alloc() {name = "of_columns", unsigned} : memref<i128>
      affine.store %6, %alloc_1[] {to = "of_columns"} : memref<i128>
      affine.for %arg5 = 0 to 16 {
        %7 = affine.load %alloc_1[] {from = "of_columns"} : memref<i128>
        %c8_i32 = arith.constant 8 : i32
        %8 = arith.extsi %c8_i32 : i32 to i64
        %9 = arith.index_cast %arg5 : index to i64
        %10 = arith.muli %8, %9 : i64
        %11 = arith.extsi %10 : i64 to i65
        %12 = arith.extsi %c8_i32 : i32 to i65
        %13 = arith.addi %11, %12 : i65
        %c1_i32 = arith.constant 1 : i32
        %14 = arith.extsi %c1_i32 : i32 to i65
        %15 = arith.subi %13, %14 : i65
        %16 = arith.index_cast %10 : i64 to index
        %17 = arith.index_cast %15 : i65 to index
        %18 = allo.get_slice(%7 : i128, %17, %16) -> i8
        %alloc_2 = memref.alloc() {name = "shift"} : memref<i8>
        affine.store %18, %alloc_2[] {to = "shift"} : memref<i8>
        %19 = affine.load %alloc_2[] {from = "shift"} : memref<i8>
        %20 = arith.extsi %19 : i8 to i32
        affine.store %20, %alloc[%arg4, %arg5] {to = "shifts"} : memref<1x16xi32, #map>
        %c0_i32 = arith.constant 0 : i32
        affine.store %c0_i32, %arg3[%arg4, %arg5] {to = "sums"} : memref<1x16xi32, #map>
      } {loop_name = "m", op_name = "S_m_0"}
    } {loop_name = "w", op_name = "vote_shifts", pipeline_ii = 1 : ui32}
    affine.for %arg4 = 0 to 2 {
      affine.for %arg5 = 0 to 1 {
        %0 = affine.load %arg2[%arg4] {from = "rows"} : memref<2xi32>
        %1 = arith.extsi %0 : i32 to i33
        %c1_i32 = arith.constant 1 : i32
        %2 = arith.extsi %c1_i32 : i32 to i33
        %3 = arith.addi %1, %2 : i33
        %4 = arith.extsi %3 : i33 to i65
        %5 = arith.extsi %c1_i32 : i32 to i65
        %6 = arith.muli %4, %5 : i65
        %7 = arith.extsi %6 : i65 to i66
        %8 = arith.index_cast %arg5 : index to i66
        %9 = arith.addi %7, %8 : i66
        %10 = arith.trunci %9 : i66 to i32
        %alloc_0 = memref.alloc() {name = "row"} : memref<i32>
        affine.store %10, %alloc_0[] {to = "row"} : memref<i32>
        %11 = affine.load %alloc_0[] {from = "row"} : memref<i32>
        %12 = arith.extsi %arg1 : i32 to i33
        %13 = arith.extsi %11 : i32 to i33
        %14 = arith.addi %12, %13 : i33
        %15 = arith.index_cast %14 : i33 to index
        %16 = memref.load %arg0[%15] {from = "words", unsigned} : memref<285xi128>
        %alloc_1 = memref.alloc() {name = "taken", unsigned} : memref<i128>
        affine.store %16, %alloc_1[] {to = "taken"} : memref<i128>
        affine.for %arg6 = 0 to 16 {
          %17 = affine.load %alloc_1[] {from = "taken"} : memref<i128>
          %c8_i32 = arith.constant 8 : i32
          %18 = arith.extsi %c8_i32 : i32 to i64
          %19 = arith.index_cast %arg6 : index to i64
          %20 = arith.muli %18, %19 : i64
          %21 = arith.extsi %20 : i64 to i65
          %22 = arith.extsi %c8_i32 : i32 to i65
          %23 = arith.addi %21, %22 : i65
          %24 = arith.subi %23, %5 : i65
          %25 = arith.index_cast %20 : i64 to index
          %26 = arith.index_cast %24 : i65 to index
          %27 = allo.get_slice(%17 : i128, %26, %25) -> i8
          %alloc_2 = memref.alloc() {name = "entry"} : memref<i8>
          affine.store %27, %alloc_2[] {to = "entry"} : memref<i8>
          %28 = affine.load %alloc_2[] {from = "entry"} : memref<i8>
          %29 = arith.extsi %28 : i8 to i32
          %alloc_3 = memref.alloc() {name = "wide"} : memref<i32>
          affine.store %29, %alloc_3[] {to = "wide"} : memref<i32>
          %30 = affine.load %alloc_3[] {from = "wide"} : memref<i32>
          %31 = affine.load %alloc[%arg5, %arg6] {from = "shifts"} : memref<1x16xi32, #map>
          %32 = arith.shli %30, %31 : i32
          %33 = affine.load %arg3[%arg5, %arg6] {from = "sums"} : memref<1x16xi32, #map>
          %34 = arith.extsi %33 : i32 to i33
          %35 = arith.extui %32 : i32 to i33
          %36 = arith.addi %34, %35 : i33
          %37 = arith.trunci %36 : i33 to i32
          affine.store %37, %arg3[%arg5, %arg6] {to = "sums"} : memref<1x16xi32, #map>
        } {loop_name = "m", op_name = "S_m_2"}
      } {loop_name = "w", pipeline_ii = 1 : ui32}
    } {loop_name = "k", op_name = "vote_rows"}
    return
  }
  func.func @taken_in(%arg0: memref<285xi128>, %arg1: i32, %arg2: i32, %arg3: memref<2xi32>, %arg4: memref<3x3x2xi32>, %arg5: memref<1x16xi32>, %arg6: memref<3x1x16xi32>, %arg7: memref<1x3x1x16xi32>) attributes {itypes = "usssssss", otypes = ""} {
    %0 = memref.get_global @recent_rates : memref<1xi32>
    %alloc = memref.alloc() {name = "state_sums"} : memref<1x16xi32, #map>
    %c0_i32 = arith.constant {name = "%c0_i32"} 0 : i32
    linalg.fill ins(%c0_i32 : i32) outs(%alloc : memref<1x16xi32, #map>)
    %alloc_0 = memref.alloc() {name = "vote_sums"} : memref<1x16xi32, #map>
    linalg.fill ins(%c0_i32 : i32) outs(%alloc_0 : memref<1x16xi32, #map>)
    affine.for %arg8 = 0 to 2 {
      %9 = affine.load %arg3[%arg8] {from = "chosen"} : memref<2xi32>
      %10 = arith.index_cast %arg2 : i32 to index
      %11 = arith.index_cast %arg1 : i32 to index
      memref.store %9, %arg4[%10, %11, %arg8] {to = "path"} : memref<3x3x2xi32>
    } {loop_name = "k", op_name = "remember", pipeline_ii = 1 : ui32}
    %1 = arith.extsi %arg1 {name = "%1"} : i32 to i64
    %c7_i32 = arith.constant {name = "%c7_i32"} 7 : i32
    %2 = arith.extsi %c7_i32 {name = "%2"} : i32 to i64
    %3 = arith.muli %1, %2 {name = "%3"} : i64
    %4 = arith.extsi %3 {name = "%4"} : i64 to i65
    %c147_i32 = arith.constant {name = "%c147_i32"} 147 : i32
    %5 = arith.extsi %c147_i32 {name = "%5"} : i32 to i65
    %6 = arith.addi %4, %5 {name = "%6"} : i65
    %7 = arith.trunci %6 {name = "%7"} : i65 to i32
    %alloc_1 = memref.alloc() {name = "path_block"} : memref<i32>
    affine.store %7, %alloc_1[] {to = "path_block"} : memref<i32>
    %8 = affine.load %alloc_1[] {from = "path_block"} : memref<i32>
    call @state_rows(%arg0, %8, %arg3, %alloc) : (memref<285xi128>, i32, memref<2xi32>, memref<1x16xi32, #map>) -> ()
    affine.for %arg8 = 0 to 1 {
      affine.for %arg9 = 0 to 16 {
        %9 = affine.load %alloc[%arg8, %arg9] {from = "state_sums"} : memref<1x16xi32, #map>
        %10 = affine.load %arg5[%arg8, %arg9] {from = "state"} : memref<1x16xi32>
        %11 = arith.extsi %10 : i32 to i33
        %12 = arith.extsi %9 : i32 to i33
        %13 = arith.addi %11, %12 : i33
        %14 = arith.trunci %13 : i33 to i32
        affine.store %14, %arg5[%arg8, %arg9] {to = "state"} : memref<1x16xi32>
      } {loop_name = "m", op_name = "S_m_1"}
    } {loop_name = "w", op_name = "add_path", pipeline_ii = 1 : ui32}
    affine.for %arg8 = 0 to 3 {
      %9 = arith.index_cast %arg8 : index to i64
      %c3_i32 = arith.constant 3 : i32
      %10 = arith.extsi %c3_i32 : i32 to i64
      %11 = arith.muli %9, %10 : i64
      %12 = arith.extsi %11 : i64 to i65
      %13 = arith.extsi %arg1 : i32 to i65
      %14 = arith.addi %12, %13 : i65
      %15 = arith.extsi %14 : i65 to i97
      %16 = arith.extsi %c7_i32 : i32 to i97
      %17 = arith.muli %15, %16 : i97
      %18 = arith.extsi %17 : i97 to i98
      %c168_i32 = arith.constant 168 : i32
      %19 = arith.extsi %c168_i32 : i32 to i98
      %20 = arith.addi %18, %19 : i98
      %21 = arith.trunci %20 : i98 to i32
      %alloc_2 = memref.alloc() {name = "history_block"} : memref<i32>
      affine.store %21, %alloc_2[] {to = "history_block"} : memref<i32>
      %22 = affine.load %alloc_2[] {from = "history_block"} : memref<i32>
      func.call @state_rows(%arg0, %22, %arg3, %alloc) : (memref<285xi128>, i32, memref<2xi32>, memref<1x16xi32, #map>) -> ()
      affine.for %arg9 = 0 to 1 {
        affine.for %arg10 = 0 to 16 {
          %23 = affine.load %alloc[%arg9, %arg10] {from = "state_sums"} : memref<1x16xi32, #map>
          %24 = affine.load %arg6[%arg8, %arg9, %arg10] {from = "pending"} : memref<3x1x16xi32>
          %25 = arith.extsi %24 : i32 to i33
          %26 = arith.extsi %23 : i32 to i33
          %27 = arith.addi %25, %26 : i33
          %28 = arith.trunci %27 : i33 to i32
          affine.store %28, %arg6[%arg8, %arg9, %arg10] {to = "pending"} : memref<3x1x16xi32>
        } {loop_name = "m", op_name = "S_m_3"}
      } {loop_name = "ha", op_name = "S_ha_3", pipeline_ii = 1 : ui32}
    } {loop_name = "r", op_name = "S_r_3"}
    affine.for %arg8 = 0 to 1 {
      %9 = arith.index_cast %arg8 : index to i34
      %c6_i32 = arith.constant 6 : i32
      %10 = arith.extsi %c6_i32 : i32 to i34
      %11 = arith.addi %9, %10 : i34
      %12 = arith.extsi %11 : i34 to i66
      %c3_i32 = arith.constant 3 : i32
      %13 = arith.extsi %c3_i32 : i32 to i66
      %14 = arith.muli %12, %13 : i66
      %15 = arith.extsi %14 : i66 to i67
      %16 = arith.extsi %arg1 : i32 to i67
      %17 = arith.addi %15, %16 : i67
      %18 = arith.extsi %17 : i67 to i99
      %19 = arith.extsi %c7_i32 : i32 to i99
      %20 = arith.muli %18, %19 : i99
      %21 = arith.extsi %20 : i99 to i100
      %22 = arith.extsi %c0_i32 : i32 to i100
      %23 = arith.addi %21, %22 : i100
      %24 = arith.trunci %23 : i100 to i32
      %alloc_2 = memref.alloc() {name = "recent_block"} : memref<i32>
      affine.store %24, %alloc_2[] {to = "recent_block"} : memref<i32>
      %25 = affine.load %alloc_2[] {from = "recent_block"} : memref<i32>
      func.call @vote_rows(%arg0, %25, %arg3, %alloc_0) : (memref<285xi128>, i32, memref<2xi32>, memref<1x16xi32, #map>) -> ()
      %26 = affine.load %0[%arg8] {from = "recent_rates"} : memref<1xi32>
      %alloc_3 = memref.alloc() {name = "rate"} : memref<i32>
      affine.store %26, %alloc_3[] {to = "rate"} : memref<i32>
      affine.for %arg9 = 0 to 1 {
        affine.for %arg10 = 0 to 16 {
          %27 = arith.index_cast %arg1 : i32 to index
          %28 = memref.load %arg7[%arg8, %27, %arg9, %arg10] {from = "recents"} : memref<1x3x1x16xi32>
          %alloc_4 = memref.alloc() {name = "held"} : memref<i32>
          affine.store %28, %alloc_4[] {to = "held"} : memref<i32>
          %29 = affine.load %alloc_4[] {from = "held"} : memref<i32>
          %30 = affine.load %alloc_3[] {from = "rate"} : memref<i32>
          %31 = arith.shrsi %29, %30 : i32
          %32 = arith.extsi %29 : i32 to i33
          %33 = arith.extsi %31 : i32 to i33
          %34 = arith.subi %32, %33 : i33
          %35 = affine.load %alloc_0[%arg9, %arg10] {from = "vote_sums"} : memref<1x16xi32, #map>
          %36 = arith.extsi %34 : i33 to i34
          %37 = arith.extsi %35 : i32 to i34
          %38 = arith.addi %36, %37 : i34
          %39 = arith.trunci %38 : i34 to i32
          memref.store %39, %arg7[%arg8, %27, %arg9, %arg10] {to = "recents"} : memref<1x3x1x16xi32>
        } {loop_name = "m", op_name = "S_m_6"}
      } {loop_name = "hb", op_name = "S_hb_6", pipeline_ii = 1 : ui32}
    } {loop_name = "r", op_name = "S_r_6"}
    return
  }
  memref.global "private" @memory_rates : memref<3xi32> = dense<[0, 1, 3]>
  func.func @folded(%arg0: memref<3x1x16xi32>, %arg1: memref<3x1x16xi32>) attributes {itypes = "ss", otypes = ""} {
    %0 = memref.get_global @memory_rates : memref<3xi32>
    affine.for %arg2 = 0 to 3 {
      affine.for %arg3 = 0 to 1 {
        %1 = affine.load %0[%arg2] {from = "memory_rates"} : memref<3xi32>
        %alloc = memref.alloc() {name = "memory_rate"} : memref<i32>
        affine.store %1, %alloc[] {to = "memory_rate"} : memref<i32>
        affine.for %arg4 = 0 to 16 {
          %2 = affine.load %arg0[%arg2, %arg3, %arg4] {from = "memories"} : memref<3x1x16xi32>
          %alloc_0 = memref.alloc() {name = "kept"} : memref<i32>
          affine.store %2, %alloc_0[] {to = "kept"} : memref<i32>
          %3 = affine.load %alloc_0[] {from = "kept"} : memref<i32>
          %4 = affine.load %alloc[] {from = "memory_rate"} : memref<i32>
          %5 = arith.shrsi %3, %4 : i32
          %6 = arith.extsi %3 : i32 to i33
          %7 = arith.extsi %5 : i32 to i33
          %8 = arith.subi %6, %7 : i33
          %9 = arith.trunci %8 : i33 to i32
          %alloc_1 = memref.alloc() {name = "left"} : memref<i32>
          affine.store %9, %alloc_1[] {to = "left"} : memref<i32>
          %10 = affine.load %alloc_1[] {from = "left"} : memref<i32>
          %11 = affine.load %arg1[%arg2, %arg3, %arg4] {from = "pending"} : memref<3x1x16xi32>
          %12 = arith.extsi %10 : i32 to i33
          %13 = arith.extsi %11 : i32 to i33
          %14 = arith.addi %12, %13 : i33
          %15 = arith.trunci %14 : i33 to i32
          affine.store %15, %arg0[%arg2, %arg3, %arg4] {to = "memories"} : memref<3x1x16xi32>
          %c0_i32 = arith.constant 0 : i32
          affine.store %c0_i32, %arg1[%arg2, %arg3, %arg4] {to = "pending"} : memref<3x1x16xi32>
        } {loop_name = "m", op_name = "S_m_0"}
      } {loop_name = "w", pipeline_ii = 1 : ui32}
    } {loop_name = "r", op_name = "fold"}
    return
  }
  func.func @shifted(%arg0: i32, %arg1: i32) -> i32 attributes {itypes = "ss", otypes = "s"} {
    %c0_i32 = arith.constant {name = "%c0_i32"} 0 : i32
    %alloc = memref.alloc() {name = "moved"} : memref<i32>
    affine.store %c0_i32, %alloc[] {to = "moved"} : memref<i32>
    %0 = arith.cmpi sge, %arg1, %c0_i32 {name = "%0"} : i32
    scf.if %0 {
      %2 = arith.shli %arg0, %arg1 : i32
      affine.store %2, %alloc[] {to = "moved"} : memref<i32>
    } else {
      %2 = arith.extsi %c0_i32 : i32 to i33
      %3 = arith.extsi %arg1 : i32 to i33
      %4 = arith.subi %2, %3 : i33
      %5 = arith.trunci %4 : i33 to i32
      %6 = arith.shrsi %arg0, %5 : i32
      affine.store %6, %alloc[] {to = "moved"} : memref<i32>
    }
    %1 = affine.load %alloc[] {from = "moved"} : memref<i32>
    return %1 : i32
  }
  func.func @token_state(%arg0: memref<285xi128>, %arg1: i32, %arg2: memref<2xi32>, %arg3: memref<1x16xi32>) attributes {itypes = "usss", otypes = ""} {
    %alloc = memref.alloc() {name = "sums"} : memref<1x16xi32, #map>
    %c0_i32 = arith.constant {name = "%c0_i32"} 0 : i32
    linalg.fill ins(%c0_i32 : i32) outs(%alloc : memref<1x16xi32, #map>)
    affine.for %arg4 = 0 to 2 {
      affine.for %arg5 = 0 to 1 {
        %0 = arith.index_cast %arg4 : index to i34
        %c1_i32 = arith.constant 1 : i32
        %1 = arith.extsi %c1_i32 : i32 to i34
        %2 = arith.addi %0, %1 : i34
        %3 = arith.extsi %2 : i34 to i66
        %4 = arith.extsi %c1_i32 : i32 to i66
        %5 = arith.muli %3, %4 : i66
        %6 = arith.extsi %5 : i66 to i67
        %7 = arith.index_cast %arg5 : index to i67
        %8 = arith.addi %6, %7 : i67
        %9 = arith.trunci %8 : i67 to i32
        %alloc_0 = memref.alloc() {name = "row"} : memref<i32>
        affine.store %9, %alloc_0[] {to = "row"} : memref<i32>
        %10 = affine.load %alloc_0[] {from = "row"} : memref<i32>
        %11 = arith.extsi %arg1 : i32 to i33
        %12 = arith.extsi %10 : i32 to i33
        %13 = arith.addi %11, %12 : i33
        %14 = arith.index_cast %13 : i33 to index
        %15 = memref.load %arg0[%14] {from = "words", unsigned} : memref<285xi128>
        %alloc_1 = memref.alloc() {name = "taken", unsigned} : memref<i128>
        affine.store %15, %alloc_1[] {to = "taken"} : memref<i128>
        affine.for %arg6 = 0 to 16 {
          %16 = affine.load %alloc_1[] {from = "taken"} : memref<i128>
          %c8_i32 = arith.constant 8 : i32
          %17 = arith.extsi %c8_i32 : i32 to i64
          %18 = arith.index_cast %arg6 : index to i64
          %19 = arith.muli %17, %18 : i64
          %20 = arith.extsi %19 : i64 to i65
          %21 = arith.extsi %c8_i32 : i32 to i65
          %22 = arith.addi %20, %21 : i65
          %23 = arith.extsi %c1_i32 : i32 to i65
          %24 = arith.subi %22, %23 : i65
          %25 = arith.index_cast %19 : i64 to index
          %26 = arith.index_cast %24 : i65 to index
          %27 = allo.get_slice(%16 : i128, %26, %25) -> i8
          %alloc_2 = memref.alloc() {name = "entry"} : memref<i8>
          affine.store %27, %alloc_2[] {to = "entry"} : memref<i8>
          %28 = affine.load %alloc_2[] {from = "entry"} : memref<i8>
          %29 = affine.load %arg2[%arg4] {from = "scalars"} : memref<2xi32>
          %30 = arith.extsi %28 : i8 to i40
          %31 = arith.extsi %29 : i32 to i40
          %32 = arith.muli %30, %31 : i40
          %33 = affine.load %alloc[%arg5, %arg6] {from = "sums"} : memref<1x16xi32, #map>
          %34 = arith.extsi %33 : i32 to i41
          %35 = arith.extsi %32 : i40 to i41
          %36 = arith.addi %34, %35 : i41
          %37 = arith.trunci %36 : i41 to i32
          affine.store %37, %alloc[%arg5, %arg6] {to = "sums"} : memref<1x16xi32, #map>
        } {loop_name = "m", op_name = "S_m_0"}
      } {loop_name = "w", pipeline_ii = 1 : ui32}
    } {loop_name = "i", op_name = "token_state"}
    affine.for %arg4 = 0 to 1 {
      %0 = arith.index_cast %arg4 : index to i32
      %alloc_0 = memref.alloc() {name = "step"} : memref<i32>
      affine.store %0, %alloc_0[] {to = "step"} : memref<i32>
      %1 = affine.load %alloc_0[] {from = "step"} : memref<i32>
      %2 = arith.extsi %arg1 : i32 to i33
      %3 = arith.extsi %1 : i32 to i33
      %4 = arith.addi %2, %3 : i33
      %5 = arith.index_cast %4 : i33 to index
      %6 = memref.load %arg0[%5] {from = "words", unsigned} : memref<285xi128>
      %alloc_1 = memref.alloc() {name = "of_columns", unsigned} : memref<i128>
      affine.store %6, %alloc_1[] {to = "of_columns"} : memref<i128>
      affine.for %arg5 = 0 to 16 {
        %7 = affine.load %alloc_1[] {from = "of_columns"} : memref<i128>
        %c8_i32 = arith.constant 8 : i32
        %8 = arith.extsi %c8_i32 : i32 to i64
        %9 = arith.index_cast %arg5 : index to i64
        %10 = arith.muli %8, %9 : i64
        %11 = arith.extsi %10 : i64 to i65
        %12 = arith.extsi %c8_i32 : i32 to i65
        %13 = arith.addi %11, %12 : i65
        %c1_i32 = arith.constant 1 : i32
        %14 = arith.extsi %c1_i32 : i32 to i65
        %15 = arith.subi %13, %14 : i65
        %16 = arith.index_cast %10 : i64 to index
        %17 = arith.index_cast %15 : i65 to index
        %18 = allo.get_slice(%7 : i128, %17, %16) -> i8
        %alloc_2 = memref.alloc() {name = "shift"} : memref<i8>
        affine.store %18, %alloc_2[] {to = "shift"} : memref<i8>
        %19 = affine.load %alloc_2[] {from = "shift"} : memref<i8>
        %20 = arith.extsi %19 : i8 to i32
        %alloc_3 = memref.alloc() {name = "by"} : memref<i32>
        affine.store %20, %alloc_3[] {to = "by"} : memref<i32>
        %21 = affine.load %alloc[%arg4, %arg5] {from = "sums"} : memref<1x16xi32, #map>
        %22 = affine.load %alloc_3[] {from = "by"} : memref<i32>
        %23 = func.call @shifted(%21, %22) : (i32, i32) -> i32
        %24 = affine.load %arg3[%arg4, %arg5] {from = "state"} : memref<1x16xi32>
        %25 = arith.extsi %24 : i32 to i33
        %26 = arith.extsi %23 : i32 to i33
        %27 = arith.addi %25, %26 : i33
        %28 = arith.trunci %27 : i33 to i32
        affine.store %28, %arg3[%arg4, %arg5] {to = "state"} : memref<1x16xi32>
      } {loop_name = "m", op_name = "S_m_2"}
    } {loop_name = "w", op_name = "token_state_shifted", pipeline_ii = 1 : ui32}
    return
  }
  func.func @begun(%arg0: memref<285xi128>, %arg1: i32, %arg2: i32, %arg3: memref<3x1x16xi32>, %arg4: memref<2xi32>, %arg5: memref<2xi32>, %arg6: memref<1x16xi32>) attributes {itypes = "ussssss", otypes = ""} {
    %0 = arith.extsi %arg1 {name = "%0"} : i32 to i33
    %c273_i32 = arith.constant {name = "%c273_i32"} 273 : i32
    %1 = arith.extsi %c273_i32 {name = "%1"} : i32 to i33
    %2 = arith.addi %0, %1 {name = "%2"} : i33
    %3 = arith.index_cast %2 {name = "%3"} : i33 to index
    %4 = memref.load %arg0[%3] {from = "words", unsigned} : memref<285xi128>
    %alloc = memref.alloc() {name = "this_word", unsigned} : memref<i128>
    affine.store %4, %alloc[] {to = "this_word"} : memref<i128>
    %5 = arith.extsi %arg2 {name = "%5"} : i32 to i33
    %c279_i32 = arith.constant {name = "%c279_i32"} 279 : i32
    %6 = arith.extsi %c279_i32 {name = "%6"} : i32 to i33
    %7 = arith.addi %5, %6 {name = "%7"} : i33
    %8 = arith.index_cast %7 {name = "%8"} : i33 to index
    %9 = memref.load %arg0[%8] {from = "words", unsigned} : memref<285xi128>
    %alloc_0 = memref.alloc() {name = "last_word", unsigned} : memref<i128>
    affine.store %9, %alloc_0[] {to = "last_word"} : memref<i128>
    affine.for %arg7 = 0 to 2 {
      %10 = affine.load %alloc[] {from = "this_word"} : memref<i128>
      %c8_i32 = arith.constant 8 : i32
      %11 = arith.extsi %c8_i32 : i32 to i64
      %12 = arith.index_cast %arg7 : index to i64
      %13 = arith.muli %11, %12 : i64
      %14 = arith.extsi %13 : i64 to i65
      %15 = arith.extsi %c8_i32 : i32 to i65
      %16 = arith.addi %14, %15 : i65
      %c1_i32 = arith.constant 1 : i32
      %17 = arith.extsi %c1_i32 : i32 to i65
      %18 = arith.subi %16, %17 : i65
      %19 = arith.index_cast %13 : i64 to index
      %20 = arith.index_cast %18 : i65 to index
      %21 = allo.get_slice(%10 : i128, %20, %19) -> i8
      %alloc_1 = memref.alloc() {name = "this_entry"} : memref<i8>
      affine.store %21, %alloc_1[] {to = "this_entry"} : memref<i8>
      %22 = affine.load %alloc_1[] {from = "this_entry"} : memref<i8>
      %23 = arith.extsi %22 : i8 to i32
      affine.store %23, %arg4[%arg7] {to = "this_token"} : memref<2xi32>
      %24 = affine.load %alloc_0[] {from = "last_word"} : memref<i128>
      %25 = allo.get_slice(%24 : i128, %20, %19) -> i8
      %alloc_2 = memref.alloc() {name = "last_entry"} : memref<i8>
      affine.store %25, %alloc_2[] {to = "last_entry"} : memref<i8>
      %26 = affine.load %alloc_2[] {from = "last_entry"} : memref<i8>
      %27 = arith.extsi %26 : i8 to i32
      affine.store %27, %arg5[%arg7] {to = "last_token"} : memref<2xi32>
    } {loop_name = "m", op_name = "S_m_0"}
    affine.for %arg7 = 0 to 1 {
      affine.for %arg8 = 0 to 16 {
        %c0_i32 = arith.constant 0 : i32
        %alloc_1 = memref.alloc() {name = "sum_of_rates"} : memref<i32>
        affine.store %c0_i32, %alloc_1[] {to = "sum_of_rates"} : memref<i32>
        affine.for %arg9 = 0 to 3 {
          %11 = affine.load %arg3[%arg9, %arg7, %arg8] {from = "memories"} : memref<3x1x16xi32>
          %12 = affine.load %alloc_1[] {from = "sum_of_rates"} : memref<i32>
          %13 = arith.extsi %12 : i32 to i33
          %14 = arith.extsi %11 : i32 to i33
          %15 = arith.addi %13, %14 : i33
          %16 = arith.trunci %15 : i33 to i32
          affine.store %16, %alloc_1[] {to = "sum_of_rates"} : memref<i32>
        } {loop_name = "r", op_name = "S_r_1"}
        %10 = affine.load %alloc_1[] {from = "sum_of_rates"} : memref<i32>
        affine.store %10, %arg6[%arg7, %arg8] {to = "state"} : memref<1x16xi32>
      } {loop_name = "m", op_name = "S_m_1"}
    } {loop_name = "w", op_name = "start_state", pipeline_ii = 1 : ui32}
    %c267_i32 = arith.constant {name = "%c267_i32"} 267 : i32
    call @token_state(%arg0, %c267_i32, %arg4, %arg6) : (memref<285xi128>, i32, memref<2xi32>, memref<1x16xi32>) -> ()
    %c270_i32 = arith.constant {name = "%c270_i32"} 270 : i32
    call @token_state(%arg0, %c270_i32, %arg5, %arg6) : (memref<285xi128>, i32, memref<2xi32>, memref<1x16xi32>) -> ()
    return
  }
  func.func @token_votes(%arg0: memref<285xi128>, %arg1: i32, %arg2: memref<2xi32>, %arg3: memref<1x16xi32, #map>) attributes {itypes = "usss", otypes = ""} {
    %alloc = memref.alloc() {name = "sums"} : memref<1x16xi32, #map>
    %c0_i32 = arith.constant {name = "%c0_i32"} 0 : i32
    linalg.fill ins(%c0_i32 : i32) outs(%alloc : memref<1x16xi32, #map>)
    affine.for %arg4 = 0 to 2 {
      affine.for %arg5 = 0 to 1 {
        %0 = arith.index_cast %arg4 : index to i34
        %c1_i32 = arith.constant 1 : i32
        %1 = arith.extsi %c1_i32 : i32 to i34
        %2 = arith.addi %0, %1 : i34
        %3 = arith.extsi %2 : i34 to i66
        %4 = arith.extsi %c1_i32 : i32 to i66
        %5 = arith.muli %3, %4 : i66
        %6 = arith.extsi %5 : i66 to i67
        %7 = arith.index_cast %arg5 : index to i67
        %8 = arith.addi %6, %7 : i67
        %9 = arith.trunci %8 : i67 to i32
        %alloc_0 = memref.alloc() {name = "row"} : memref<i32>
        affine.store %9, %alloc_0[] {to = "row"} : memref<i32>
        %10 = affine.load %alloc_0[] {from = "row"} : memref<i32>
        %11 = arith.extsi %arg1 : i32 to i33
        %12 = arith.extsi %10 : i32 to i33
        %13 = arith.addi %11, %12 : i33
        %14 = arith.index_cast %13 : i33 to index
        %15 = memref.load %arg0[%14] {from = "words", unsigned} : memref<285xi128>
        %alloc_1 = memref.alloc() {name = "taken", unsigned} : memref<i128>
        affine.store %15, %alloc_1[] {to = "taken"} : memref<i128>
        affine.for %arg6 = 0 to 16 {
          %16 = affine.load %alloc_1[] {from = "taken"} : memref<i128>
          %c8_i32 = arith.constant 8 : i32
          %17 = arith.extsi %c8_i32 : i32 to i64
          %18 = arith.index_cast %arg6 : index to i64
          %19 = arith.muli %17, %18 : i64
          %20 = arith.extsi %19 : i64 to i65
          %21 = arith.extsi %c8_i32 : i32 to i65
          %22 = arith.addi %20, %21 : i65
          %23 = arith.extsi %c1_i32 : i32 to i65
          %24 = arith.subi %22, %23 : i65
          %25 = arith.index_cast %19 : i64 to index
          %26 = arith.index_cast %24 : i65 to index
          %27 = allo.get_slice(%16 : i128, %26, %25) -> i8
          %alloc_2 = memref.alloc() {name = "entry"} : memref<i8>
          affine.store %27, %alloc_2[] {to = "entry"} : memref<i8>
          %28 = affine.load %alloc_2[] {from = "entry"} : memref<i8>
          %29 = affine.load %arg2[%arg4] {from = "scalars"} : memref<2xi32>
          %30 = arith.extsi %28 : i8 to i40
          %31 = arith.extsi %29 : i32 to i40
          %32 = arith.muli %30, %31 : i40
          %33 = affine.load %alloc[%arg5, %arg6] {from = "sums"} : memref<1x16xi32, #map>
          %34 = arith.extsi %33 : i32 to i41
          %35 = arith.extsi %32 : i40 to i41
          %36 = arith.addi %34, %35 : i41
          %37 = arith.trunci %36 : i41 to i32
          affine.store %37, %alloc[%arg5, %arg6] {to = "sums"} : memref<1x16xi32, #map>
        } {loop_name = "m", op_name = "S_m_0"}
      } {loop_name = "w", pipeline_ii = 1 : ui32}
    } {loop_name = "i", op_name = "token_votes"}
    affine.for %arg4 = 0 to 1 {
      %0 = arith.index_cast %arg4 : index to i32
      %alloc_0 = memref.alloc() {name = "step"} : memref<i32>
      affine.store %0, %alloc_0[] {to = "step"} : memref<i32>
      %1 = affine.load %alloc_0[] {from = "step"} : memref<i32>
      %2 = arith.extsi %arg1 : i32 to i33
      %3 = arith.extsi %1 : i32 to i33
      %4 = arith.addi %2, %3 : i33
      %5 = arith.index_cast %4 : i33 to index
      %6 = memref.load %arg0[%5] {from = "words", unsigned} : memref<285xi128>
      %alloc_1 = memref.alloc() {name = "of_columns", unsigned} : memref<i128>
      affine.store %6, %alloc_1[] {to = "of_columns"} : memref<i128>
      affine.for %arg5 = 0 to 16 {
        %7 = affine.load %alloc_1[] {from = "of_columns"} : memref<i128>
        %c8_i32 = arith.constant 8 : i32
        %8 = arith.extsi %c8_i32 : i32 to i64
        %9 = arith.index_cast %arg5 : index to i64
        %10 = arith.muli %8, %9 : i64
        %11 = arith.extsi %10 : i64 to i65
        %12 = arith.extsi %c8_i32 : i32 to i65
        %13 = arith.addi %11, %12 : i65
        %c1_i32 = arith.constant 1 : i32
        %14 = arith.extsi %c1_i32 : i32 to i65
        %15 = arith.subi %13, %14 : i65
        %16 = arith.index_cast %10 : i64 to index
        %17 = arith.index_cast %15 : i65 to index
        %18 = allo.get_slice(%7 : i128, %17, %16) -> i8
        %alloc_2 = memref.alloc() {name = "shift"} : memref<i8>
        affine.store %18, %alloc_2[] {to = "shift"} : memref<i8>
        %19 = affine.load %alloc_2[] {from = "shift"} : memref<i8>
        %20 = arith.extsi %19 : i8 to i32
        %alloc_3 = memref.alloc() {name = "by"} : memref<i32>
        affine.store %20, %alloc_3[] {to = "by"} : memref<i32>
        %21 = affine.load %alloc[%arg4, %arg5] {from = "sums"} : memref<1x16xi32, #map>
        %22 = affine.load %alloc_3[] {from = "by"} : memref<i32>
        %23 = func.call @shifted(%21, %22) : (i32, i32) -> i32
        %24 = affine.load %arg3[%arg4, %arg5] {from = "votes"} : memref<1x16xi32, #map>
        %25 = arith.extsi %24 : i32 to i33
        %26 = arith.extsi %23 : i32 to i33
        %27 = arith.addi %25, %26 : i33
        %28 = arith.trunci %27 : i33 to i32
        affine.store %28, %arg3[%arg4, %arg5] {to = "votes"} : memref<1x16xi32, #map>
      } {loop_name = "m", op_name = "S_m_2"}
    } {loop_name = "w", op_name = "token_votes_shifted", pipeline_ii = 1 : ui32}
    return
  }
  memref.global "private" @kinds : memref<6xi32> = dense<[0, 0, 1, 1, 1, 2]>
  memref.global "private" @distances : memref<6xi32> = dense<[1, 2, 1, 1, 2, 0]>
  memref.global "private" @neighbours : memref<6xi32> = dense<[0, 0, 0, 1, 0, 0]>
  func.func @path_votes(%arg0: memref<285xi128>, %arg1: i32, %arg2: i32, %arg3: i32, %arg4: memref<2xi32>, %arg5: memref<3x3x2xi32>, %arg6: memref<1x16xi32, #map>) attributes {itypes = "ussssss", otypes = ""} {
    %0 = memref.get_global @kinds : memref<6xi32>
    %1 = memref.get_global @distances : memref<6xi32>
    %2 = memref.get_global @neighbours : memref<6xi32>
    %alloc = memref.alloc() {name = "chosen"} : memref<2xi32>
    %c0_i32 = arith.constant {name = "%c0_i32"} 0 : i32
    linalg.fill ins(%c0_i32 : i32) outs(%alloc : memref<2xi32>)
    %alloc_0 = memref.alloc() {name = "vote_sums"} : memref<1x16xi32, #map>
    linalg.fill ins(%c0_i32 : i32) outs(%alloc_0 : memref<1x16xi32, #map>)
    affine.for %arg7 = 0 to 6 {
      %alloc_1 = memref.alloc() {name = "at"} : memref<i32>
      affine.store %arg1, %alloc_1[] {to = "at"} : memref<i32>
      %alloc_2 = memref.alloc() {name = "back"} : memref<i32>
      affine.store %c0_i32, %alloc_2[] {to = "back"} : memref<i32>
      %alloc_3 = memref.alloc() {name = "known"} : memref<i32>
      affine.store %c0_i32, %alloc_3[] {to = "known"} : memref<i32>
      %3 = affine.load %0[%arg7] {from = "kinds"} : memref<6xi32>
      %4 = arith.cmpi eq, %3, %c0_i32 : i32
      scf.if %4 {
        %7 = affine.load %1[%arg7] {from = "distances"} : memref<6xi32>
        %8 = arith.extsi %arg1 : i32 to i33
        %9 = arith.extsi %7 : i32 to i33
        %10 = arith.subi %8, %9 : i33
        %11 = arith.trunci %10 : i33 to i32
        affine.store %11, %alloc_1[] {to = "at"} : memref<i32>
        %12 = affine.load %alloc_1[] {from = "at"} : memref<i32>
        %13 = arith.cmpi sge, %12, %c0_i32 : i32
        %c1_i32_4 = arith.constant 1 : i32
        %14 = arith.select %13, %c1_i32_4, %c0_i32 : i32
        affine.store %14, %alloc_3[] {to = "known"} : memref<i32>
      } else {
        %7 = affine.load %0[%arg7] {from = "kinds"} : memref<6xi32>
        %c1_i32_4 = arith.constant 1 : i32
        %8 = arith.cmpi eq, %7, %c1_i32_4 : i32
        scf.if %8 {
          %9 = affine.load %2[%arg7] {from = "neighbours"} : memref<6xi32>
          %10 = arith.extsi %arg1 : i32 to i33
          %11 = arith.extsi %9 : i32 to i33
          %12 = arith.addi %10, %11 : i33
          %13 = arith.trunci %12 : i33 to i32
          affine.store %13, %alloc_1[] {to = "at"} : memref<i32>
          %14 = affine.load %1[%arg7] {from = "distances"} : memref<6xi32>
          affine.store %14, %alloc_2[] {to = "back"} : memref<i32>
          %15 = affine.load %alloc_1[] {from = "at"} : memref<i32>
          %c3_i32 = arith.constant 3 : i32
          %16 = arith.cmpi slt, %15, %c3_i32 : i32
          %17 = affine.load %alloc_2[] {from = "back"} : memref<i32>
          %18 = arith.cmpi sge, %arg3, %17 : i32
          %19 = arith.andi %16, %18 : i1
          %20 = arith.select %19, %c1_i32_4, %c0_i32 : i32
          affine.store %20, %alloc_3[] {to = "known"} : memref<i32>
        } else {
          %9 = affine.load %arg4[0] {from = "again"} : memref<2xi32>
          %10 = arith.cmpi sge, %9, %c0_i32 : i32
          %11 = arith.select %10, %c1_i32_4, %c0_i32 : i32
          affine.store %11, %alloc_3[] {to = "known"} : memref<i32>
        }
      }
      %5 = affine.load %alloc_3[] {from = "known"} : memref<i32>
      %c1_i32 = arith.constant 1 : i32
      %6 = arith.cmpi eq, %5, %c1_i32 : i32
      scf.if %6 {
        %7 = affine.load %alloc_2[] {from = "back"} : memref<i32>
        %8 = arith.cmpi sge, %arg2, %7 : i32
        %9 = arith.extsi %arg2 : i32 to i33
        %10 = arith.extsi %7 : i32 to i33
        %11 = arith.subi %9, %10 : i33
        %12 = arith.extsi %11 : i33 to i34
        %c3_i32 = arith.constant 3 : i32
        %13 = arith.extsi %c3_i32 : i32 to i34
        %14 = arith.addi %12, %13 : i34
        %15 = arith.select %8, %12, %14 : i34
        %16 = arith.trunci %15 : i34 to i32
        %alloc_4 = memref.alloc() {name = "token"} : memref<i32>
        affine.store %16, %alloc_4[] {to = "token"} : memref<i32>
        affine.for %arg8 = 0 to 2 {
          %31 = affine.load %0[%arg7] {from = "kinds"} : memref<6xi32>
          %c2_i32 = arith.constant 2 : i32
          %32 = arith.cmpi eq, %31, %c2_i32 : i32
          scf.if %32 {
            %33 = affine.load %arg4[%arg8] {from = "again"} : memref<2xi32>
            affine.store %33, %alloc[%arg8] {to = "chosen"} : memref<2xi32>
          } else {
            %33 = affine.load %alloc_4[] {from = "token"} : memref<i32>
            %34 = arith.index_cast %33 : i32 to index
            %35 = affine.load %alloc_1[] {from = "at"} : memref<i32>
            %36 = arith.index_cast %35 : i32 to index
            %37 = memref.load %arg5[%34, %36, %arg8] {from = "path"} : memref<3x3x2xi32>
            affine.store %37, %alloc[%arg8] {to = "chosen"} : memref<2xi32>
          }
        } {loop_name = "gj", op_name = "source", pipeline_ii = 1 : ui32}
        %17 = arith.index_cast %arg7 : index to i64
        %18 = arith.extsi %c3_i32 : i32 to i64
        %19 = arith.muli %17, %18 : i64
        %20 = arith.extsi %19 : i64 to i65
        %21 = arith.extsi %arg1 : i32 to i65
        %22 = arith.addi %20, %21 : i65
        %23 = arith.extsi %22 : i65 to i97
        %c7_i32 = arith.constant 7 : i32
        %24 = arith.extsi %c7_i32 : i32 to i97
        %25 = arith.muli %23, %24 : i97
        %26 = arith.extsi %25 : i97 to i98
        %27 = arith.extsi %c0_i32 : i32 to i98
        %28 = arith.addi %26, %27 : i98
        %29 = arith.trunci %28 : i98 to i32
        %alloc_5 = memref.alloc() {name = "block"} : memref<i32>
        affine.store %29, %alloc_5[] {to = "block"} : memref<i32>
        %30 = affine.load %alloc_5[] {from = "block"} : memref<i32>
        func.call @vote_rows(%arg0, %30, %alloc, %alloc_0) : (memref<285xi128>, i32, memref<2xi32>, memref<1x16xi32, #map>) -> ()
        affine.for %arg8 = 0 to 1 {
          affine.for %arg9 = 0 to 16 {
            %31 = affine.load %alloc_0[%arg8, %arg9] {from = "vote_sums"} : memref<1x16xi32, #map>
            %32 = affine.load %arg6[%arg8, %arg9] {from = "votes"} : memref<1x16xi32, #map>
            %33 = arith.extsi %32 : i32 to i33
            %34 = arith.extsi %31 : i32 to i33
            %35 = arith.addi %33, %34 : i33
            %36 = arith.trunci %35 : i33 to i32
            affine.store %36, %arg6[%arg8, %arg9] {to = "votes"} : memref<1x16xi32, #map>
          } {loop_name = "m", op_name = "S_m_1"}
        } {loop_name = "gk", op_name = "add_votes", pipeline_ii = 1 : ui32}
      } else {
        affine.store %c0_i32, %alloc_3[] {to = "known"} : memref<i32>
      }
    } {loop_name = "s", op_name = "S_s_0"}
    return
  }
  func.func @hidden_votes(%arg0: memref<285xi128>, %arg1: i32, %arg2: memref<1x16xi32, #map>, %arg3: memref<1x16xi32, #map>) attributes {itypes = "usss", otypes = ""} {
    %alloc = memref.alloc() {name = "sums"} : memref<1x16xi32, #map>
    %c0_i32 = arith.constant {name = "%c0_i32"} 0 : i32
    linalg.fill ins(%c0_i32 : i32) outs(%alloc : memref<1x16xi32, #map>)
    affine.for %arg4 = 0 to 5 {
      affine.for %arg5 = 0 to 1 {
        %0 = arith.index_cast %arg4 : index to i34
        %c1_i32 = arith.constant 1 : i32
        %1 = arith.extsi %c1_i32 : i32 to i34
        %2 = arith.addi %0, %1 : i34
        %3 = arith.extsi %2 : i34 to i66
        %4 = arith.extsi %c1_i32 : i32 to i66
        %5 = arith.muli %3, %4 : i66
        %6 = arith.extsi %5 : i66 to i67
        %7 = arith.index_cast %arg5 : index to i67
        %8 = arith.addi %6, %7 : i67
        %9 = arith.trunci %8 : i67 to i32
        %alloc_0 = memref.alloc() {name = "row"} : memref<i32>
        affine.store %9, %alloc_0[] {to = "row"} : memref<i32>
        %10 = affine.load %alloc_0[] {from = "row"} : memref<i32>
        %11 = arith.extsi %arg1 : i32 to i33
        %12 = arith.extsi %10 : i32 to i33
        %13 = arith.addi %11, %12 : i33
        %14 = arith.index_cast %13 : i33 to index
        %15 = memref.load %arg0[%14] {from = "words", unsigned} : memref<285xi128>
        %alloc_1 = memref.alloc() {name = "taken", unsigned} : memref<i128>
        affine.store %15, %alloc_1[] {to = "taken"} : memref<i128>
        %16 = affine.load %arg2[%arg4 floordiv 16, %arg4 mod 16] {from = "hidden"} : memref<1x16xi32, #map>
        %alloc_2 = memref.alloc() {name = "scalar"} : memref<i32>
        affine.store %16, %alloc_2[] {to = "scalar"} : memref<i32>
        affine.for %arg6 = 0 to 16 {
          %17 = affine.load %alloc_1[] {from = "taken"} : memref<i128>
          %c8_i32 = arith.constant 8 : i32
          %18 = arith.extsi %c8_i32 : i32 to i64
          %19 = arith.index_cast %arg6 : index to i64
          %20 = arith.muli %18, %19 : i64
          %21 = arith.extsi %20 : i64 to i65
          %22 = arith.extsi %c8_i32 : i32 to i65
          %23 = arith.addi %21, %22 : i65
          %24 = arith.extsi %c1_i32 : i32 to i65
          %25 = arith.subi %23, %24 : i65
          %26 = arith.index_cast %20 : i64 to index
          %27 = arith.index_cast %25 : i65 to index
          %28 = allo.get_slice(%17 : i128, %27, %26) -> i8
          %alloc_3 = memref.alloc() {name = "entry"} : memref<i8>
          affine.store %28, %alloc_3[] {to = "entry"} : memref<i8>
          %29 = affine.load %alloc_3[] {from = "entry"} : memref<i8>
          %30 = affine.load %alloc_2[] {from = "scalar"} : memref<i32>
          %31 = arith.extsi %29 : i8 to i40
          %32 = arith.extsi %30 : i32 to i40
          %33 = arith.muli %31, %32 : i40
          %34 = affine.load %alloc[%arg5, %arg6] {from = "sums"} : memref<1x16xi32, #map>
          %35 = arith.extsi %34 : i32 to i41
          %36 = arith.extsi %33 : i40 to i41
          %37 = arith.addi %35, %36 : i41
          %38 = arith.trunci %37 : i41 to i32
          affine.store %38, %alloc[%arg5, %arg6] {to = "sums"} : memref<1x16xi32, #map>
        } {loop_name = "m", op_name = "S_m_0"}
      } {loop_name = "w", pipeline_ii = 1 : ui32}
    } {loop_name = "i", op_name = "hidden_votes"}
    affine.for %arg4 = 0 to 1 {
      %0 = arith.index_cast %arg4 : index to i32
      %alloc_0 = memref.alloc() {name = "step"} : memref<i32>
      affine.store %0, %alloc_0[] {to = "step"} : memref<i32>
      %1 = affine.load %alloc_0[] {from = "step"} : memref<i32>
      %2 = arith.extsi %arg1 : i32 to i33
      %3 = arith.extsi %1 : i32 to i33
      %4 = arith.addi %2, %3 : i33
      %5 = arith.index_cast %4 : i33 to index
      %6 = memref.load %arg0[%5] {from = "words", unsigned} : memref<285xi128>
      %alloc_1 = memref.alloc() {name = "of_columns", unsigned} : memref<i128>
      affine.store %6, %alloc_1[] {to = "of_columns"} : memref<i128>
      affine.for %arg5 = 0 to 16 {
        %7 = affine.load %alloc_1[] {from = "of_columns"} : memref<i128>
        %c8_i32 = arith.constant 8 : i32
        %8 = arith.extsi %c8_i32 : i32 to i64
        %9 = arith.index_cast %arg5 : index to i64
        %10 = arith.muli %8, %9 : i64
        %11 = arith.extsi %10 : i64 to i65
        %12 = arith.extsi %c8_i32 : i32 to i65
        %13 = arith.addi %11, %12 : i65
        %c1_i32 = arith.constant 1 : i32
        %14 = arith.extsi %c1_i32 : i32 to i65
        %15 = arith.subi %13, %14 : i65
        %16 = arith.index_cast %10 : i64 to index
        %17 = arith.index_cast %15 : i65 to index
        %18 = allo.get_slice(%7 : i128, %17, %16) -> i8
        %alloc_2 = memref.alloc() {name = "shift"} : memref<i8>
        affine.store %18, %alloc_2[] {to = "shift"} : memref<i8>
        %19 = affine.load %alloc_2[] {from = "shift"} : memref<i8>
        %20 = arith.extsi %19 : i8 to i32
        %alloc_3 = memref.alloc() {name = "by"} : memref<i32>
        affine.store %20, %alloc_3[] {to = "by"} : memref<i32>
        %21 = affine.load %alloc[%arg4, %arg5] {from = "sums"} : memref<1x16xi32, #map>
        %22 = affine.load %alloc_3[] {from = "by"} : memref<i32>
        %23 = func.call @shifted(%21, %22) : (i32, i32) -> i32
        %24 = affine.load %arg3[%arg4, %arg5] {from = "votes"} : memref<1x16xi32, #map>
        %25 = arith.extsi %24 : i32 to i33
        %26 = arith.extsi %23 : i32 to i33
        %27 = arith.addi %25, %26 : i33
        %28 = arith.trunci %27 : i33 to i32
        affine.store %28, %arg3[%arg4, %arg5] {to = "votes"} : memref<1x16xi32, #map>
      } {loop_name = "m", op_name = "S_m_2"}
    } {loop_name = "w", op_name = "hidden_votes_shifted", pipeline_ii = 1 : ui32}
    return
  }
  func.func @ranked_by(%arg0: memref<1x16xi32, #map>, %arg1: memref<6xi32>) attributes {itypes = "ss", otypes = ""} {
    affine.for %arg2 = 0 to 6 {
      %c-2147483648_i32 = arith.constant -2147483648 : i32
      %alloc = memref.alloc() {name = "best"} : memref<i32>
      affine.store %c-2147483648_i32, %alloc[] {to = "best"} : memref<i32>
      %c0_i32 = arith.constant 0 : i32
      %alloc_0 = memref.alloc() {name = "who"} : memref<i32>
      affine.store %c0_i32, %alloc_0[] {to = "who"} : memref<i32>
      affine.for %arg3 = 0 to 6 {
        %6 = affine.load %arg0[%arg3 floordiv 16, %arg3 mod 16] {from = "votes"} : memref<1x16xi32, #map>
        %alloc_1 = memref.alloc() {name = "vote"} : memref<i32>
        affine.store %6, %alloc_1[] {to = "vote"} : memref<i32>
        %7 = affine.load %alloc_1[] {from = "vote"} : memref<i32>
        %8 = affine.load %alloc[] {from = "best"} : memref<i32>
        %9 = arith.cmpi sgt, %7, %8 : i32
        %10 = affine.load %alloc_0[] {from = "who"} : memref<i32>
        %11 = arith.index_cast %arg3 : index to i33
        %12 = arith.extsi %10 : i32 to i33
        %13 = arith.select %9, %11, %12 : i33
        %14 = arith.trunci %13 : i33 to i32
        affine.store %14, %alloc_0[] {to = "who"} : memref<i32>
        %15 = affine.load %alloc_1[] {from = "vote"} : memref<i32>
        %16 = affine.load %alloc[] {from = "best"} : memref<i32>
        %17 = arith.cmpi sgt, %15, %16 : i32
        %18 = arith.select %17, %15, %16 : i32
        affine.store %18, %alloc[] {to = "best"} : memref<i32>
      } {loop_name = "gl", op_name = "rank", pipeline_ii = 1 : ui32}
      %0 = affine.load %alloc_0[] {from = "who"} : memref<i32>
      affine.store %0, %arg1[%arg2] {to = "ranking"} : memref<6xi32>
      %1 = affine.load %alloc_0[] {from = "who"} : memref<i32>
      %c16_i32 = arith.constant 16 : i32
      %2 = arith.floordivsi %1, %c16_i32 : i32
      %3 = arith.index_cast %2 : i32 to index
      %4 = arith.remsi %1, %c16_i32 : i32
      %5 = arith.index_cast %4 : i32 to index
      memref.store %c-2147483648_i32, %arg0[%3, %5] {to = "votes"} : memref<1x16xi32, #map>
    } {loop_name = "p", op_name = "S_p_0"}
    return
  }
  func.func @factorised_lookup(%arg0: memref<3xi32>, %arg1: memref<2xi32>, %arg2: memref<2xi32>, %arg3: memref<285xi128>, %arg4: memref<33xi32>, %arg5: memref<6xi32>) attributes {itypes = "sssuss", otypes = ""} {
    %0 = memref.get_global @__stateful_factorised_lookup_path_1 : memref<3x3x2xi32>
    %1 = memref.get_global @__stateful_factorised_lookup_recents_2 : memref<1x3x1x16xi32>
    %2 = memref.get_global @__stateful_factorised_lookup_memories_3 : memref<3x1x16xi32>
    %3 = memref.get_global @__stateful_factorised_lookup_pending_4 : memref<3x1x16xi32>
    %4 = memref.get_global @__stateful_factorised_lookup_state_5 : memref<1x16xi32>
    %5 = memref.get_global @__stateful_factorised_lookup_place_6 : memref<3xi32>
    %6 = memref.get_global @__stateful_factorised_lookup_this_token_7 : memref<2xi32>
    %7 = memref.get_global @__stateful_factorised_lookup_last_token_8 : memref<2xi32>
    %alloc = memref.alloc() {name = "chosen"} : memref<2xi32>
    %c0_i32 = arith.constant {name = "%c0_i32"} 0 : i32
    linalg.fill ins(%c0_i32 : i32) outs(%alloc : memref<2xi32>)
    %alloc_0 = memref.alloc() {name = "votes"} : memref<1x16xi32, #map>
    linalg.fill ins(%c0_i32 : i32) outs(%alloc_0 : memref<1x16xi32, #map>)
    %alloc_1 = memref.alloc() {name = "hidden"} : memref<1x16xi32, #map>
    linalg.fill ins(%c0_i32 : i32) outs(%alloc_1 : memref<1x16xi32, #map>)
    %8 = affine.load %arg0[0] {from = "query"} : memref<3xi32>
    %alloc_2 = memref.alloc() {name = "layer"} : memref<i32>
    affine.store %8, %alloc_2[] {to = "layer"} : memref<i32>
    affine.for %arg6 = 0 to 2 {
      %51 = affine.load %arg1[%arg6] {from = "before"} : memref<2xi32>
      affine.store %51, %alloc[%arg6] {to = "chosen"} : memref<2xi32>
    } {loop_name = "k", op_name = "last", pipeline_ii = 1 : ui32}
    %9 = affine.load %arg0[1] {from = "query"} : memref<3xi32>
    %c1_i32 = arith.constant {name = "%c1_i32"} 1 : i32
    %10 = arith.cmpi eq, %9, %c1_i32 {name = "%10"} : i32
    scf.if %10 {
      affine.store %c0_i32, %5[0] {to = "place"} : memref<3xi32>
      affine.store %c0_i32, %5[1] {to = "place"} : memref<3xi32>
      affine.store %c0_i32, %5[2] {to = "place"} : memref<3xi32>
      func.call @forgotten(%2, %3, %1) : (memref<3x1x16xi32>, memref<3x1x16xi32>, memref<1x3x1x16xi32>) -> ()
    } else {
      %51 = affine.load %alloc_2[] {from = "layer"} : memref<i32>
      %52 = arith.cmpi sgt, %51, %c0_i32 : i32
      %53 = arith.extsi %51 : i32 to i33
      %54 = arith.extsi %c1_i32 : i32 to i33
      %55 = arith.subi %53, %54 : i33
      %c3_i32_7 = arith.constant 3 : i32
      %56 = arith.extsi %c3_i32_7 : i32 to i33
      %57 = arith.subi %56, %54 : i33
      %58 = arith.select %52, %55, %57 : i33
      %59 = arith.trunci %58 : i33 to i32
      %alloc_8 = memref.alloc() {name = "done"} : memref<i32>
      affine.store %59, %alloc_8[] {to = "done"} : memref<i32>
      %60 = affine.load %alloc_8[] {from = "done"} : memref<i32>
      %61 = affine.load %5[0] {from = "place"} : memref<3xi32>
      func.call @taken_in(%arg3, %60, %61, %alloc, %0, %4, %3, %1) : (memref<285xi128>, i32, i32, memref<2xi32>, memref<3x3x2xi32>, memref<1x16xi32>, memref<3x1x16xi32>, memref<1x3x1x16xi32>) -> ()
    }
    %11 = affine.load %alloc_2[] {from = "layer"} : memref<i32>
    %12 = arith.cmpi eq, %11, %c0_i32 {name = "%12"} : i32
    scf.if %12 {
      %51 = affine.load %arg0[1] {from = "query"} : memref<3xi32>
      %52 = arith.cmpi eq, %51, %c0_i32 : i32
      scf.if %52 {
        func.call @folded(%2, %3) : (memref<3x1x16xi32>, memref<3x1x16xi32>) -> ()
        %56 = affine.load %5[0] {from = "place"} : memref<3xi32>
        %c2_i32 = arith.constant 2 : i32
        %57 = arith.cmpi slt, %56, %c2_i32 : i32
        %58 = arith.extsi %56 : i32 to i33
        %59 = arith.extsi %c1_i32 : i32 to i33
        %60 = arith.addi %58, %59 : i33
        %61 = arith.extsi %c0_i32 : i32 to i33
        %62 = arith.select %57, %60, %61 : i33
        %63 = arith.trunci %62 : i33 to i32
        affine.store %63, %5[0] {to = "place"} : memref<3xi32>
        %64 = affine.load %5[1] {from = "place"} : memref<3xi32>
        %65 = arith.cmpi slt, %64, %c2_i32 : i32
        %66 = arith.extsi %64 : i32 to i33
        %67 = arith.addi %66, %59 : i33
        %68 = arith.extsi %c2_i32 : i32 to i33
        %69 = arith.select %65, %67, %68 : i33
        %70 = arith.trunci %69 : i33 to i32
        affine.store %70, %5[1] {to = "place"} : memref<3xi32>
      }
      %53 = affine.load %arg0[2] {from = "query"} : memref<3xi32>
      %54 = affine.load %5[2] {from = "place"} : memref<3xi32>
      func.call @begun(%arg3, %53, %54, %2, %6, %7, %4) : (memref<285xi128>, i32, i32, memref<3x1x16xi32>, memref<2xi32>, memref<2xi32>, memref<1x16xi32>) -> ()
      %55 = affine.load %arg0[2] {from = "query"} : memref<3xi32>
      affine.store %55, %5[2] {to = "place"} : memref<3xi32>
    }
    %13 = affine.load %alloc_2[] {from = "layer"} : memref<i32>
    %14 = arith.extsi %13 {name = "%14"} : i32 to i64
    %c11_i32 = arith.constant {name = "%c11_i32"} 11 : i32
    %15 = arith.extsi %c11_i32 {name = "%15"} : i32 to i64
    %16 = arith.muli %14, %15 {name = "%16"} : i64
    %17 = arith.trunci %16 {name = "%17"} : i64 to i32
    %alloc_3 = memref.alloc() {name = "bias"} : memref<i32>
    affine.store %17, %alloc_3[] {to = "bias"} : memref<i32>
    affine.for %arg6 = 0 to 6 {
      %51 = arith.index_cast %arg6 : index to i32
      %alloc_7 = memref.alloc() {name = "bias_step"} : memref<i32>
      affine.store %51, %alloc_7[] {to = "bias_step"} : memref<i32>
      %52 = affine.load %alloc_3[] {from = "bias"} : memref<i32>
      %53 = affine.load %alloc_7[] {from = "bias_step"} : memref<i32>
      %54 = arith.extsi %52 : i32 to i33
      %55 = arith.extsi %53 : i32 to i33
      %56 = arith.addi %54, %55 : i33
      %57 = arith.index_cast %56 : i33 to index
      %58 = memref.load %arg4[%57] {from = "biases"} : memref<33xi32>
      affine.store %58, %alloc_0[%arg6 floordiv 16, %arg6 mod 16] {to = "votes"} : memref<1x16xi32, #map>
    } {loop_name = "e", op_name = "bias", pipeline_ii = 1 : ui32}
    %18 = affine.load %alloc_2[] {from = "layer"} : memref<i32>
    %19 = arith.extsi %18 {name = "%19"} : i32 to i64
    %c3_i32 = arith.constant {name = "%c3_i32"} 3 : i32
    %20 = arith.extsi %c3_i32 {name = "%20"} : i32 to i64
    %21 = arith.muli %19, %20 {name = "%21"} : i64
    %22 = arith.extsi %21 {name = "%22"} : i64 to i65
    %c249_i32 = arith.constant {name = "%c249_i32"} 249 : i32
    %23 = arith.extsi %c249_i32 {name = "%23"} : i32 to i65
    %24 = arith.addi %22, %23 {name = "%24"} : i65
    %25 = arith.trunci %24 {name = "%25"} : i65 to i32
    %alloc_4 = memref.alloc() {name = "token_block"} : memref<i32>
    affine.store %25, %alloc_4[] {to = "token_block"} : memref<i32>
    %26 = affine.load %alloc_4[] {from = "token_block"} : memref<i32>
    call @token_votes(%arg3, %26, %6, %alloc_0) : (memref<285xi128>, i32, memref<2xi32>, memref<1x16xi32, #map>) -> ()
    %27 = affine.load %alloc_2[] {from = "layer"} : memref<i32>
    %28 = arith.extsi %27 {name = "%28"} : i32 to i33
    %29 = arith.extsi %c3_i32 {name = "%29"} : i32 to i33
    %30 = arith.addi %28, %29 {name = "%30"} : i33
    %31 = arith.extsi %30 {name = "%31"} : i33 to i65
    %32 = arith.extsi %c3_i32 {name = "%32"} : i32 to i65
    %33 = arith.muli %31, %32 {name = "%33"} : i65
    %34 = arith.extsi %33 {name = "%34"} : i65 to i66
    %35 = arith.extsi %c249_i32 {name = "%35"} : i32 to i66
    %36 = arith.addi %34, %35 {name = "%36"} : i66
    %37 = arith.trunci %36 {name = "%37"} : i66 to i32
    %alloc_5 = memref.alloc() {name = "last_block"} : memref<i32>
    affine.store %37, %alloc_5[] {to = "last_block"} : memref<i32>
    %38 = affine.load %alloc_5[] {from = "last_block"} : memref<i32>
    call @token_votes(%arg3, %38, %7, %alloc_0) : (memref<285xi128>, i32, memref<2xi32>, memref<1x16xi32, #map>) -> ()
    %39 = affine.load %alloc_2[] {from = "layer"} : memref<i32>
    %40 = affine.load %5[0] {from = "place"} : memref<3xi32>
    %41 = affine.load %5[1] {from = "place"} : memref<3xi32>
    call @path_votes(%arg3, %39, %40, %41, %arg2, %0, %alloc_0) : (memref<285xi128>, i32, i32, i32, memref<2xi32>, memref<3x3x2xi32>, memref<1x16xi32, #map>) -> ()
    affine.for %arg6 = 0 to 1 {
      affine.for %arg7 = 0 to 1 {
        affine.for %arg8 = 0 to 16 {
          %51 = affine.load %alloc_2[] {from = "layer"} : memref<i32>
          %52 = arith.index_cast %51 : i32 to index
          %53 = memref.load %1[%arg6, %52, %arg7, %arg8] {from = "recents"} : memref<1x3x1x16xi32>
          %54 = affine.load %alloc_0[%arg7, %arg8] {from = "votes"} : memref<1x16xi32, #map>
          %55 = arith.extsi %54 : i32 to i33
          %56 = arith.extsi %53 : i32 to i33
          %57 = arith.addi %55, %56 : i33
          %58 = arith.trunci %57 : i33 to i32
          affine.store %58, %alloc_0[%arg7, %arg8] {to = "votes"} : memref<1x16xi32, #map>
        } {loop_name = "m", op_name = "S_m_2"}
      } {loop_name = "w", pipeline_ii = 1 : ui32}
    } {loop_name = "r", op_name = "add_remembered"}
    affine.for %arg6 = 0 to 5 {
      %51 = arith.index_cast %arg6 : index to i32
      %alloc_7 = memref.alloc() {name = "hidden_step"} : memref<i32>
      affine.store %51, %alloc_7[] {to = "hidden_step"} : memref<i32>
      %52 = affine.load %4[%arg6 floordiv 16, %arg6 mod 16] {from = "state"} : memref<1x16xi32>
      %53 = affine.load %alloc_3[] {from = "bias"} : memref<i32>
      %54 = affine.load %alloc_7[] {from = "hidden_step"} : memref<i32>
      %55 = arith.extsi %53 : i32 to i33
      %56 = arith.extsi %54 : i32 to i33
      %57 = arith.addi %55, %56 : i33
      %58 = arith.extsi %57 : i33 to i34
      %c6_i32_8 = arith.constant 6 : i32
      %59 = arith.extsi %c6_i32_8 : i32 to i34
      %60 = arith.addi %58, %59 : i34
      %61 = arith.index_cast %60 : i34 to index
      %62 = memref.load %arg4[%61] {from = "biases"} : memref<33xi32>
      %63 = arith.extsi %52 : i32 to i33
      %64 = arith.extsi %62 : i32 to i33
      %65 = arith.addi %63, %64 : i33
      %c12_i32 = arith.constant 12 : i32
      %66 = arith.extsi %c12_i32 : i32 to i33
      %67 = arith.shrsi %65, %66 : i33
      %68 = arith.trunci %67 : i33 to i32
      %alloc_9 = memref.alloc() {name = "unit"} : memref<i32>
      affine.store %68, %alloc_9[] {to = "unit"} : memref<i32>
      %69 = affine.load %alloc_9[] {from = "unit"} : memref<i32>
      %70 = arith.cmpi slt, %69, %c0_i32 : i32
      scf.if %70 {
        affine.store %c0_i32, %alloc_9[] {to = "unit"} : memref<i32>
      }
      %71 = affine.load %alloc_9[] {from = "unit"} : memref<i32>
      %c255_i32 = arith.constant 255 : i32
      %72 = arith.cmpi sgt, %71, %c255_i32 : i32
      scf.if %72 {
        affine.store %c255_i32, %alloc_9[] {to = "unit"} : memref<i32>
      }
      %73 = affine.load %alloc_9[] {from = "unit"} : memref<i32>
      affine.store %73, %alloc_1[%arg6 floordiv 16, %arg6 mod 16] {to = "hidden"} : memref<1x16xi32, #map>
    } {loop_name = "i", op_name = "hidden", pipeline_ii = 1 : ui32}
    %42 = affine.load %alloc_2[] {from = "layer"} : memref<i32>
    %43 = arith.extsi %42 {name = "%43"} : i32 to i64
    %c6_i32 = arith.constant {name = "%c6_i32"} 6 : i32
    %44 = arith.extsi %c6_i32 {name = "%44"} : i32 to i64
    %45 = arith.muli %43, %44 {name = "%45"} : i64
    %46 = arith.extsi %45 {name = "%46"} : i64 to i65
    %c231_i32 = arith.constant {name = "%c231_i32"} 231 : i32
    %47 = arith.extsi %c231_i32 {name = "%47"} : i32 to i65
    %48 = arith.addi %46, %47 {name = "%48"} : i65
    %49 = arith.trunci %48 {name = "%49"} : i65 to i32
    %alloc_6 = memref.alloc() {name = "output_block"} : memref<i32>
    affine.store %49, %alloc_6[] {to = "output_block"} : memref<i32>
    %50 = affine.load %alloc_6[] {from = "output_block"} : memref<i32>
    call @hidden_votes(%arg3, %50, %alloc_1, %alloc_0) : (memref<285xi128>, i32, memref<1x16xi32, #map>, memref<1x16xi32, #map>) -> ()
    call @ranked_by(%alloc_0, %arg5) : (memref<1x16xi32, #map>, memref<6xi32>) -> ()
    return
  }
}
