#map = affine_map<(d0) -> (d0, 0)>
#map1 = affine_map<(d0, d1) -> (0, d1, d0, 0)>
module {
  func.func @group_products(%arg0: i256, %arg1: i8, %arg2: memref<4xi8, #map>, %arg3: memref<8xi32, #map>) attributes {itypes = "uuss", otypes = ""} {
    %c0_i32 = arith.constant {name = "%c0_i32"} 0 : i32
    %alloc = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc[] {to = "total"} : memref<i32>
    %0 = arith.extsi %c0_i32 {name = "%0"} : i32 to i64
    %c4_i32 = arith.constant {name = "%c4_i32"} 4 : i32
    %1 = arith.extsi %c4_i32 {name = "%1"} : i32 to i64
    %2 = arith.muli %0, %1 {name = "%2"} : i64
    %3 = arith.extsi %2 {name = "%3"} : i64 to i65
    %4 = arith.extsi %c0_i32 {name = "%4"} : i32 to i65
    %5 = arith.addi %3, %4 {name = "%5"} : i65
    %c8_i32 = arith.constant {name = "%c8_i32"} 8 : i32
    %6 = arith.extsi %c8_i32 {name = "%6"} : i32 to i97
    %7 = arith.extsi %5 {name = "%7"} : i65 to i97
    %8 = arith.muli %6, %7 {name = "%8"} : i97
    %9 = arith.extsi %8 {name = "%9"} : i97 to i98
    %10 = arith.extsi %c8_i32 {name = "%10"} : i32 to i98
    %11 = arith.addi %9, %10 {name = "%11"} : i98
    %c1_i32 = arith.constant {name = "%c1_i32"} 1 : i32
    %12 = arith.extsi %c1_i32 {name = "%12"} : i32 to i98
    %13 = arith.subi %11, %12 {name = "%13"} : i98
    %14 = arith.index_cast %8 {name = "%14"} : i97 to index
    %15 = arith.index_cast %13 {name = "%15"} : i98 to index
    %16 = allo.get_slice(%arg0 : i256, %15, %14) {name = "%16"} -> i32
    %17 = arith.trunci %16 {name = "%17"} : i32 to i8
    %alloc_0 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %17, %alloc_0[] {to = "weight"} : memref<i8>
    %18 = affine.load %alloc_0[] {from = "weight"} : memref<i8>
    %19 = affine.load %arg2[0] {from = "inputs"} : memref<4xi8, #map>
    %20 = arith.extsi %18 {name = "%20"} : i8 to i16
    %21 = arith.extsi %19 {name = "%21"} : i8 to i16
    %22 = arith.muli %20, %21 {name = "%22"} : i16
    %23 = affine.load %alloc[] {from = "total"} : memref<i32>
    %24 = arith.extsi %23 {name = "%24"} : i32 to i33
    %25 = arith.extsi %22 {name = "%25"} : i16 to i33
    %26 = arith.addi %24, %25 {name = "%26"} : i33
    %27 = arith.trunci %26 {name = "%27"} : i33 to i32
    affine.store %27, %alloc[] {to = "total"} : memref<i32>
    %28 = arith.extsi %c1_i32 {name = "%28"} : i32 to i65
    %29 = arith.addi %3, %28 {name = "%29"} : i65
    %30 = arith.extsi %29 {name = "%30"} : i65 to i97
    %31 = arith.muli %6, %30 {name = "%31"} : i97
    %32 = arith.extsi %31 {name = "%32"} : i97 to i98
    %33 = arith.addi %32, %10 {name = "%33"} : i98
    %34 = arith.subi %33, %12 {name = "%34"} : i98
    %35 = arith.index_cast %31 {name = "%35"} : i97 to index
    %36 = arith.index_cast %34 {name = "%36"} : i98 to index
    %37 = allo.get_slice(%arg0 : i256, %36, %35) {name = "%37"} -> i32
    %38 = arith.trunci %37 {name = "%38"} : i32 to i8
    %alloc_1 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %38, %alloc_1[] {to = "weight"} : memref<i8>
    %39 = affine.load %alloc_1[] {from = "weight"} : memref<i8>
    %40 = affine.load %arg2[1] {from = "inputs"} : memref<4xi8, #map>
    %41 = arith.extsi %39 {name = "%41"} : i8 to i16
    %42 = arith.extsi %40 {name = "%42"} : i8 to i16
    %43 = arith.muli %41, %42 {name = "%43"} : i16
    %44 = affine.load %alloc[] {from = "total"} : memref<i32>
    %45 = arith.extsi %44 {name = "%45"} : i32 to i33
    %46 = arith.extsi %43 {name = "%46"} : i16 to i33
    %47 = arith.addi %45, %46 {name = "%47"} : i33
    %48 = arith.trunci %47 {name = "%48"} : i33 to i32
    affine.store %48, %alloc[] {to = "total"} : memref<i32>
    %c2_i32 = arith.constant {name = "%c2_i32"} 2 : i32
    %49 = arith.extsi %c2_i32 {name = "%49"} : i32 to i65
    %50 = arith.addi %3, %49 {name = "%50"} : i65
    %51 = arith.extsi %50 {name = "%51"} : i65 to i97
    %52 = arith.muli %6, %51 {name = "%52"} : i97
    %53 = arith.extsi %52 {name = "%53"} : i97 to i98
    %54 = arith.addi %53, %10 {name = "%54"} : i98
    %55 = arith.subi %54, %12 {name = "%55"} : i98
    %56 = arith.index_cast %52 {name = "%56"} : i97 to index
    %57 = arith.index_cast %55 {name = "%57"} : i98 to index
    %58 = allo.get_slice(%arg0 : i256, %57, %56) {name = "%58"} -> i32
    %59 = arith.trunci %58 {name = "%59"} : i32 to i8
    %alloc_2 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %59, %alloc_2[] {to = "weight"} : memref<i8>
    %60 = affine.load %alloc_2[] {from = "weight"} : memref<i8>
    %61 = affine.load %arg2[2] {from = "inputs"} : memref<4xi8, #map>
    %62 = arith.extsi %60 {name = "%62"} : i8 to i16
    %63 = arith.extsi %61 {name = "%63"} : i8 to i16
    %64 = arith.muli %62, %63 {name = "%64"} : i16
    %65 = affine.load %alloc[] {from = "total"} : memref<i32>
    %66 = arith.extsi %65 {name = "%66"} : i32 to i33
    %67 = arith.extsi %64 {name = "%67"} : i16 to i33
    %68 = arith.addi %66, %67 {name = "%68"} : i33
    %69 = arith.trunci %68 {name = "%69"} : i33 to i32
    affine.store %69, %alloc[] {to = "total"} : memref<i32>
    %c3_i32 = arith.constant {name = "%c3_i32"} 3 : i32
    %70 = arith.extsi %c3_i32 {name = "%70"} : i32 to i65
    %71 = arith.addi %3, %70 {name = "%71"} : i65
    %72 = arith.extsi %71 {name = "%72"} : i65 to i97
    %73 = arith.muli %6, %72 {name = "%73"} : i97
    %74 = arith.extsi %73 {name = "%74"} : i97 to i98
    %75 = arith.addi %74, %10 {name = "%75"} : i98
    %76 = arith.subi %75, %12 {name = "%76"} : i98
    %77 = arith.index_cast %73 {name = "%77"} : i97 to index
    %78 = arith.index_cast %76 {name = "%78"} : i98 to index
    %79 = allo.get_slice(%arg0 : i256, %78, %77) {name = "%79"} -> i32
    %80 = arith.trunci %79 {name = "%80"} : i32 to i8
    %alloc_3 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %80, %alloc_3[] {to = "weight"} : memref<i8>
    %81 = affine.load %alloc_3[] {from = "weight"} : memref<i8>
    %82 = affine.load %arg2[3] {from = "inputs"} : memref<4xi8, #map>
    %83 = arith.extsi %81 {name = "%83"} : i8 to i16
    %84 = arith.extsi %82 {name = "%84"} : i8 to i16
    %85 = arith.muli %83, %84 {name = "%85"} : i16
    %86 = affine.load %alloc[] {from = "total"} : memref<i32>
    %87 = arith.extsi %86 {name = "%87"} : i32 to i33
    %88 = arith.extsi %85 {name = "%88"} : i16 to i33
    %89 = arith.addi %87, %88 {name = "%89"} : i33
    %90 = arith.trunci %89 {name = "%90"} : i33 to i32
    affine.store %90, %alloc[] {to = "total"} : memref<i32>
    %91 = affine.load %alloc[] {from = "total"} : memref<i32>
    affine.store %91, %arg3[0] {to = "products"} : memref<8xi32, #map>
    %alloc_4 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_4[] {to = "total"} : memref<i32>
    %92 = arith.extsi %c1_i32 {name = "%92"} : i32 to i64
    %93 = arith.muli %92, %1 {name = "%93"} : i64
    %94 = arith.extsi %93 {name = "%94"} : i64 to i65
    %95 = arith.addi %94, %4 {name = "%95"} : i65
    %96 = arith.extsi %95 {name = "%96"} : i65 to i97
    %97 = arith.muli %6, %96 {name = "%97"} : i97
    %98 = arith.extsi %97 {name = "%98"} : i97 to i98
    %99 = arith.addi %98, %10 {name = "%99"} : i98
    %100 = arith.subi %99, %12 {name = "%100"} : i98
    %101 = arith.index_cast %97 {name = "%101"} : i97 to index
    %102 = arith.index_cast %100 {name = "%102"} : i98 to index
    %103 = allo.get_slice(%arg0 : i256, %102, %101) {name = "%103"} -> i32
    %104 = arith.trunci %103 {name = "%104"} : i32 to i8
    %alloc_5 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %104, %alloc_5[] {to = "weight"} : memref<i8>
    %105 = affine.load %alloc_5[] {from = "weight"} : memref<i8>
    %106 = affine.load %arg2[0] {from = "inputs"} : memref<4xi8, #map>
    %107 = arith.extsi %105 {name = "%107"} : i8 to i16
    %108 = arith.extsi %106 {name = "%108"} : i8 to i16
    %109 = arith.muli %107, %108 {name = "%109"} : i16
    %110 = affine.load %alloc_4[] {from = "total"} : memref<i32>
    %111 = arith.extsi %110 {name = "%111"} : i32 to i33
    %112 = arith.extsi %109 {name = "%112"} : i16 to i33
    %113 = arith.addi %111, %112 {name = "%113"} : i33
    %114 = arith.trunci %113 {name = "%114"} : i33 to i32
    affine.store %114, %alloc_4[] {to = "total"} : memref<i32>
    %115 = arith.addi %94, %28 {name = "%115"} : i65
    %116 = arith.extsi %115 {name = "%116"} : i65 to i97
    %117 = arith.muli %6, %116 {name = "%117"} : i97
    %118 = arith.extsi %117 {name = "%118"} : i97 to i98
    %119 = arith.addi %118, %10 {name = "%119"} : i98
    %120 = arith.subi %119, %12 {name = "%120"} : i98
    %121 = arith.index_cast %117 {name = "%121"} : i97 to index
    %122 = arith.index_cast %120 {name = "%122"} : i98 to index
    %123 = allo.get_slice(%arg0 : i256, %122, %121) {name = "%123"} -> i32
    %124 = arith.trunci %123 {name = "%124"} : i32 to i8
    %alloc_6 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %124, %alloc_6[] {to = "weight"} : memref<i8>
    %125 = affine.load %alloc_6[] {from = "weight"} : memref<i8>
    %126 = affine.load %arg2[1] {from = "inputs"} : memref<4xi8, #map>
    %127 = arith.extsi %125 {name = "%127"} : i8 to i16
    %128 = arith.extsi %126 {name = "%128"} : i8 to i16
    %129 = arith.muli %127, %128 {name = "%129"} : i16
    %130 = affine.load %alloc_4[] {from = "total"} : memref<i32>
    %131 = arith.extsi %130 {name = "%131"} : i32 to i33
    %132 = arith.extsi %129 {name = "%132"} : i16 to i33
    %133 = arith.addi %131, %132 {name = "%133"} : i33
    %134 = arith.trunci %133 {name = "%134"} : i33 to i32
    affine.store %134, %alloc_4[] {to = "total"} : memref<i32>
    %135 = arith.addi %94, %49 {name = "%135"} : i65
    %136 = arith.extsi %135 {name = "%136"} : i65 to i97
    %137 = arith.muli %6, %136 {name = "%137"} : i97
    %138 = arith.extsi %137 {name = "%138"} : i97 to i98
    %139 = arith.addi %138, %10 {name = "%139"} : i98
    %140 = arith.subi %139, %12 {name = "%140"} : i98
    %141 = arith.index_cast %137 {name = "%141"} : i97 to index
    %142 = arith.index_cast %140 {name = "%142"} : i98 to index
    %143 = allo.get_slice(%arg0 : i256, %142, %141) {name = "%143"} -> i32
    %144 = arith.trunci %143 {name = "%144"} : i32 to i8
    %alloc_7 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %144, %alloc_7[] {to = "weight"} : memref<i8>
    %145 = affine.load %alloc_7[] {from = "weight"} : memref<i8>
    %146 = affine.load %arg2[2] {from = "inputs"} : memref<4xi8, #map>
    %147 = arith.extsi %145 {name = "%147"} : i8 to i16
    %148 = arith.extsi %146 {name = "%148"} : i8 to i16
    %149 = arith.muli %147, %148 {name = "%149"} : i16
    %150 = affine.load %alloc_4[] {from = "total"} : memref<i32>
    %151 = arith.extsi %150 {name = "%151"} : i32 to i33
    %152 = arith.extsi %149 {name = "%152"} : i16 to i33
    %153 = arith.addi %151, %152 {name = "%153"} : i33
    %154 = arith.trunci %153 {name = "%154"} : i33 to i32
    affine.store %154, %alloc_4[] {to = "total"} : memref<i32>
    %155 = arith.addi %94, %70 {name = "%155"} : i65
    %156 = arith.extsi %155 {name = "%156"} : i65 to i97
    %157 = arith.muli %6, %156 {name = "%157"} : i97
    %158 = arith.extsi %157 {name = "%158"} : i97 to i98
    %159 = arith.addi %158, %10 {name = "%159"} : i98
    %160 = arith.subi %159, %12 {name = "%160"} : i98
    %161 = arith.index_cast %157 {name = "%161"} : i97 to index
    %162 = arith.index_cast %160 {name = "%162"} : i98 to index
    %163 = allo.get_slice(%arg0 : i256, %162, %161) {name = "%163"} -> i32
    %164 = arith.trunci %163 {name = "%164"} : i32 to i8
    %alloc_8 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %164, %alloc_8[] {to = "weight"} : memref<i8>
    %165 = affine.load %alloc_8[] {from = "weight"} : memref<i8>
    %166 = affine.load %arg2[3] {from = "inputs"} : memref<4xi8, #map>
    %167 = arith.extsi %165 {name = "%167"} : i8 to i16
    %168 = arith.extsi %166 {name = "%168"} : i8 to i16
    %169 = arith.muli %167, %168 {name = "%169"} : i16
    %170 = affine.load %alloc_4[] {from = "total"} : memref<i32>
    %171 = arith.extsi %170 {name = "%171"} : i32 to i33
    %172 = arith.extsi %169 {name = "%172"} : i16 to i33
    %173 = arith.addi %171, %172 {name = "%173"} : i33
    %174 = arith.trunci %173 {name = "%174"} : i33 to i32
    affine.store %174, %alloc_4[] {to = "total"} : memref<i32>
    %175 = affine.load %alloc_4[] {from = "total"} : memref<i32>
    affine.store %175, %arg3[1] {to = "products"} : memref<8xi32, #map>
    %alloc_9 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_9[] {to = "total"} : memref<i32>
    %176 = arith.extsi %c2_i32 {name = "%176"} : i32 to i64
    %177 = arith.muli %176, %1 {name = "%177"} : i64
    %178 = arith.extsi %177 {name = "%178"} : i64 to i65
    %179 = arith.addi %178, %4 {name = "%179"} : i65
    %180 = arith.extsi %179 {name = "%180"} : i65 to i97
    %181 = arith.muli %6, %180 {name = "%181"} : i97
    %182 = arith.extsi %181 {name = "%182"} : i97 to i98
    %183 = arith.addi %182, %10 {name = "%183"} : i98
    %184 = arith.subi %183, %12 {name = "%184"} : i98
    %185 = arith.index_cast %181 {name = "%185"} : i97 to index
    %186 = arith.index_cast %184 {name = "%186"} : i98 to index
    %187 = allo.get_slice(%arg0 : i256, %186, %185) {name = "%187"} -> i32
    %188 = arith.trunci %187 {name = "%188"} : i32 to i8
    %alloc_10 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %188, %alloc_10[] {to = "weight"} : memref<i8>
    %189 = affine.load %alloc_10[] {from = "weight"} : memref<i8>
    %190 = affine.load %arg2[0] {from = "inputs"} : memref<4xi8, #map>
    %191 = arith.extsi %189 {name = "%191"} : i8 to i16
    %192 = arith.extsi %190 {name = "%192"} : i8 to i16
    %193 = arith.muli %191, %192 {name = "%193"} : i16
    %194 = affine.load %alloc_9[] {from = "total"} : memref<i32>
    %195 = arith.extsi %194 {name = "%195"} : i32 to i33
    %196 = arith.extsi %193 {name = "%196"} : i16 to i33
    %197 = arith.addi %195, %196 {name = "%197"} : i33
    %198 = arith.trunci %197 {name = "%198"} : i33 to i32
    affine.store %198, %alloc_9[] {to = "total"} : memref<i32>
    %199 = arith.addi %178, %28 {name = "%199"} : i65
    %200 = arith.extsi %199 {name = "%200"} : i65 to i97
    %201 = arith.muli %6, %200 {name = "%201"} : i97
    %202 = arith.extsi %201 {name = "%202"} : i97 to i98
    %203 = arith.addi %202, %10 {name = "%203"} : i98
    %204 = arith.subi %203, %12 {name = "%204"} : i98
    %205 = arith.index_cast %201 {name = "%205"} : i97 to index
    %206 = arith.index_cast %204 {name = "%206"} : i98 to index
    %207 = allo.get_slice(%arg0 : i256, %206, %205) {name = "%207"} -> i32
    %208 = arith.trunci %207 {name = "%208"} : i32 to i8
    %alloc_11 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %208, %alloc_11[] {to = "weight"} : memref<i8>
    %209 = affine.load %alloc_11[] {from = "weight"} : memref<i8>
    %210 = affine.load %arg2[1] {from = "inputs"} : memref<4xi8, #map>
    %211 = arith.extsi %209 {name = "%211"} : i8 to i16
    %212 = arith.extsi %210 {name = "%212"} : i8 to i16
    %213 = arith.muli %211, %212 {name = "%213"} : i16
    %214 = affine.load %alloc_9[] {from = "total"} : memref<i32>
    %215 = arith.extsi %214 {name = "%215"} : i32 to i33
    %216 = arith.extsi %213 {name = "%216"} : i16 to i33
    %217 = arith.addi %215, %216 {name = "%217"} : i33
    %218 = arith.trunci %217 {name = "%218"} : i33 to i32
    affine.store %218, %alloc_9[] {to = "total"} : memref<i32>
    %219 = arith.addi %178, %49 {name = "%219"} : i65
    %220 = arith.extsi %219 {name = "%220"} : i65 to i97
    %221 = arith.muli %6, %220 {name = "%221"} : i97
    %222 = arith.extsi %221 {name = "%222"} : i97 to i98
    %223 = arith.addi %222, %10 {name = "%223"} : i98
    %224 = arith.subi %223, %12 {name = "%224"} : i98
    %225 = arith.index_cast %221 {name = "%225"} : i97 to index
    %226 = arith.index_cast %224 {name = "%226"} : i98 to index
    %227 = allo.get_slice(%arg0 : i256, %226, %225) {name = "%227"} -> i32
    %228 = arith.trunci %227 {name = "%228"} : i32 to i8
    %alloc_12 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %228, %alloc_12[] {to = "weight"} : memref<i8>
    %229 = affine.load %alloc_12[] {from = "weight"} : memref<i8>
    %230 = affine.load %arg2[2] {from = "inputs"} : memref<4xi8, #map>
    %231 = arith.extsi %229 {name = "%231"} : i8 to i16
    %232 = arith.extsi %230 {name = "%232"} : i8 to i16
    %233 = arith.muli %231, %232 {name = "%233"} : i16
    %234 = affine.load %alloc_9[] {from = "total"} : memref<i32>
    %235 = arith.extsi %234 {name = "%235"} : i32 to i33
    %236 = arith.extsi %233 {name = "%236"} : i16 to i33
    %237 = arith.addi %235, %236 {name = "%237"} : i33
    %238 = arith.trunci %237 {name = "%238"} : i33 to i32
    affine.store %238, %alloc_9[] {to = "total"} : memref<i32>
    %239 = arith.addi %178, %70 {name = "%239"} : i65
    %240 = arith.extsi %239 {name = "%240"} : i65 to i97
    %241 = arith.muli %6, %240 {name = "%241"} : i97
    %242 = arith.extsi %241 {name = "%242"} : i97 to i98
    %243 = arith.addi %242, %10 {name = "%243"} : i98
    %244 = arith.subi %243, %12 {name = "%244"} : i98
    %245 = arith.index_cast %241 {name = "%245"} : i97 to index
    %246 = arith.index_cast %244 {name = "%246"} : i98 to index
    %247 = allo.get_slice(%arg0 : i256, %246, %245) {name = "%247"} -> i32
    %248 = arith.trunci %247 {name = "%248"} : i32 to i8
    %alloc_13 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %248, %alloc_13[] {to = "weight"} : memref<i8>
    %249 = affine.load %alloc_13[] {from = "weight"} : memref<i8>
    %250 = affine.load %arg2[3] {from = "inputs"} : memref<4xi8, #map>
    %251 = arith.extsi %249 {name = "%251"} : i8 to i16
    %252 = arith.extsi %250 {name = "%252"} : i8 to i16
    %253 = arith.muli %251, %252 {name = "%253"} : i16
    %254 = affine.load %alloc_9[] {from = "total"} : memref<i32>
    %255 = arith.extsi %254 {name = "%255"} : i32 to i33
    %256 = arith.extsi %253 {name = "%256"} : i16 to i33
    %257 = arith.addi %255, %256 {name = "%257"} : i33
    %258 = arith.trunci %257 {name = "%258"} : i33 to i32
    affine.store %258, %alloc_9[] {to = "total"} : memref<i32>
    %259 = affine.load %alloc_9[] {from = "total"} : memref<i32>
    affine.store %259, %arg3[2] {to = "products"} : memref<8xi32, #map>
    %alloc_14 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_14[] {to = "total"} : memref<i32>
    %260 = arith.extsi %c3_i32 {name = "%260"} : i32 to i64
    %261 = arith.muli %260, %1 {name = "%261"} : i64
    %262 = arith.extsi %261 {name = "%262"} : i64 to i65
    %263 = arith.addi %262, %4 {name = "%263"} : i65
    %264 = arith.extsi %263 {name = "%264"} : i65 to i97
    %265 = arith.muli %6, %264 {name = "%265"} : i97
    %266 = arith.extsi %265 {name = "%266"} : i97 to i98
    %267 = arith.addi %266, %10 {name = "%267"} : i98
    %268 = arith.subi %267, %12 {name = "%268"} : i98
    %269 = arith.index_cast %265 {name = "%269"} : i97 to index
    %270 = arith.index_cast %268 {name = "%270"} : i98 to index
    %271 = allo.get_slice(%arg0 : i256, %270, %269) {name = "%271"} -> i32
    %272 = arith.trunci %271 {name = "%272"} : i32 to i8
    %alloc_15 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %272, %alloc_15[] {to = "weight"} : memref<i8>
    %273 = affine.load %alloc_15[] {from = "weight"} : memref<i8>
    %274 = affine.load %arg2[0] {from = "inputs"} : memref<4xi8, #map>
    %275 = arith.extsi %273 {name = "%275"} : i8 to i16
    %276 = arith.extsi %274 {name = "%276"} : i8 to i16
    %277 = arith.muli %275, %276 {name = "%277"} : i16
    %278 = affine.load %alloc_14[] {from = "total"} : memref<i32>
    %279 = arith.extsi %278 {name = "%279"} : i32 to i33
    %280 = arith.extsi %277 {name = "%280"} : i16 to i33
    %281 = arith.addi %279, %280 {name = "%281"} : i33
    %282 = arith.trunci %281 {name = "%282"} : i33 to i32
    affine.store %282, %alloc_14[] {to = "total"} : memref<i32>
    %283 = arith.addi %262, %28 {name = "%283"} : i65
    %284 = arith.extsi %283 {name = "%284"} : i65 to i97
    %285 = arith.muli %6, %284 {name = "%285"} : i97
    %286 = arith.extsi %285 {name = "%286"} : i97 to i98
    %287 = arith.addi %286, %10 {name = "%287"} : i98
    %288 = arith.subi %287, %12 {name = "%288"} : i98
    %289 = arith.index_cast %285 {name = "%289"} : i97 to index
    %290 = arith.index_cast %288 {name = "%290"} : i98 to index
    %291 = allo.get_slice(%arg0 : i256, %290, %289) {name = "%291"} -> i32
    %292 = arith.trunci %291 {name = "%292"} : i32 to i8
    %alloc_16 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %292, %alloc_16[] {to = "weight"} : memref<i8>
    %293 = affine.load %alloc_16[] {from = "weight"} : memref<i8>
    %294 = affine.load %arg2[1] {from = "inputs"} : memref<4xi8, #map>
    %295 = arith.extsi %293 {name = "%295"} : i8 to i16
    %296 = arith.extsi %294 {name = "%296"} : i8 to i16
    %297 = arith.muli %295, %296 {name = "%297"} : i16
    %298 = affine.load %alloc_14[] {from = "total"} : memref<i32>
    %299 = arith.extsi %298 {name = "%299"} : i32 to i33
    %300 = arith.extsi %297 {name = "%300"} : i16 to i33
    %301 = arith.addi %299, %300 {name = "%301"} : i33
    %302 = arith.trunci %301 {name = "%302"} : i33 to i32
    affine.store %302, %alloc_14[] {to = "total"} : memref<i32>
    %303 = arith.addi %262, %49 {name = "%303"} : i65
    %304 = arith.extsi %303 {name = "%304"} : i65 to i97
    %305 = arith.muli %6, %304 {name = "%305"} : i97
    %306 = arith.extsi %305 {name = "%306"} : i97 to i98
    %307 = arith.addi %306, %10 {name = "%307"} : i98
    %308 = arith.subi %307, %12 {name = "%308"} : i98
    %309 = arith.index_cast %305 {name = "%309"} : i97 to index
    %310 = arith.index_cast %308 {name = "%310"} : i98 to index
    %311 = allo.get_slice(%arg0 : i256, %310, %309) {name = "%311"} -> i32
    %312 = arith.trunci %311 {name = "%312"} : i32 to i8
    %alloc_17 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %312, %alloc_17[] {to = "weight"} : memref<i8>
    %313 = affine.load %alloc_17[] {from = "weight"} : memref<i8>
    %314 = affine.load %arg2[2] {from = "inputs"} : memref<4xi8, #map>
    %315 = arith.extsi %313 {name = "%315"} : i8 to i16
    %316 = arith.extsi %314 {name = "%316"} : i8 to i16
    %317 = arith.muli %315, %316 {name = "%317"} : i16
    %318 = affine.load %alloc_14[] {from = "total"} : memref<i32>
    %319 = arith.extsi %318 {name = "%319"} : i32 to i33
    %320 = arith.extsi %317 {name = "%320"} : i16 to i33
    %321 = arith.addi %319, %320 {name = "%321"} : i33
    %322 = arith.trunci %321 {name = "%322"} : i33 to i32
    affine.store %322, %alloc_14[] {to = "total"} : memref<i32>
    %323 = arith.addi %262, %70 {name = "%323"} : i65
    %324 = arith.extsi %323 {name = "%324"} : i65 to i97
    %325 = arith.muli %6, %324 {name = "%325"} : i97
    %326 = arith.extsi %325 {name = "%326"} : i97 to i98
    %327 = arith.addi %326, %10 {name = "%327"} : i98
    %328 = arith.subi %327, %12 {name = "%328"} : i98
    %329 = arith.index_cast %325 {name = "%329"} : i97 to index
    %330 = arith.index_cast %328 {name = "%330"} : i98 to index
    %331 = allo.get_slice(%arg0 : i256, %330, %329) {name = "%331"} -> i32
    %332 = arith.trunci %331 {name = "%332"} : i32 to i8
    %alloc_18 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %332, %alloc_18[] {to = "weight"} : memref<i8>
    %333 = affine.load %alloc_18[] {from = "weight"} : memref<i8>
    %334 = affine.load %arg2[3] {from = "inputs"} : memref<4xi8, #map>
    %335 = arith.extsi %333 {name = "%335"} : i8 to i16
    %336 = arith.extsi %334 {name = "%336"} : i8 to i16
    %337 = arith.muli %335, %336 {name = "%337"} : i16
    %338 = affine.load %alloc_14[] {from = "total"} : memref<i32>
    %339 = arith.extsi %338 {name = "%339"} : i32 to i33
    %340 = arith.extsi %337 {name = "%340"} : i16 to i33
    %341 = arith.addi %339, %340 {name = "%341"} : i33
    %342 = arith.trunci %341 {name = "%342"} : i33 to i32
    affine.store %342, %alloc_14[] {to = "total"} : memref<i32>
    %343 = affine.load %alloc_14[] {from = "total"} : memref<i32>
    affine.store %343, %arg3[3] {to = "products"} : memref<8xi32, #map>
    %alloc_19 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_19[] {to = "total"} : memref<i32>
    %344 = arith.muli %1, %1 {name = "%344"} : i64
    %345 = arith.extsi %344 {name = "%345"} : i64 to i65
    %346 = arith.addi %345, %4 {name = "%346"} : i65
    %347 = arith.extsi %346 {name = "%347"} : i65 to i97
    %348 = arith.muli %6, %347 {name = "%348"} : i97
    %349 = arith.extsi %348 {name = "%349"} : i97 to i98
    %350 = arith.addi %349, %10 {name = "%350"} : i98
    %351 = arith.subi %350, %12 {name = "%351"} : i98
    %352 = arith.index_cast %348 {name = "%352"} : i97 to index
    %353 = arith.index_cast %351 {name = "%353"} : i98 to index
    %354 = allo.get_slice(%arg0 : i256, %353, %352) {name = "%354"} -> i32
    %355 = arith.trunci %354 {name = "%355"} : i32 to i8
    %alloc_20 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %355, %alloc_20[] {to = "weight"} : memref<i8>
    %356 = affine.load %alloc_20[] {from = "weight"} : memref<i8>
    %357 = affine.load %arg2[0] {from = "inputs"} : memref<4xi8, #map>
    %358 = arith.extsi %356 {name = "%358"} : i8 to i16
    %359 = arith.extsi %357 {name = "%359"} : i8 to i16
    %360 = arith.muli %358, %359 {name = "%360"} : i16
    %361 = affine.load %alloc_19[] {from = "total"} : memref<i32>
    %362 = arith.extsi %361 {name = "%362"} : i32 to i33
    %363 = arith.extsi %360 {name = "%363"} : i16 to i33
    %364 = arith.addi %362, %363 {name = "%364"} : i33
    %365 = arith.trunci %364 {name = "%365"} : i33 to i32
    affine.store %365, %alloc_19[] {to = "total"} : memref<i32>
    %366 = arith.addi %345, %28 {name = "%366"} : i65
    %367 = arith.extsi %366 {name = "%367"} : i65 to i97
    %368 = arith.muli %6, %367 {name = "%368"} : i97
    %369 = arith.extsi %368 {name = "%369"} : i97 to i98
    %370 = arith.addi %369, %10 {name = "%370"} : i98
    %371 = arith.subi %370, %12 {name = "%371"} : i98
    %372 = arith.index_cast %368 {name = "%372"} : i97 to index
    %373 = arith.index_cast %371 {name = "%373"} : i98 to index
    %374 = allo.get_slice(%arg0 : i256, %373, %372) {name = "%374"} -> i32
    %375 = arith.trunci %374 {name = "%375"} : i32 to i8
    %alloc_21 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %375, %alloc_21[] {to = "weight"} : memref<i8>
    %376 = affine.load %alloc_21[] {from = "weight"} : memref<i8>
    %377 = affine.load %arg2[1] {from = "inputs"} : memref<4xi8, #map>
    %378 = arith.extsi %376 {name = "%378"} : i8 to i16
    %379 = arith.extsi %377 {name = "%379"} : i8 to i16
    %380 = arith.muli %378, %379 {name = "%380"} : i16
    %381 = affine.load %alloc_19[] {from = "total"} : memref<i32>
    %382 = arith.extsi %381 {name = "%382"} : i32 to i33
    %383 = arith.extsi %380 {name = "%383"} : i16 to i33
    %384 = arith.addi %382, %383 {name = "%384"} : i33
    %385 = arith.trunci %384 {name = "%385"} : i33 to i32
    affine.store %385, %alloc_19[] {to = "total"} : memref<i32>
    %386 = arith.addi %345, %49 {name = "%386"} : i65
    %387 = arith.extsi %386 {name = "%387"} : i65 to i97
    %388 = arith.muli %6, %387 {name = "%388"} : i97
    %389 = arith.extsi %388 {name = "%389"} : i97 to i98
    %390 = arith.addi %389, %10 {name = "%390"} : i98
    %391 = arith.subi %390, %12 {name = "%391"} : i98
    %392 = arith.index_cast %388 {name = "%392"} : i97 to index
    %393 = arith.index_cast %391 {name = "%393"} : i98 to index
    %394 = allo.get_slice(%arg0 : i256, %393, %392) {name = "%394"} -> i32
    %395 = arith.trunci %394 {name = "%395"} : i32 to i8
    %alloc_22 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %395, %alloc_22[] {to = "weight"} : memref<i8>
    %396 = affine.load %alloc_22[] {from = "weight"} : memref<i8>
    %397 = affine.load %arg2[2] {from = "inputs"} : memref<4xi8, #map>
    %398 = arith.extsi %396 {name = "%398"} : i8 to i16
    %399 = arith.extsi %397 {name = "%399"} : i8 to i16
    %400 = arith.muli %398, %399 {name = "%400"} : i16
    %401 = affine.load %alloc_19[] {from = "total"} : memref<i32>
    %402 = arith.extsi %401 {name = "%402"} : i32 to i33
    %403 = arith.extsi %400 {name = "%403"} : i16 to i33
    %404 = arith.addi %402, %403 {name = "%404"} : i33
    %405 = arith.trunci %404 {name = "%405"} : i33 to i32
    affine.store %405, %alloc_19[] {to = "total"} : memref<i32>
    %406 = arith.addi %345, %70 {name = "%406"} : i65
    %407 = arith.extsi %406 {name = "%407"} : i65 to i97
    %408 = arith.muli %6, %407 {name = "%408"} : i97
    %409 = arith.extsi %408 {name = "%409"} : i97 to i98
    %410 = arith.addi %409, %10 {name = "%410"} : i98
    %411 = arith.subi %410, %12 {name = "%411"} : i98
    %412 = arith.index_cast %408 {name = "%412"} : i97 to index
    %413 = arith.index_cast %411 {name = "%413"} : i98 to index
    %414 = allo.get_slice(%arg0 : i256, %413, %412) {name = "%414"} -> i32
    %415 = arith.trunci %414 {name = "%415"} : i32 to i8
    %alloc_23 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %415, %alloc_23[] {to = "weight"} : memref<i8>
    %416 = affine.load %alloc_23[] {from = "weight"} : memref<i8>
    %417 = affine.load %arg2[3] {from = "inputs"} : memref<4xi8, #map>
    %418 = arith.extsi %416 {name = "%418"} : i8 to i16
    %419 = arith.extsi %417 {name = "%419"} : i8 to i16
    %420 = arith.muli %418, %419 {name = "%420"} : i16
    %421 = affine.load %alloc_19[] {from = "total"} : memref<i32>
    %422 = arith.extsi %421 {name = "%422"} : i32 to i33
    %423 = arith.extsi %420 {name = "%423"} : i16 to i33
    %424 = arith.addi %422, %423 {name = "%424"} : i33
    %425 = arith.trunci %424 {name = "%425"} : i33 to i32
    affine.store %425, %alloc_19[] {to = "total"} : memref<i32>
    %426 = affine.load %alloc_19[] {from = "total"} : memref<i32>
    affine.store %426, %arg3[4] {to = "products"} : memref<8xi32, #map>
    %alloc_24 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_24[] {to = "total"} : memref<i32>
    %c5_i32 = arith.constant {name = "%c5_i32"} 5 : i32
    %427 = arith.extsi %c5_i32 {name = "%427"} : i32 to i64
    %428 = arith.muli %427, %1 {name = "%428"} : i64
    %429 = arith.extsi %428 {name = "%429"} : i64 to i65
    %430 = arith.addi %429, %4 {name = "%430"} : i65
    %431 = arith.extsi %430 {name = "%431"} : i65 to i97
    %432 = arith.muli %6, %431 {name = "%432"} : i97
    %433 = arith.extsi %432 {name = "%433"} : i97 to i98
    %434 = arith.addi %433, %10 {name = "%434"} : i98
    %435 = arith.subi %434, %12 {name = "%435"} : i98
    %436 = arith.index_cast %432 {name = "%436"} : i97 to index
    %437 = arith.index_cast %435 {name = "%437"} : i98 to index
    %438 = allo.get_slice(%arg0 : i256, %437, %436) {name = "%438"} -> i32
    %439 = arith.trunci %438 {name = "%439"} : i32 to i8
    %alloc_25 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %439, %alloc_25[] {to = "weight"} : memref<i8>
    %440 = affine.load %alloc_25[] {from = "weight"} : memref<i8>
    %441 = affine.load %arg2[0] {from = "inputs"} : memref<4xi8, #map>
    %442 = arith.extsi %440 {name = "%442"} : i8 to i16
    %443 = arith.extsi %441 {name = "%443"} : i8 to i16
    %444 = arith.muli %442, %443 {name = "%444"} : i16
    %445 = affine.load %alloc_24[] {from = "total"} : memref<i32>
    %446 = arith.extsi %445 {name = "%446"} : i32 to i33
    %447 = arith.extsi %444 {name = "%447"} : i16 to i33
    %448 = arith.addi %446, %447 {name = "%448"} : i33
    %449 = arith.trunci %448 {name = "%449"} : i33 to i32
    affine.store %449, %alloc_24[] {to = "total"} : memref<i32>
    %450 = arith.addi %429, %28 {name = "%450"} : i65
    %451 = arith.extsi %450 {name = "%451"} : i65 to i97
    %452 = arith.muli %6, %451 {name = "%452"} : i97
    %453 = arith.extsi %452 {name = "%453"} : i97 to i98
    %454 = arith.addi %453, %10 {name = "%454"} : i98
    %455 = arith.subi %454, %12 {name = "%455"} : i98
    %456 = arith.index_cast %452 {name = "%456"} : i97 to index
    %457 = arith.index_cast %455 {name = "%457"} : i98 to index
    %458 = allo.get_slice(%arg0 : i256, %457, %456) {name = "%458"} -> i32
    %459 = arith.trunci %458 {name = "%459"} : i32 to i8
    %alloc_26 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %459, %alloc_26[] {to = "weight"} : memref<i8>
    %460 = affine.load %alloc_26[] {from = "weight"} : memref<i8>
    %461 = affine.load %arg2[1] {from = "inputs"} : memref<4xi8, #map>
    %462 = arith.extsi %460 {name = "%462"} : i8 to i16
    %463 = arith.extsi %461 {name = "%463"} : i8 to i16
    %464 = arith.muli %462, %463 {name = "%464"} : i16
    %465 = affine.load %alloc_24[] {from = "total"} : memref<i32>
    %466 = arith.extsi %465 {name = "%466"} : i32 to i33
    %467 = arith.extsi %464 {name = "%467"} : i16 to i33
    %468 = arith.addi %466, %467 {name = "%468"} : i33
    %469 = arith.trunci %468 {name = "%469"} : i33 to i32
    affine.store %469, %alloc_24[] {to = "total"} : memref<i32>
    %470 = arith.addi %429, %49 {name = "%470"} : i65
    %471 = arith.extsi %470 {name = "%471"} : i65 to i97
    %472 = arith.muli %6, %471 {name = "%472"} : i97
    %473 = arith.extsi %472 {name = "%473"} : i97 to i98
    %474 = arith.addi %473, %10 {name = "%474"} : i98
    %475 = arith.subi %474, %12 {name = "%475"} : i98
    %476 = arith.index_cast %472 {name = "%476"} : i97 to index
    %477 = arith.index_cast %475 {name = "%477"} : i98 to index
    %478 = allo.get_slice(%arg0 : i256, %477, %476) {name = "%478"} -> i32
    %479 = arith.trunci %478 {name = "%479"} : i32 to i8
    %alloc_27 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %479, %alloc_27[] {to = "weight"} : memref<i8>
    %480 = affine.load %alloc_27[] {from = "weight"} : memref<i8>
    %481 = affine.load %arg2[2] {from = "inputs"} : memref<4xi8, #map>
    %482 = arith.extsi %480 {name = "%482"} : i8 to i16
    %483 = arith.extsi %481 {name = "%483"} : i8 to i16
    %484 = arith.muli %482, %483 {name = "%484"} : i16
    %485 = affine.load %alloc_24[] {from = "total"} : memref<i32>
    %486 = arith.extsi %485 {name = "%486"} : i32 to i33
    %487 = arith.extsi %484 {name = "%487"} : i16 to i33
    %488 = arith.addi %486, %487 {name = "%488"} : i33
    %489 = arith.trunci %488 {name = "%489"} : i33 to i32
    affine.store %489, %alloc_24[] {to = "total"} : memref<i32>
    %490 = arith.addi %429, %70 {name = "%490"} : i65
    %491 = arith.extsi %490 {name = "%491"} : i65 to i97
    %492 = arith.muli %6, %491 {name = "%492"} : i97
    %493 = arith.extsi %492 {name = "%493"} : i97 to i98
    %494 = arith.addi %493, %10 {name = "%494"} : i98
    %495 = arith.subi %494, %12 {name = "%495"} : i98
    %496 = arith.index_cast %492 {name = "%496"} : i97 to index
    %497 = arith.index_cast %495 {name = "%497"} : i98 to index
    %498 = allo.get_slice(%arg0 : i256, %497, %496) {name = "%498"} -> i32
    %499 = arith.trunci %498 {name = "%499"} : i32 to i8
    %alloc_28 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %499, %alloc_28[] {to = "weight"} : memref<i8>
    %500 = affine.load %alloc_28[] {from = "weight"} : memref<i8>
    %501 = affine.load %arg2[3] {from = "inputs"} : memref<4xi8, #map>
    %502 = arith.extsi %500 {name = "%502"} : i8 to i16
    %503 = arith.extsi %501 {name = "%503"} : i8 to i16
    %504 = arith.muli %502, %503 {name = "%504"} : i16
    %505 = affine.load %alloc_24[] {from = "total"} : memref<i32>
    %506 = arith.extsi %505 {name = "%506"} : i32 to i33
    %507 = arith.extsi %504 {name = "%507"} : i16 to i33
    %508 = arith.addi %506, %507 {name = "%508"} : i33
    %509 = arith.trunci %508 {name = "%509"} : i33 to i32
    affine.store %509, %alloc_24[] {to = "total"} : memref<i32>
    %510 = affine.load %alloc_24[] {from = "total"} : memref<i32>
    affine.store %510, %arg3[5] {to = "products"} : memref<8xi32, #map>
    %alloc_29 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_29[] {to = "total"} : memref<i32>
    %c6_i32 = arith.constant {name = "%c6_i32"} 6 : i32
    %511 = arith.extsi %c6_i32 {name = "%511"} : i32 to i64
    %512 = arith.muli %511, %1 {name = "%512"} : i64
    %513 = arith.extsi %512 {name = "%513"} : i64 to i65
    %514 = arith.addi %513, %4 {name = "%514"} : i65
    %515 = arith.extsi %514 {name = "%515"} : i65 to i97
    %516 = arith.muli %6, %515 {name = "%516"} : i97
    %517 = arith.extsi %516 {name = "%517"} : i97 to i98
    %518 = arith.addi %517, %10 {name = "%518"} : i98
    %519 = arith.subi %518, %12 {name = "%519"} : i98
    %520 = arith.index_cast %516 {name = "%520"} : i97 to index
    %521 = arith.index_cast %519 {name = "%521"} : i98 to index
    %522 = allo.get_slice(%arg0 : i256, %521, %520) {name = "%522"} -> i32
    %523 = arith.trunci %522 {name = "%523"} : i32 to i8
    %alloc_30 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %523, %alloc_30[] {to = "weight"} : memref<i8>
    %524 = affine.load %alloc_30[] {from = "weight"} : memref<i8>
    %525 = affine.load %arg2[0] {from = "inputs"} : memref<4xi8, #map>
    %526 = arith.extsi %524 {name = "%526"} : i8 to i16
    %527 = arith.extsi %525 {name = "%527"} : i8 to i16
    %528 = arith.muli %526, %527 {name = "%528"} : i16
    %529 = affine.load %alloc_29[] {from = "total"} : memref<i32>
    %530 = arith.extsi %529 {name = "%530"} : i32 to i33
    %531 = arith.extsi %528 {name = "%531"} : i16 to i33
    %532 = arith.addi %530, %531 {name = "%532"} : i33
    %533 = arith.trunci %532 {name = "%533"} : i33 to i32
    affine.store %533, %alloc_29[] {to = "total"} : memref<i32>
    %534 = arith.addi %513, %28 {name = "%534"} : i65
    %535 = arith.extsi %534 {name = "%535"} : i65 to i97
    %536 = arith.muli %6, %535 {name = "%536"} : i97
    %537 = arith.extsi %536 {name = "%537"} : i97 to i98
    %538 = arith.addi %537, %10 {name = "%538"} : i98
    %539 = arith.subi %538, %12 {name = "%539"} : i98
    %540 = arith.index_cast %536 {name = "%540"} : i97 to index
    %541 = arith.index_cast %539 {name = "%541"} : i98 to index
    %542 = allo.get_slice(%arg0 : i256, %541, %540) {name = "%542"} -> i32
    %543 = arith.trunci %542 {name = "%543"} : i32 to i8
    %alloc_31 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %543, %alloc_31[] {to = "weight"} : memref<i8>
    %544 = affine.load %alloc_31[] {from = "weight"} : memref<i8>
    %545 = affine.load %arg2[1] {from = "inputs"} : memref<4xi8, #map>
    %546 = arith.extsi %544 {name = "%546"} : i8 to i16
    %547 = arith.extsi %545 {name = "%547"} : i8 to i16
    %548 = arith.muli %546, %547 {name = "%548"} : i16
    %549 = affine.load %alloc_29[] {from = "total"} : memref<i32>
    %550 = arith.extsi %549 {name = "%550"} : i32 to i33
    %551 = arith.extsi %548 {name = "%551"} : i16 to i33
    %552 = arith.addi %550, %551 {name = "%552"} : i33
    %553 = arith.trunci %552 {name = "%553"} : i33 to i32
    affine.store %553, %alloc_29[] {to = "total"} : memref<i32>
    %554 = arith.addi %513, %49 {name = "%554"} : i65
    %555 = arith.extsi %554 {name = "%555"} : i65 to i97
    %556 = arith.muli %6, %555 {name = "%556"} : i97
    %557 = arith.extsi %556 {name = "%557"} : i97 to i98
    %558 = arith.addi %557, %10 {name = "%558"} : i98
    %559 = arith.subi %558, %12 {name = "%559"} : i98
    %560 = arith.index_cast %556 {name = "%560"} : i97 to index
    %561 = arith.index_cast %559 {name = "%561"} : i98 to index
    %562 = allo.get_slice(%arg0 : i256, %561, %560) {name = "%562"} -> i32
    %563 = arith.trunci %562 {name = "%563"} : i32 to i8
    %alloc_32 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %563, %alloc_32[] {to = "weight"} : memref<i8>
    %564 = affine.load %alloc_32[] {from = "weight"} : memref<i8>
    %565 = affine.load %arg2[2] {from = "inputs"} : memref<4xi8, #map>
    %566 = arith.extsi %564 {name = "%566"} : i8 to i16
    %567 = arith.extsi %565 {name = "%567"} : i8 to i16
    %568 = arith.muli %566, %567 {name = "%568"} : i16
    %569 = affine.load %alloc_29[] {from = "total"} : memref<i32>
    %570 = arith.extsi %569 {name = "%570"} : i32 to i33
    %571 = arith.extsi %568 {name = "%571"} : i16 to i33
    %572 = arith.addi %570, %571 {name = "%572"} : i33
    %573 = arith.trunci %572 {name = "%573"} : i33 to i32
    affine.store %573, %alloc_29[] {to = "total"} : memref<i32>
    %574 = arith.addi %513, %70 {name = "%574"} : i65
    %575 = arith.extsi %574 {name = "%575"} : i65 to i97
    %576 = arith.muli %6, %575 {name = "%576"} : i97
    %577 = arith.extsi %576 {name = "%577"} : i97 to i98
    %578 = arith.addi %577, %10 {name = "%578"} : i98
    %579 = arith.subi %578, %12 {name = "%579"} : i98
    %580 = arith.index_cast %576 {name = "%580"} : i97 to index
    %581 = arith.index_cast %579 {name = "%581"} : i98 to index
    %582 = allo.get_slice(%arg0 : i256, %581, %580) {name = "%582"} -> i32
    %583 = arith.trunci %582 {name = "%583"} : i32 to i8
    %alloc_33 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %583, %alloc_33[] {to = "weight"} : memref<i8>
    %584 = affine.load %alloc_33[] {from = "weight"} : memref<i8>
    %585 = affine.load %arg2[3] {from = "inputs"} : memref<4xi8, #map>
    %586 = arith.extsi %584 {name = "%586"} : i8 to i16
    %587 = arith.extsi %585 {name = "%587"} : i8 to i16
    %588 = arith.muli %586, %587 {name = "%588"} : i16
    %589 = affine.load %alloc_29[] {from = "total"} : memref<i32>
    %590 = arith.extsi %589 {name = "%590"} : i32 to i33
    %591 = arith.extsi %588 {name = "%591"} : i16 to i33
    %592 = arith.addi %590, %591 {name = "%592"} : i33
    %593 = arith.trunci %592 {name = "%593"} : i33 to i32
    affine.store %593, %alloc_29[] {to = "total"} : memref<i32>
    %594 = affine.load %alloc_29[] {from = "total"} : memref<i32>
    affine.store %594, %arg3[6] {to = "products"} : memref<8xi32, #map>
    %alloc_34 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_34[] {to = "total"} : memref<i32>
    %c7_i32 = arith.constant {name = "%c7_i32"} 7 : i32
    %595 = arith.extsi %c7_i32 {name = "%595"} : i32 to i64
    %596 = arith.muli %595, %1 {name = "%596"} : i64
    %597 = arith.extsi %596 {name = "%597"} : i64 to i65
    %598 = arith.addi %597, %4 {name = "%598"} : i65
    %599 = arith.extsi %598 {name = "%599"} : i65 to i97
    %600 = arith.muli %6, %599 {name = "%600"} : i97
    %601 = arith.extsi %600 {name = "%601"} : i97 to i98
    %602 = arith.addi %601, %10 {name = "%602"} : i98
    %603 = arith.subi %602, %12 {name = "%603"} : i98
    %604 = arith.index_cast %600 {name = "%604"} : i97 to index
    %605 = arith.index_cast %603 {name = "%605"} : i98 to index
    %606 = allo.get_slice(%arg0 : i256, %605, %604) {name = "%606"} -> i32
    %607 = arith.trunci %606 {name = "%607"} : i32 to i8
    %alloc_35 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %607, %alloc_35[] {to = "weight"} : memref<i8>
    %608 = affine.load %alloc_35[] {from = "weight"} : memref<i8>
    %609 = affine.load %arg2[0] {from = "inputs"} : memref<4xi8, #map>
    %610 = arith.extsi %608 {name = "%610"} : i8 to i16
    %611 = arith.extsi %609 {name = "%611"} : i8 to i16
    %612 = arith.muli %610, %611 {name = "%612"} : i16
    %613 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %614 = arith.extsi %613 {name = "%614"} : i32 to i33
    %615 = arith.extsi %612 {name = "%615"} : i16 to i33
    %616 = arith.addi %614, %615 {name = "%616"} : i33
    %617 = arith.trunci %616 {name = "%617"} : i33 to i32
    affine.store %617, %alloc_34[] {to = "total"} : memref<i32>
    %618 = arith.addi %597, %28 {name = "%618"} : i65
    %619 = arith.extsi %618 {name = "%619"} : i65 to i97
    %620 = arith.muli %6, %619 {name = "%620"} : i97
    %621 = arith.extsi %620 {name = "%621"} : i97 to i98
    %622 = arith.addi %621, %10 {name = "%622"} : i98
    %623 = arith.subi %622, %12 {name = "%623"} : i98
    %624 = arith.index_cast %620 {name = "%624"} : i97 to index
    %625 = arith.index_cast %623 {name = "%625"} : i98 to index
    %626 = allo.get_slice(%arg0 : i256, %625, %624) {name = "%626"} -> i32
    %627 = arith.trunci %626 {name = "%627"} : i32 to i8
    %alloc_36 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %627, %alloc_36[] {to = "weight"} : memref<i8>
    %628 = affine.load %alloc_36[] {from = "weight"} : memref<i8>
    %629 = affine.load %arg2[1] {from = "inputs"} : memref<4xi8, #map>
    %630 = arith.extsi %628 {name = "%630"} : i8 to i16
    %631 = arith.extsi %629 {name = "%631"} : i8 to i16
    %632 = arith.muli %630, %631 {name = "%632"} : i16
    %633 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %634 = arith.extsi %633 {name = "%634"} : i32 to i33
    %635 = arith.extsi %632 {name = "%635"} : i16 to i33
    %636 = arith.addi %634, %635 {name = "%636"} : i33
    %637 = arith.trunci %636 {name = "%637"} : i33 to i32
    affine.store %637, %alloc_34[] {to = "total"} : memref<i32>
    %638 = arith.addi %597, %49 {name = "%638"} : i65
    %639 = arith.extsi %638 {name = "%639"} : i65 to i97
    %640 = arith.muli %6, %639 {name = "%640"} : i97
    %641 = arith.extsi %640 {name = "%641"} : i97 to i98
    %642 = arith.addi %641, %10 {name = "%642"} : i98
    %643 = arith.subi %642, %12 {name = "%643"} : i98
    %644 = arith.index_cast %640 {name = "%644"} : i97 to index
    %645 = arith.index_cast %643 {name = "%645"} : i98 to index
    %646 = allo.get_slice(%arg0 : i256, %645, %644) {name = "%646"} -> i32
    %647 = arith.trunci %646 {name = "%647"} : i32 to i8
    %alloc_37 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %647, %alloc_37[] {to = "weight"} : memref<i8>
    %648 = affine.load %alloc_37[] {from = "weight"} : memref<i8>
    %649 = affine.load %arg2[2] {from = "inputs"} : memref<4xi8, #map>
    %650 = arith.extsi %648 {name = "%650"} : i8 to i16
    %651 = arith.extsi %649 {name = "%651"} : i8 to i16
    %652 = arith.muli %650, %651 {name = "%652"} : i16
    %653 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %654 = arith.extsi %653 {name = "%654"} : i32 to i33
    %655 = arith.extsi %652 {name = "%655"} : i16 to i33
    %656 = arith.addi %654, %655 {name = "%656"} : i33
    %657 = arith.trunci %656 {name = "%657"} : i33 to i32
    affine.store %657, %alloc_34[] {to = "total"} : memref<i32>
    %658 = arith.addi %597, %70 {name = "%658"} : i65
    %659 = arith.extsi %658 {name = "%659"} : i65 to i97
    %660 = arith.muli %6, %659 {name = "%660"} : i97
    %661 = arith.extsi %660 {name = "%661"} : i97 to i98
    %662 = arith.addi %661, %10 {name = "%662"} : i98
    %663 = arith.subi %662, %12 {name = "%663"} : i98
    %664 = arith.index_cast %660 {name = "%664"} : i97 to index
    %665 = arith.index_cast %663 {name = "%665"} : i98 to index
    %666 = allo.get_slice(%arg0 : i256, %665, %664) {name = "%666"} -> i32
    %667 = arith.trunci %666 {name = "%667"} : i32 to i8
    %alloc_38 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %667, %alloc_38[] {to = "weight"} : memref<i8>
    %668 = affine.load %alloc_38[] {from = "weight"} : memref<i8>
    %669 = affine.load %arg2[3] {from = "inputs"} : memref<4xi8, #map>
    %670 = arith.extsi %668 {name = "%670"} : i8 to i16
    %671 = arith.extsi %669 {name = "%671"} : i8 to i16
    %672 = arith.muli %670, %671 {name = "%672"} : i16
    %673 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %674 = arith.extsi %673 {name = "%674"} : i32 to i33
    %675 = arith.extsi %672 {name = "%675"} : i16 to i33
    %676 = arith.addi %674, %675 {name = "%676"} : i33
    %677 = arith.trunci %676 {name = "%677"} : i33 to i32
    affine.store %677, %alloc_34[] {to = "total"} : memref<i32>
    %678 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    affine.store %678, %arg3[7] {to = "products"} : memref<8xi32, #map>
    return
  }
  memref.global "private" @curve : memref<1xi8> = dense<0>
  func.func @activated(%arg0: i32, %arg1: i32) -> i8 attributes {itypes = "ss", otypes = "s"} {
    %0 = arith.extsi %arg0 {name = "%0"} : i32 to i64
    %1 = arith.extsi %arg1 {name = "%1"} : i32 to i64
    %2 = arith.muli %0, %1 {name = "%2"} : i64
    %alloc = memref.alloc() {name = "scaled"} : memref<i64>
    affine.store %2, %alloc[] {to = "scaled"} : memref<i64>
    %3 = affine.load %alloc[] {from = "scaled"} : memref<i64>
    %c29_i32 = arith.constant {name = "%c29_i32"} 29 : i32
    %4 = arith.extsi %c29_i32 {name = "%4"} : i32 to i64
    %5 = arith.shrsi %3, %4 {name = "%5"} : i64
    %6 = arith.extsi %5 {name = "%6"} : i64 to i65
    %c1_i32 = arith.constant {name = "%c1_i32"} 1 : i32
    %7 = arith.extsi %c1_i32 {name = "%7"} : i32 to i65
    %8 = arith.addi %6, %7 {name = "%8"} : i65
    %9 = arith.shrsi %8, %7 {name = "%9"} : i65
    %10 = arith.trunci %9 {name = "%10"} : i65 to i64
    %alloc_0 = memref.alloc() {name = "shifted"} : memref<i64>
    affine.store %10, %alloc_0[] {to = "shifted"} : memref<i64>
    %c0_i32 = arith.constant {name = "%c0_i32"} 0 : i32
    %11 = arith.trunci %c0_i32 {name = "%11"} : i32 to i8
    %alloc_1 = memref.alloc() {name = "unit"} : memref<i8>
    affine.store %11, %alloc_1[] {to = "unit"} : memref<i8>
    %12 = affine.load %alloc_0[] {from = "shifted"} : memref<i64>
    %c127_i32 = arith.constant {name = "%c127_i32"} 127 : i32
    %13 = arith.extsi %c127_i32 {name = "%13"} : i32 to i64
    %14 = arith.cmpi sgt, %12, %13 {name = "%14"} : i64
    scf.if %14 {
      %16 = arith.trunci %c127_i32 : i32 to i8
      affine.store %16, %alloc_1[] {to = "unit"} : memref<i8>
    } else {
      %16 = affine.load %alloc_0[] {from = "shifted"} : memref<i64>
      %17 = arith.extsi %c0_i32 : i32 to i64
      %18 = arith.cmpi sgt, %16, %17 : i64
      scf.if %18 {
        %19 = affine.load %alloc_0[] {from = "shifted"} : memref<i64>
        %20 = arith.trunci %19 : i64 to i8
        affine.store %20, %alloc_1[] {to = "unit"} : memref<i8>
      } else {
        affine.store %11, %alloc_1[] {to = "unit"} : memref<i8>
      }
    }
    %15 = affine.load %alloc_1[] {from = "unit"} : memref<i8>
    return %15 : i8
  }
  func.func @finished(%arg0: i32, %arg1: i32) -> i32 attributes {itypes = "ss", otypes = "s"} {
    %0 = arith.extsi %arg0 {name = "%0"} : i32 to i64
    %1 = arith.extsi %arg1 {name = "%1"} : i32 to i64
    %2 = arith.muli %0, %1 {name = "%2"} : i64
    %alloc = memref.alloc() {name = "scaled"} : memref<i64>
    affine.store %2, %alloc[] {to = "scaled"} : memref<i64>
    %3 = affine.load %alloc[] {from = "scaled"} : memref<i64>
    %c15_i32 = arith.constant {name = "%c15_i32"} 15 : i32
    %4 = arith.extsi %c15_i32 {name = "%4"} : i32 to i64
    %5 = arith.shrsi %3, %4 {name = "%5"} : i64
    %6 = arith.extsi %5 {name = "%6"} : i64 to i65
    %c1_i32 = arith.constant {name = "%c1_i32"} 1 : i32
    %7 = arith.extsi %c1_i32 {name = "%7"} : i32 to i65
    %8 = arith.addi %6, %7 {name = "%8"} : i65
    %9 = arith.shrsi %8, %7 {name = "%9"} : i65
    %10 = arith.trunci %9 {name = "%10"} : i65 to i64
    %alloc_0 = memref.alloc() {name = "shifted"} : memref<i64>
    affine.store %10, %alloc_0[] {to = "shifted"} : memref<i64>
    %c0_i32 = arith.constant {name = "%c0_i32"} 0 : i32
    %alloc_1 = memref.alloc() {name = "output"} : memref<i32>
    affine.store %c0_i32, %alloc_1[] {to = "output"} : memref<i32>
    %11 = affine.load %alloc_0[] {from = "shifted"} : memref<i64>
    %c2147483647_i32 = arith.constant {name = "%c2147483647_i32"} 2147483647 : i32
    %12 = arith.extsi %c2147483647_i32 {name = "%12"} : i32 to i64
    %13 = arith.cmpi sgt, %11, %12 {name = "%13"} : i64
    scf.if %13 {
      affine.store %c2147483647_i32, %alloc_1[] {to = "output"} : memref<i32>
    } else {
      %15 = affine.load %alloc_0[] {from = "shifted"} : memref<i64>
      %c-2147483648_i32 = arith.constant -2147483648 : i32
      %16 = arith.extsi %c-2147483648_i32 : i32 to i64
      %17 = arith.cmpi slt, %15, %16 : i64
      scf.if %17 {
        affine.store %c-2147483648_i32, %alloc_1[] {to = "output"} : memref<i32>
      } else {
        %18 = affine.load %alloc_0[] {from = "shifted"} : memref<i64>
        %19 = arith.trunci %18 : i64 to i32
        affine.store %19, %alloc_1[] {to = "output"} : memref<i32>
      }
    }
    %14 = affine.load %alloc_1[] {from = "output"} : memref<i32>
    return %14 : i32
  }
  func.func @dense_expert(%arg0: memref<128xi8>, %arg1: memref<2048xi256>, %arg2: memref<384xi32>, %arg3: memref<128xi32>) attributes {itypes = "suss", otypes = ""} {
    %alloc = memref.alloc() {name = "inputs"} : memref<32x4xi8, #map1>
    affine.for %arg4 = 0 to 32 {
      affine.for %arg5 = 0 to 4 {
        %2 = affine.load %arg0[%arg4 * 4 + %arg5] {from = "x"} : memref<128xi8>
        affine.store %2, %alloc[%arg4, %arg5] {to = "inputs"} : memref<32x4xi8, #map1>
      } {loop_name = "m", pipeline_ii = 1 : ui32}
    } {loop_name = "g", op_name = "load"}
    %c0_i32 = arith.constant {name = "%c0_i32"} 0 : i32
    %0 = arith.trunci %c0_i32 {name = "%0", unsigned} : i32 to i8
    %alloc_0 = memref.alloc() {name = "no_codes", unsigned} : memref<i8>
    affine.store %0, %alloc_0[] {to = "no_codes"} : memref<i8>
    %alloc_1 = memref.alloc() {name = "up_sums"} : memref<32x8xi32, #map1>
    %alloc_2 = memref.alloc() {name = "up_total"} : memref<8xi32, #map>
    linalg.fill ins(%c0_i32 : i32) outs(%alloc_2 : memref<8xi32, #map>)
    %alloc_3 = memref.alloc() {name = "up_products"} : memref<8xi32, #map>
    linalg.fill ins(%c0_i32 : i32) outs(%alloc_3 : memref<8xi32, #map>)
    %1 = arith.trunci %c0_i32 {name = "%1"} : i32 to i8
    %alloc_4 = memref.alloc() {name = "up_inputs"} : memref<4xi8, #map>
    linalg.fill ins(%1 : i8) outs(%alloc_4 : memref<4xi8, #map>)
    affine.for %arg4 = 0 to 32 {
      affine.for %arg5 = 0 to 32 {
        affine.for %arg6 = 0 to 4 {
          %4 = affine.load %alloc[%arg5, %arg6] {from = "inputs"} : memref<32x4xi8, #map1>
          affine.store %4, %alloc_4[%arg6] {to = "up_inputs"} : memref<4xi8, #map>
        } {loop_name = "m", op_name = "S_m_1"}
        %2 = affine.load %arg1[%arg4 * 32 + %arg5] {from = "values", unsigned} : memref<2048xi256>
        %3 = affine.load %alloc_0[] {from = "no_codes"} : memref<i8>
        func.call @group_products(%2, %3, %alloc_4, %alloc_3) : (i256, i8, memref<4xi8, #map>, memref<8xi32, #map>) -> ()
        affine.for %arg6 = 0 to 8 {
          %4 = arith.index_cast %arg5 : index to i33
          %5 = arith.extsi %c0_i32 : i32 to i33
          %6 = arith.cmpi eq, %4, %5 : i33
          %7 = affine.load %alloc_3[%arg6] {from = "up_products"} : memref<8xi32, #map>
          %8 = affine.load %alloc_2[%arg6] {from = "up_total"} : memref<8xi32, #map>
          %9 = arith.extsi %8 : i32 to i33
          %10 = arith.extsi %7 : i32 to i33
          %11 = arith.addi %9, %10 : i33
          %12 = arith.select %6, %10, %11 : i33
          %13 = arith.trunci %12 : i33 to i32
          affine.store %13, %alloc_2[%arg6] {to = "up_total"} : memref<8xi32, #map>
          %14 = affine.load %alloc_2[%arg6] {from = "up_total"} : memref<8xi32, #map>
          affine.store %14, %alloc_1[%arg4, %arg6] {to = "up_sums"} : memref<32x8xi32, #map1>
        } {loop_name = "r", op_name = "S_r_2"}
      } {loop_name = "g", pipeline_ii = 1 : ui32}
    } {loop_name = "b", op_name = "up"}
    %alloc_5 = memref.alloc() {name = "hidden"} : memref<64x4xi8, #map1>
    affine.for %arg4 = 0 to 64 {
      affine.for %arg5 = 0 to 4 {
        %2 = affine.load %alloc_1[(%arg4 * 4 + %arg5) floordiv 8, (%arg4 * 4 + %arg5) mod 8] {from = "up_sums"} : memref<32x8xi32, #map1>
        %3 = affine.load %arg2[%arg4 * 4 + %arg5] {from = "multipliers"} : memref<384xi32>
        %4 = func.call @activated(%2, %3) : (i32, i32) -> i8
        affine.store %4, %alloc_5[%arg4, %arg5] {to = "hidden"} : memref<64x4xi8, #map1>
      } {loop_name = "m", pipeline_ii = 1 : ui32}
    } {loop_name = "g", op_name = "activate"}
    %alloc_6 = memref.alloc() {name = "down_sums"} : memref<16x8xi32, #map1>
    %alloc_7 = memref.alloc() {name = "down_total"} : memref<8xi32, #map>
    linalg.fill ins(%c0_i32 : i32) outs(%alloc_7 : memref<8xi32, #map>)
    %alloc_8 = memref.alloc() {name = "down_products"} : memref<8xi32, #map>
    linalg.fill ins(%c0_i32 : i32) outs(%alloc_8 : memref<8xi32, #map>)
    %alloc_9 = memref.alloc() {name = "down_inputs"} : memref<4xi8, #map>
    linalg.fill ins(%1 : i8) outs(%alloc_9 : memref<4xi8, #map>)
    affine.for %arg4 = 0 to 16 {
      affine.for %arg5 = 0 to 64 {
        affine.for %arg6 = 0 to 4 {
          %4 = affine.load %alloc_5[%arg5, %arg6] {from = "hidden"} : memref<64x4xi8, #map1>
          affine.store %4, %alloc_9[%arg6] {to = "down_inputs"} : memref<4xi8, #map>
        } {loop_name = "m", op_name = "S_m_5"}
        %2 = affine.load %arg1[%arg4 * 64 + %arg5 + 1024] {from = "values", unsigned} : memref<2048xi256>
        %3 = affine.load %alloc_0[] {from = "no_codes"} : memref<i8>
        func.call @group_products(%2, %3, %alloc_9, %alloc_8) : (i256, i8, memref<4xi8, #map>, memref<8xi32, #map>) -> ()
        affine.for %arg6 = 0 to 8 {
          %4 = arith.index_cast %arg5 : index to i33
          %5 = arith.extsi %c0_i32 : i32 to i33
          %6 = arith.cmpi eq, %4, %5 : i33
          %7 = affine.load %alloc_8[%arg6] {from = "down_products"} : memref<8xi32, #map>
          %8 = affine.load %alloc_7[%arg6] {from = "down_total"} : memref<8xi32, #map>
          %9 = arith.extsi %8 : i32 to i33
          %10 = arith.extsi %7 : i32 to i33
          %11 = arith.addi %9, %10 : i33
          %12 = arith.select %6, %10, %11 : i33
          %13 = arith.trunci %12 : i33 to i32
          affine.store %13, %alloc_7[%arg6] {to = "down_total"} : memref<8xi32, #map>
          %14 = affine.load %alloc_7[%arg6] {from = "down_total"} : memref<8xi32, #map>
          affine.store %14, %alloc_6[%arg4, %arg6] {to = "down_sums"} : memref<16x8xi32, #map1>
        } {loop_name = "r", op_name = "S_r_6"}
      } {loop_name = "g", pipeline_ii = 1 : ui32}
    } {loop_name = "b", op_name = "down"}
    affine.for %arg4 = 0 to 16 {
      affine.for %arg5 = 0 to 8 {
        %2 = affine.load %alloc_6[%arg4, %arg5] {from = "down_sums"} : memref<16x8xi32, #map1>
        %3 = affine.load %arg2[%arg4 * 8 + %arg5 + 256] {from = "multipliers"} : memref<384xi32>
        %4 = func.call @finished(%2, %3) : (i32, i32) -> i32
        affine.store %4, %arg3[%arg4 * 8 + %arg5] {to = "y"} : memref<128xi32>
      } {loop_name = "r", pipeline_ii = 1 : ui32}
    } {loop_name = "b", op_name = "store"}
    return
  }
}
