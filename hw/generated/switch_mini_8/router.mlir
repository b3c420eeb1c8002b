#map = affine_map<(d0, d1) -> (0, d1, d0, 0)>
module {
  memref.global "private" @coarse : memref<256xi32> = dense<"0x000001007DF00000EBE100003BD400005FC700004BBB0000F2AF000049A50000469B0000DD91000007890000BA800000ED78000099710000B76A0000406400002D5E0000795800001C530000134E000058490000E7440000BA400000CE3C00001F390000A9350000693200005B2F00007C2C0000CA29000042270000E1240000A52200008C200000931E0000B91C0000FB1A000059190000D01700005E16000004150000BE1300008B1200006C1100005E100000600F0000710E0000910D0000BF0C0000F90B00003F0B0000910A0000ED09000053090000C30800003B080000BB07000043070000D20600006906000005060000A805000050050000FE040000B00400006804000023040000E3030000A70300006E0300003903000007030000D8020000AC020000820200005C0200003702000015020000F4010000D6010000BA0100009F010000860100006E01000058010000430100002F0100001D0100000C010000FC000000EC000000DE000000D1000000C4000000B8000000AD000000A2000000990000008F000000870000007F000000770000007000000069000000630000005D00000057000000520000004D0000004800000044000000400000003C0000003800000035000000320000002F0000002C00000029000000270000002400000022000000200000001E0000001C0000001B00000019000000170000001600000015000000130000001200000011000000100000000F0000000E0000000D0000000D0000000C0000000B0000000A0000000A000000090000000900000008000000080000000700000007000000060000000600000006000000050000000500000005000000040000000400000004000000040000000300000003000000030000000300000003000000020000000200000002000000020000000200000002000000020000000200000001000000010000000100000001000000010000000100000001000000010000000100000001000000010000000100000001000000010000000100000001000000010000000100000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000">
  memref.global "private" @fine : memref<64xi32> = dense<[65536, 65472, 65408, 65344, 65280, 65217, 65153, 65090, 65026, 64963, 64899, 64836, 64772, 64709, 64646, 64583, 64520, 64457, 64394, 64331, 64268, 64206, 64143, 64080, 64018, 63955, 63893, 63831, 63768, 63706, 63644, 63582, 63520, 63458, 63396, 63334, 63272, 63210, 63149, 63087, 63025, 62964, 62902, 62841, 62780, 62718, 62657, 62596, 62535, 62474, 62413, 62352, 62291, 62230, 62170, 62109, 62048, 61988, 61927, 61867, 61806, 61746, 61686, 61626]>
  func.func @router(%arg0: memref<1xi32>, %arg1: memref<1xi32>, %arg2: memref<128xi16>, %arg3: memref<192xi512>, %arg4: memref<1xi32>, %arg5: memref<1xi32>) attributes {itypes = "sssuss", otypes = ""} {
    %alloc = memref.alloc() {name = "inputs"} : memref<4x32xi16, #map>
    affine.for %arg6 = 0 to 4 {
      affine.for %arg7 = 0 to 32 {
        %10 = affine.load %arg2[%arg6 * 32 + %arg7] {from = "x"} : memref<128xi16>
        affine.store %10, %alloc[%arg6, %arg7] {to = "inputs"} : memref<4x32xi16, #map>
      } {loop_name = "l", pipeline_ii = 1 : ui32}
    } {loop_name = "w", op_name = "load"}
    %alloc_0 = memref.alloc() {name = "logits"} : memref<8xi48>
    %0 = affine.load %arg0[0] {from = "layer"} : memref<1xi32>
    %1 = arith.extsi %0 {name = "%1"} : i32 to i64
    %c32_i32 = arith.constant {name = "%c32_i32"} 32 : i32
    %2 = arith.extsi %c32_i32 {name = "%2"} : i32 to i64
    %3 = arith.muli %1, %2 {name = "%3"} : i64
    %4 = arith.trunci %3 {name = "%4"} : i64 to i32
    %alloc_1 = memref.alloc() {name = "row"} : memref<i32>
    affine.store %4, %alloc_1[] {to = "row"} : memref<i32>
    affine.for %arg6 = 0 to 8 {
      %c0_i32_6 = arith.constant 0 : i32
      %10 = arith.extsi %c0_i32_6 : i32 to i48
      %alloc_7 = memref.alloc() {name = "logit"} : memref<i48>
      affine.store %10, %alloc_7[] {to = "logit"} : memref<i48>
      affine.for %arg7 = 0 to 4 {
        %17 = arith.index_cast %arg7 : index to i32
        %alloc_8 = memref.alloc() {name = "step"} : memref<i32>
        affine.store %17, %alloc_8[] {to = "step"} : memref<i32>
        %18 = affine.load %alloc_1[] {from = "row"} : memref<i32>
        %19 = affine.load %alloc_8[] {from = "step"} : memref<i32>
        %20 = arith.extsi %18 : i32 to i33
        %21 = arith.extsi %19 : i32 to i33
        %22 = arith.addi %20, %21 : i33
        %23 = arith.index_cast %22 : i33 to index
        %24 = memref.load %arg3[%23] {from = "weights", unsigned} : memref<192xi512>
        %alloc_9 = memref.alloc() {name = "word", unsigned} : memref<i512>
        affine.store %24, %alloc_9[] {to = "word"} : memref<i512>
        %alloc_10 = memref.alloc() {name = "total"} : memref<i48>
        affine.store %10, %alloc_10[] {to = "total"} : memref<i48>
        %25 = affine.load %alloc_9[] {from = "word"} : memref<i512>
        %c16_i32 = arith.constant 16 : i32
        %26 = arith.extsi %c16_i32 : i32 to i64
        %27 = arith.extsi %c0_i32_6 : i32 to i64
        %28 = arith.muli %26, %27 : i64
        %29 = arith.extsi %28 : i64 to i65
        %30 = arith.extsi %c16_i32 : i32 to i65
        %31 = arith.addi %29, %30 : i65
        %c1_i32 = arith.constant 1 : i32
        %32 = arith.extsi %c1_i32 : i32 to i65
        %33 = arith.subi %31, %32 : i65
        %34 = arith.index_cast %28 : i64 to index
        %35 = arith.index_cast %33 : i65 to index
        %36 = allo.get_slice(%25 : i512, %35, %34) -> i16
        %alloc_11 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %36, %alloc_11[] {to = "weight"} : memref<i16>
        %37 = affine.load %alloc_11[] {from = "weight"} : memref<i16>
        %38 = affine.load %alloc[%arg7, 0] {from = "inputs"} : memref<4x32xi16, #map>
        %39 = arith.extsi %37 : i16 to i32
        %40 = arith.extsi %38 : i16 to i32
        %41 = arith.muli %39, %40 : i32
        %42 = affine.load %alloc_10[] {from = "total"} : memref<i48>
        %43 = arith.extsi %42 : i48 to i49
        %44 = arith.extsi %41 : i32 to i49
        %45 = arith.addi %43, %44 : i49
        %46 = arith.trunci %45 : i49 to i48
        affine.store %46, %alloc_10[] {to = "total"} : memref<i48>
        %47 = affine.load %alloc_9[] {from = "word"} : memref<i512>
        %48 = arith.extsi %c1_i32 : i32 to i64
        %49 = arith.muli %26, %48 : i64
        %50 = arith.extsi %49 : i64 to i65
        %51 = arith.addi %50, %30 : i65
        %52 = arith.subi %51, %32 : i65
        %53 = arith.index_cast %49 : i64 to index
        %54 = arith.index_cast %52 : i65 to index
        %55 = allo.get_slice(%47 : i512, %54, %53) -> i16
        %alloc_12 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %55, %alloc_12[] {to = "weight"} : memref<i16>
        %56 = affine.load %alloc_12[] {from = "weight"} : memref<i16>
        %57 = affine.load %alloc[%arg7, 1] {from = "inputs"} : memref<4x32xi16, #map>
        %58 = arith.extsi %56 : i16 to i32
        %59 = arith.extsi %57 : i16 to i32
        %60 = arith.muli %58, %59 : i32
        %61 = affine.load %alloc_10[] {from = "total"} : memref<i48>
        %62 = arith.extsi %61 : i48 to i49
        %63 = arith.extsi %60 : i32 to i49
        %64 = arith.addi %62, %63 : i49
        %65 = arith.trunci %64 : i49 to i48
        affine.store %65, %alloc_10[] {to = "total"} : memref<i48>
        %66 = affine.load %alloc_9[] {from = "word"} : memref<i512>
        %c2_i32 = arith.constant 2 : i32
        %67 = arith.extsi %c2_i32 : i32 to i64
        %68 = arith.muli %26, %67 : i64
        %69 = arith.extsi %68 : i64 to i65
        %70 = arith.addi %69, %30 : i65
        %71 = arith.subi %70, %32 : i65
        %72 = arith.index_cast %68 : i64 to index
        %73 = arith.index_cast %71 : i65 to index
        %74 = allo.get_slice(%66 : i512, %73, %72) -> i16
        %alloc_13 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %74, %alloc_13[] {to = "weight"} : memref<i16>
        %75 = affine.load %alloc_13[] {from = "weight"} : memref<i16>
        %76 = affine.load %alloc[%arg7, 2] {from = "inputs"} : memref<4x32xi16, #map>
        %77 = arith.extsi %75 : i16 to i32
        %78 = arith.extsi %76 : i16 to i32
        %79 = arith.muli %77, %78 : i32
        %80 = affine.load %alloc_10[] {from = "total"} : memref<i48>
        %81 = arith.extsi %80 : i48 to i49
        %82 = arith.extsi %79 : i32 to i49
        %83 = arith.addi %81, %82 : i49
        %84 = arith.trunci %83 : i49 to i48
        affine.store %84, %alloc_10[] {to = "total"} : memref<i48>
        %85 = affine.load %alloc_9[] {from = "word"} : memref<i512>
        %c3_i32 = arith.constant 3 : i32
        %86 = arith.extsi %c3_i32 : i32 to i64
        %87 = arith.muli %26, %86 : i64
        %88 = arith.extsi %87 : i64 to i65
        %89 = arith.addi %88, %30 : i65
        %90 = arith.subi %89, %32 : i65
        %91 = arith.index_cast %87 : i64 to index
        %92 = arith.index_cast %90 : i65 to index
        %93 = allo.get_slice(%85 : i512, %92, %91) -> i16
        %alloc_14 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %93, %alloc_14[] {to = "weight"} : memref<i16>
        %94 = affine.load %alloc_14[] {from = "weight"} : memref<i16>
        %95 = affine.load %alloc[%arg7, 3] {from = "inputs"} : memref<4x32xi16, #map>
        %96 = arith.extsi %94 : i16 to i32
        %97 = arith.extsi %95 : i16 to i32
        %98 = arith.muli %96, %97 : i32
        %99 = affine.load %alloc_10[] {from = "total"} : memref<i48>
        %100 = arith.extsi %99 : i48 to i49
        %101 = arith.extsi %98 : i32 to i49
        %102 = arith.addi %100, %101 : i49
        %103 = arith.trunci %102 : i49 to i48
        affine.store %103, %alloc_10[] {to = "total"} : memref<i48>
        %104 = affine.load %alloc_9[] {from = "word"} : memref<i512>
        %c4_i32_15 = arith.constant 4 : i32
        %105 = arith.extsi %c4_i32_15 : i32 to i64
        %106 = arith.muli %26, %105 : i64
        %107 = arith.extsi %106 : i64 to i65
        %108 = arith.addi %107, %30 : i65
        %109 = arith.subi %108, %32 : i65
        %110 = arith.index_cast %106 : i64 to index
        %111 = arith.index_cast %109 : i65 to index
        %112 = allo.get_slice(%104 : i512, %111, %110) -> i16
        %alloc_16 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %112, %alloc_16[] {to = "weight"} : memref<i16>
        %113 = affine.load %alloc_16[] {from = "weight"} : memref<i16>
        %114 = affine.load %alloc[%arg7, 4] {from = "inputs"} : memref<4x32xi16, #map>
        %115 = arith.extsi %113 : i16 to i32
        %116 = arith.extsi %114 : i16 to i32
        %117 = arith.muli %115, %116 : i32
        %118 = affine.load %alloc_10[] {from = "total"} : memref<i48>
        %119 = arith.extsi %118 : i48 to i49
        %120 = arith.extsi %117 : i32 to i49
        %121 = arith.addi %119, %120 : i49
        %122 = arith.trunci %121 : i49 to i48
        affine.store %122, %alloc_10[] {to = "total"} : memref<i48>
        %123 = affine.load %alloc_9[] {from = "word"} : memref<i512>
        %c5_i32 = arith.constant 5 : i32
        %124 = arith.extsi %c5_i32 : i32 to i64
        %125 = arith.muli %26, %124 : i64
        %126 = arith.extsi %125 : i64 to i65
        %127 = arith.addi %126, %30 : i65
        %128 = arith.subi %127, %32 : i65
        %129 = arith.index_cast %125 : i64 to index
        %130 = arith.index_cast %128 : i65 to index
        %131 = allo.get_slice(%123 : i512, %130, %129) -> i16
        %alloc_17 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %131, %alloc_17[] {to = "weight"} : memref<i16>
        %132 = affine.load %alloc_17[] {from = "weight"} : memref<i16>
        %133 = affine.load %alloc[%arg7, 5] {from = "inputs"} : memref<4x32xi16, #map>
        %134 = arith.extsi %132 : i16 to i32
        %135 = arith.extsi %133 : i16 to i32
        %136 = arith.muli %134, %135 : i32
        %137 = affine.load %alloc_10[] {from = "total"} : memref<i48>
        %138 = arith.extsi %137 : i48 to i49
        %139 = arith.extsi %136 : i32 to i49
        %140 = arith.addi %138, %139 : i49
        %141 = arith.trunci %140 : i49 to i48
        affine.store %141, %alloc_10[] {to = "total"} : memref<i48>
        %142 = affine.load %alloc_9[] {from = "word"} : memref<i512>
        %c6_i32 = arith.constant 6 : i32
        %143 = arith.extsi %c6_i32 : i32 to i64
        %144 = arith.muli %26, %143 : i64
        %145 = arith.extsi %144 : i64 to i65
        %146 = arith.addi %145, %30 : i65
        %147 = arith.subi %146, %32 : i65
        %148 = arith.index_cast %144 : i64 to index
        %149 = arith.index_cast %147 : i65 to index
        %150 = allo.get_slice(%142 : i512, %149, %148) -> i16
        %alloc_18 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %150, %alloc_18[] {to = "weight"} : memref<i16>
        %151 = affine.load %alloc_18[] {from = "weight"} : memref<i16>
        %152 = affine.load %alloc[%arg7, 6] {from = "inputs"} : memref<4x32xi16, #map>
        %153 = arith.extsi %151 : i16 to i32
        %154 = arith.extsi %152 : i16 to i32
        %155 = arith.muli %153, %154 : i32
        %156 = affine.load %alloc_10[] {from = "total"} : memref<i48>
        %157 = arith.extsi %156 : i48 to i49
        %158 = arith.extsi %155 : i32 to i49
        %159 = arith.addi %157, %158 : i49
        %160 = arith.trunci %159 : i49 to i48
        affine.store %160, %alloc_10[] {to = "total"} : memref<i48>
        %161 = affine.load %alloc_9[] {from = "word"} : memref<i512>
        %c7_i32 = arith.constant 7 : i32
        %162 = arith.extsi %c7_i32 : i32 to i64
        %163 = arith.muli %26, %162 : i64
        %164 = arith.extsi %163 : i64 to i65
        %165 = arith.addi %164, %30 : i65
        %166 = arith.subi %165, %32 : i65
        %167 = arith.index_cast %163 : i64 to index
        %168 = arith.index_cast %166 : i65 to index
        %169 = allo.get_slice(%161 : i512, %168, %167) -> i16
        %alloc_19 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %169, %alloc_19[] {to = "weight"} : memref<i16>
        %170 = affine.load %alloc_19[] {from = "weight"} : memref<i16>
        %171 = affine.load %alloc[%arg7, 7] {from = "inputs"} : memref<4x32xi16, #map>
        %172 = arith.extsi %170 : i16 to i32
        %173 = arith.extsi %171 : i16 to i32
        %174 = arith.muli %172, %173 : i32
        %175 = affine.load %alloc_10[] {from = "total"} : memref<i48>
        %176 = arith.extsi %175 : i48 to i49
        %177 = arith.extsi %174 : i32 to i49
        %178 = arith.addi %176, %177 : i49
        %179 = arith.trunci %178 : i49 to i48
        affine.store %179, %alloc_10[] {to = "total"} : memref<i48>
        %180 = affine.load %alloc_9[] {from = "word"} : memref<i512>
        %c8_i32 = arith.constant 8 : i32
        %181 = arith.extsi %c8_i32 : i32 to i64
        %182 = arith.muli %26, %181 : i64
        %183 = arith.extsi %182 : i64 to i65
        %184 = arith.addi %183, %30 : i65
        %185 = arith.subi %184, %32 : i65
        %186 = arith.index_cast %182 : i64 to index
        %187 = arith.index_cast %185 : i65 to index
        %188 = allo.get_slice(%180 : i512, %187, %186) -> i16
        %alloc_20 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %188, %alloc_20[] {to = "weight"} : memref<i16>
        %189 = affine.load %alloc_20[] {from = "weight"} : memref<i16>
        %190 = affine.load %alloc[%arg7, 8] {from = "inputs"} : memref<4x32xi16, #map>
        %191 = arith.extsi %189 : i16 to i32
        %192 = arith.extsi %190 : i16 to i32
        %193 = arith.muli %191, %192 : i32
        %194 = affine.load %alloc_10[] {from = "total"} : memref<i48>
        %195 = arith.extsi %194 : i48 to i49
        %196 = arith.extsi %193 : i32 to i49
        %197 = arith.addi %195, %196 : i49
        %198 = arith.trunci %197 : i49 to i48
        affine.store %198, %alloc_10[] {to = "total"} : memref<i48>
        %199 = affine.load %alloc_9[] {from = "word"} : memref<i512>
        %c9_i32 = arith.constant 9 : i32
        %200 = arith.extsi %c9_i32 : i32 to i64
        %201 = arith.muli %26, %200 : i64
        %202 = arith.extsi %201 : i64 to i65
        %203 = arith.addi %202, %30 : i65
        %204 = arith.subi %203, %32 : i65
        %205 = arith.index_cast %201 : i64 to index
        %206 = arith.index_cast %204 : i65 to index
        %207 = allo.get_slice(%199 : i512, %206, %205) -> i16
        %alloc_21 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %207, %alloc_21[] {to = "weight"} : memref<i16>
        %208 = affine.load %alloc_21[] {from = "weight"} : memref<i16>
        %209 = affine.load %alloc[%arg7, 9] {from = "inputs"} : memref<4x32xi16, #map>
        %210 = arith.extsi %208 : i16 to i32
        %211 = arith.extsi %209 : i16 to i32
        %212 = arith.muli %210, %211 : i32
        %213 = affine.load %alloc_10[] {from = "total"} : memref<i48>
        %214 = arith.extsi %213 : i48 to i49
        %215 = arith.extsi %212 : i32 to i49
        %216 = arith.addi %214, %215 : i49
        %217 = arith.trunci %216 : i49 to i48
        affine.store %217, %alloc_10[] {to = "total"} : memref<i48>
        %218 = affine.load %alloc_9[] {from = "word"} : memref<i512>
        %c10_i32 = arith.constant 10 : i32
        %219 = arith.extsi %c10_i32 : i32 to i64
        %220 = arith.muli %26, %219 : i64
        %221 = arith.extsi %220 : i64 to i65
        %222 = arith.addi %221, %30 : i65
        %223 = arith.subi %222, %32 : i65
        %224 = arith.index_cast %220 : i64 to index
        %225 = arith.index_cast %223 : i65 to index
        %226 = allo.get_slice(%218 : i512, %225, %224) -> i16
        %alloc_22 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %226, %alloc_22[] {to = "weight"} : memref<i16>
        %227 = affine.load %alloc_22[] {from = "weight"} : memref<i16>
        %228 = affine.load %alloc[%arg7, 10] {from = "inputs"} : memref<4x32xi16, #map>
        %229 = arith.extsi %227 : i16 to i32
        %230 = arith.extsi %228 : i16 to i32
        %231 = arith.muli %229, %230 : i32
        %232 = affine.load %alloc_10[] {from = "total"} : memref<i48>
        %233 = arith.extsi %232 : i48 to i49
        %234 = arith.extsi %231 : i32 to i49
        %235 = arith.addi %233, %234 : i49
        %236 = arith.trunci %235 : i49 to i48
        affine.store %236, %alloc_10[] {to = "total"} : memref<i48>
        %237 = affine.load %alloc_9[] {from = "word"} : memref<i512>
        %c11_i32 = arith.constant 11 : i32
        %238 = arith.extsi %c11_i32 : i32 to i64
        %239 = arith.muli %26, %238 : i64
        %240 = arith.extsi %239 : i64 to i65
        %241 = arith.addi %240, %30 : i65
        %242 = arith.subi %241, %32 : i65
        %243 = arith.index_cast %239 : i64 to index
        %244 = arith.index_cast %242 : i65 to index
        %245 = allo.get_slice(%237 : i512, %244, %243) -> i16
        %alloc_23 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %245, %alloc_23[] {to = "weight"} : memref<i16>
        %246 = affine.load %alloc_23[] {from = "weight"} : memref<i16>
        %247 = affine.load %alloc[%arg7, 11] {from = "inputs"} : memref<4x32xi16, #map>
        %248 = arith.extsi %246 : i16 to i32
        %249 = arith.extsi %247 : i16 to i32
        %250 = arith.muli %248, %249 : i32
        %251 = affine.load %alloc_10[] {from = "total"} : memref<i48>
        %252 = arith.extsi %251 : i48 to i49
        %253 = arith.extsi %250 : i32 to i49
        %254 = arith.addi %252, %253 : i49
        %255 = arith.trunci %254 : i49 to i48
        affine.store %255, %alloc_10[] {to = "total"} : memref<i48>
        %256 = affine.load %alloc_9[] {from = "word"} : memref<i512>
        %c12_i32 = arith.constant 12 : i32
        %257 = arith.extsi %c12_i32 : i32 to i64
        %258 = arith.muli %26, %257 : i64
        %259 = arith.extsi %258 : i64 to i65
        %260 = arith.addi %259, %30 : i65
        %261 = arith.subi %260, %32 : i65
        %262 = arith.index_cast %258 : i64 to index
        %263 = arith.index_cast %261 : i65 to index
        %264 = allo.get_slice(%256 : i512, %263, %262) -> i16
        %alloc_24 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %264, %alloc_24[] {to = "weight"} : memref<i16>
        %265 = affine.load %alloc_24[] {from = "weight"} : memref<i16>
        %266 = affine.load %alloc[%arg7, 12] {from = "inputs"} : memref<4x32xi16, #map>
        %267 = arith.extsi %265 : i16 to i32
        %268 = arith.extsi %266 : i16 to i32
        %269 = arith.muli %267, %268 : i32
        %270 = affine.load %alloc_10[] {from = "total"} : memref<i48>
        %271 = arith.extsi %270 : i48 to i49
        %272 = arith.extsi %269 : i32 to i49
        %273 = arith.addi %271, %272 : i49
        %274 = arith.trunci %273 : i49 to i48
        affine.store %274, %alloc_10[] {to = "total"} : memref<i48>
        %275 = affine.load %alloc_9[] {from = "word"} : memref<i512>
        %c13_i32 = arith.constant 13 : i32
        %276 = arith.extsi %c13_i32 : i32 to i64
        %277 = arith.muli %26, %276 : i64
        %278 = arith.extsi %277 : i64 to i65
        %279 = arith.addi %278, %30 : i65
        %280 = arith.subi %279, %32 : i65
        %281 = arith.index_cast %277 : i64 to index
        %282 = arith.index_cast %280 : i65 to index
        %283 = allo.get_slice(%275 : i512, %282, %281) -> i16
        %alloc_25 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %283, %alloc_25[] {to = "weight"} : memref<i16>
        %284 = affine.load %alloc_25[] {from = "weight"} : memref<i16>
        %285 = affine.load %alloc[%arg7, 13] {from = "inputs"} : memref<4x32xi16, #map>
        %286 = arith.extsi %284 : i16 to i32
        %287 = arith.extsi %285 : i16 to i32
        %288 = arith.muli %286, %287 : i32
        %289 = affine.load %alloc_10[] {from = "total"} : memref<i48>
        %290 = arith.extsi %289 : i48 to i49
        %291 = arith.extsi %288 : i32 to i49
        %292 = arith.addi %290, %291 : i49
        %293 = arith.trunci %292 : i49 to i48
        affine.store %293, %alloc_10[] {to = "total"} : memref<i48>
        %294 = affine.load %alloc_9[] {from = "word"} : memref<i512>
        %c14_i32 = arith.constant 14 : i32
        %295 = arith.extsi %c14_i32 : i32 to i64
        %296 = arith.muli %26, %295 : i64
        %297 = arith.extsi %296 : i64 to i65
        %298 = arith.addi %297, %30 : i65
        %299 = arith.subi %298, %32 : i65
        %300 = arith.index_cast %296 : i64 to index
        %301 = arith.index_cast %299 : i65 to index
        %302 = allo.get_slice(%294 : i512, %301, %300) -> i16
        %alloc_26 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %302, %alloc_26[] {to = "weight"} : memref<i16>
        %303 = affine.load %alloc_26[] {from = "weight"} : memref<i16>
        %304 = affine.load %alloc[%arg7, 14] {from = "inputs"} : memref<4x32xi16, #map>
        %305 = arith.extsi %303 : i16 to i32
        %306 = arith.extsi %304 : i16 to i32
        %307 = arith.muli %305, %306 : i32
        %308 = affine.load %alloc_10[] {from = "total"} : memref<i48>
        %309 = arith.extsi %308 : i48 to i49
        %310 = arith.extsi %307 : i32 to i49
        %311 = arith.addi %309, %310 : i49
        %312 = arith.trunci %311 : i49 to i48
        affine.store %312, %alloc_10[] {to = "total"} : memref<i48>
        %313 = affine.load %alloc_9[] {from = "word"} : memref<i512>
        %c15_i32 = arith.constant 15 : i32
        %314 = arith.extsi %c15_i32 : i32 to i64
        %315 = arith.muli %26, %314 : i64
        %316 = arith.extsi %315 : i64 to i65
        %317 = arith.addi %316, %30 : i65
        %318 = arith.subi %317, %32 : i65
        %319 = arith.index_cast %315 : i64 to index
        %320 = arith.index_cast %318 : i65 to index
        %321 = allo.get_slice(%313 : i512, %320, %319) -> i16
        %alloc_27 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %321, %alloc_27[] {to = "weight"} : memref<i16>
        %322 = affine.load %alloc_27[] {from = "weight"} : memref<i16>
        %323 = affine.load %alloc[%arg7, 15] {from = "inputs"} : memref<4x32xi16, #map>
        %324 = arith.extsi %322 : i16 to i32
        %325 = arith.extsi %323 : i16 to i32
        %326 = arith.muli %324, %325 : i32
        %327 = affine.load %alloc_10[] {from = "total"} : memref<i48>
        %328 = arith.extsi %327 : i48 to i49
        %329 = arith.extsi %326 : i32 to i49
        %330 = arith.addi %328, %329 : i49
        %331 = arith.trunci %330 : i49 to i48
        affine.store %331, %alloc_10[] {to = "total"} : memref<i48>
        %332 = affine.load %alloc_9[] {from = "word"} : memref<i512>
        %333 = arith.muli %26, %26 : i64
        %334 = arith.extsi %333 : i64 to i65
        %335 = arith.addi %334, %30 : i65
        %336 = arith.subi %335, %32 : i65
        %337 = arith.index_cast %333 : i64 to index
        %338 = arith.index_cast %336 : i65 to index
        %339 = allo.get_slice(%332 : i512, %338, %337) -> i16
        %alloc_28 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %339, %alloc_28[] {to = "weight"} : memref<i16>
        %340 = affine.load %alloc_28[] {from = "weight"} : memref<i16>
        %341 = affine.load %alloc[%arg7, 16] {from = "inputs"} : memref<4x32xi16, #map>
        %342 = arith.extsi %340 : i16 to i32
        %343 = arith.extsi %341 : i16 to i32
        %344 = arith.muli %342, %343 : i32
        %345 = affine.load %alloc_10[] {from = "total"} : memref<i48>
        %346 = arith.extsi %345 : i48 to i49
        %347 = arith.extsi %344 : i32 to i49
        %348 = arith.addi %346, %347 : i49
        %349 = arith.trunci %348 : i49 to i48
        affine.store %349, %alloc_10[] {to = "total"} : memref<i48>
        %350 = affine.load %alloc_9[] {from = "word"} : memref<i512>
        %c17_i32 = arith.constant 17 : i32
        %351 = arith.extsi %c17_i32 : i32 to i64
        %352 = arith.muli %26, %351 : i64
        %353 = arith.extsi %352 : i64 to i65
        %354 = arith.addi %353, %30 : i65
        %355 = arith.subi %354, %32 : i65
        %356 = arith.index_cast %352 : i64 to index
        %357 = arith.index_cast %355 : i65 to index
        %358 = allo.get_slice(%350 : i512, %357, %356) -> i16
        %alloc_29 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %358, %alloc_29[] {to = "weight"} : memref<i16>
        %359 = affine.load %alloc_29[] {from = "weight"} : memref<i16>
        %360 = affine.load %alloc[%arg7, 17] {from = "inputs"} : memref<4x32xi16, #map>
        %361 = arith.extsi %359 : i16 to i32
        %362 = arith.extsi %360 : i16 to i32
        %363 = arith.muli %361, %362 : i32
        %364 = affine.load %alloc_10[] {from = "total"} : memref<i48>
        %365 = arith.extsi %364 : i48 to i49
        %366 = arith.extsi %363 : i32 to i49
        %367 = arith.addi %365, %366 : i49
        %368 = arith.trunci %367 : i49 to i48
        affine.store %368, %alloc_10[] {to = "total"} : memref<i48>
        %369 = affine.load %alloc_9[] {from = "word"} : memref<i512>
        %c18_i32 = arith.constant 18 : i32
        %370 = arith.extsi %c18_i32 : i32 to i64
        %371 = arith.muli %26, %370 : i64
        %372 = arith.extsi %371 : i64 to i65
        %373 = arith.addi %372, %30 : i65
        %374 = arith.subi %373, %32 : i65
        %375 = arith.index_cast %371 : i64 to index
        %376 = arith.index_cast %374 : i65 to index
        %377 = allo.get_slice(%369 : i512, %376, %375) -> i16
        %alloc_30 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %377, %alloc_30[] {to = "weight"} : memref<i16>
        %378 = affine.load %alloc_30[] {from = "weight"} : memref<i16>
        %379 = affine.load %alloc[%arg7, 18] {from = "inputs"} : memref<4x32xi16, #map>
        %380 = arith.extsi %378 : i16 to i32
        %381 = arith.extsi %379 : i16 to i32
        %382 = arith.muli %380, %381 : i32
        %383 = affine.load %alloc_10[] {from = "total"} : memref<i48>
        %384 = arith.extsi %383 : i48 to i49
        %385 = arith.extsi %382 : i32 to i49
        %386 = arith.addi %384, %385 : i49
        %387 = arith.trunci %386 : i49 to i48
        affine.store %387, %alloc_10[] {to = "total"} : memref<i48>
        %388 = affine.load %alloc_9[] {from = "word"} : memref<i512>
        %c19_i32 = arith.constant 19 : i32
        %389 = arith.extsi %c19_i32 : i32 to i64
        %390 = arith.muli %26, %389 : i64
        %391 = arith.extsi %390 : i64 to i65
        %392 = arith.addi %391, %30 : i65
        %393 = arith.subi %392, %32 : i65
        %394 = arith.index_cast %390 : i64 to index
        %395 = arith.index_cast %393 : i65 to index
        %396 = allo.get_slice(%388 : i512, %395, %394) -> i16
        %alloc_31 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %396, %alloc_31[] {to = "weight"} : memref<i16>
        %397 = affine.load %alloc_31[] {from = "weight"} : memref<i16>
        %398 = affine.load %alloc[%arg7, 19] {from = "inputs"} : memref<4x32xi16, #map>
        %399 = arith.extsi %397 : i16 to i32
        %400 = arith.extsi %398 : i16 to i32
        %401 = arith.muli %399, %400 : i32
        %402 = affine.load %alloc_10[] {from = "total"} : memref<i48>
        %403 = arith.extsi %402 : i48 to i49
        %404 = arith.extsi %401 : i32 to i49
        %405 = arith.addi %403, %404 : i49
        %406 = arith.trunci %405 : i49 to i48
        affine.store %406, %alloc_10[] {to = "total"} : memref<i48>
        %407 = affine.load %alloc_9[] {from = "word"} : memref<i512>
        %c20_i32 = arith.constant 20 : i32
        %408 = arith.extsi %c20_i32 : i32 to i64
        %409 = arith.muli %26, %408 : i64
        %410 = arith.extsi %409 : i64 to i65
        %411 = arith.addi %410, %30 : i65
        %412 = arith.subi %411, %32 : i65
        %413 = arith.index_cast %409 : i64 to index
        %414 = arith.index_cast %412 : i65 to index
        %415 = allo.get_slice(%407 : i512, %414, %413) -> i16
        %alloc_32 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %415, %alloc_32[] {to = "weight"} : memref<i16>
        %416 = affine.load %alloc_32[] {from = "weight"} : memref<i16>
        %417 = affine.load %alloc[%arg7, 20] {from = "inputs"} : memref<4x32xi16, #map>
        %418 = arith.extsi %416 : i16 to i32
        %419 = arith.extsi %417 : i16 to i32
        %420 = arith.muli %418, %419 : i32
        %421 = affine.load %alloc_10[] {from = "total"} : memref<i48>
        %422 = arith.extsi %421 : i48 to i49
        %423 = arith.extsi %420 : i32 to i49
        %424 = arith.addi %422, %423 : i49
        %425 = arith.trunci %424 : i49 to i48
        affine.store %425, %alloc_10[] {to = "total"} : memref<i48>
        %426 = affine.load %alloc_9[] {from = "word"} : memref<i512>
        %c21_i32 = arith.constant 21 : i32
        %427 = arith.extsi %c21_i32 : i32 to i64
        %428 = arith.muli %26, %427 : i64
        %429 = arith.extsi %428 : i64 to i65
        %430 = arith.addi %429, %30 : i65
        %431 = arith.subi %430, %32 : i65
        %432 = arith.index_cast %428 : i64 to index
        %433 = arith.index_cast %431 : i65 to index
        %434 = allo.get_slice(%426 : i512, %433, %432) -> i16
        %alloc_33 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %434, %alloc_33[] {to = "weight"} : memref<i16>
        %435 = affine.load %alloc_33[] {from = "weight"} : memref<i16>
        %436 = affine.load %alloc[%arg7, 21] {from = "inputs"} : memref<4x32xi16, #map>
        %437 = arith.extsi %435 : i16 to i32
        %438 = arith.extsi %436 : i16 to i32
        %439 = arith.muli %437, %438 : i32
        %440 = affine.load %alloc_10[] {from = "total"} : memref<i48>
        %441 = arith.extsi %440 : i48 to i49
        %442 = arith.extsi %439 : i32 to i49
        %443 = arith.addi %441, %442 : i49
        %444 = arith.trunci %443 : i49 to i48
        affine.store %444, %alloc_10[] {to = "total"} : memref<i48>
        %445 = affine.load %alloc_9[] {from = "word"} : memref<i512>
        %c22_i32 = arith.constant 22 : i32
        %446 = arith.extsi %c22_i32 : i32 to i64
        %447 = arith.muli %26, %446 : i64
        %448 = arith.extsi %447 : i64 to i65
        %449 = arith.addi %448, %30 : i65
        %450 = arith.subi %449, %32 : i65
        %451 = arith.index_cast %447 : i64 to index
        %452 = arith.index_cast %450 : i65 to index
        %453 = allo.get_slice(%445 : i512, %452, %451) -> i16
        %alloc_34 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %453, %alloc_34[] {to = "weight"} : memref<i16>
        %454 = affine.load %alloc_34[] {from = "weight"} : memref<i16>
        %455 = affine.load %alloc[%arg7, 22] {from = "inputs"} : memref<4x32xi16, #map>
        %456 = arith.extsi %454 : i16 to i32
        %457 = arith.extsi %455 : i16 to i32
        %458 = arith.muli %456, %457 : i32
        %459 = affine.load %alloc_10[] {from = "total"} : memref<i48>
        %460 = arith.extsi %459 : i48 to i49
        %461 = arith.extsi %458 : i32 to i49
        %462 = arith.addi %460, %461 : i49
        %463 = arith.trunci %462 : i49 to i48
        affine.store %463, %alloc_10[] {to = "total"} : memref<i48>
        %464 = affine.load %alloc_9[] {from = "word"} : memref<i512>
        %c23_i32 = arith.constant 23 : i32
        %465 = arith.extsi %c23_i32 : i32 to i64
        %466 = arith.muli %26, %465 : i64
        %467 = arith.extsi %466 : i64 to i65
        %468 = arith.addi %467, %30 : i65
        %469 = arith.subi %468, %32 : i65
        %470 = arith.index_cast %466 : i64 to index
        %471 = arith.index_cast %469 : i65 to index
        %472 = allo.get_slice(%464 : i512, %471, %470) -> i16
        %alloc_35 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %472, %alloc_35[] {to = "weight"} : memref<i16>
        %473 = affine.load %alloc_35[] {from = "weight"} : memref<i16>
        %474 = affine.load %alloc[%arg7, 23] {from = "inputs"} : memref<4x32xi16, #map>
        %475 = arith.extsi %473 : i16 to i32
        %476 = arith.extsi %474 : i16 to i32
        %477 = arith.muli %475, %476 : i32
        %478 = affine.load %alloc_10[] {from = "total"} : memref<i48>
        %479 = arith.extsi %478 : i48 to i49
        %480 = arith.extsi %477 : i32 to i49
        %481 = arith.addi %479, %480 : i49
        %482 = arith.trunci %481 : i49 to i48
        affine.store %482, %alloc_10[] {to = "total"} : memref<i48>
        %483 = affine.load %alloc_9[] {from = "word"} : memref<i512>
        %c24_i32 = arith.constant 24 : i32
        %484 = arith.extsi %c24_i32 : i32 to i64
        %485 = arith.muli %26, %484 : i64
        %486 = arith.extsi %485 : i64 to i65
        %487 = arith.addi %486, %30 : i65
        %488 = arith.subi %487, %32 : i65
        %489 = arith.index_cast %485 : i64 to index
        %490 = arith.index_cast %488 : i65 to index
        %491 = allo.get_slice(%483 : i512, %490, %489) -> i16
        %alloc_36 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %491, %alloc_36[] {to = "weight"} : memref<i16>
        %492 = affine.load %alloc_36[] {from = "weight"} : memref<i16>
        %493 = affine.load %alloc[%arg7, 24] {from = "inputs"} : memref<4x32xi16, #map>
        %494 = arith.extsi %492 : i16 to i32
        %495 = arith.extsi %493 : i16 to i32
        %496 = arith.muli %494, %495 : i32
        %497 = affine.load %alloc_10[] {from = "total"} : memref<i48>
        %498 = arith.extsi %497 : i48 to i49
        %499 = arith.extsi %496 : i32 to i49
        %500 = arith.addi %498, %499 : i49
        %501 = arith.trunci %500 : i49 to i48
        affine.store %501, %alloc_10[] {to = "total"} : memref<i48>
        %502 = affine.load %alloc_9[] {from = "word"} : memref<i512>
        %c25_i32 = arith.constant 25 : i32
        %503 = arith.extsi %c25_i32 : i32 to i64
        %504 = arith.muli %26, %503 : i64
        %505 = arith.extsi %504 : i64 to i65
        %506 = arith.addi %505, %30 : i65
        %507 = arith.subi %506, %32 : i65
        %508 = arith.index_cast %504 : i64 to index
        %509 = arith.index_cast %507 : i65 to index
        %510 = allo.get_slice(%502 : i512, %509, %508) -> i16
        %alloc_37 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %510, %alloc_37[] {to = "weight"} : memref<i16>
        %511 = affine.load %alloc_37[] {from = "weight"} : memref<i16>
        %512 = affine.load %alloc[%arg7, 25] {from = "inputs"} : memref<4x32xi16, #map>
        %513 = arith.extsi %511 : i16 to i32
        %514 = arith.extsi %512 : i16 to i32
        %515 = arith.muli %513, %514 : i32
        %516 = affine.load %alloc_10[] {from = "total"} : memref<i48>
        %517 = arith.extsi %516 : i48 to i49
        %518 = arith.extsi %515 : i32 to i49
        %519 = arith.addi %517, %518 : i49
        %520 = arith.trunci %519 : i49 to i48
        affine.store %520, %alloc_10[] {to = "total"} : memref<i48>
        %521 = affine.load %alloc_9[] {from = "word"} : memref<i512>
        %c26_i32 = arith.constant 26 : i32
        %522 = arith.extsi %c26_i32 : i32 to i64
        %523 = arith.muli %26, %522 : i64
        %524 = arith.extsi %523 : i64 to i65
        %525 = arith.addi %524, %30 : i65
        %526 = arith.subi %525, %32 : i65
        %527 = arith.index_cast %523 : i64 to index
        %528 = arith.index_cast %526 : i65 to index
        %529 = allo.get_slice(%521 : i512, %528, %527) -> i16
        %alloc_38 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %529, %alloc_38[] {to = "weight"} : memref<i16>
        %530 = affine.load %alloc_38[] {from = "weight"} : memref<i16>
        %531 = affine.load %alloc[%arg7, 26] {from = "inputs"} : memref<4x32xi16, #map>
        %532 = arith.extsi %530 : i16 to i32
        %533 = arith.extsi %531 : i16 to i32
        %534 = arith.muli %532, %533 : i32
        %535 = affine.load %alloc_10[] {from = "total"} : memref<i48>
        %536 = arith.extsi %535 : i48 to i49
        %537 = arith.extsi %534 : i32 to i49
        %538 = arith.addi %536, %537 : i49
        %539 = arith.trunci %538 : i49 to i48
        affine.store %539, %alloc_10[] {to = "total"} : memref<i48>
        %540 = affine.load %alloc_9[] {from = "word"} : memref<i512>
        %c27_i32 = arith.constant 27 : i32
        %541 = arith.extsi %c27_i32 : i32 to i64
        %542 = arith.muli %26, %541 : i64
        %543 = arith.extsi %542 : i64 to i65
        %544 = arith.addi %543, %30 : i65
        %545 = arith.subi %544, %32 : i65
        %546 = arith.index_cast %542 : i64 to index
        %547 = arith.index_cast %545 : i65 to index
        %548 = allo.get_slice(%540 : i512, %547, %546) -> i16
        %alloc_39 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %548, %alloc_39[] {to = "weight"} : memref<i16>
        %549 = affine.load %alloc_39[] {from = "weight"} : memref<i16>
        %550 = affine.load %alloc[%arg7, 27] {from = "inputs"} : memref<4x32xi16, #map>
        %551 = arith.extsi %549 : i16 to i32
        %552 = arith.extsi %550 : i16 to i32
        %553 = arith.muli %551, %552 : i32
        %554 = affine.load %alloc_10[] {from = "total"} : memref<i48>
        %555 = arith.extsi %554 : i48 to i49
        %556 = arith.extsi %553 : i32 to i49
        %557 = arith.addi %555, %556 : i49
        %558 = arith.trunci %557 : i49 to i48
        affine.store %558, %alloc_10[] {to = "total"} : memref<i48>
        %559 = affine.load %alloc_9[] {from = "word"} : memref<i512>
        %c28_i32 = arith.constant 28 : i32
        %560 = arith.extsi %c28_i32 : i32 to i64
        %561 = arith.muli %26, %560 : i64
        %562 = arith.extsi %561 : i64 to i65
        %563 = arith.addi %562, %30 : i65
        %564 = arith.subi %563, %32 : i65
        %565 = arith.index_cast %561 : i64 to index
        %566 = arith.index_cast %564 : i65 to index
        %567 = allo.get_slice(%559 : i512, %566, %565) -> i16
        %alloc_40 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %567, %alloc_40[] {to = "weight"} : memref<i16>
        %568 = affine.load %alloc_40[] {from = "weight"} : memref<i16>
        %569 = affine.load %alloc[%arg7, 28] {from = "inputs"} : memref<4x32xi16, #map>
        %570 = arith.extsi %568 : i16 to i32
        %571 = arith.extsi %569 : i16 to i32
        %572 = arith.muli %570, %571 : i32
        %573 = affine.load %alloc_10[] {from = "total"} : memref<i48>
        %574 = arith.extsi %573 : i48 to i49
        %575 = arith.extsi %572 : i32 to i49
        %576 = arith.addi %574, %575 : i49
        %577 = arith.trunci %576 : i49 to i48
        affine.store %577, %alloc_10[] {to = "total"} : memref<i48>
        %578 = affine.load %alloc_9[] {from = "word"} : memref<i512>
        %c29_i32 = arith.constant 29 : i32
        %579 = arith.extsi %c29_i32 : i32 to i64
        %580 = arith.muli %26, %579 : i64
        %581 = arith.extsi %580 : i64 to i65
        %582 = arith.addi %581, %30 : i65
        %583 = arith.subi %582, %32 : i65
        %584 = arith.index_cast %580 : i64 to index
        %585 = arith.index_cast %583 : i65 to index
        %586 = allo.get_slice(%578 : i512, %585, %584) -> i16
        %alloc_41 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %586, %alloc_41[] {to = "weight"} : memref<i16>
        %587 = affine.load %alloc_41[] {from = "weight"} : memref<i16>
        %588 = affine.load %alloc[%arg7, 29] {from = "inputs"} : memref<4x32xi16, #map>
        %589 = arith.extsi %587 : i16 to i32
        %590 = arith.extsi %588 : i16 to i32
        %591 = arith.muli %589, %590 : i32
        %592 = affine.load %alloc_10[] {from = "total"} : memref<i48>
        %593 = arith.extsi %592 : i48 to i49
        %594 = arith.extsi %591 : i32 to i49
        %595 = arith.addi %593, %594 : i49
        %596 = arith.trunci %595 : i49 to i48
        affine.store %596, %alloc_10[] {to = "total"} : memref<i48>
        %597 = affine.load %alloc_9[] {from = "word"} : memref<i512>
        %c30_i32 = arith.constant 30 : i32
        %598 = arith.extsi %c30_i32 : i32 to i64
        %599 = arith.muli %26, %598 : i64
        %600 = arith.extsi %599 : i64 to i65
        %601 = arith.addi %600, %30 : i65
        %602 = arith.subi %601, %32 : i65
        %603 = arith.index_cast %599 : i64 to index
        %604 = arith.index_cast %602 : i65 to index
        %605 = allo.get_slice(%597 : i512, %604, %603) -> i16
        %alloc_42 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %605, %alloc_42[] {to = "weight"} : memref<i16>
        %606 = affine.load %alloc_42[] {from = "weight"} : memref<i16>
        %607 = affine.load %alloc[%arg7, 30] {from = "inputs"} : memref<4x32xi16, #map>
        %608 = arith.extsi %606 : i16 to i32
        %609 = arith.extsi %607 : i16 to i32
        %610 = arith.muli %608, %609 : i32
        %611 = affine.load %alloc_10[] {from = "total"} : memref<i48>
        %612 = arith.extsi %611 : i48 to i49
        %613 = arith.extsi %610 : i32 to i49
        %614 = arith.addi %612, %613 : i49
        %615 = arith.trunci %614 : i49 to i48
        affine.store %615, %alloc_10[] {to = "total"} : memref<i48>
        %616 = affine.load %alloc_9[] {from = "word"} : memref<i512>
        %c31_i32 = arith.constant 31 : i32
        %617 = arith.extsi %c31_i32 : i32 to i64
        %618 = arith.muli %26, %617 : i64
        %619 = arith.extsi %618 : i64 to i65
        %620 = arith.addi %619, %30 : i65
        %621 = arith.subi %620, %32 : i65
        %622 = arith.index_cast %618 : i64 to index
        %623 = arith.index_cast %621 : i65 to index
        %624 = allo.get_slice(%616 : i512, %623, %622) -> i16
        %alloc_43 = memref.alloc() {name = "weight"} : memref<i16>
        affine.store %624, %alloc_43[] {to = "weight"} : memref<i16>
        %625 = affine.load %alloc_43[] {from = "weight"} : memref<i16>
        %626 = affine.load %alloc[%arg7, 31] {from = "inputs"} : memref<4x32xi16, #map>
        %627 = arith.extsi %625 : i16 to i32
        %628 = arith.extsi %626 : i16 to i32
        %629 = arith.muli %627, %628 : i32
        %630 = affine.load %alloc_10[] {from = "total"} : memref<i48>
        %631 = arith.extsi %630 : i48 to i49
        %632 = arith.extsi %629 : i32 to i49
        %633 = arith.addi %631, %632 : i49
        %634 = arith.trunci %633 : i49 to i48
        affine.store %634, %alloc_10[] {to = "total"} : memref<i48>
        %635 = affine.load %alloc_10[] {from = "total"} : memref<i48>
        %636 = affine.load %alloc_7[] {from = "logit"} : memref<i48>
        %637 = arith.extsi %636 : i48 to i49
        %638 = arith.extsi %635 : i48 to i49
        %639 = arith.addi %637, %638 : i49
        %640 = arith.trunci %639 : i49 to i48
        affine.store %640, %alloc_7[] {to = "logit"} : memref<i48>
      } {loop_name = "w", op_name = "score_words", pipeline_ii = 1 : ui32}
      %11 = affine.load %alloc_7[] {from = "logit"} : memref<i48>
      affine.store %11, %alloc_0[%arg6] {to = "logits"} : memref<8xi48>
      %12 = affine.load %alloc_1[] {from = "row"} : memref<i32>
      %13 = arith.extsi %12 : i32 to i33
      %c4_i32 = arith.constant 4 : i32
      %14 = arith.extsi %c4_i32 : i32 to i33
      %15 = arith.addi %13, %14 : i33
      %16 = arith.trunci %15 : i33 to i32
      affine.store %16, %alloc_1[] {to = "row"} : memref<i32>
    } {loop_name = "e", op_name = "score"}
    %5 = affine.load %alloc_0[0] {from = "logits"} : memref<8xi48>
    %alloc_2 = memref.alloc() {name = "best"} : memref<i48>
    affine.store %5, %alloc_2[] {to = "best"} : memref<i48>
    affine.for %arg6 = 0 to 8 {
      %10 = affine.load %alloc_0[%arg6] {from = "logits"} : memref<8xi48>
      %11 = affine.load %alloc_2[] {from = "best"} : memref<i48>
      %12 = arith.cmpi sgt, %10, %11 : i48
      scf.if %12 {
        %13 = affine.load %alloc_0[%arg6] {from = "logits"} : memref<8xi48>
        affine.store %13, %alloc_2[] {to = "best"} : memref<i48>
      }
    } {loop_name = "e", op_name = "largest", pipeline_ii = 1 : ui32}
    %6 = memref.get_global @coarse : memref<256xi32>
    %7 = memref.get_global @fine : memref<64xi32>
    %alloc_3 = memref.alloc() {name = "weights_of"} : memref<8xi32>
    %c0_i32 = arith.constant {name = "%c0_i32"} 0 : i32
    %8 = arith.extsi %c0_i32 {name = "%8"} : i32 to i64
    %alloc_4 = memref.alloc() {name = "whole"} : memref<i64>
    affine.store %8, %alloc_4[] {to = "whole"} : memref<i64>
    affine.for %arg6 = 0 to 8 {
      %10 = affine.load %alloc_2[] {from = "best"} : memref<i48>
      %11 = affine.load %alloc_0[%arg6] {from = "logits"} : memref<8xi48>
      %12 = arith.extsi %10 : i48 to i49
      %13 = arith.extsi %11 : i48 to i49
      %14 = arith.subi %12, %13 : i49
      %15 = affine.load %arg1[0] {from = "step_shift"} : memref<1xi32>
      %16 = arith.extsi %15 : i32 to i49
      %17 = arith.shrsi %14, %16 : i49
      %18 = arith.trunci %17 : i49 to i48
      %alloc_6 = memref.alloc() {name = "below"} : memref<i48>
      affine.store %18, %alloc_6[] {to = "below"} : memref<i48>
      %alloc_7 = memref.alloc() {name = "exponential"} : memref<i32>
      affine.store %c0_i32, %alloc_7[] {to = "exponential"} : memref<i32>
      %19 = affine.load %alloc_6[] {from = "below"} : memref<i48>
      %c16384_i32 = arith.constant 16384 : i32
      %20 = arith.extsi %c16384_i32 : i32 to i48
      %21 = arith.cmpi slt, %19, %20 : i48
      scf.if %21 {
        %29 = affine.load %alloc_6[] {from = "below"} : memref<i48>
        %30 = arith.trunci %29 : i48 to i32
        %alloc_8 = memref.alloc() {name = "steps"} : memref<i32>
        affine.store %30, %alloc_8[] {to = "steps"} : memref<i32>
        %31 = affine.load %alloc_8[] {from = "steps"} : memref<i32>
        %c6_i32 = arith.constant 6 : i32
        %32 = arith.shrsi %31, %c6_i32 : i32
        %33 = arith.index_cast %32 : i32 to index
        %34 = memref.load %6[%33] {from = "coarse"} : memref<256xi32>
        %35 = arith.extsi %34 : i32 to i64
        %alloc_9 = memref.alloc() {name = "high"} : memref<i64>
        affine.store %35, %alloc_9[] {to = "high"} : memref<i64>
        %36 = affine.load %alloc_9[] {from = "high"} : memref<i64>
        %37 = affine.load %alloc_8[] {from = "steps"} : memref<i32>
        %c63_i32 = arith.constant 63 : i32
        %38 = arith.andi %37, %c63_i32 : i32
        %39 = arith.index_cast %38 : i32 to index
        %40 = memref.load %7[%39] {from = "fine"} : memref<64xi32>
        %41 = arith.extsi %36 : i64 to i96
        %42 = arith.extsi %40 : i32 to i96
        %43 = arith.muli %41, %42 : i96
        %c16_i32 = arith.constant 16 : i32
        %44 = arith.extsi %c16_i32 : i32 to i96
        %45 = arith.shrsi %43, %44 : i96
        %46 = arith.trunci %45 : i96 to i32
        affine.store %46, %alloc_7[] {to = "exponential"} : memref<i32>
      }
      %22 = affine.load %alloc_7[] {from = "exponential"} : memref<i32>
      affine.store %22, %alloc_3[%arg6] {to = "weights_of"} : memref<8xi32>
      %23 = affine.load %alloc_7[] {from = "exponential"} : memref<i32>
      %24 = affine.load %alloc_4[] {from = "whole"} : memref<i64>
      %25 = arith.extsi %24 : i64 to i65
      %26 = arith.extsi %23 : i32 to i65
      %27 = arith.addi %25, %26 : i65
      %28 = arith.trunci %27 : i65 to i64
      affine.store %28, %alloc_4[] {to = "whole"} : memref<i64>
    } {loop_name = "e", op_name = "exponential", pipeline_ii = 1 : ui32}
    %9 = arith.trunci %c0_i32 {name = "%9", unsigned} : i32 to i8
    %alloc_5 = memref.alloc() {name = "taken", unsigned} : memref<8xi8>
    linalg.fill ins(%9 : i8) outs(%alloc_5 : memref<8xi8>)
    affine.for %arg6 = 0 to 1 {
      %c1_i32 = arith.constant 1 : i32
      %10 = arith.subi %c0_i32, %c1_i32 : i32
      %alloc_6 = memref.alloc() {name = "chosen"} : memref<i32>
      affine.store %10, %alloc_6[] {to = "chosen"} : memref<i32>
      %11 = arith.extsi %c0_i32 : i32 to i48
      %alloc_7 = memref.alloc() {name = "largest"} : memref<i48>
      affine.store %11, %alloc_7[] {to = "largest"} : memref<i48>
      affine.for %arg7 = 0 to 8 {
        %27 = affine.load %alloc_5[%arg7] {from = "taken", unsigned} : memref<8xi8>
        %28 = arith.extui %27 : i8 to i32
        %29 = arith.cmpi eq, %28, %c0_i32 : i32
        scf.if %29 {
          %30 = affine.load %alloc_6[] {from = "chosen"} : memref<i32>
          %31 = arith.cmpi slt, %30, %c0_i32 : i32
          scf.if %31 {
            %32 = affine.load %alloc_0[%arg7] {from = "logits"} : memref<8xi48>
            affine.store %32, %alloc_7[] {to = "largest"} : memref<i48>
            %33 = arith.index_cast %arg7 : index to i32
            affine.store %33, %alloc_6[] {to = "chosen"} : memref<i32>
          } else {
            %32 = affine.load %alloc_0[%arg7] {from = "logits"} : memref<8xi48>
            %33 = affine.load %alloc_7[] {from = "largest"} : memref<i48>
            %34 = arith.cmpi sgt, %32, %33 : i48
            scf.if %34 {
              %35 = affine.load %alloc_0[%arg7] {from = "logits"} : memref<8xi48>
              affine.store %35, %alloc_7[] {to = "largest"} : memref<i48>
              %36 = arith.index_cast %arg7 : index to i32
              affine.store %36, %alloc_6[] {to = "chosen"} : memref<i32>
            }
          }
        }
      } {loop_name = "e", op_name = "choose_largest", pipeline_ii = 1 : ui32}
      %12 = arith.trunci %c1_i32 {unsigned} : i32 to i8
      %13 = affine.load %alloc_6[] {from = "chosen"} : memref<i32>
      %14 = arith.index_cast %13 : i32 to index
      memref.store %12, %alloc_5[%14] {to = "taken"} : memref<8xi8>
      %15 = affine.load %alloc_6[] {from = "chosen"} : memref<i32>
      %16 = arith.index_cast %15 : i32 to index
      %17 = memref.load %alloc_3[%16] {from = "weights_of"} : memref<8xi32>
      %18 = arith.extsi %17 : i32 to i64
      %alloc_8 = memref.alloc() {name = "share"} : memref<i64>
      affine.store %18, %alloc_8[] {to = "share"} : memref<i64>
      %19 = affine.load %alloc_8[] {from = "share"} : memref<i64>
      %c16_i32 = arith.constant 16 : i32
      %20 = arith.extsi %c16_i32 : i32 to i64
      %21 = arith.shli %19, %20 : i64
      affine.store %21, %alloc_8[] {to = "share"} : memref<i64>
      %22 = affine.load %alloc_6[] {from = "chosen"} : memref<i32>
      affine.store %22, %arg4[%arg6] {to = "experts"} : memref<1xi32>
      %23 = affine.load %alloc_8[] {from = "share"} : memref<i64>
      %24 = affine.load %alloc_4[] {from = "whole"} : memref<i64>
      %25 = arith.floordivsi %23, %24 : i64
      %26 = arith.trunci %25 : i64 to i32
      affine.store %26, %arg5[%arg6] {to = "scales"} : memref<1xi32>
    } {loop_name = "k", op_name = "choose"}
    return
  }
}
