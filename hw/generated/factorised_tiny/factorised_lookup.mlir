#map = affine_map<(d0, d1) -> (0, d1, d0, 0)>
module {
  memref.global "private" @__stateful_factorised_lookup_path_1 : memref<4x3x2xi32> = dense<0> {static}
  memref.global "private" @__stateful_factorised_lookup_recents_2 : memref<1x3x1x16xi32> = dense<0> {static}
  memref.global "private" @__stateful_factorised_lookup_memories_3 : memref<3x1x16xi32> = dense<0> {static}
  memref.global "private" @__stateful_factorised_lookup_pending_4 : memref<3x1x16xi32> = dense<0> {static}
  memref.global "private" @__stateful_factorised_lookup_state_5 : memref<1x16xi32> = dense<0> {static}
  memref.global "private" @__stateful_factorised_lookup_place_6 : memref<3xi32> = dense<0> {static}
  memref.global "private" @__stateful_factorised_lookup_this_token_7 : memref<2xi32> = dense<0> {static}
  memref.global "private" @__stateful_factorised_lookup_last_token_8 : memref<2xi32> = dense<0> {static}
  memref.global "private" @__stateful_factorised_lookup_learnt_9 : memref<4x3x6x1x16xi16> = dense<0> {static}
  memref.global "private" @__stateful_factorised_lookup_learnt_bias_10 : memref<3x1x16xi16> = dense<0> {static}
  memref.global "private" @__stateful_factorised_lookup_thought_11 : memref<1x1x16xi32> = dense<0> {static}
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
  func.func @unlearnt(%arg0: memref<4x3x6x1x16xi16>) attributes {itypes = "s", otypes = ""} {
    affine.for %arg1 = 0 to 4 {
      affine.for %arg2 = 0 to 3 {
        affine.for %arg3 = 0 to 6 {
          affine.for %arg4 = 0 to 1 {
            affine.for %arg5 = 0 to 16 {
              %c0_i32 = arith.constant 0 : i32
              %0 = arith.trunci %c0_i32 : i32 to i16
              affine.store %0, %arg0[%arg1, %arg2, %arg3, %arg4, %arg5] {to = "learnt"} : memref<4x3x6x1x16xi16>
            } {loop_name = "m", op_name = "S_m_0", pipeline_ii = 1 : ui32}
          } {loop_name = "w"}
        } {loop_name = "e"}
      } {loop_name = "a"}
    } {loop_name = "s", op_name = "unlearn"}
    return
  }
  func.func @unlearnt_bias(%arg0: memref<3x1x16xi16>) attributes {itypes = "s", otypes = ""} {
    affine.for %arg1 = 0 to 3 {
      affine.for %arg2 = 0 to 1 {
        affine.for %arg3 = 0 to 16 {
          %c0_i32 = arith.constant 0 : i32
          %0 = arith.trunci %c0_i32 : i32 to i16
          affine.store %0, %arg0[%arg1, %arg2, %arg3] {to = "learnt_bias"} : memref<3x1x16xi16>
        } {loop_name = "m", op_name = "S_m_0", pipeline_ii = 1 : ui32}
      } {loop_name = "w"}
    } {loop_name = "a", op_name = "unlearn_bias"}
    return
  }
  memref.global "private" @kinds : memref<4xi32> = dense<[0, 0, 1, 1]>
  memref.global "private" @distances : memref<4xi32> = dense<[1, 2, 1, 2]>
  memref.global "private" @neighbours : memref<4xi32> = dense<[0, 0, 1, 0]>
  memref.global "private" @steps : memref<4xi32> = dense<[3, 1, 2, 4]>
  func.func @voters(%arg0: i32, %arg1: i32, %arg2: i32, %arg3: i32, %arg4: i32, %arg5: i32, %arg6: memref<2xi32>, %arg7: memref<4x3x2xi32>, %arg8: memref<2xi32>) -> i32 attributes {itypes = "sssssssss", otypes = "s"} {
    %alloc = memref.alloc() {name = "at"} : memref<i32>
    affine.store %arg3, %alloc[] {to = "at"} : memref<i32>
    %c0_i32 = arith.constant {name = "%c0_i32"} 0 : i32
    %alloc_0 = memref.alloc() {name = "back"} : memref<i32>
    affine.store %c0_i32, %alloc_0[] {to = "back"} : memref<i32>
    %alloc_1 = memref.alloc() {name = "known"} : memref<i32>
    affine.store %c0_i32, %alloc_1[] {to = "known"} : memref<i32>
    %0 = arith.cmpi eq, %arg0, %c0_i32 {name = "%0"} : i32
    scf.if %0 {
      %14 = arith.extsi %arg3 : i32 to i33
      %15 = arith.extsi %arg1 : i32 to i33
      %16 = arith.subi %14, %15 : i33
      %17 = arith.trunci %16 : i33 to i32
      affine.store %17, %alloc[] {to = "at"} : memref<i32>
      %18 = affine.load %alloc[] {from = "at"} : memref<i32>
      %19 = arith.cmpi sge, %18, %c0_i32 : i32
      %c1_i32 = arith.constant 1 : i32
      %20 = arith.select %19, %c1_i32, %c0_i32 : i32
      affine.store %20, %alloc_1[] {to = "known"} : memref<i32>
    } else {
      %c1_i32 = arith.constant 1 : i32
      %14 = arith.cmpi eq, %arg0, %c1_i32 : i32
      scf.if %14 {
        %15 = arith.extsi %arg3 : i32 to i33
        %16 = arith.extsi %arg2 : i32 to i33
        %17 = arith.addi %15, %16 : i33
        %18 = arith.trunci %17 : i33 to i32
        affine.store %18, %alloc[] {to = "at"} : memref<i32>
        affine.store %arg1, %alloc_0[] {to = "back"} : memref<i32>
        %19 = affine.load %alloc[] {from = "at"} : memref<i32>
        %c3_i32 = arith.constant 3 : i32
        %20 = arith.cmpi slt, %19, %c3_i32 : i32
        %21 = affine.load %alloc_0[] {from = "back"} : memref<i32>
        %22 = arith.cmpi sge, %arg5, %21 : i32
        %23 = arith.andi %20, %22 : i1
        %24 = arith.select %23, %c1_i32, %c0_i32 : i32
        affine.store %24, %alloc_1[] {to = "known"} : memref<i32>
      } else {
        %15 = affine.load %arg6[0] {from = "again"} : memref<2xi32>
        %16 = arith.cmpi sge, %15, %c0_i32 : i32
        %17 = arith.select %16, %c1_i32, %c0_i32 : i32
        affine.store %17, %alloc_1[] {to = "known"} : memref<i32>
      }
    }
    %1 = affine.load %alloc_0[] {from = "back"} : memref<i32>
    %2 = arith.cmpi sge, %arg4, %1 {name = "%2"} : i32
    %3 = arith.extsi %arg4 {name = "%3"} : i32 to i33
    %4 = arith.extsi %1 {name = "%4"} : i32 to i33
    %5 = arith.subi %3, %4 {name = "%5"} : i33
    %6 = arith.extsi %5 {name = "%6"} : i33 to i34
    %c4_i32 = arith.constant {name = "%c4_i32"} 4 : i32
    %7 = arith.extsi %c4_i32 {name = "%7"} : i32 to i34
    %8 = arith.addi %6, %7 {name = "%8"} : i34
    %9 = arith.select %2, %6, %8 {name = "%9"} : i34
    %10 = arith.trunci %9 {name = "%10"} : i34 to i32
    %alloc_2 = memref.alloc() {name = "token"} : memref<i32>
    affine.store %10, %alloc_2[] {to = "token"} : memref<i32>
    %11 = affine.load %alloc_1[] {from = "known"} : memref<i32>
    %12 = arith.cmpi eq, %11, %c0_i32 {name = "%12"} : i32
    scf.if %12 {
      affine.store %c0_i32, %alloc[] {to = "at"} : memref<i32>
    }
    affine.for %arg9 = 0 to 2 {
      %c2_i32 = arith.constant 2 : i32
      %14 = arith.cmpi eq, %arg0, %c2_i32 : i32
      scf.if %14 {
        %15 = affine.load %arg6[%arg9] {from = "again"} : memref<2xi32>
        affine.store %15, %arg8[%arg9] {to = "who"} : memref<2xi32>
      } else {
        %15 = affine.load %alloc_2[] {from = "token"} : memref<i32>
        %16 = arith.index_cast %15 : i32 to index
        %17 = affine.load %alloc[] {from = "at"} : memref<i32>
        %18 = arith.index_cast %17 : i32 to index
        %19 = memref.load %arg7[%16, %18, %arg9] {from = "path"} : memref<4x3x2xi32>
        affine.store %19, %arg8[%arg9] {to = "who"} : memref<2xi32>
      }
    } {loop_name = "j", op_name = "source", pipeline_ii = 1 : ui32}
    %13 = affine.load %alloc_1[] {from = "known"} : memref<i32>
    return %13 : i32
  }
  func.func @stopped(%arg0: i32) -> i32 attributes {itypes = "s", otypes = "s"} {
    %alloc = memref.alloc() {name = "kept"} : memref<i32>
    affine.store %arg0, %alloc[] {to = "kept"} : memref<i32>
    %c32767_i32 = arith.constant {name = "%c32767_i32"} 32767 : i32
    %0 = arith.cmpi sgt, %arg0, %c32767_i32 {name = "%0"} : i32
    scf.if %0 {
      affine.store %c32767_i32, %alloc[] {to = "kept"} : memref<i32>
    }
    %c0_i32 = arith.constant {name = "%c0_i32"} 0 : i32
    %1 = arith.extsi %c0_i32 {name = "%1"} : i32 to i33
    %2 = arith.extsi %c32767_i32 {name = "%2"} : i32 to i33
    %3 = arith.subi %1, %2 {name = "%3"} : i33
    %4 = arith.extsi %3 {name = "%4"} : i33 to i34
    %c1_i32 = arith.constant {name = "%c1_i32"} 1 : i32
    %5 = arith.extsi %c1_i32 {name = "%5"} : i32 to i34
    %6 = arith.subi %4, %5 {name = "%6"} : i34
    %7 = arith.extsi %arg0 {name = "%7"} : i32 to i34
    %8 = arith.cmpi slt, %7, %6 {name = "%8"} : i34
    scf.if %8 {
      %10 = arith.trunci %6 : i34 to i32
      affine.store %10, %alloc[] {to = "kept"} : memref<i32>
    }
    %9 = affine.load %alloc[] {from = "kept"} : memref<i32>
    return %9 : i32
  }
  func.func @moved_rows(%arg0: i32, %arg1: i32, %arg2: i32, %arg3: memref<2xi32>, %arg4: memref<4x3x2xi32>, %arg5: memref<1x16xi32, #map>, %arg6: memref<4x3x6x1x16xi16>) attributes {itypes = "sssssss", otypes = ""} {
    %0 = memref.get_global @kinds : memref<4xi32>
    %1 = memref.get_global @distances : memref<4xi32>
    %2 = memref.get_global @neighbours : memref<4xi32>
    %3 = memref.get_global @steps : memref<4xi32>
    %alloc = memref.alloc() {name = "who"} : memref<2xi32>
    %c0_i32 = arith.constant {name = "%c0_i32"} 0 : i32
    linalg.fill ins(%c0_i32 : i32) outs(%alloc : memref<2xi32>)
    affine.for %arg7 = 0 to 4 {
      %4 = affine.load %0[%arg7] {from = "kinds"} : memref<4xi32>
      %5 = affine.load %1[%arg7] {from = "distances"} : memref<4xi32>
      %6 = affine.load %2[%arg7] {from = "neighbours"} : memref<4xi32>
      %7 = func.call @voters(%4, %5, %6, %arg0, %arg1, %arg2, %arg3, %arg4, %alloc) : (i32, i32, i32, i32, i32, i32, memref<2xi32>, memref<4x3x2xi32>, memref<2xi32>) -> i32
      %alloc_0 = memref.alloc() {name = "known"} : memref<i32>
      affine.store %7, %alloc_0[] {to = "known"} : memref<i32>
      %8 = affine.load %3[%arg7] {from = "steps"} : memref<4xi32>
      %alloc_1 = memref.alloc() {name = "step"} : memref<i32>
      affine.store %8, %alloc_1[] {to = "step"} : memref<i32>
      %9 = affine.load %alloc_0[] {from = "known"} : memref<i32>
      %c1_i32 = arith.constant 1 : i32
      %10 = arith.cmpi eq, %9, %c1_i32 : i32
      scf.if %10 {
        affine.for %arg8 = 0 to 2 {
          affine.for %arg9 = 0 to 1 {
            affine.for %arg10 = 0 to 16 {
              %11 = arith.index_cast %arg0 : i32 to index
              %12 = affine.load %alloc[%arg8] {from = "who"} : memref<2xi32>
              %13 = arith.index_cast %12 : i32 to index
              %14 = memref.load %arg6[%arg7, %11, %13, %arg9, %arg10] {from = "learnt"} : memref<4x3x6x1x16xi16>
              %15 = arith.extsi %14 : i16 to i32
              %alloc_2 = memref.alloc() {name = "held"} : memref<i32>
              affine.store %15, %alloc_2[] {to = "held"} : memref<i32>
              %16 = affine.load %alloc_2[] {from = "held"} : memref<i32>
              %17 = affine.load %arg5[%arg9, %arg10] {from = "wrong"} : memref<1x16xi32, #map>
              %18 = affine.load %alloc_1[] {from = "step"} : memref<i32>
              %19 = arith.shrsi %17, %18 : i32
              %20 = arith.extsi %16 : i32 to i33
              %21 = arith.extsi %19 : i32 to i33
              %22 = arith.addi %20, %21 : i33
              %23 = arith.trunci %22 : i33 to i32
              %alloc_3 = memref.alloc() {name = "further"} : memref<i32>
              affine.store %23, %alloc_3[] {to = "further"} : memref<i32>
              %24 = affine.load %alloc_3[] {from = "further"} : memref<i32>
              %25 = func.call @stopped(%24) : (i32) -> i32
              %26 = arith.trunci %25 : i32 to i16
              %27 = affine.load %alloc[%arg8] {from = "who"} : memref<2xi32>
              %28 = arith.index_cast %27 : i32 to index
              memref.store %26, %arg6[%arg7, %11, %28, %arg9, %arg10] {to = "learnt"} : memref<4x3x6x1x16xi16>
            } {loop_name = "m", op_name = "S_m_0"}
          } {loop_name = "mw", pipeline_ii = 1 : ui32}
        } {loop_name = "mk", op_name = "move_rows"}
      } else {
        affine.store %c0_i32, %alloc_0[] {to = "known"} : memref<i32>
      }
    } {loop_name = "s", op_name = "S_s_0"}
    return
  }
  func.func @moved_bias(%arg0: i32, %arg1: memref<1x16xi32, #map>, %arg2: memref<3x1x16xi16>) attributes {itypes = "sss", otypes = ""} {
    affine.for %arg3 = 0 to 1 {
      affine.for %arg4 = 0 to 16 {
        %0 = arith.index_cast %arg0 : i32 to index
        %1 = memref.load %arg2[%0, %arg3, %arg4] {from = "learnt_bias"} : memref<3x1x16xi16>
        %2 = arith.extsi %1 : i16 to i32
        %alloc = memref.alloc() {name = "held"} : memref<i32>
        affine.store %2, %alloc[] {to = "held"} : memref<i32>
        %3 = affine.load %alloc[] {from = "held"} : memref<i32>
        %4 = affine.load %arg1[%arg3, %arg4] {from = "wrong"} : memref<1x16xi32, #map>
        %c2_i32 = arith.constant 2 : i32
        %5 = arith.shrsi %4, %c2_i32 : i32
        %6 = arith.extsi %3 : i32 to i33
        %7 = arith.extsi %5 : i32 to i33
        %8 = arith.addi %6, %7 : i33
        %9 = arith.trunci %8 : i33 to i32
        %alloc_0 = memref.alloc() {name = "further"} : memref<i32>
        affine.store %9, %alloc_0[] {to = "further"} : memref<i32>
        %10 = affine.load %alloc_0[] {from = "further"} : memref<i32>
        %11 = func.call @stopped(%10) : (i32) -> i32
        %12 = arith.trunci %11 : i32 to i16
        memref.store %12, %arg2[%0, %arg3, %arg4] {to = "learnt_bias"} : memref<3x1x16xi16>
      } {loop_name = "m", op_name = "S_m_0", pipeline_ii = 1 : ui32}
    } {loop_name = "w", op_name = "move_bias"}
    return
  }
  func.func @learn_choice(%arg0: i32, %arg1: i32, %arg2: i32, %arg3: memref<2xi32>, %arg4: memref<2xi32>, %arg5: memref<4x3x2xi32>, %arg6: memref<1x1x16xi32>, %arg7: memref<4x3x6x1x16xi16>, %arg8: memref<3x1x16xi16>) attributes {itypes = "sssssssss", otypes = ""} {
    %alloc = memref.alloc() {name = "wrong"} : memref<1x16xi32, #map>
    %c0_i32 = arith.constant {name = "%c0_i32"} 0 : i32
    linalg.fill ins(%c0_i32 : i32) outs(%alloc : memref<1x16xi32, #map>)
    affine.for %arg9 = 0 to 1 {
      affine.for %arg10 = 0 to 16 {
        %0 = affine.load %arg6[0, %arg9, %arg10] {from = "thought"} : memref<1x1x16xi32>
        %1 = arith.extsi %c0_i32 : i32 to i33
        %2 = arith.extsi %0 : i32 to i33
        %3 = arith.subi %1, %2 : i33
        %4 = arith.trunci %3 : i33 to i32
        affine.store %4, %alloc[%arg9, %arg10] {to = "wrong"} : memref<1x16xi32, #map>
      } {loop_name = "m", op_name = "S_m_0", pipeline_ii = 1 : ui32}
    } {loop_name = "w", op_name = "doubt"}
    affine.for %arg9 = 0 to 2 {
      %0 = affine.load %arg3[%arg9] {from = "chosen"} : memref<2xi32>
      %c16_i32 = arith.constant 16 : i32
      %1 = arith.floordivsi %0, %c16_i32 : i32
      %2 = arith.index_cast %1 : i32 to index
      %3 = arith.remsi %0, %c16_i32 : i32
      %4 = arith.index_cast %3 : i32 to index
      %5 = memref.load %alloc[%2, %4] {from = "wrong"} : memref<1x16xi32, #map>
      %6 = arith.extsi %5 : i32 to i33
      %c4096_i32 = arith.constant 4096 : i32
      %7 = arith.extsi %c4096_i32 : i32 to i33
      %8 = arith.addi %6, %7 : i33
      %9 = arith.trunci %8 : i33 to i32
      memref.store %9, %alloc[%2, %4] {to = "wrong"} : memref<1x16xi32, #map>
    } {loop_name = "k", op_name = "praise", pipeline_ii = 1 : ui32}
    call @moved_rows(%arg0, %arg1, %arg2, %arg4, %arg5, %alloc, %arg7) : (i32, i32, i32, memref<2xi32>, memref<4x3x2xi32>, memref<1x16xi32, #map>, memref<4x3x6x1x16xi16>) -> ()
    call @moved_bias(%arg0, %alloc, %arg8) : (i32, memref<1x16xi32, #map>, memref<3x1x16xi16>) -> ()
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
  func.func @taken_in(%arg0: memref<285xi128>, %arg1: i32, %arg2: i32, %arg3: memref<2xi32>, %arg4: memref<4x3x2xi32>, %arg5: memref<1x16xi32>, %arg6: memref<3x1x16xi32>, %arg7: memref<1x3x1x16xi32>) attributes {itypes = "usssssss", otypes = ""} {
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
      memref.store %9, %arg4[%10, %11, %arg8] {to = "path"} : memref<4x3x2xi32>
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
  memref.global "private" @kinds_0 : memref<6xi32> = dense<[0, 0, 1, 1, 1, 2]>
  memref.global "private" @distances_0 : memref<6xi32> = dense<[1, 2, 1, 1, 2, 0]>
  memref.global "private" @neighbours_0 : memref<6xi32> = dense<[0, 0, 0, 1, 0, 0]>
  func.func @path_votes(%arg0: memref<285xi128>, %arg1: i32, %arg2: i32, %arg3: i32, %arg4: memref<2xi32>, %arg5: memref<4x3x2xi32>, %arg6: memref<1x16xi32, #map>) attributes {itypes = "ussssss", otypes = ""} {
    %0 = memref.get_global @kinds_0 : memref<6xi32>
    %1 = memref.get_global @distances_0 : memref<6xi32>
    %2 = memref.get_global @neighbours_0 : memref<6xi32>
    %alloc = memref.alloc() {name = "chosen"} : memref<2xi32>
    %c0_i32 = arith.constant {name = "%c0_i32"} 0 : i32
    linalg.fill ins(%c0_i32 : i32) outs(%alloc : memref<2xi32>)
    %alloc_0 = memref.alloc() {name = "vote_sums"} : memref<1x16xi32, #map>
    linalg.fill ins(%c0_i32 : i32) outs(%alloc_0 : memref<1x16xi32, #map>)
    affine.for %arg7 = 0 to 6 {
      %3 = affine.load %0[%arg7] {from = "kinds"} : memref<6xi32>
      %4 = affine.load %1[%arg7] {from = "distances"} : memref<6xi32>
      %5 = affine.load %2[%arg7] {from = "neighbours"} : memref<6xi32>
      %6 = func.call @voters(%3, %4, %5, %arg1, %arg2, %arg3, %arg4, %arg5, %alloc) : (i32, i32, i32, i32, i32, i32, memref<2xi32>, memref<4x3x2xi32>, memref<2xi32>) -> i32
      %alloc_1 = memref.alloc() {name = "known"} : memref<i32>
      affine.store %6, %alloc_1[] {to = "known"} : memref<i32>
      %7 = affine.load %alloc_1[] {from = "known"} : memref<i32>
      %c1_i32 = arith.constant 1 : i32
      %8 = arith.cmpi eq, %7, %c1_i32 : i32
      scf.if %8 {
        %9 = arith.index_cast %arg7 : index to i64
        %c3_i32 = arith.constant 3 : i32
        %10 = arith.extsi %c3_i32 : i32 to i64
        %11 = arith.muli %9, %10 : i64
        %12 = arith.extsi %11 : i64 to i65
        %13 = arith.extsi %arg1 : i32 to i65
        %14 = arith.addi %12, %13 : i65
        %15 = arith.extsi %14 : i65 to i97
        %c7_i32 = arith.constant 7 : i32
        %16 = arith.extsi %c7_i32 : i32 to i97
        %17 = arith.muli %15, %16 : i97
        %18 = arith.extsi %17 : i97 to i98
        %19 = arith.extsi %c0_i32 : i32 to i98
        %20 = arith.addi %18, %19 : i98
        %21 = arith.trunci %20 : i98 to i32
        %alloc_2 = memref.alloc() {name = "block"} : memref<i32>
        affine.store %21, %alloc_2[] {to = "block"} : memref<i32>
        %22 = affine.load %alloc_2[] {from = "block"} : memref<i32>
        func.call @vote_rows(%arg0, %22, %alloc, %alloc_0) : (memref<285xi128>, i32, memref<2xi32>, memref<1x16xi32, #map>) -> ()
        affine.for %arg8 = 0 to 1 {
          affine.for %arg9 = 0 to 16 {
            %23 = affine.load %alloc_0[%arg8, %arg9] {from = "vote_sums"} : memref<1x16xi32, #map>
            %24 = affine.load %arg6[%arg8, %arg9] {from = "votes"} : memref<1x16xi32, #map>
            %25 = arith.extsi %24 : i32 to i33
            %26 = arith.extsi %23 : i32 to i33
            %27 = arith.addi %25, %26 : i33
            %28 = arith.trunci %27 : i33 to i32
            affine.store %28, %arg6[%arg8, %arg9] {to = "votes"} : memref<1x16xi32, #map>
          } {loop_name = "m", op_name = "S_m_0"}
        } {loop_name = "gk", op_name = "add_votes", pipeline_ii = 1 : ui32}
      } else {
        affine.store %c0_i32, %alloc_1[] {to = "known"} : memref<i32>
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
  memref.global "private" @kinds_1 : memref<4xi32> = dense<[0, 0, 1, 1]>
  memref.global "private" @distances_1 : memref<4xi32> = dense<[1, 2, 1, 2]>
  memref.global "private" @neighbours_1 : memref<4xi32> = dense<[0, 0, 1, 0]>
  func.func @learnt_votes(%arg0: i32, %arg1: i32, %arg2: i32, %arg3: memref<2xi32>, %arg4: memref<4x3x2xi32>, %arg5: memref<4x3x6x1x16xi16>, %arg6: memref<1x16xi32, #map>) attributes {itypes = "sssssss", otypes = ""} {
    %0 = memref.get_global @kinds_1 : memref<4xi32>
    %1 = memref.get_global @distances_1 : memref<4xi32>
    %2 = memref.get_global @neighbours_1 : memref<4xi32>
    %alloc = memref.alloc() {name = "who"} : memref<2xi32>
    %c0_i32 = arith.constant {name = "%c0_i32"} 0 : i32
    linalg.fill ins(%c0_i32 : i32) outs(%alloc : memref<2xi32>)
    affine.for %arg7 = 0 to 4 {
      %3 = affine.load %0[%arg7] {from = "kinds"} : memref<4xi32>
      %4 = affine.load %1[%arg7] {from = "distances"} : memref<4xi32>
      %5 = affine.load %2[%arg7] {from = "neighbours"} : memref<4xi32>
      %6 = func.call @voters(%3, %4, %5, %arg0, %arg1, %arg2, %arg3, %arg4, %alloc) : (i32, i32, i32, i32, i32, i32, memref<2xi32>, memref<4x3x2xi32>, memref<2xi32>) -> i32
      %alloc_0 = memref.alloc() {name = "known"} : memref<i32>
      affine.store %6, %alloc_0[] {to = "known"} : memref<i32>
      %7 = affine.load %alloc_0[] {from = "known"} : memref<i32>
      %c1_i32 = arith.constant 1 : i32
      %8 = arith.cmpi eq, %7, %c1_i32 : i32
      scf.if %8 {
        affine.for %arg8 = 0 to 2 {
          affine.for %arg9 = 0 to 1 {
            affine.for %arg10 = 0 to 16 {
              %9 = arith.index_cast %arg0 : i32 to index
              %10 = affine.load %alloc[%arg8] {from = "who"} : memref<2xi32>
              %11 = arith.index_cast %10 : i32 to index
              %12 = memref.load %arg5[%arg7, %9, %11, %arg9, %arg10] {from = "learnt"} : memref<4x3x6x1x16xi16>
              %13 = arith.extsi %12 : i16 to i32
              %alloc_1 = memref.alloc() {name = "moved"} : memref<i32>
              affine.store %13, %alloc_1[] {to = "moved"} : memref<i32>
              %14 = affine.load %alloc_1[] {from = "moved"} : memref<i32>
              %c4_i32 = arith.constant 4 : i32
              %15 = arith.shli %14, %c4_i32 : i32
              %16 = affine.load %arg6[%arg9, %arg10] {from = "votes"} : memref<1x16xi32, #map>
              %17 = arith.extsi %16 : i32 to i33
              %18 = arith.extui %15 : i32 to i33
              %19 = arith.addi %17, %18 : i33
              %20 = arith.trunci %19 : i33 to i32
              affine.store %20, %arg6[%arg9, %arg10] {to = "votes"} : memref<1x16xi32, #map>
            } {loop_name = "m", op_name = "S_m_0"}
          } {loop_name = "lw", pipeline_ii = 1 : ui32}
        } {loop_name = "lk", op_name = "add_learnt"}
      } else {
        affine.store %c0_i32, %alloc_0[] {to = "known"} : memref<i32>
      }
    } {loop_name = "s", op_name = "S_s_0"}
    return
  }
  func.func @learnt_bias_votes(%arg0: i32, %arg1: memref<3x1x16xi16>, %arg2: memref<1x16xi32, #map>) attributes {itypes = "sss", otypes = ""} {
    affine.for %arg3 = 0 to 1 {
      affine.for %arg4 = 0 to 16 {
        %0 = arith.index_cast %arg0 : i32 to index
        %1 = memref.load %arg1[%0, %arg3, %arg4] {from = "learnt_bias"} : memref<3x1x16xi16>
        %2 = arith.extsi %1 : i16 to i32
        %alloc = memref.alloc() {name = "moved"} : memref<i32>
        affine.store %2, %alloc[] {to = "moved"} : memref<i32>
        %3 = affine.load %alloc[] {from = "moved"} : memref<i32>
        %c4_i32 = arith.constant 4 : i32
        %4 = arith.shli %3, %c4_i32 : i32
        %5 = affine.load %arg2[%arg3, %arg4] {from = "votes"} : memref<1x16xi32, #map>
        %6 = arith.extsi %5 : i32 to i33
        %7 = arith.extui %4 : i32 to i33
        %8 = arith.addi %6, %7 : i33
        %9 = arith.trunci %8 : i33 to i32
        affine.store %9, %arg2[%arg3, %arg4] {to = "votes"} : memref<1x16xi32, #map>
      } {loop_name = "m", op_name = "S_m_0", pipeline_ii = 1 : ui32}
    } {loop_name = "w", op_name = "add_learnt_bias"}
    return
  }
  memref.global "private" @likelihoods : memref<256xi32> = dense<"0x010000000200000002000000020000000200000002000000020000000200000002000000020000000300000003000000030000000300000003000000040000000400000004000000040000000500000005000000050000000600000006000000060000000700000007000000080000000800000009000000090000000A0000000A0000000B0000000C0000000D0000000D0000000E0000000F00000010000000110000001200000013000000150000001600000017000000190000001B0000001C0000001E00000020000000220000002400000027000000290000002C0000002E0000003100000035000000380000003B0000003F00000043000000470000004C00000051000000560000005B00000061000000670000006E000000740000007C000000830000008C000000940000009E000000A7000000B2000000BD000000C8000000D4000000E1000000EF000000FD0000000D0100001D0100002E0100004001000053010000670100007C01000092010000A9010000C1010000DB010000F601000012020000300200004E0200006F02000090020000B4020000D8020000FE020000260300004F0300007A030000A7030000D40300000404000035040000670400009B040000D0040000060500003E05000077050000B1050000EC0500002906000066060000A3060000E20600002107000060070000A0070000E00700002008000060080000A0080000DF0800001E0900005D0900009A090000D7090000140A00004F0A0000890A0000C20A0000FA0A0000300B0000650B0000990B0000CB0B0000FC0B00002C0C0000590C0000860C0000B10C0000DA0C0000020D0000280D00004C0D0000700D0000910D0000B20D0000D00D0000EE0D00000A0E0000250E00003F0E0000570E00006E0E0000840E0000990E0000AD0E0000C00E0000D20E0000E30E0000F30E0000030F0000110F00001F0F00002C0F0000380F0000430F00004E0F0000590F0000620F00006C0F0000740F00007D0F0000840F00008C0F0000920F0000990F00009F0F0000A50F0000AA0F0000AF0F0000B40F0000B90F0000BD0F0000C10F0000C50F0000C80F0000CB0F0000CF0F0000D20F0000D40F0000D70F0000D90F0000DC0F0000DE0F0000E00F0000E20F0000E40F0000E50F0000E70F0000E90F0000EA0F0000EB0F0000ED0F0000EE0F0000EF0F0000F00F0000F10F0000F20F0000F30F0000F30F0000F40F0000F50F0000F60F0000F60F0000F70F0000F70F0000F80F0000F80F0000F90F0000F90F0000FA0F0000FA0F0000FA0F0000FB0F0000FB0F0000FB0F0000FC0F0000FC0F0000FC0F0000FC0F0000FD0F0000FD0F0000FD0F0000FD0F0000FD0F0000FE0F0000FE0F0000FE0F0000FE0F0000FE0F0000FE0F0000FE0F0000FE0F0000FE0F0000FF0F0000">
  func.func @remember_likely(%arg0: i32, %arg1: memref<1x16xi32, #map>, %arg2: memref<1x1x16xi32>) attributes {itypes = "sss", otypes = ""} {
    %0 = memref.get_global @likelihoods : memref<256xi32>
    affine.for %arg3 = 0 to 6 {
      %1 = affine.load %arg1[%arg3 floordiv 16, %arg3 mod 16] {from = "votes"} : memref<1x16xi32, #map>
      %c12_i32 = arith.constant 12 : i32
      %2 = arith.shrsi %1, %c12_i32 : i32
      %c256_i32 = arith.constant 256 : i32
      %c2_i32 = arith.constant 2 : i32
      %3 = arith.floordivsi %c256_i32, %c2_i32 : i32
      %4 = arith.extsi %2 : i32 to i33
      %5 = arith.extsi %3 : i32 to i33
      %6 = arith.addi %4, %5 : i33
      %7 = arith.trunci %6 : i33 to i32
      %alloc = memref.alloc() {name = "step"} : memref<i32>
      affine.store %7, %alloc[] {to = "step"} : memref<i32>
      %8 = affine.load %alloc[] {from = "step"} : memref<i32>
      %c0_i32 = arith.constant 0 : i32
      %9 = arith.cmpi slt, %8, %c0_i32 : i32
      scf.if %9 {
        affine.store %c0_i32, %alloc[] {to = "step"} : memref<i32>
      }
      %10 = affine.load %alloc[] {from = "step"} : memref<i32>
      %11 = arith.extsi %c256_i32 : i32 to i33
      %c1_i32 = arith.constant 1 : i32
      %12 = arith.extsi %c1_i32 : i32 to i33
      %13 = arith.subi %11, %12 : i33
      %14 = arith.extsi %10 : i32 to i33
      %15 = arith.cmpi sgt, %14, %13 : i33
      scf.if %15 {
        %27 = arith.trunci %13 : i33 to i32
        affine.store %27, %alloc[] {to = "step"} : memref<i32>
      }
      %16 = affine.load %alloc[] {from = "step"} : memref<i32>
      %17 = arith.index_cast %16 : i32 to index
      %18 = memref.load %0[%17] {from = "likelihoods"} : memref<256xi32>
      %19 = arith.index_cast %arg0 : i32 to index
      %20 = arith.index_cast %arg3 : index to i32
      %c16_i32 = arith.constant 16 : i32
      %21 = arith.floordivsi %20, %c16_i32 : i32
      %22 = arith.index_cast %21 : i32 to index
      %23 = arith.index_cast %arg3 : index to i33
      %24 = arith.extsi %c16_i32 : i32 to i33
      %25 = arith.remsi %23, %24 : i33
      %26 = arith.index_cast %25 : i33 to index
      memref.store %18, %arg2[%19, %22, %26] {to = "thought"} : memref<1x1x16xi32>
    } {loop_name = "e", op_name = "likely", pipeline_ii = 1 : ui32}
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
    %0 = memref.get_global @__stateful_factorised_lookup_path_1 : memref<4x3x2xi32>
    %1 = memref.get_global @__stateful_factorised_lookup_recents_2 : memref<1x3x1x16xi32>
    %2 = memref.get_global @__stateful_factorised_lookup_memories_3 : memref<3x1x16xi32>
    %3 = memref.get_global @__stateful_factorised_lookup_pending_4 : memref<3x1x16xi32>
    %4 = memref.get_global @__stateful_factorised_lookup_state_5 : memref<1x16xi32>
    %5 = memref.get_global @__stateful_factorised_lookup_place_6 : memref<3xi32>
    %6 = memref.get_global @__stateful_factorised_lookup_this_token_7 : memref<2xi32>
    %7 = memref.get_global @__stateful_factorised_lookup_last_token_8 : memref<2xi32>
    %8 = memref.get_global @__stateful_factorised_lookup_learnt_9 : memref<4x3x6x1x16xi16>
    %9 = memref.get_global @__stateful_factorised_lookup_learnt_bias_10 : memref<3x1x16xi16>
    %10 = memref.get_global @__stateful_factorised_lookup_thought_11 : memref<1x1x16xi32>
    %alloc = memref.alloc() {name = "chosen"} : memref<2xi32>
    %c0_i32 = arith.constant {name = "%c0_i32"} 0 : i32
    linalg.fill ins(%c0_i32 : i32) outs(%alloc : memref<2xi32>)
    %alloc_0 = memref.alloc() {name = "votes"} : memref<1x16xi32, #map>
    linalg.fill ins(%c0_i32 : i32) outs(%alloc_0 : memref<1x16xi32, #map>)
    %alloc_1 = memref.alloc() {name = "hidden"} : memref<1x16xi32, #map>
    linalg.fill ins(%c0_i32 : i32) outs(%alloc_1 : memref<1x16xi32, #map>)
    %11 = affine.load %arg0[0] {from = "query"} : memref<3xi32>
    %alloc_2 = memref.alloc() {name = "layer"} : memref<i32>
    affine.store %11, %alloc_2[] {to = "layer"} : memref<i32>
    affine.for %arg6 = 0 to 2 {
      %60 = affine.load %arg1[%arg6] {from = "before"} : memref<2xi32>
      affine.store %60, %alloc[%arg6] {to = "chosen"} : memref<2xi32>
    } {loop_name = "k", op_name = "last", pipeline_ii = 1 : ui32}
    %12 = affine.load %arg0[1] {from = "query"} : memref<3xi32>
    %c1_i32 = arith.constant {name = "%c1_i32"} 1 : i32
    %13 = arith.cmpi eq, %12, %c1_i32 {name = "%13"} : i32
    scf.if %13 {
      affine.store %c0_i32, %5[0] {to = "place"} : memref<3xi32>
      affine.store %c0_i32, %5[1] {to = "place"} : memref<3xi32>
      affine.store %c0_i32, %5[2] {to = "place"} : memref<3xi32>
      func.call @forgotten(%2, %3, %1) : (memref<3x1x16xi32>, memref<3x1x16xi32>, memref<1x3x1x16xi32>) -> ()
      func.call @unlearnt(%8) : (memref<4x3x6x1x16xi16>) -> ()
      func.call @unlearnt_bias(%9) : (memref<3x1x16xi16>) -> ()
    }
    %14 = affine.load %arg0[1] {from = "query"} : memref<3xi32>
    %15 = arith.cmpi eq, %14, %c0_i32 {name = "%15"} : i32
    scf.if %15 {
      %60 = affine.load %alloc_2[] {from = "layer"} : memref<i32>
      %61 = arith.cmpi sgt, %60, %c0_i32 : i32
      %62 = arith.extsi %60 : i32 to i33
      %63 = arith.extsi %c1_i32 : i32 to i33
      %64 = arith.subi %62, %63 : i33
      %c3_i32_7 = arith.constant 3 : i32
      %65 = arith.extsi %c3_i32_7 : i32 to i33
      %66 = arith.subi %65, %63 : i33
      %67 = arith.select %61, %64, %66 : i33
      %68 = arith.trunci %67 : i33 to i32
      %alloc_8 = memref.alloc() {name = "done"} : memref<i32>
      affine.store %68, %alloc_8[] {to = "done"} : memref<i32>
      %69 = affine.load %alloc_8[] {from = "done"} : memref<i32>
      %70 = affine.load %5[0] {from = "place"} : memref<3xi32>
      %71 = affine.load %5[1] {from = "place"} : memref<3xi32>
      func.call @learn_choice(%69, %70, %71, %alloc, %arg2, %0, %10, %8, %9) : (i32, i32, i32, memref<2xi32>, memref<2xi32>, memref<4x3x2xi32>, memref<1x1x16xi32>, memref<4x3x6x1x16xi16>, memref<3x1x16xi16>) -> ()
      %72 = affine.load %alloc_8[] {from = "done"} : memref<i32>
      %73 = affine.load %5[0] {from = "place"} : memref<3xi32>
      func.call @taken_in(%arg3, %72, %73, %alloc, %0, %4, %3, %1) : (memref<285xi128>, i32, i32, memref<2xi32>, memref<4x3x2xi32>, memref<1x16xi32>, memref<3x1x16xi32>, memref<1x3x1x16xi32>) -> ()
    }
    %16 = affine.load %alloc_2[] {from = "layer"} : memref<i32>
    %17 = arith.cmpi eq, %16, %c0_i32 {name = "%17"} : i32
    scf.if %17 {
      %60 = affine.load %arg0[1] {from = "query"} : memref<3xi32>
      %61 = arith.cmpi eq, %60, %c0_i32 : i32
      scf.if %61 {
        func.call @folded(%2, %3) : (memref<3x1x16xi32>, memref<3x1x16xi32>) -> ()
        %65 = affine.load %5[0] {from = "place"} : memref<3xi32>
        %c4_i32 = arith.constant 4 : i32
        %66 = arith.extsi %c4_i32 : i32 to i33
        %67 = arith.extsi %c1_i32 : i32 to i33
        %68 = arith.subi %66, %67 : i33
        %69 = arith.extsi %65 : i32 to i33
        %70 = arith.cmpi slt, %69, %68 : i33
        %71 = arith.addi %69, %67 : i33
        %72 = arith.extsi %c0_i32 : i32 to i33
        %73 = arith.select %70, %71, %72 : i33
        %74 = arith.trunci %73 : i33 to i32
        affine.store %74, %5[0] {to = "place"} : memref<3xi32>
        %75 = affine.load %5[1] {from = "place"} : memref<3xi32>
        %76 = arith.extsi %75 : i32 to i33
        %77 = arith.cmpi slt, %76, %68 : i33
        %78 = arith.addi %76, %67 : i33
        %79 = arith.select %77, %78, %68 : i33
        %80 = arith.trunci %79 : i33 to i32
        affine.store %80, %5[1] {to = "place"} : memref<3xi32>
      }
      %62 = affine.load %arg0[2] {from = "query"} : memref<3xi32>
      %63 = affine.load %5[2] {from = "place"} : memref<3xi32>
      func.call @begun(%arg3, %62, %63, %2, %6, %7, %4) : (memref<285xi128>, i32, i32, memref<3x1x16xi32>, memref<2xi32>, memref<2xi32>, memref<1x16xi32>) -> ()
      %64 = affine.load %arg0[2] {from = "query"} : memref<3xi32>
      affine.store %64, %5[2] {to = "place"} : memref<3xi32>
    }
    %18 = affine.load %alloc_2[] {from = "layer"} : memref<i32>
    %19 = arith.extsi %18 {name = "%19"} : i32 to i64
    %c11_i32 = arith.constant {name = "%c11_i32"} 11 : i32
    %20 = arith.extsi %c11_i32 {name = "%20"} : i32 to i64
    %21 = arith.muli %19, %20 {name = "%21"} : i64
    %22 = arith.trunci %21 {name = "%22"} : i64 to i32
    %alloc_3 = memref.alloc() {name = "bias"} : memref<i32>
    affine.store %22, %alloc_3[] {to = "bias"} : memref<i32>
    affine.for %arg6 = 0 to 6 {
      %60 = arith.index_cast %arg6 : index to i32
      %alloc_7 = memref.alloc() {name = "bias_step"} : memref<i32>
      affine.store %60, %alloc_7[] {to = "bias_step"} : memref<i32>
      %61 = affine.load %alloc_3[] {from = "bias"} : memref<i32>
      %62 = affine.load %alloc_7[] {from = "bias_step"} : memref<i32>
      %63 = arith.extsi %61 : i32 to i33
      %64 = arith.extsi %62 : i32 to i33
      %65 = arith.addi %63, %64 : i33
      %66 = arith.index_cast %65 : i33 to index
      %67 = memref.load %arg4[%66] {from = "biases"} : memref<33xi32>
      affine.store %67, %alloc_0[%arg6 floordiv 16, %arg6 mod 16] {to = "votes"} : memref<1x16xi32, #map>
    } {loop_name = "e", op_name = "bias", pipeline_ii = 1 : ui32}
    %23 = affine.load %alloc_2[] {from = "layer"} : memref<i32>
    %24 = arith.extsi %23 {name = "%24"} : i32 to i64
    %c3_i32 = arith.constant {name = "%c3_i32"} 3 : i32
    %25 = arith.extsi %c3_i32 {name = "%25"} : i32 to i64
    %26 = arith.muli %24, %25 {name = "%26"} : i64
    %27 = arith.extsi %26 {name = "%27"} : i64 to i65
    %c249_i32 = arith.constant {name = "%c249_i32"} 249 : i32
    %28 = arith.extsi %c249_i32 {name = "%28"} : i32 to i65
    %29 = arith.addi %27, %28 {name = "%29"} : i65
    %30 = arith.trunci %29 {name = "%30"} : i65 to i32
    %alloc_4 = memref.alloc() {name = "token_block"} : memref<i32>
    affine.store %30, %alloc_4[] {to = "token_block"} : memref<i32>
    %31 = affine.load %alloc_4[] {from = "token_block"} : memref<i32>
    call @token_votes(%arg3, %31, %6, %alloc_0) : (memref<285xi128>, i32, memref<2xi32>, memref<1x16xi32, #map>) -> ()
    %32 = affine.load %alloc_2[] {from = "layer"} : memref<i32>
    %33 = arith.extsi %32 {name = "%33"} : i32 to i33
    %34 = arith.extsi %c3_i32 {name = "%34"} : i32 to i33
    %35 = arith.addi %33, %34 {name = "%35"} : i33
    %36 = arith.extsi %35 {name = "%36"} : i33 to i65
    %37 = arith.extsi %c3_i32 {name = "%37"} : i32 to i65
    %38 = arith.muli %36, %37 {name = "%38"} : i65
    %39 = arith.extsi %38 {name = "%39"} : i65 to i66
    %40 = arith.extsi %c249_i32 {name = "%40"} : i32 to i66
    %41 = arith.addi %39, %40 {name = "%41"} : i66
    %42 = arith.trunci %41 {name = "%42"} : i66 to i32
    %alloc_5 = memref.alloc() {name = "last_block"} : memref<i32>
    affine.store %42, %alloc_5[] {to = "last_block"} : memref<i32>
    %43 = affine.load %alloc_5[] {from = "last_block"} : memref<i32>
    call @token_votes(%arg3, %43, %7, %alloc_0) : (memref<285xi128>, i32, memref<2xi32>, memref<1x16xi32, #map>) -> ()
    %44 = affine.load %alloc_2[] {from = "layer"} : memref<i32>
    %45 = affine.load %5[0] {from = "place"} : memref<3xi32>
    %46 = affine.load %5[1] {from = "place"} : memref<3xi32>
    call @path_votes(%arg3, %44, %45, %46, %arg2, %0, %alloc_0) : (memref<285xi128>, i32, i32, i32, memref<2xi32>, memref<4x3x2xi32>, memref<1x16xi32, #map>) -> ()
    affine.for %arg6 = 0 to 1 {
      affine.for %arg7 = 0 to 1 {
        affine.for %arg8 = 0 to 16 {
          %60 = affine.load %alloc_2[] {from = "layer"} : memref<i32>
          %61 = arith.index_cast %60 : i32 to index
          %62 = memref.load %1[%arg6, %61, %arg7, %arg8] {from = "recents"} : memref<1x3x1x16xi32>
          %63 = affine.load %alloc_0[%arg7, %arg8] {from = "votes"} : memref<1x16xi32, #map>
          %64 = arith.extsi %63 : i32 to i33
          %65 = arith.extsi %62 : i32 to i33
          %66 = arith.addi %64, %65 : i33
          %67 = arith.trunci %66 : i33 to i32
          affine.store %67, %alloc_0[%arg7, %arg8] {to = "votes"} : memref<1x16xi32, #map>
        } {loop_name = "m", op_name = "S_m_2"}
      } {loop_name = "w", pipeline_ii = 1 : ui32}
    } {loop_name = "r", op_name = "add_remembered"}
    affine.for %arg6 = 0 to 5 {
      %60 = arith.index_cast %arg6 : index to i32
      %alloc_7 = memref.alloc() {name = "hidden_step"} : memref<i32>
      affine.store %60, %alloc_7[] {to = "hidden_step"} : memref<i32>
      %61 = affine.load %4[%arg6 floordiv 16, %arg6 mod 16] {from = "state"} : memref<1x16xi32>
      %62 = affine.load %alloc_3[] {from = "bias"} : memref<i32>
      %63 = affine.load %alloc_7[] {from = "hidden_step"} : memref<i32>
      %64 = arith.extsi %62 : i32 to i33
      %65 = arith.extsi %63 : i32 to i33
      %66 = arith.addi %64, %65 : i33
      %67 = arith.extsi %66 : i33 to i34
      %c6_i32_8 = arith.constant 6 : i32
      %68 = arith.extsi %c6_i32_8 : i32 to i34
      %69 = arith.addi %67, %68 : i34
      %70 = arith.index_cast %69 : i34 to index
      %71 = memref.load %arg4[%70] {from = "biases"} : memref<33xi32>
      %72 = arith.extsi %61 : i32 to i33
      %73 = arith.extsi %71 : i32 to i33
      %74 = arith.addi %72, %73 : i33
      %c12_i32 = arith.constant 12 : i32
      %75 = arith.extsi %c12_i32 : i32 to i33
      %76 = arith.shrsi %74, %75 : i33
      %77 = arith.trunci %76 : i33 to i32
      %alloc_9 = memref.alloc() {name = "unit"} : memref<i32>
      affine.store %77, %alloc_9[] {to = "unit"} : memref<i32>
      %78 = affine.load %alloc_9[] {from = "unit"} : memref<i32>
      %79 = arith.cmpi slt, %78, %c0_i32 : i32
      scf.if %79 {
        affine.store %c0_i32, %alloc_9[] {to = "unit"} : memref<i32>
      }
      %80 = affine.load %alloc_9[] {from = "unit"} : memref<i32>
      %c255_i32 = arith.constant 255 : i32
      %81 = arith.cmpi sgt, %80, %c255_i32 : i32
      scf.if %81 {
        affine.store %c255_i32, %alloc_9[] {to = "unit"} : memref<i32>
      }
      %82 = affine.load %alloc_9[] {from = "unit"} : memref<i32>
      affine.store %82, %alloc_1[%arg6 floordiv 16, %arg6 mod 16] {to = "hidden"} : memref<1x16xi32, #map>
    } {loop_name = "i", op_name = "hidden", pipeline_ii = 1 : ui32}
    %47 = affine.load %alloc_2[] {from = "layer"} : memref<i32>
    %48 = arith.extsi %47 {name = "%48"} : i32 to i64
    %c6_i32 = arith.constant {name = "%c6_i32"} 6 : i32
    %49 = arith.extsi %c6_i32 {name = "%49"} : i32 to i64
    %50 = arith.muli %48, %49 {name = "%50"} : i64
    %51 = arith.extsi %50 {name = "%51"} : i64 to i65
    %c231_i32 = arith.constant {name = "%c231_i32"} 231 : i32
    %52 = arith.extsi %c231_i32 {name = "%52"} : i32 to i65
    %53 = arith.addi %51, %52 {name = "%53"} : i65
    %54 = arith.trunci %53 {name = "%54"} : i65 to i32
    %alloc_6 = memref.alloc() {name = "output_block"} : memref<i32>
    affine.store %54, %alloc_6[] {to = "output_block"} : memref<i32>
    %55 = affine.load %alloc_6[] {from = "output_block"} : memref<i32>
    call @hidden_votes(%arg3, %55, %alloc_1, %alloc_0) : (memref<285xi128>, i32, memref<1x16xi32, #map>, memref<1x16xi32, #map>) -> ()
    %56 = affine.load %alloc_2[] {from = "layer"} : memref<i32>
    %57 = affine.load %5[0] {from = "place"} : memref<3xi32>
    %58 = affine.load %5[1] {from = "place"} : memref<3xi32>
    call @learnt_votes(%56, %57, %58, %arg2, %0, %8, %alloc_0) : (i32, i32, i32, memref<2xi32>, memref<4x3x2xi32>, memref<4x3x6x1x16xi16>, memref<1x16xi32, #map>) -> ()
    %59 = affine.load %alloc_2[] {from = "layer"} : memref<i32>
    call @learnt_bias_votes(%59, %9, %alloc_0) : (i32, memref<3x1x16xi16>, memref<1x16xi32, #map>) -> ()
    call @remember_likely(%c0_i32, %alloc_0, %10) : (i32, memref<1x16xi32, #map>, memref<1x1x16xi32>) -> ()
    call @ranked_by(%alloc_0, %arg5) : (memref<1x16xi32, #map>, memref<6xi32>) -> ()
    return
  }
}
