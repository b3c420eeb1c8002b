#map = affine_map<(d0) -> (d0, 0)>
#map1 = affine_map<(d0, d1) -> (0, d1, d0, 0)>
module {
  func.func @group_products(%arg0: i256, %arg1: i64, %arg2: memref<4xi8, #map>, %arg3: memref<16xi32, #map>) attributes {itypes = "uuss", otypes = ""} {
    %c0_i32 = arith.constant {name = "%c0_i32"} 0 : i32
    %alloc = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc[] {to = "total"} : memref<i32>
    %0 = arith.extsi %c0_i32 {name = "%0"} : i32 to i64
    %c2_i32 = arith.constant {name = "%c2_i32"} 2 : i32
    %1 = arith.extsi %c2_i32 {name = "%1"} : i32 to i64
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
    %18 = arith.extsi %c2_i32 {name = "%18"} : i32 to i97
    %19 = arith.muli %18, %7 {name = "%19"} : i97
    %20 = arith.extsi %19 {name = "%20"} : i97 to i98
    %21 = arith.extsi %c2_i32 {name = "%21"} : i32 to i98
    %22 = arith.addi %20, %21 {name = "%22"} : i98
    %23 = arith.subi %22, %12 {name = "%23"} : i98
    %24 = arith.index_cast %19 {name = "%24"} : i97 to index
    %25 = arith.index_cast %23 {name = "%25"} : i98 to index
    %26 = allo.get_slice(%arg1 : i64, %25, %24) {name = "%26"} -> i32
    %27 = arith.trunci %26 {name = "%27", unsigned} : i32 to i8
    %alloc_1 = memref.alloc() {name = "code", unsigned} : memref<i8>
    affine.store %27, %alloc_1[] {to = "code"} : memref<i8>
    %28 = affine.load %alloc_1[] {from = "code"} : memref<i8>
    %29 = arith.extui %28 {name = "%29"} : i8 to i32
    %c3_i32 = arith.constant {name = "%c3_i32"} 3 : i32
    %30 = arith.andi %29, %c3_i32 {name = "%30"} : i32
    %31 = arith.trunci %30 {name = "%31", unsigned} : i32 to i8
    %alloc_2 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %31, %alloc_2[] {to = "place"} : memref<i8>
    %32 = affine.load %alloc_0[] {from = "weight"} : memref<i8>
    %33 = affine.load %alloc_2[] {from = "place"} : memref<i8>
    %34 = arith.index_cast %33 {name = "%34"} : i8 to index
    %35 = memref.load %arg2[%34] {from = "inputs"} : memref<4xi8, #map>
    %36 = arith.extsi %32 {name = "%36"} : i8 to i16
    %37 = arith.extsi %35 {name = "%37"} : i8 to i16
    %38 = arith.muli %36, %37 {name = "%38"} : i16
    %39 = affine.load %alloc[] {from = "total"} : memref<i32>
    %40 = arith.extsi %39 {name = "%40"} : i32 to i33
    %41 = arith.extsi %38 {name = "%41"} : i16 to i33
    %42 = arith.addi %40, %41 {name = "%42"} : i33
    %43 = arith.trunci %42 {name = "%43"} : i33 to i32
    affine.store %43, %alloc[] {to = "total"} : memref<i32>
    %44 = arith.extsi %c1_i32 {name = "%44"} : i32 to i65
    %45 = arith.addi %3, %44 {name = "%45"} : i65
    %46 = arith.extsi %45 {name = "%46"} : i65 to i97
    %47 = arith.muli %6, %46 {name = "%47"} : i97
    %48 = arith.extsi %47 {name = "%48"} : i97 to i98
    %49 = arith.addi %48, %10 {name = "%49"} : i98
    %50 = arith.subi %49, %12 {name = "%50"} : i98
    %51 = arith.index_cast %47 {name = "%51"} : i97 to index
    %52 = arith.index_cast %50 {name = "%52"} : i98 to index
    %53 = allo.get_slice(%arg0 : i256, %52, %51) {name = "%53"} -> i32
    %54 = arith.trunci %53 {name = "%54"} : i32 to i8
    %alloc_3 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %54, %alloc_3[] {to = "weight"} : memref<i8>
    %55 = arith.muli %18, %46 {name = "%55"} : i97
    %56 = arith.extsi %55 {name = "%56"} : i97 to i98
    %57 = arith.addi %56, %21 {name = "%57"} : i98
    %58 = arith.subi %57, %12 {name = "%58"} : i98
    %59 = arith.index_cast %55 {name = "%59"} : i97 to index
    %60 = arith.index_cast %58 {name = "%60"} : i98 to index
    %61 = allo.get_slice(%arg1 : i64, %60, %59) {name = "%61"} -> i32
    %62 = arith.trunci %61 {name = "%62", unsigned} : i32 to i8
    %alloc_4 = memref.alloc() {name = "code", unsigned} : memref<i8>
    affine.store %62, %alloc_4[] {to = "code"} : memref<i8>
    %63 = affine.load %alloc_4[] {from = "code"} : memref<i8>
    %64 = arith.extui %63 {name = "%64"} : i8 to i32
    %65 = arith.andi %64, %c3_i32 {name = "%65"} : i32
    %66 = arith.trunci %65 {name = "%66", unsigned} : i32 to i8
    %alloc_5 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %66, %alloc_5[] {to = "place"} : memref<i8>
    %67 = affine.load %alloc_3[] {from = "weight"} : memref<i8>
    %68 = affine.load %alloc_5[] {from = "place"} : memref<i8>
    %69 = arith.index_cast %68 {name = "%69"} : i8 to index
    %70 = memref.load %arg2[%69] {from = "inputs"} : memref<4xi8, #map>
    %71 = arith.extsi %67 {name = "%71"} : i8 to i16
    %72 = arith.extsi %70 {name = "%72"} : i8 to i16
    %73 = arith.muli %71, %72 {name = "%73"} : i16
    %74 = affine.load %alloc[] {from = "total"} : memref<i32>
    %75 = arith.extsi %74 {name = "%75"} : i32 to i33
    %76 = arith.extsi %73 {name = "%76"} : i16 to i33
    %77 = arith.addi %75, %76 {name = "%77"} : i33
    %78 = arith.trunci %77 {name = "%78"} : i33 to i32
    affine.store %78, %alloc[] {to = "total"} : memref<i32>
    %79 = affine.load %alloc[] {from = "total"} : memref<i32>
    affine.store %79, %arg3[0] {to = "products"} : memref<16xi32, #map>
    %alloc_6 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_6[] {to = "total"} : memref<i32>
    %80 = arith.extsi %c1_i32 {name = "%80"} : i32 to i64
    %81 = arith.muli %80, %1 {name = "%81"} : i64
    %82 = arith.extsi %81 {name = "%82"} : i64 to i65
    %83 = arith.addi %82, %4 {name = "%83"} : i65
    %84 = arith.extsi %83 {name = "%84"} : i65 to i97
    %85 = arith.muli %6, %84 {name = "%85"} : i97
    %86 = arith.extsi %85 {name = "%86"} : i97 to i98
    %87 = arith.addi %86, %10 {name = "%87"} : i98
    %88 = arith.subi %87, %12 {name = "%88"} : i98
    %89 = arith.index_cast %85 {name = "%89"} : i97 to index
    %90 = arith.index_cast %88 {name = "%90"} : i98 to index
    %91 = allo.get_slice(%arg0 : i256, %90, %89) {name = "%91"} -> i32
    %92 = arith.trunci %91 {name = "%92"} : i32 to i8
    %alloc_7 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %92, %alloc_7[] {to = "weight"} : memref<i8>
    %93 = arith.muli %18, %84 {name = "%93"} : i97
    %94 = arith.extsi %93 {name = "%94"} : i97 to i98
    %95 = arith.addi %94, %21 {name = "%95"} : i98
    %96 = arith.subi %95, %12 {name = "%96"} : i98
    %97 = arith.index_cast %93 {name = "%97"} : i97 to index
    %98 = arith.index_cast %96 {name = "%98"} : i98 to index
    %99 = allo.get_slice(%arg1 : i64, %98, %97) {name = "%99"} -> i32
    %100 = arith.trunci %99 {name = "%100", unsigned} : i32 to i8
    %alloc_8 = memref.alloc() {name = "code", unsigned} : memref<i8>
    affine.store %100, %alloc_8[] {to = "code"} : memref<i8>
    %101 = affine.load %alloc_8[] {from = "code"} : memref<i8>
    %102 = arith.extui %101 {name = "%102"} : i8 to i32
    %103 = arith.andi %102, %c3_i32 {name = "%103"} : i32
    %104 = arith.trunci %103 {name = "%104", unsigned} : i32 to i8
    %alloc_9 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %104, %alloc_9[] {to = "place"} : memref<i8>
    %105 = affine.load %alloc_7[] {from = "weight"} : memref<i8>
    %106 = affine.load %alloc_9[] {from = "place"} : memref<i8>
    %107 = arith.index_cast %106 {name = "%107"} : i8 to index
    %108 = memref.load %arg2[%107] {from = "inputs"} : memref<4xi8, #map>
    %109 = arith.extsi %105 {name = "%109"} : i8 to i16
    %110 = arith.extsi %108 {name = "%110"} : i8 to i16
    %111 = arith.muli %109, %110 {name = "%111"} : i16
    %112 = affine.load %alloc_6[] {from = "total"} : memref<i32>
    %113 = arith.extsi %112 {name = "%113"} : i32 to i33
    %114 = arith.extsi %111 {name = "%114"} : i16 to i33
    %115 = arith.addi %113, %114 {name = "%115"} : i33
    %116 = arith.trunci %115 {name = "%116"} : i33 to i32
    affine.store %116, %alloc_6[] {to = "total"} : memref<i32>
    %117 = arith.addi %82, %44 {name = "%117"} : i65
    %118 = arith.extsi %117 {name = "%118"} : i65 to i97
    %119 = arith.muli %6, %118 {name = "%119"} : i97
    %120 = arith.extsi %119 {name = "%120"} : i97 to i98
    %121 = arith.addi %120, %10 {name = "%121"} : i98
    %122 = arith.subi %121, %12 {name = "%122"} : i98
    %123 = arith.index_cast %119 {name = "%123"} : i97 to index
    %124 = arith.index_cast %122 {name = "%124"} : i98 to index
    %125 = allo.get_slice(%arg0 : i256, %124, %123) {name = "%125"} -> i32
    %126 = arith.trunci %125 {name = "%126"} : i32 to i8
    %alloc_10 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %126, %alloc_10[] {to = "weight"} : memref<i8>
    %127 = arith.muli %18, %118 {name = "%127"} : i97
    %128 = arith.extsi %127 {name = "%128"} : i97 to i98
    %129 = arith.addi %128, %21 {name = "%129"} : i98
    %130 = arith.subi %129, %12 {name = "%130"} : i98
    %131 = arith.index_cast %127 {name = "%131"} : i97 to index
    %132 = arith.index_cast %130 {name = "%132"} : i98 to index
    %133 = allo.get_slice(%arg1 : i64, %132, %131) {name = "%133"} -> i32
    %134 = arith.trunci %133 {name = "%134", unsigned} : i32 to i8
    %alloc_11 = memref.alloc() {name = "code", unsigned} : memref<i8>
    affine.store %134, %alloc_11[] {to = "code"} : memref<i8>
    %135 = affine.load %alloc_11[] {from = "code"} : memref<i8>
    %136 = arith.extui %135 {name = "%136"} : i8 to i32
    %137 = arith.andi %136, %c3_i32 {name = "%137"} : i32
    %138 = arith.trunci %137 {name = "%138", unsigned} : i32 to i8
    %alloc_12 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %138, %alloc_12[] {to = "place"} : memref<i8>
    %139 = affine.load %alloc_10[] {from = "weight"} : memref<i8>
    %140 = affine.load %alloc_12[] {from = "place"} : memref<i8>
    %141 = arith.index_cast %140 {name = "%141"} : i8 to index
    %142 = memref.load %arg2[%141] {from = "inputs"} : memref<4xi8, #map>
    %143 = arith.extsi %139 {name = "%143"} : i8 to i16
    %144 = arith.extsi %142 {name = "%144"} : i8 to i16
    %145 = arith.muli %143, %144 {name = "%145"} : i16
    %146 = affine.load %alloc_6[] {from = "total"} : memref<i32>
    %147 = arith.extsi %146 {name = "%147"} : i32 to i33
    %148 = arith.extsi %145 {name = "%148"} : i16 to i33
    %149 = arith.addi %147, %148 {name = "%149"} : i33
    %150 = arith.trunci %149 {name = "%150"} : i33 to i32
    affine.store %150, %alloc_6[] {to = "total"} : memref<i32>
    %151 = affine.load %alloc_6[] {from = "total"} : memref<i32>
    affine.store %151, %arg3[1] {to = "products"} : memref<16xi32, #map>
    %alloc_13 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_13[] {to = "total"} : memref<i32>
    %152 = arith.muli %1, %1 {name = "%152"} : i64
    %153 = arith.extsi %152 {name = "%153"} : i64 to i65
    %154 = arith.addi %153, %4 {name = "%154"} : i65
    %155 = arith.extsi %154 {name = "%155"} : i65 to i97
    %156 = arith.muli %6, %155 {name = "%156"} : i97
    %157 = arith.extsi %156 {name = "%157"} : i97 to i98
    %158 = arith.addi %157, %10 {name = "%158"} : i98
    %159 = arith.subi %158, %12 {name = "%159"} : i98
    %160 = arith.index_cast %156 {name = "%160"} : i97 to index
    %161 = arith.index_cast %159 {name = "%161"} : i98 to index
    %162 = allo.get_slice(%arg0 : i256, %161, %160) {name = "%162"} -> i32
    %163 = arith.trunci %162 {name = "%163"} : i32 to i8
    %alloc_14 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %163, %alloc_14[] {to = "weight"} : memref<i8>
    %164 = arith.muli %18, %155 {name = "%164"} : i97
    %165 = arith.extsi %164 {name = "%165"} : i97 to i98
    %166 = arith.addi %165, %21 {name = "%166"} : i98
    %167 = arith.subi %166, %12 {name = "%167"} : i98
    %168 = arith.index_cast %164 {name = "%168"} : i97 to index
    %169 = arith.index_cast %167 {name = "%169"} : i98 to index
    %170 = allo.get_slice(%arg1 : i64, %169, %168) {name = "%170"} -> i32
    %171 = arith.trunci %170 {name = "%171", unsigned} : i32 to i8
    %alloc_15 = memref.alloc() {name = "code", unsigned} : memref<i8>
    affine.store %171, %alloc_15[] {to = "code"} : memref<i8>
    %172 = affine.load %alloc_15[] {from = "code"} : memref<i8>
    %173 = arith.extui %172 {name = "%173"} : i8 to i32
    %174 = arith.andi %173, %c3_i32 {name = "%174"} : i32
    %175 = arith.trunci %174 {name = "%175", unsigned} : i32 to i8
    %alloc_16 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %175, %alloc_16[] {to = "place"} : memref<i8>
    %176 = affine.load %alloc_14[] {from = "weight"} : memref<i8>
    %177 = affine.load %alloc_16[] {from = "place"} : memref<i8>
    %178 = arith.index_cast %177 {name = "%178"} : i8 to index
    %179 = memref.load %arg2[%178] {from = "inputs"} : memref<4xi8, #map>
    %180 = arith.extsi %176 {name = "%180"} : i8 to i16
    %181 = arith.extsi %179 {name = "%181"} : i8 to i16
    %182 = arith.muli %180, %181 {name = "%182"} : i16
    %183 = affine.load %alloc_13[] {from = "total"} : memref<i32>
    %184 = arith.extsi %183 {name = "%184"} : i32 to i33
    %185 = arith.extsi %182 {name = "%185"} : i16 to i33
    %186 = arith.addi %184, %185 {name = "%186"} : i33
    %187 = arith.trunci %186 {name = "%187"} : i33 to i32
    affine.store %187, %alloc_13[] {to = "total"} : memref<i32>
    %188 = arith.addi %153, %44 {name = "%188"} : i65
    %189 = arith.extsi %188 {name = "%189"} : i65 to i97
    %190 = arith.muli %6, %189 {name = "%190"} : i97
    %191 = arith.extsi %190 {name = "%191"} : i97 to i98
    %192 = arith.addi %191, %10 {name = "%192"} : i98
    %193 = arith.subi %192, %12 {name = "%193"} : i98
    %194 = arith.index_cast %190 {name = "%194"} : i97 to index
    %195 = arith.index_cast %193 {name = "%195"} : i98 to index
    %196 = allo.get_slice(%arg0 : i256, %195, %194) {name = "%196"} -> i32
    %197 = arith.trunci %196 {name = "%197"} : i32 to i8
    %alloc_17 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %197, %alloc_17[] {to = "weight"} : memref<i8>
    %198 = arith.muli %18, %189 {name = "%198"} : i97
    %199 = arith.extsi %198 {name = "%199"} : i97 to i98
    %200 = arith.addi %199, %21 {name = "%200"} : i98
    %201 = arith.subi %200, %12 {name = "%201"} : i98
    %202 = arith.index_cast %198 {name = "%202"} : i97 to index
    %203 = arith.index_cast %201 {name = "%203"} : i98 to index
    %204 = allo.get_slice(%arg1 : i64, %203, %202) {name = "%204"} -> i32
    %205 = arith.trunci %204 {name = "%205", unsigned} : i32 to i8
    %alloc_18 = memref.alloc() {name = "code", unsigned} : memref<i8>
    affine.store %205, %alloc_18[] {to = "code"} : memref<i8>
    %206 = affine.load %alloc_18[] {from = "code"} : memref<i8>
    %207 = arith.extui %206 {name = "%207"} : i8 to i32
    %208 = arith.andi %207, %c3_i32 {name = "%208"} : i32
    %209 = arith.trunci %208 {name = "%209", unsigned} : i32 to i8
    %alloc_19 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %209, %alloc_19[] {to = "place"} : memref<i8>
    %210 = affine.load %alloc_17[] {from = "weight"} : memref<i8>
    %211 = affine.load %alloc_19[] {from = "place"} : memref<i8>
    %212 = arith.index_cast %211 {name = "%212"} : i8 to index
    %213 = memref.load %arg2[%212] {from = "inputs"} : memref<4xi8, #map>
    %214 = arith.extsi %210 {name = "%214"} : i8 to i16
    %215 = arith.extsi %213 {name = "%215"} : i8 to i16
    %216 = arith.muli %214, %215 {name = "%216"} : i16
    %217 = affine.load %alloc_13[] {from = "total"} : memref<i32>
    %218 = arith.extsi %217 {name = "%218"} : i32 to i33
    %219 = arith.extsi %216 {name = "%219"} : i16 to i33
    %220 = arith.addi %218, %219 {name = "%220"} : i33
    %221 = arith.trunci %220 {name = "%221"} : i33 to i32
    affine.store %221, %alloc_13[] {to = "total"} : memref<i32>
    %222 = affine.load %alloc_13[] {from = "total"} : memref<i32>
    affine.store %222, %arg3[2] {to = "products"} : memref<16xi32, #map>
    %alloc_20 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_20[] {to = "total"} : memref<i32>
    %223 = arith.extsi %c3_i32 {name = "%223"} : i32 to i64
    %224 = arith.muli %223, %1 {name = "%224"} : i64
    %225 = arith.extsi %224 {name = "%225"} : i64 to i65
    %226 = arith.addi %225, %4 {name = "%226"} : i65
    %227 = arith.extsi %226 {name = "%227"} : i65 to i97
    %228 = arith.muli %6, %227 {name = "%228"} : i97
    %229 = arith.extsi %228 {name = "%229"} : i97 to i98
    %230 = arith.addi %229, %10 {name = "%230"} : i98
    %231 = arith.subi %230, %12 {name = "%231"} : i98
    %232 = arith.index_cast %228 {name = "%232"} : i97 to index
    %233 = arith.index_cast %231 {name = "%233"} : i98 to index
    %234 = allo.get_slice(%arg0 : i256, %233, %232) {name = "%234"} -> i32
    %235 = arith.trunci %234 {name = "%235"} : i32 to i8
    %alloc_21 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %235, %alloc_21[] {to = "weight"} : memref<i8>
    %236 = arith.muli %18, %227 {name = "%236"} : i97
    %237 = arith.extsi %236 {name = "%237"} : i97 to i98
    %238 = arith.addi %237, %21 {name = "%238"} : i98
    %239 = arith.subi %238, %12 {name = "%239"} : i98
    %240 = arith.index_cast %236 {name = "%240"} : i97 to index
    %241 = arith.index_cast %239 {name = "%241"} : i98 to index
    %242 = allo.get_slice(%arg1 : i64, %241, %240) {name = "%242"} -> i32
    %243 = arith.trunci %242 {name = "%243", unsigned} : i32 to i8
    %alloc_22 = memref.alloc() {name = "code", unsigned} : memref<i8>
    affine.store %243, %alloc_22[] {to = "code"} : memref<i8>
    %244 = affine.load %alloc_22[] {from = "code"} : memref<i8>
    %245 = arith.extui %244 {name = "%245"} : i8 to i32
    %246 = arith.andi %245, %c3_i32 {name = "%246"} : i32
    %247 = arith.trunci %246 {name = "%247", unsigned} : i32 to i8
    %alloc_23 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %247, %alloc_23[] {to = "place"} : memref<i8>
    %248 = affine.load %alloc_21[] {from = "weight"} : memref<i8>
    %249 = affine.load %alloc_23[] {from = "place"} : memref<i8>
    %250 = arith.index_cast %249 {name = "%250"} : i8 to index
    %251 = memref.load %arg2[%250] {from = "inputs"} : memref<4xi8, #map>
    %252 = arith.extsi %248 {name = "%252"} : i8 to i16
    %253 = arith.extsi %251 {name = "%253"} : i8 to i16
    %254 = arith.muli %252, %253 {name = "%254"} : i16
    %255 = affine.load %alloc_20[] {from = "total"} : memref<i32>
    %256 = arith.extsi %255 {name = "%256"} : i32 to i33
    %257 = arith.extsi %254 {name = "%257"} : i16 to i33
    %258 = arith.addi %256, %257 {name = "%258"} : i33
    %259 = arith.trunci %258 {name = "%259"} : i33 to i32
    affine.store %259, %alloc_20[] {to = "total"} : memref<i32>
    %260 = arith.addi %225, %44 {name = "%260"} : i65
    %261 = arith.extsi %260 {name = "%261"} : i65 to i97
    %262 = arith.muli %6, %261 {name = "%262"} : i97
    %263 = arith.extsi %262 {name = "%263"} : i97 to i98
    %264 = arith.addi %263, %10 {name = "%264"} : i98
    %265 = arith.subi %264, %12 {name = "%265"} : i98
    %266 = arith.index_cast %262 {name = "%266"} : i97 to index
    %267 = arith.index_cast %265 {name = "%267"} : i98 to index
    %268 = allo.get_slice(%arg0 : i256, %267, %266) {name = "%268"} -> i32
    %269 = arith.trunci %268 {name = "%269"} : i32 to i8
    %alloc_24 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %269, %alloc_24[] {to = "weight"} : memref<i8>
    %270 = arith.muli %18, %261 {name = "%270"} : i97
    %271 = arith.extsi %270 {name = "%271"} : i97 to i98
    %272 = arith.addi %271, %21 {name = "%272"} : i98
    %273 = arith.subi %272, %12 {name = "%273"} : i98
    %274 = arith.index_cast %270 {name = "%274"} : i97 to index
    %275 = arith.index_cast %273 {name = "%275"} : i98 to index
    %276 = allo.get_slice(%arg1 : i64, %275, %274) {name = "%276"} -> i32
    %277 = arith.trunci %276 {name = "%277", unsigned} : i32 to i8
    %alloc_25 = memref.alloc() {name = "code", unsigned} : memref<i8>
    affine.store %277, %alloc_25[] {to = "code"} : memref<i8>
    %278 = affine.load %alloc_25[] {from = "code"} : memref<i8>
    %279 = arith.extui %278 {name = "%279"} : i8 to i32
    %280 = arith.andi %279, %c3_i32 {name = "%280"} : i32
    %281 = arith.trunci %280 {name = "%281", unsigned} : i32 to i8
    %alloc_26 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %281, %alloc_26[] {to = "place"} : memref<i8>
    %282 = affine.load %alloc_24[] {from = "weight"} : memref<i8>
    %283 = affine.load %alloc_26[] {from = "place"} : memref<i8>
    %284 = arith.index_cast %283 {name = "%284"} : i8 to index
    %285 = memref.load %arg2[%284] {from = "inputs"} : memref<4xi8, #map>
    %286 = arith.extsi %282 {name = "%286"} : i8 to i16
    %287 = arith.extsi %285 {name = "%287"} : i8 to i16
    %288 = arith.muli %286, %287 {name = "%288"} : i16
    %289 = affine.load %alloc_20[] {from = "total"} : memref<i32>
    %290 = arith.extsi %289 {name = "%290"} : i32 to i33
    %291 = arith.extsi %288 {name = "%291"} : i16 to i33
    %292 = arith.addi %290, %291 {name = "%292"} : i33
    %293 = arith.trunci %292 {name = "%293"} : i33 to i32
    affine.store %293, %alloc_20[] {to = "total"} : memref<i32>
    %294 = affine.load %alloc_20[] {from = "total"} : memref<i32>
    affine.store %294, %arg3[3] {to = "products"} : memref<16xi32, #map>
    %alloc_27 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_27[] {to = "total"} : memref<i32>
    %c4_i32 = arith.constant {name = "%c4_i32"} 4 : i32
    %295 = arith.extsi %c4_i32 {name = "%295"} : i32 to i64
    %296 = arith.muli %295, %1 {name = "%296"} : i64
    %297 = arith.extsi %296 {name = "%297"} : i64 to i65
    %298 = arith.addi %297, %4 {name = "%298"} : i65
    %299 = arith.extsi %298 {name = "%299"} : i65 to i97
    %300 = arith.muli %6, %299 {name = "%300"} : i97
    %301 = arith.extsi %300 {name = "%301"} : i97 to i98
    %302 = arith.addi %301, %10 {name = "%302"} : i98
    %303 = arith.subi %302, %12 {name = "%303"} : i98
    %304 = arith.index_cast %300 {name = "%304"} : i97 to index
    %305 = arith.index_cast %303 {name = "%305"} : i98 to index
    %306 = allo.get_slice(%arg0 : i256, %305, %304) {name = "%306"} -> i32
    %307 = arith.trunci %306 {name = "%307"} : i32 to i8
    %alloc_28 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %307, %alloc_28[] {to = "weight"} : memref<i8>
    %308 = arith.muli %18, %299 {name = "%308"} : i97
    %309 = arith.extsi %308 {name = "%309"} : i97 to i98
    %310 = arith.addi %309, %21 {name = "%310"} : i98
    %311 = arith.subi %310, %12 {name = "%311"} : i98
    %312 = arith.index_cast %308 {name = "%312"} : i97 to index
    %313 = arith.index_cast %311 {name = "%313"} : i98 to index
    %314 = allo.get_slice(%arg1 : i64, %313, %312) {name = "%314"} -> i32
    %315 = arith.trunci %314 {name = "%315", unsigned} : i32 to i8
    %alloc_29 = memref.alloc() {name = "code", unsigned} : memref<i8>
    affine.store %315, %alloc_29[] {to = "code"} : memref<i8>
    %316 = affine.load %alloc_29[] {from = "code"} : memref<i8>
    %317 = arith.extui %316 {name = "%317"} : i8 to i32
    %318 = arith.andi %317, %c3_i32 {name = "%318"} : i32
    %319 = arith.trunci %318 {name = "%319", unsigned} : i32 to i8
    %alloc_30 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %319, %alloc_30[] {to = "place"} : memref<i8>
    %320 = affine.load %alloc_28[] {from = "weight"} : memref<i8>
    %321 = affine.load %alloc_30[] {from = "place"} : memref<i8>
    %322 = arith.index_cast %321 {name = "%322"} : i8 to index
    %323 = memref.load %arg2[%322] {from = "inputs"} : memref<4xi8, #map>
    %324 = arith.extsi %320 {name = "%324"} : i8 to i16
    %325 = arith.extsi %323 {name = "%325"} : i8 to i16
    %326 = arith.muli %324, %325 {name = "%326"} : i16
    %327 = affine.load %alloc_27[] {from = "total"} : memref<i32>
    %328 = arith.extsi %327 {name = "%328"} : i32 to i33
    %329 = arith.extsi %326 {name = "%329"} : i16 to i33
    %330 = arith.addi %328, %329 {name = "%330"} : i33
    %331 = arith.trunci %330 {name = "%331"} : i33 to i32
    affine.store %331, %alloc_27[] {to = "total"} : memref<i32>
    %332 = arith.addi %297, %44 {name = "%332"} : i65
    %333 = arith.extsi %332 {name = "%333"} : i65 to i97
    %334 = arith.muli %6, %333 {name = "%334"} : i97
    %335 = arith.extsi %334 {name = "%335"} : i97 to i98
    %336 = arith.addi %335, %10 {name = "%336"} : i98
    %337 = arith.subi %336, %12 {name = "%337"} : i98
    %338 = arith.index_cast %334 {name = "%338"} : i97 to index
    %339 = arith.index_cast %337 {name = "%339"} : i98 to index
    %340 = allo.get_slice(%arg0 : i256, %339, %338) {name = "%340"} -> i32
    %341 = arith.trunci %340 {name = "%341"} : i32 to i8
    %alloc_31 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %341, %alloc_31[] {to = "weight"} : memref<i8>
    %342 = arith.muli %18, %333 {name = "%342"} : i97
    %343 = arith.extsi %342 {name = "%343"} : i97 to i98
    %344 = arith.addi %343, %21 {name = "%344"} : i98
    %345 = arith.subi %344, %12 {name = "%345"} : i98
    %346 = arith.index_cast %342 {name = "%346"} : i97 to index
    %347 = arith.index_cast %345 {name = "%347"} : i98 to index
    %348 = allo.get_slice(%arg1 : i64, %347, %346) {name = "%348"} -> i32
    %349 = arith.trunci %348 {name = "%349", unsigned} : i32 to i8
    %alloc_32 = memref.alloc() {name = "code", unsigned} : memref<i8>
    affine.store %349, %alloc_32[] {to = "code"} : memref<i8>
    %350 = affine.load %alloc_32[] {from = "code"} : memref<i8>
    %351 = arith.extui %350 {name = "%351"} : i8 to i32
    %352 = arith.andi %351, %c3_i32 {name = "%352"} : i32
    %353 = arith.trunci %352 {name = "%353", unsigned} : i32 to i8
    %alloc_33 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %353, %alloc_33[] {to = "place"} : memref<i8>
    %354 = affine.load %alloc_31[] {from = "weight"} : memref<i8>
    %355 = affine.load %alloc_33[] {from = "place"} : memref<i8>
    %356 = arith.index_cast %355 {name = "%356"} : i8 to index
    %357 = memref.load %arg2[%356] {from = "inputs"} : memref<4xi8, #map>
    %358 = arith.extsi %354 {name = "%358"} : i8 to i16
    %359 = arith.extsi %357 {name = "%359"} : i8 to i16
    %360 = arith.muli %358, %359 {name = "%360"} : i16
    %361 = affine.load %alloc_27[] {from = "total"} : memref<i32>
    %362 = arith.extsi %361 {name = "%362"} : i32 to i33
    %363 = arith.extsi %360 {name = "%363"} : i16 to i33
    %364 = arith.addi %362, %363 {name = "%364"} : i33
    %365 = arith.trunci %364 {name = "%365"} : i33 to i32
    affine.store %365, %alloc_27[] {to = "total"} : memref<i32>
    %366 = affine.load %alloc_27[] {from = "total"} : memref<i32>
    affine.store %366, %arg3[4] {to = "products"} : memref<16xi32, #map>
    %alloc_34 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_34[] {to = "total"} : memref<i32>
    %c5_i32 = arith.constant {name = "%c5_i32"} 5 : i32
    %367 = arith.extsi %c5_i32 {name = "%367"} : i32 to i64
    %368 = arith.muli %367, %1 {name = "%368"} : i64
    %369 = arith.extsi %368 {name = "%369"} : i64 to i65
    %370 = arith.addi %369, %4 {name = "%370"} : i65
    %371 = arith.extsi %370 {name = "%371"} : i65 to i97
    %372 = arith.muli %6, %371 {name = "%372"} : i97
    %373 = arith.extsi %372 {name = "%373"} : i97 to i98
    %374 = arith.addi %373, %10 {name = "%374"} : i98
    %375 = arith.subi %374, %12 {name = "%375"} : i98
    %376 = arith.index_cast %372 {name = "%376"} : i97 to index
    %377 = arith.index_cast %375 {name = "%377"} : i98 to index
    %378 = allo.get_slice(%arg0 : i256, %377, %376) {name = "%378"} -> i32
    %379 = arith.trunci %378 {name = "%379"} : i32 to i8
    %alloc_35 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %379, %alloc_35[] {to = "weight"} : memref<i8>
    %380 = arith.muli %18, %371 {name = "%380"} : i97
    %381 = arith.extsi %380 {name = "%381"} : i97 to i98
    %382 = arith.addi %381, %21 {name = "%382"} : i98
    %383 = arith.subi %382, %12 {name = "%383"} : i98
    %384 = arith.index_cast %380 {name = "%384"} : i97 to index
    %385 = arith.index_cast %383 {name = "%385"} : i98 to index
    %386 = allo.get_slice(%arg1 : i64, %385, %384) {name = "%386"} -> i32
    %387 = arith.trunci %386 {name = "%387", unsigned} : i32 to i8
    %alloc_36 = memref.alloc() {name = "code", unsigned} : memref<i8>
    affine.store %387, %alloc_36[] {to = "code"} : memref<i8>
    %388 = affine.load %alloc_36[] {from = "code"} : memref<i8>
    %389 = arith.extui %388 {name = "%389"} : i8 to i32
    %390 = arith.andi %389, %c3_i32 {name = "%390"} : i32
    %391 = arith.trunci %390 {name = "%391", unsigned} : i32 to i8
    %alloc_37 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %391, %alloc_37[] {to = "place"} : memref<i8>
    %392 = affine.load %alloc_35[] {from = "weight"} : memref<i8>
    %393 = affine.load %alloc_37[] {from = "place"} : memref<i8>
    %394 = arith.index_cast %393 {name = "%394"} : i8 to index
    %395 = memref.load %arg2[%394] {from = "inputs"} : memref<4xi8, #map>
    %396 = arith.extsi %392 {name = "%396"} : i8 to i16
    %397 = arith.extsi %395 {name = "%397"} : i8 to i16
    %398 = arith.muli %396, %397 {name = "%398"} : i16
    %399 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %400 = arith.extsi %399 {name = "%400"} : i32 to i33
    %401 = arith.extsi %398 {name = "%401"} : i16 to i33
    %402 = arith.addi %400, %401 {name = "%402"} : i33
    %403 = arith.trunci %402 {name = "%403"} : i33 to i32
    affine.store %403, %alloc_34[] {to = "total"} : memref<i32>
    %404 = arith.addi %369, %44 {name = "%404"} : i65
    %405 = arith.extsi %404 {name = "%405"} : i65 to i97
    %406 = arith.muli %6, %405 {name = "%406"} : i97
    %407 = arith.extsi %406 {name = "%407"} : i97 to i98
    %408 = arith.addi %407, %10 {name = "%408"} : i98
    %409 = arith.subi %408, %12 {name = "%409"} : i98
    %410 = arith.index_cast %406 {name = "%410"} : i97 to index
    %411 = arith.index_cast %409 {name = "%411"} : i98 to index
    %412 = allo.get_slice(%arg0 : i256, %411, %410) {name = "%412"} -> i32
    %413 = arith.trunci %412 {name = "%413"} : i32 to i8
    %alloc_38 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %413, %alloc_38[] {to = "weight"} : memref<i8>
    %414 = arith.muli %18, %405 {name = "%414"} : i97
    %415 = arith.extsi %414 {name = "%415"} : i97 to i98
    %416 = arith.addi %415, %21 {name = "%416"} : i98
    %417 = arith.subi %416, %12 {name = "%417"} : i98
    %418 = arith.index_cast %414 {name = "%418"} : i97 to index
    %419 = arith.index_cast %417 {name = "%419"} : i98 to index
    %420 = allo.get_slice(%arg1 : i64, %419, %418) {name = "%420"} -> i32
    %421 = arith.trunci %420 {name = "%421", unsigned} : i32 to i8
    %alloc_39 = memref.alloc() {name = "code", unsigned} : memref<i8>
    affine.store %421, %alloc_39[] {to = "code"} : memref<i8>
    %422 = affine.load %alloc_39[] {from = "code"} : memref<i8>
    %423 = arith.extui %422 {name = "%423"} : i8 to i32
    %424 = arith.andi %423, %c3_i32 {name = "%424"} : i32
    %425 = arith.trunci %424 {name = "%425", unsigned} : i32 to i8
    %alloc_40 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %425, %alloc_40[] {to = "place"} : memref<i8>
    %426 = affine.load %alloc_38[] {from = "weight"} : memref<i8>
    %427 = affine.load %alloc_40[] {from = "place"} : memref<i8>
    %428 = arith.index_cast %427 {name = "%428"} : i8 to index
    %429 = memref.load %arg2[%428] {from = "inputs"} : memref<4xi8, #map>
    %430 = arith.extsi %426 {name = "%430"} : i8 to i16
    %431 = arith.extsi %429 {name = "%431"} : i8 to i16
    %432 = arith.muli %430, %431 {name = "%432"} : i16
    %433 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    %434 = arith.extsi %433 {name = "%434"} : i32 to i33
    %435 = arith.extsi %432 {name = "%435"} : i16 to i33
    %436 = arith.addi %434, %435 {name = "%436"} : i33
    %437 = arith.trunci %436 {name = "%437"} : i33 to i32
    affine.store %437, %alloc_34[] {to = "total"} : memref<i32>
    %438 = affine.load %alloc_34[] {from = "total"} : memref<i32>
    affine.store %438, %arg3[5] {to = "products"} : memref<16xi32, #map>
    %alloc_41 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_41[] {to = "total"} : memref<i32>
    %c6_i32 = arith.constant {name = "%c6_i32"} 6 : i32
    %439 = arith.extsi %c6_i32 {name = "%439"} : i32 to i64
    %440 = arith.muli %439, %1 {name = "%440"} : i64
    %441 = arith.extsi %440 {name = "%441"} : i64 to i65
    %442 = arith.addi %441, %4 {name = "%442"} : i65
    %443 = arith.extsi %442 {name = "%443"} : i65 to i97
    %444 = arith.muli %6, %443 {name = "%444"} : i97
    %445 = arith.extsi %444 {name = "%445"} : i97 to i98
    %446 = arith.addi %445, %10 {name = "%446"} : i98
    %447 = arith.subi %446, %12 {name = "%447"} : i98
    %448 = arith.index_cast %444 {name = "%448"} : i97 to index
    %449 = arith.index_cast %447 {name = "%449"} : i98 to index
    %450 = allo.get_slice(%arg0 : i256, %449, %448) {name = "%450"} -> i32
    %451 = arith.trunci %450 {name = "%451"} : i32 to i8
    %alloc_42 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %451, %alloc_42[] {to = "weight"} : memref<i8>
    %452 = arith.muli %18, %443 {name = "%452"} : i97
    %453 = arith.extsi %452 {name = "%453"} : i97 to i98
    %454 = arith.addi %453, %21 {name = "%454"} : i98
    %455 = arith.subi %454, %12 {name = "%455"} : i98
    %456 = arith.index_cast %452 {name = "%456"} : i97 to index
    %457 = arith.index_cast %455 {name = "%457"} : i98 to index
    %458 = allo.get_slice(%arg1 : i64, %457, %456) {name = "%458"} -> i32
    %459 = arith.trunci %458 {name = "%459", unsigned} : i32 to i8
    %alloc_43 = memref.alloc() {name = "code", unsigned} : memref<i8>
    affine.store %459, %alloc_43[] {to = "code"} : memref<i8>
    %460 = affine.load %alloc_43[] {from = "code"} : memref<i8>
    %461 = arith.extui %460 {name = "%461"} : i8 to i32
    %462 = arith.andi %461, %c3_i32 {name = "%462"} : i32
    %463 = arith.trunci %462 {name = "%463", unsigned} : i32 to i8
    %alloc_44 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %463, %alloc_44[] {to = "place"} : memref<i8>
    %464 = affine.load %alloc_42[] {from = "weight"} : memref<i8>
    %465 = affine.load %alloc_44[] {from = "place"} : memref<i8>
    %466 = arith.index_cast %465 {name = "%466"} : i8 to index
    %467 = memref.load %arg2[%466] {from = "inputs"} : memref<4xi8, #map>
    %468 = arith.extsi %464 {name = "%468"} : i8 to i16
    %469 = arith.extsi %467 {name = "%469"} : i8 to i16
    %470 = arith.muli %468, %469 {name = "%470"} : i16
    %471 = affine.load %alloc_41[] {from = "total"} : memref<i32>
    %472 = arith.extsi %471 {name = "%472"} : i32 to i33
    %473 = arith.extsi %470 {name = "%473"} : i16 to i33
    %474 = arith.addi %472, %473 {name = "%474"} : i33
    %475 = arith.trunci %474 {name = "%475"} : i33 to i32
    affine.store %475, %alloc_41[] {to = "total"} : memref<i32>
    %476 = arith.addi %441, %44 {name = "%476"} : i65
    %477 = arith.extsi %476 {name = "%477"} : i65 to i97
    %478 = arith.muli %6, %477 {name = "%478"} : i97
    %479 = arith.extsi %478 {name = "%479"} : i97 to i98
    %480 = arith.addi %479, %10 {name = "%480"} : i98
    %481 = arith.subi %480, %12 {name = "%481"} : i98
    %482 = arith.index_cast %478 {name = "%482"} : i97 to index
    %483 = arith.index_cast %481 {name = "%483"} : i98 to index
    %484 = allo.get_slice(%arg0 : i256, %483, %482) {name = "%484"} -> i32
    %485 = arith.trunci %484 {name = "%485"} : i32 to i8
    %alloc_45 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %485, %alloc_45[] {to = "weight"} : memref<i8>
    %486 = arith.muli %18, %477 {name = "%486"} : i97
    %487 = arith.extsi %486 {name = "%487"} : i97 to i98
    %488 = arith.addi %487, %21 {name = "%488"} : i98
    %489 = arith.subi %488, %12 {name = "%489"} : i98
    %490 = arith.index_cast %486 {name = "%490"} : i97 to index
    %491 = arith.index_cast %489 {name = "%491"} : i98 to index
    %492 = allo.get_slice(%arg1 : i64, %491, %490) {name = "%492"} -> i32
    %493 = arith.trunci %492 {name = "%493", unsigned} : i32 to i8
    %alloc_46 = memref.alloc() {name = "code", unsigned} : memref<i8>
    affine.store %493, %alloc_46[] {to = "code"} : memref<i8>
    %494 = affine.load %alloc_46[] {from = "code"} : memref<i8>
    %495 = arith.extui %494 {name = "%495"} : i8 to i32
    %496 = arith.andi %495, %c3_i32 {name = "%496"} : i32
    %497 = arith.trunci %496 {name = "%497", unsigned} : i32 to i8
    %alloc_47 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %497, %alloc_47[] {to = "place"} : memref<i8>
    %498 = affine.load %alloc_45[] {from = "weight"} : memref<i8>
    %499 = affine.load %alloc_47[] {from = "place"} : memref<i8>
    %500 = arith.index_cast %499 {name = "%500"} : i8 to index
    %501 = memref.load %arg2[%500] {from = "inputs"} : memref<4xi8, #map>
    %502 = arith.extsi %498 {name = "%502"} : i8 to i16
    %503 = arith.extsi %501 {name = "%503"} : i8 to i16
    %504 = arith.muli %502, %503 {name = "%504"} : i16
    %505 = affine.load %alloc_41[] {from = "total"} : memref<i32>
    %506 = arith.extsi %505 {name = "%506"} : i32 to i33
    %507 = arith.extsi %504 {name = "%507"} : i16 to i33
    %508 = arith.addi %506, %507 {name = "%508"} : i33
    %509 = arith.trunci %508 {name = "%509"} : i33 to i32
    affine.store %509, %alloc_41[] {to = "total"} : memref<i32>
    %510 = affine.load %alloc_41[] {from = "total"} : memref<i32>
    affine.store %510, %arg3[6] {to = "products"} : memref<16xi32, #map>
    %alloc_48 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_48[] {to = "total"} : memref<i32>
    %c7_i32 = arith.constant {name = "%c7_i32"} 7 : i32
    %511 = arith.extsi %c7_i32 {name = "%511"} : i32 to i64
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
    %alloc_49 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %523, %alloc_49[] {to = "weight"} : memref<i8>
    %524 = arith.muli %18, %515 {name = "%524"} : i97
    %525 = arith.extsi %524 {name = "%525"} : i97 to i98
    %526 = arith.addi %525, %21 {name = "%526"} : i98
    %527 = arith.subi %526, %12 {name = "%527"} : i98
    %528 = arith.index_cast %524 {name = "%528"} : i97 to index
    %529 = arith.index_cast %527 {name = "%529"} : i98 to index
    %530 = allo.get_slice(%arg1 : i64, %529, %528) {name = "%530"} -> i32
    %531 = arith.trunci %530 {name = "%531", unsigned} : i32 to i8
    %alloc_50 = memref.alloc() {name = "code", unsigned} : memref<i8>
    affine.store %531, %alloc_50[] {to = "code"} : memref<i8>
    %532 = affine.load %alloc_50[] {from = "code"} : memref<i8>
    %533 = arith.extui %532 {name = "%533"} : i8 to i32
    %534 = arith.andi %533, %c3_i32 {name = "%534"} : i32
    %535 = arith.trunci %534 {name = "%535", unsigned} : i32 to i8
    %alloc_51 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %535, %alloc_51[] {to = "place"} : memref<i8>
    %536 = affine.load %alloc_49[] {from = "weight"} : memref<i8>
    %537 = affine.load %alloc_51[] {from = "place"} : memref<i8>
    %538 = arith.index_cast %537 {name = "%538"} : i8 to index
    %539 = memref.load %arg2[%538] {from = "inputs"} : memref<4xi8, #map>
    %540 = arith.extsi %536 {name = "%540"} : i8 to i16
    %541 = arith.extsi %539 {name = "%541"} : i8 to i16
    %542 = arith.muli %540, %541 {name = "%542"} : i16
    %543 = affine.load %alloc_48[] {from = "total"} : memref<i32>
    %544 = arith.extsi %543 {name = "%544"} : i32 to i33
    %545 = arith.extsi %542 {name = "%545"} : i16 to i33
    %546 = arith.addi %544, %545 {name = "%546"} : i33
    %547 = arith.trunci %546 {name = "%547"} : i33 to i32
    affine.store %547, %alloc_48[] {to = "total"} : memref<i32>
    %548 = arith.addi %513, %44 {name = "%548"} : i65
    %549 = arith.extsi %548 {name = "%549"} : i65 to i97
    %550 = arith.muli %6, %549 {name = "%550"} : i97
    %551 = arith.extsi %550 {name = "%551"} : i97 to i98
    %552 = arith.addi %551, %10 {name = "%552"} : i98
    %553 = arith.subi %552, %12 {name = "%553"} : i98
    %554 = arith.index_cast %550 {name = "%554"} : i97 to index
    %555 = arith.index_cast %553 {name = "%555"} : i98 to index
    %556 = allo.get_slice(%arg0 : i256, %555, %554) {name = "%556"} -> i32
    %557 = arith.trunci %556 {name = "%557"} : i32 to i8
    %alloc_52 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %557, %alloc_52[] {to = "weight"} : memref<i8>
    %558 = arith.muli %18, %549 {name = "%558"} : i97
    %559 = arith.extsi %558 {name = "%559"} : i97 to i98
    %560 = arith.addi %559, %21 {name = "%560"} : i98
    %561 = arith.subi %560, %12 {name = "%561"} : i98
    %562 = arith.index_cast %558 {name = "%562"} : i97 to index
    %563 = arith.index_cast %561 {name = "%563"} : i98 to index
    %564 = allo.get_slice(%arg1 : i64, %563, %562) {name = "%564"} -> i32
    %565 = arith.trunci %564 {name = "%565", unsigned} : i32 to i8
    %alloc_53 = memref.alloc() {name = "code", unsigned} : memref<i8>
    affine.store %565, %alloc_53[] {to = "code"} : memref<i8>
    %566 = affine.load %alloc_53[] {from = "code"} : memref<i8>
    %567 = arith.extui %566 {name = "%567"} : i8 to i32
    %568 = arith.andi %567, %c3_i32 {name = "%568"} : i32
    %569 = arith.trunci %568 {name = "%569", unsigned} : i32 to i8
    %alloc_54 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %569, %alloc_54[] {to = "place"} : memref<i8>
    %570 = affine.load %alloc_52[] {from = "weight"} : memref<i8>
    %571 = affine.load %alloc_54[] {from = "place"} : memref<i8>
    %572 = arith.index_cast %571 {name = "%572"} : i8 to index
    %573 = memref.load %arg2[%572] {from = "inputs"} : memref<4xi8, #map>
    %574 = arith.extsi %570 {name = "%574"} : i8 to i16
    %575 = arith.extsi %573 {name = "%575"} : i8 to i16
    %576 = arith.muli %574, %575 {name = "%576"} : i16
    %577 = affine.load %alloc_48[] {from = "total"} : memref<i32>
    %578 = arith.extsi %577 {name = "%578"} : i32 to i33
    %579 = arith.extsi %576 {name = "%579"} : i16 to i33
    %580 = arith.addi %578, %579 {name = "%580"} : i33
    %581 = arith.trunci %580 {name = "%581"} : i33 to i32
    affine.store %581, %alloc_48[] {to = "total"} : memref<i32>
    %582 = affine.load %alloc_48[] {from = "total"} : memref<i32>
    affine.store %582, %arg3[7] {to = "products"} : memref<16xi32, #map>
    %alloc_55 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_55[] {to = "total"} : memref<i32>
    %583 = arith.extsi %c8_i32 {name = "%583"} : i32 to i64
    %584 = arith.muli %583, %1 {name = "%584"} : i64
    %585 = arith.extsi %584 {name = "%585"} : i64 to i65
    %586 = arith.addi %585, %4 {name = "%586"} : i65
    %587 = arith.extsi %586 {name = "%587"} : i65 to i97
    %588 = arith.muli %6, %587 {name = "%588"} : i97
    %589 = arith.extsi %588 {name = "%589"} : i97 to i98
    %590 = arith.addi %589, %10 {name = "%590"} : i98
    %591 = arith.subi %590, %12 {name = "%591"} : i98
    %592 = arith.index_cast %588 {name = "%592"} : i97 to index
    %593 = arith.index_cast %591 {name = "%593"} : i98 to index
    %594 = allo.get_slice(%arg0 : i256, %593, %592) {name = "%594"} -> i32
    %595 = arith.trunci %594 {name = "%595"} : i32 to i8
    %alloc_56 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %595, %alloc_56[] {to = "weight"} : memref<i8>
    %596 = arith.muli %18, %587 {name = "%596"} : i97
    %597 = arith.extsi %596 {name = "%597"} : i97 to i98
    %598 = arith.addi %597, %21 {name = "%598"} : i98
    %599 = arith.subi %598, %12 {name = "%599"} : i98
    %600 = arith.index_cast %596 {name = "%600"} : i97 to index
    %601 = arith.index_cast %599 {name = "%601"} : i98 to index
    %602 = allo.get_slice(%arg1 : i64, %601, %600) {name = "%602"} -> i32
    %603 = arith.trunci %602 {name = "%603", unsigned} : i32 to i8
    %alloc_57 = memref.alloc() {name = "code", unsigned} : memref<i8>
    affine.store %603, %alloc_57[] {to = "code"} : memref<i8>
    %604 = affine.load %alloc_57[] {from = "code"} : memref<i8>
    %605 = arith.extui %604 {name = "%605"} : i8 to i32
    %606 = arith.andi %605, %c3_i32 {name = "%606"} : i32
    %607 = arith.trunci %606 {name = "%607", unsigned} : i32 to i8
    %alloc_58 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %607, %alloc_58[] {to = "place"} : memref<i8>
    %608 = affine.load %alloc_56[] {from = "weight"} : memref<i8>
    %609 = affine.load %alloc_58[] {from = "place"} : memref<i8>
    %610 = arith.index_cast %609 {name = "%610"} : i8 to index
    %611 = memref.load %arg2[%610] {from = "inputs"} : memref<4xi8, #map>
    %612 = arith.extsi %608 {name = "%612"} : i8 to i16
    %613 = arith.extsi %611 {name = "%613"} : i8 to i16
    %614 = arith.muli %612, %613 {name = "%614"} : i16
    %615 = affine.load %alloc_55[] {from = "total"} : memref<i32>
    %616 = arith.extsi %615 {name = "%616"} : i32 to i33
    %617 = arith.extsi %614 {name = "%617"} : i16 to i33
    %618 = arith.addi %616, %617 {name = "%618"} : i33
    %619 = arith.trunci %618 {name = "%619"} : i33 to i32
    affine.store %619, %alloc_55[] {to = "total"} : memref<i32>
    %620 = arith.addi %585, %44 {name = "%620"} : i65
    %621 = arith.extsi %620 {name = "%621"} : i65 to i97
    %622 = arith.muli %6, %621 {name = "%622"} : i97
    %623 = arith.extsi %622 {name = "%623"} : i97 to i98
    %624 = arith.addi %623, %10 {name = "%624"} : i98
    %625 = arith.subi %624, %12 {name = "%625"} : i98
    %626 = arith.index_cast %622 {name = "%626"} : i97 to index
    %627 = arith.index_cast %625 {name = "%627"} : i98 to index
    %628 = allo.get_slice(%arg0 : i256, %627, %626) {name = "%628"} -> i32
    %629 = arith.trunci %628 {name = "%629"} : i32 to i8
    %alloc_59 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %629, %alloc_59[] {to = "weight"} : memref<i8>
    %630 = arith.muli %18, %621 {name = "%630"} : i97
    %631 = arith.extsi %630 {name = "%631"} : i97 to i98
    %632 = arith.addi %631, %21 {name = "%632"} : i98
    %633 = arith.subi %632, %12 {name = "%633"} : i98
    %634 = arith.index_cast %630 {name = "%634"} : i97 to index
    %635 = arith.index_cast %633 {name = "%635"} : i98 to index
    %636 = allo.get_slice(%arg1 : i64, %635, %634) {name = "%636"} -> i32
    %637 = arith.trunci %636 {name = "%637", unsigned} : i32 to i8
    %alloc_60 = memref.alloc() {name = "code", unsigned} : memref<i8>
    affine.store %637, %alloc_60[] {to = "code"} : memref<i8>
    %638 = affine.load %alloc_60[] {from = "code"} : memref<i8>
    %639 = arith.extui %638 {name = "%639"} : i8 to i32
    %640 = arith.andi %639, %c3_i32 {name = "%640"} : i32
    %641 = arith.trunci %640 {name = "%641", unsigned} : i32 to i8
    %alloc_61 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %641, %alloc_61[] {to = "place"} : memref<i8>
    %642 = affine.load %alloc_59[] {from = "weight"} : memref<i8>
    %643 = affine.load %alloc_61[] {from = "place"} : memref<i8>
    %644 = arith.index_cast %643 {name = "%644"} : i8 to index
    %645 = memref.load %arg2[%644] {from = "inputs"} : memref<4xi8, #map>
    %646 = arith.extsi %642 {name = "%646"} : i8 to i16
    %647 = arith.extsi %645 {name = "%647"} : i8 to i16
    %648 = arith.muli %646, %647 {name = "%648"} : i16
    %649 = affine.load %alloc_55[] {from = "total"} : memref<i32>
    %650 = arith.extsi %649 {name = "%650"} : i32 to i33
    %651 = arith.extsi %648 {name = "%651"} : i16 to i33
    %652 = arith.addi %650, %651 {name = "%652"} : i33
    %653 = arith.trunci %652 {name = "%653"} : i33 to i32
    affine.store %653, %alloc_55[] {to = "total"} : memref<i32>
    %654 = affine.load %alloc_55[] {from = "total"} : memref<i32>
    affine.store %654, %arg3[8] {to = "products"} : memref<16xi32, #map>
    %alloc_62 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_62[] {to = "total"} : memref<i32>
    %c9_i32 = arith.constant {name = "%c9_i32"} 9 : i32
    %655 = arith.extsi %c9_i32 {name = "%655"} : i32 to i64
    %656 = arith.muli %655, %1 {name = "%656"} : i64
    %657 = arith.extsi %656 {name = "%657"} : i64 to i65
    %658 = arith.addi %657, %4 {name = "%658"} : i65
    %659 = arith.extsi %658 {name = "%659"} : i65 to i97
    %660 = arith.muli %6, %659 {name = "%660"} : i97
    %661 = arith.extsi %660 {name = "%661"} : i97 to i98
    %662 = arith.addi %661, %10 {name = "%662"} : i98
    %663 = arith.subi %662, %12 {name = "%663"} : i98
    %664 = arith.index_cast %660 {name = "%664"} : i97 to index
    %665 = arith.index_cast %663 {name = "%665"} : i98 to index
    %666 = allo.get_slice(%arg0 : i256, %665, %664) {name = "%666"} -> i32
    %667 = arith.trunci %666 {name = "%667"} : i32 to i8
    %alloc_63 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %667, %alloc_63[] {to = "weight"} : memref<i8>
    %668 = arith.muli %18, %659 {name = "%668"} : i97
    %669 = arith.extsi %668 {name = "%669"} : i97 to i98
    %670 = arith.addi %669, %21 {name = "%670"} : i98
    %671 = arith.subi %670, %12 {name = "%671"} : i98
    %672 = arith.index_cast %668 {name = "%672"} : i97 to index
    %673 = arith.index_cast %671 {name = "%673"} : i98 to index
    %674 = allo.get_slice(%arg1 : i64, %673, %672) {name = "%674"} -> i32
    %675 = arith.trunci %674 {name = "%675", unsigned} : i32 to i8
    %alloc_64 = memref.alloc() {name = "code", unsigned} : memref<i8>
    affine.store %675, %alloc_64[] {to = "code"} : memref<i8>
    %676 = affine.load %alloc_64[] {from = "code"} : memref<i8>
    %677 = arith.extui %676 {name = "%677"} : i8 to i32
    %678 = arith.andi %677, %c3_i32 {name = "%678"} : i32
    %679 = arith.trunci %678 {name = "%679", unsigned} : i32 to i8
    %alloc_65 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %679, %alloc_65[] {to = "place"} : memref<i8>
    %680 = affine.load %alloc_63[] {from = "weight"} : memref<i8>
    %681 = affine.load %alloc_65[] {from = "place"} : memref<i8>
    %682 = arith.index_cast %681 {name = "%682"} : i8 to index
    %683 = memref.load %arg2[%682] {from = "inputs"} : memref<4xi8, #map>
    %684 = arith.extsi %680 {name = "%684"} : i8 to i16
    %685 = arith.extsi %683 {name = "%685"} : i8 to i16
    %686 = arith.muli %684, %685 {name = "%686"} : i16
    %687 = affine.load %alloc_62[] {from = "total"} : memref<i32>
    %688 = arith.extsi %687 {name = "%688"} : i32 to i33
    %689 = arith.extsi %686 {name = "%689"} : i16 to i33
    %690 = arith.addi %688, %689 {name = "%690"} : i33
    %691 = arith.trunci %690 {name = "%691"} : i33 to i32
    affine.store %691, %alloc_62[] {to = "total"} : memref<i32>
    %692 = arith.addi %657, %44 {name = "%692"} : i65
    %693 = arith.extsi %692 {name = "%693"} : i65 to i97
    %694 = arith.muli %6, %693 {name = "%694"} : i97
    %695 = arith.extsi %694 {name = "%695"} : i97 to i98
    %696 = arith.addi %695, %10 {name = "%696"} : i98
    %697 = arith.subi %696, %12 {name = "%697"} : i98
    %698 = arith.index_cast %694 {name = "%698"} : i97 to index
    %699 = arith.index_cast %697 {name = "%699"} : i98 to index
    %700 = allo.get_slice(%arg0 : i256, %699, %698) {name = "%700"} -> i32
    %701 = arith.trunci %700 {name = "%701"} : i32 to i8
    %alloc_66 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %701, %alloc_66[] {to = "weight"} : memref<i8>
    %702 = arith.muli %18, %693 {name = "%702"} : i97
    %703 = arith.extsi %702 {name = "%703"} : i97 to i98
    %704 = arith.addi %703, %21 {name = "%704"} : i98
    %705 = arith.subi %704, %12 {name = "%705"} : i98
    %706 = arith.index_cast %702 {name = "%706"} : i97 to index
    %707 = arith.index_cast %705 {name = "%707"} : i98 to index
    %708 = allo.get_slice(%arg1 : i64, %707, %706) {name = "%708"} -> i32
    %709 = arith.trunci %708 {name = "%709", unsigned} : i32 to i8
    %alloc_67 = memref.alloc() {name = "code", unsigned} : memref<i8>
    affine.store %709, %alloc_67[] {to = "code"} : memref<i8>
    %710 = affine.load %alloc_67[] {from = "code"} : memref<i8>
    %711 = arith.extui %710 {name = "%711"} : i8 to i32
    %712 = arith.andi %711, %c3_i32 {name = "%712"} : i32
    %713 = arith.trunci %712 {name = "%713", unsigned} : i32 to i8
    %alloc_68 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %713, %alloc_68[] {to = "place"} : memref<i8>
    %714 = affine.load %alloc_66[] {from = "weight"} : memref<i8>
    %715 = affine.load %alloc_68[] {from = "place"} : memref<i8>
    %716 = arith.index_cast %715 {name = "%716"} : i8 to index
    %717 = memref.load %arg2[%716] {from = "inputs"} : memref<4xi8, #map>
    %718 = arith.extsi %714 {name = "%718"} : i8 to i16
    %719 = arith.extsi %717 {name = "%719"} : i8 to i16
    %720 = arith.muli %718, %719 {name = "%720"} : i16
    %721 = affine.load %alloc_62[] {from = "total"} : memref<i32>
    %722 = arith.extsi %721 {name = "%722"} : i32 to i33
    %723 = arith.extsi %720 {name = "%723"} : i16 to i33
    %724 = arith.addi %722, %723 {name = "%724"} : i33
    %725 = arith.trunci %724 {name = "%725"} : i33 to i32
    affine.store %725, %alloc_62[] {to = "total"} : memref<i32>
    %726 = affine.load %alloc_62[] {from = "total"} : memref<i32>
    affine.store %726, %arg3[9] {to = "products"} : memref<16xi32, #map>
    %alloc_69 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_69[] {to = "total"} : memref<i32>
    %c10_i32 = arith.constant {name = "%c10_i32"} 10 : i32
    %727 = arith.extsi %c10_i32 {name = "%727"} : i32 to i64
    %728 = arith.muli %727, %1 {name = "%728"} : i64
    %729 = arith.extsi %728 {name = "%729"} : i64 to i65
    %730 = arith.addi %729, %4 {name = "%730"} : i65
    %731 = arith.extsi %730 {name = "%731"} : i65 to i97
    %732 = arith.muli %6, %731 {name = "%732"} : i97
    %733 = arith.extsi %732 {name = "%733"} : i97 to i98
    %734 = arith.addi %733, %10 {name = "%734"} : i98
    %735 = arith.subi %734, %12 {name = "%735"} : i98
    %736 = arith.index_cast %732 {name = "%736"} : i97 to index
    %737 = arith.index_cast %735 {name = "%737"} : i98 to index
    %738 = allo.get_slice(%arg0 : i256, %737, %736) {name = "%738"} -> i32
    %739 = arith.trunci %738 {name = "%739"} : i32 to i8
    %alloc_70 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %739, %alloc_70[] {to = "weight"} : memref<i8>
    %740 = arith.muli %18, %731 {name = "%740"} : i97
    %741 = arith.extsi %740 {name = "%741"} : i97 to i98
    %742 = arith.addi %741, %21 {name = "%742"} : i98
    %743 = arith.subi %742, %12 {name = "%743"} : i98
    %744 = arith.index_cast %740 {name = "%744"} : i97 to index
    %745 = arith.index_cast %743 {name = "%745"} : i98 to index
    %746 = allo.get_slice(%arg1 : i64, %745, %744) {name = "%746"} -> i32
    %747 = arith.trunci %746 {name = "%747", unsigned} : i32 to i8
    %alloc_71 = memref.alloc() {name = "code", unsigned} : memref<i8>
    affine.store %747, %alloc_71[] {to = "code"} : memref<i8>
    %748 = affine.load %alloc_71[] {from = "code"} : memref<i8>
    %749 = arith.extui %748 {name = "%749"} : i8 to i32
    %750 = arith.andi %749, %c3_i32 {name = "%750"} : i32
    %751 = arith.trunci %750 {name = "%751", unsigned} : i32 to i8
    %alloc_72 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %751, %alloc_72[] {to = "place"} : memref<i8>
    %752 = affine.load %alloc_70[] {from = "weight"} : memref<i8>
    %753 = affine.load %alloc_72[] {from = "place"} : memref<i8>
    %754 = arith.index_cast %753 {name = "%754"} : i8 to index
    %755 = memref.load %arg2[%754] {from = "inputs"} : memref<4xi8, #map>
    %756 = arith.extsi %752 {name = "%756"} : i8 to i16
    %757 = arith.extsi %755 {name = "%757"} : i8 to i16
    %758 = arith.muli %756, %757 {name = "%758"} : i16
    %759 = affine.load %alloc_69[] {from = "total"} : memref<i32>
    %760 = arith.extsi %759 {name = "%760"} : i32 to i33
    %761 = arith.extsi %758 {name = "%761"} : i16 to i33
    %762 = arith.addi %760, %761 {name = "%762"} : i33
    %763 = arith.trunci %762 {name = "%763"} : i33 to i32
    affine.store %763, %alloc_69[] {to = "total"} : memref<i32>
    %764 = arith.addi %729, %44 {name = "%764"} : i65
    %765 = arith.extsi %764 {name = "%765"} : i65 to i97
    %766 = arith.muli %6, %765 {name = "%766"} : i97
    %767 = arith.extsi %766 {name = "%767"} : i97 to i98
    %768 = arith.addi %767, %10 {name = "%768"} : i98
    %769 = arith.subi %768, %12 {name = "%769"} : i98
    %770 = arith.index_cast %766 {name = "%770"} : i97 to index
    %771 = arith.index_cast %769 {name = "%771"} : i98 to index
    %772 = allo.get_slice(%arg0 : i256, %771, %770) {name = "%772"} -> i32
    %773 = arith.trunci %772 {name = "%773"} : i32 to i8
    %alloc_73 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %773, %alloc_73[] {to = "weight"} : memref<i8>
    %774 = arith.muli %18, %765 {name = "%774"} : i97
    %775 = arith.extsi %774 {name = "%775"} : i97 to i98
    %776 = arith.addi %775, %21 {name = "%776"} : i98
    %777 = arith.subi %776, %12 {name = "%777"} : i98
    %778 = arith.index_cast %774 {name = "%778"} : i97 to index
    %779 = arith.index_cast %777 {name = "%779"} : i98 to index
    %780 = allo.get_slice(%arg1 : i64, %779, %778) {name = "%780"} -> i32
    %781 = arith.trunci %780 {name = "%781", unsigned} : i32 to i8
    %alloc_74 = memref.alloc() {name = "code", unsigned} : memref<i8>
    affine.store %781, %alloc_74[] {to = "code"} : memref<i8>
    %782 = affine.load %alloc_74[] {from = "code"} : memref<i8>
    %783 = arith.extui %782 {name = "%783"} : i8 to i32
    %784 = arith.andi %783, %c3_i32 {name = "%784"} : i32
    %785 = arith.trunci %784 {name = "%785", unsigned} : i32 to i8
    %alloc_75 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %785, %alloc_75[] {to = "place"} : memref<i8>
    %786 = affine.load %alloc_73[] {from = "weight"} : memref<i8>
    %787 = affine.load %alloc_75[] {from = "place"} : memref<i8>
    %788 = arith.index_cast %787 {name = "%788"} : i8 to index
    %789 = memref.load %arg2[%788] {from = "inputs"} : memref<4xi8, #map>
    %790 = arith.extsi %786 {name = "%790"} : i8 to i16
    %791 = arith.extsi %789 {name = "%791"} : i8 to i16
    %792 = arith.muli %790, %791 {name = "%792"} : i16
    %793 = affine.load %alloc_69[] {from = "total"} : memref<i32>
    %794 = arith.extsi %793 {name = "%794"} : i32 to i33
    %795 = arith.extsi %792 {name = "%795"} : i16 to i33
    %796 = arith.addi %794, %795 {name = "%796"} : i33
    %797 = arith.trunci %796 {name = "%797"} : i33 to i32
    affine.store %797, %alloc_69[] {to = "total"} : memref<i32>
    %798 = affine.load %alloc_69[] {from = "total"} : memref<i32>
    affine.store %798, %arg3[10] {to = "products"} : memref<16xi32, #map>
    %alloc_76 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_76[] {to = "total"} : memref<i32>
    %c11_i32 = arith.constant {name = "%c11_i32"} 11 : i32
    %799 = arith.extsi %c11_i32 {name = "%799"} : i32 to i64
    %800 = arith.muli %799, %1 {name = "%800"} : i64
    %801 = arith.extsi %800 {name = "%801"} : i64 to i65
    %802 = arith.addi %801, %4 {name = "%802"} : i65
    %803 = arith.extsi %802 {name = "%803"} : i65 to i97
    %804 = arith.muli %6, %803 {name = "%804"} : i97
    %805 = arith.extsi %804 {name = "%805"} : i97 to i98
    %806 = arith.addi %805, %10 {name = "%806"} : i98
    %807 = arith.subi %806, %12 {name = "%807"} : i98
    %808 = arith.index_cast %804 {name = "%808"} : i97 to index
    %809 = arith.index_cast %807 {name = "%809"} : i98 to index
    %810 = allo.get_slice(%arg0 : i256, %809, %808) {name = "%810"} -> i32
    %811 = arith.trunci %810 {name = "%811"} : i32 to i8
    %alloc_77 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %811, %alloc_77[] {to = "weight"} : memref<i8>
    %812 = arith.muli %18, %803 {name = "%812"} : i97
    %813 = arith.extsi %812 {name = "%813"} : i97 to i98
    %814 = arith.addi %813, %21 {name = "%814"} : i98
    %815 = arith.subi %814, %12 {name = "%815"} : i98
    %816 = arith.index_cast %812 {name = "%816"} : i97 to index
    %817 = arith.index_cast %815 {name = "%817"} : i98 to index
    %818 = allo.get_slice(%arg1 : i64, %817, %816) {name = "%818"} -> i32
    %819 = arith.trunci %818 {name = "%819", unsigned} : i32 to i8
    %alloc_78 = memref.alloc() {name = "code", unsigned} : memref<i8>
    affine.store %819, %alloc_78[] {to = "code"} : memref<i8>
    %820 = affine.load %alloc_78[] {from = "code"} : memref<i8>
    %821 = arith.extui %820 {name = "%821"} : i8 to i32
    %822 = arith.andi %821, %c3_i32 {name = "%822"} : i32
    %823 = arith.trunci %822 {name = "%823", unsigned} : i32 to i8
    %alloc_79 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %823, %alloc_79[] {to = "place"} : memref<i8>
    %824 = affine.load %alloc_77[] {from = "weight"} : memref<i8>
    %825 = affine.load %alloc_79[] {from = "place"} : memref<i8>
    %826 = arith.index_cast %825 {name = "%826"} : i8 to index
    %827 = memref.load %arg2[%826] {from = "inputs"} : memref<4xi8, #map>
    %828 = arith.extsi %824 {name = "%828"} : i8 to i16
    %829 = arith.extsi %827 {name = "%829"} : i8 to i16
    %830 = arith.muli %828, %829 {name = "%830"} : i16
    %831 = affine.load %alloc_76[] {from = "total"} : memref<i32>
    %832 = arith.extsi %831 {name = "%832"} : i32 to i33
    %833 = arith.extsi %830 {name = "%833"} : i16 to i33
    %834 = arith.addi %832, %833 {name = "%834"} : i33
    %835 = arith.trunci %834 {name = "%835"} : i33 to i32
    affine.store %835, %alloc_76[] {to = "total"} : memref<i32>
    %836 = arith.addi %801, %44 {name = "%836"} : i65
    %837 = arith.extsi %836 {name = "%837"} : i65 to i97
    %838 = arith.muli %6, %837 {name = "%838"} : i97
    %839 = arith.extsi %838 {name = "%839"} : i97 to i98
    %840 = arith.addi %839, %10 {name = "%840"} : i98
    %841 = arith.subi %840, %12 {name = "%841"} : i98
    %842 = arith.index_cast %838 {name = "%842"} : i97 to index
    %843 = arith.index_cast %841 {name = "%843"} : i98 to index
    %844 = allo.get_slice(%arg0 : i256, %843, %842) {name = "%844"} -> i32
    %845 = arith.trunci %844 {name = "%845"} : i32 to i8
    %alloc_80 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %845, %alloc_80[] {to = "weight"} : memref<i8>
    %846 = arith.muli %18, %837 {name = "%846"} : i97
    %847 = arith.extsi %846 {name = "%847"} : i97 to i98
    %848 = arith.addi %847, %21 {name = "%848"} : i98
    %849 = arith.subi %848, %12 {name = "%849"} : i98
    %850 = arith.index_cast %846 {name = "%850"} : i97 to index
    %851 = arith.index_cast %849 {name = "%851"} : i98 to index
    %852 = allo.get_slice(%arg1 : i64, %851, %850) {name = "%852"} -> i32
    %853 = arith.trunci %852 {name = "%853", unsigned} : i32 to i8
    %alloc_81 = memref.alloc() {name = "code", unsigned} : memref<i8>
    affine.store %853, %alloc_81[] {to = "code"} : memref<i8>
    %854 = affine.load %alloc_81[] {from = "code"} : memref<i8>
    %855 = arith.extui %854 {name = "%855"} : i8 to i32
    %856 = arith.andi %855, %c3_i32 {name = "%856"} : i32
    %857 = arith.trunci %856 {name = "%857", unsigned} : i32 to i8
    %alloc_82 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %857, %alloc_82[] {to = "place"} : memref<i8>
    %858 = affine.load %alloc_80[] {from = "weight"} : memref<i8>
    %859 = affine.load %alloc_82[] {from = "place"} : memref<i8>
    %860 = arith.index_cast %859 {name = "%860"} : i8 to index
    %861 = memref.load %arg2[%860] {from = "inputs"} : memref<4xi8, #map>
    %862 = arith.extsi %858 {name = "%862"} : i8 to i16
    %863 = arith.extsi %861 {name = "%863"} : i8 to i16
    %864 = arith.muli %862, %863 {name = "%864"} : i16
    %865 = affine.load %alloc_76[] {from = "total"} : memref<i32>
    %866 = arith.extsi %865 {name = "%866"} : i32 to i33
    %867 = arith.extsi %864 {name = "%867"} : i16 to i33
    %868 = arith.addi %866, %867 {name = "%868"} : i33
    %869 = arith.trunci %868 {name = "%869"} : i33 to i32
    affine.store %869, %alloc_76[] {to = "total"} : memref<i32>
    %870 = affine.load %alloc_76[] {from = "total"} : memref<i32>
    affine.store %870, %arg3[11] {to = "products"} : memref<16xi32, #map>
    %alloc_83 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_83[] {to = "total"} : memref<i32>
    %c12_i32 = arith.constant {name = "%c12_i32"} 12 : i32
    %871 = arith.extsi %c12_i32 {name = "%871"} : i32 to i64
    %872 = arith.muli %871, %1 {name = "%872"} : i64
    %873 = arith.extsi %872 {name = "%873"} : i64 to i65
    %874 = arith.addi %873, %4 {name = "%874"} : i65
    %875 = arith.extsi %874 {name = "%875"} : i65 to i97
    %876 = arith.muli %6, %875 {name = "%876"} : i97
    %877 = arith.extsi %876 {name = "%877"} : i97 to i98
    %878 = arith.addi %877, %10 {name = "%878"} : i98
    %879 = arith.subi %878, %12 {name = "%879"} : i98
    %880 = arith.index_cast %876 {name = "%880"} : i97 to index
    %881 = arith.index_cast %879 {name = "%881"} : i98 to index
    %882 = allo.get_slice(%arg0 : i256, %881, %880) {name = "%882"} -> i32
    %883 = arith.trunci %882 {name = "%883"} : i32 to i8
    %alloc_84 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %883, %alloc_84[] {to = "weight"} : memref<i8>
    %884 = arith.muli %18, %875 {name = "%884"} : i97
    %885 = arith.extsi %884 {name = "%885"} : i97 to i98
    %886 = arith.addi %885, %21 {name = "%886"} : i98
    %887 = arith.subi %886, %12 {name = "%887"} : i98
    %888 = arith.index_cast %884 {name = "%888"} : i97 to index
    %889 = arith.index_cast %887 {name = "%889"} : i98 to index
    %890 = allo.get_slice(%arg1 : i64, %889, %888) {name = "%890"} -> i32
    %891 = arith.trunci %890 {name = "%891", unsigned} : i32 to i8
    %alloc_85 = memref.alloc() {name = "code", unsigned} : memref<i8>
    affine.store %891, %alloc_85[] {to = "code"} : memref<i8>
    %892 = affine.load %alloc_85[] {from = "code"} : memref<i8>
    %893 = arith.extui %892 {name = "%893"} : i8 to i32
    %894 = arith.andi %893, %c3_i32 {name = "%894"} : i32
    %895 = arith.trunci %894 {name = "%895", unsigned} : i32 to i8
    %alloc_86 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %895, %alloc_86[] {to = "place"} : memref<i8>
    %896 = affine.load %alloc_84[] {from = "weight"} : memref<i8>
    %897 = affine.load %alloc_86[] {from = "place"} : memref<i8>
    %898 = arith.index_cast %897 {name = "%898"} : i8 to index
    %899 = memref.load %arg2[%898] {from = "inputs"} : memref<4xi8, #map>
    %900 = arith.extsi %896 {name = "%900"} : i8 to i16
    %901 = arith.extsi %899 {name = "%901"} : i8 to i16
    %902 = arith.muli %900, %901 {name = "%902"} : i16
    %903 = affine.load %alloc_83[] {from = "total"} : memref<i32>
    %904 = arith.extsi %903 {name = "%904"} : i32 to i33
    %905 = arith.extsi %902 {name = "%905"} : i16 to i33
    %906 = arith.addi %904, %905 {name = "%906"} : i33
    %907 = arith.trunci %906 {name = "%907"} : i33 to i32
    affine.store %907, %alloc_83[] {to = "total"} : memref<i32>
    %908 = arith.addi %873, %44 {name = "%908"} : i65
    %909 = arith.extsi %908 {name = "%909"} : i65 to i97
    %910 = arith.muli %6, %909 {name = "%910"} : i97
    %911 = arith.extsi %910 {name = "%911"} : i97 to i98
    %912 = arith.addi %911, %10 {name = "%912"} : i98
    %913 = arith.subi %912, %12 {name = "%913"} : i98
    %914 = arith.index_cast %910 {name = "%914"} : i97 to index
    %915 = arith.index_cast %913 {name = "%915"} : i98 to index
    %916 = allo.get_slice(%arg0 : i256, %915, %914) {name = "%916"} -> i32
    %917 = arith.trunci %916 {name = "%917"} : i32 to i8
    %alloc_87 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %917, %alloc_87[] {to = "weight"} : memref<i8>
    %918 = arith.muli %18, %909 {name = "%918"} : i97
    %919 = arith.extsi %918 {name = "%919"} : i97 to i98
    %920 = arith.addi %919, %21 {name = "%920"} : i98
    %921 = arith.subi %920, %12 {name = "%921"} : i98
    %922 = arith.index_cast %918 {name = "%922"} : i97 to index
    %923 = arith.index_cast %921 {name = "%923"} : i98 to index
    %924 = allo.get_slice(%arg1 : i64, %923, %922) {name = "%924"} -> i32
    %925 = arith.trunci %924 {name = "%925", unsigned} : i32 to i8
    %alloc_88 = memref.alloc() {name = "code", unsigned} : memref<i8>
    affine.store %925, %alloc_88[] {to = "code"} : memref<i8>
    %926 = affine.load %alloc_88[] {from = "code"} : memref<i8>
    %927 = arith.extui %926 {name = "%927"} : i8 to i32
    %928 = arith.andi %927, %c3_i32 {name = "%928"} : i32
    %929 = arith.trunci %928 {name = "%929", unsigned} : i32 to i8
    %alloc_89 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %929, %alloc_89[] {to = "place"} : memref<i8>
    %930 = affine.load %alloc_87[] {from = "weight"} : memref<i8>
    %931 = affine.load %alloc_89[] {from = "place"} : memref<i8>
    %932 = arith.index_cast %931 {name = "%932"} : i8 to index
    %933 = memref.load %arg2[%932] {from = "inputs"} : memref<4xi8, #map>
    %934 = arith.extsi %930 {name = "%934"} : i8 to i16
    %935 = arith.extsi %933 {name = "%935"} : i8 to i16
    %936 = arith.muli %934, %935 {name = "%936"} : i16
    %937 = affine.load %alloc_83[] {from = "total"} : memref<i32>
    %938 = arith.extsi %937 {name = "%938"} : i32 to i33
    %939 = arith.extsi %936 {name = "%939"} : i16 to i33
    %940 = arith.addi %938, %939 {name = "%940"} : i33
    %941 = arith.trunci %940 {name = "%941"} : i33 to i32
    affine.store %941, %alloc_83[] {to = "total"} : memref<i32>
    %942 = affine.load %alloc_83[] {from = "total"} : memref<i32>
    affine.store %942, %arg3[12] {to = "products"} : memref<16xi32, #map>
    %alloc_90 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_90[] {to = "total"} : memref<i32>
    %c13_i32 = arith.constant {name = "%c13_i32"} 13 : i32
    %943 = arith.extsi %c13_i32 {name = "%943"} : i32 to i64
    %944 = arith.muli %943, %1 {name = "%944"} : i64
    %945 = arith.extsi %944 {name = "%945"} : i64 to i65
    %946 = arith.addi %945, %4 {name = "%946"} : i65
    %947 = arith.extsi %946 {name = "%947"} : i65 to i97
    %948 = arith.muli %6, %947 {name = "%948"} : i97
    %949 = arith.extsi %948 {name = "%949"} : i97 to i98
    %950 = arith.addi %949, %10 {name = "%950"} : i98
    %951 = arith.subi %950, %12 {name = "%951"} : i98
    %952 = arith.index_cast %948 {name = "%952"} : i97 to index
    %953 = arith.index_cast %951 {name = "%953"} : i98 to index
    %954 = allo.get_slice(%arg0 : i256, %953, %952) {name = "%954"} -> i32
    %955 = arith.trunci %954 {name = "%955"} : i32 to i8
    %alloc_91 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %955, %alloc_91[] {to = "weight"} : memref<i8>
    %956 = arith.muli %18, %947 {name = "%956"} : i97
    %957 = arith.extsi %956 {name = "%957"} : i97 to i98
    %958 = arith.addi %957, %21 {name = "%958"} : i98
    %959 = arith.subi %958, %12 {name = "%959"} : i98
    %960 = arith.index_cast %956 {name = "%960"} : i97 to index
    %961 = arith.index_cast %959 {name = "%961"} : i98 to index
    %962 = allo.get_slice(%arg1 : i64, %961, %960) {name = "%962"} -> i32
    %963 = arith.trunci %962 {name = "%963", unsigned} : i32 to i8
    %alloc_92 = memref.alloc() {name = "code", unsigned} : memref<i8>
    affine.store %963, %alloc_92[] {to = "code"} : memref<i8>
    %964 = affine.load %alloc_92[] {from = "code"} : memref<i8>
    %965 = arith.extui %964 {name = "%965"} : i8 to i32
    %966 = arith.andi %965, %c3_i32 {name = "%966"} : i32
    %967 = arith.trunci %966 {name = "%967", unsigned} : i32 to i8
    %alloc_93 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %967, %alloc_93[] {to = "place"} : memref<i8>
    %968 = affine.load %alloc_91[] {from = "weight"} : memref<i8>
    %969 = affine.load %alloc_93[] {from = "place"} : memref<i8>
    %970 = arith.index_cast %969 {name = "%970"} : i8 to index
    %971 = memref.load %arg2[%970] {from = "inputs"} : memref<4xi8, #map>
    %972 = arith.extsi %968 {name = "%972"} : i8 to i16
    %973 = arith.extsi %971 {name = "%973"} : i8 to i16
    %974 = arith.muli %972, %973 {name = "%974"} : i16
    %975 = affine.load %alloc_90[] {from = "total"} : memref<i32>
    %976 = arith.extsi %975 {name = "%976"} : i32 to i33
    %977 = arith.extsi %974 {name = "%977"} : i16 to i33
    %978 = arith.addi %976, %977 {name = "%978"} : i33
    %979 = arith.trunci %978 {name = "%979"} : i33 to i32
    affine.store %979, %alloc_90[] {to = "total"} : memref<i32>
    %980 = arith.addi %945, %44 {name = "%980"} : i65
    %981 = arith.extsi %980 {name = "%981"} : i65 to i97
    %982 = arith.muli %6, %981 {name = "%982"} : i97
    %983 = arith.extsi %982 {name = "%983"} : i97 to i98
    %984 = arith.addi %983, %10 {name = "%984"} : i98
    %985 = arith.subi %984, %12 {name = "%985"} : i98
    %986 = arith.index_cast %982 {name = "%986"} : i97 to index
    %987 = arith.index_cast %985 {name = "%987"} : i98 to index
    %988 = allo.get_slice(%arg0 : i256, %987, %986) {name = "%988"} -> i32
    %989 = arith.trunci %988 {name = "%989"} : i32 to i8
    %alloc_94 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %989, %alloc_94[] {to = "weight"} : memref<i8>
    %990 = arith.muli %18, %981 {name = "%990"} : i97
    %991 = arith.extsi %990 {name = "%991"} : i97 to i98
    %992 = arith.addi %991, %21 {name = "%992"} : i98
    %993 = arith.subi %992, %12 {name = "%993"} : i98
    %994 = arith.index_cast %990 {name = "%994"} : i97 to index
    %995 = arith.index_cast %993 {name = "%995"} : i98 to index
    %996 = allo.get_slice(%arg1 : i64, %995, %994) {name = "%996"} -> i32
    %997 = arith.trunci %996 {name = "%997", unsigned} : i32 to i8
    %alloc_95 = memref.alloc() {name = "code", unsigned} : memref<i8>
    affine.store %997, %alloc_95[] {to = "code"} : memref<i8>
    %998 = affine.load %alloc_95[] {from = "code"} : memref<i8>
    %999 = arith.extui %998 {name = "%999"} : i8 to i32
    %1000 = arith.andi %999, %c3_i32 {name = "%1000"} : i32
    %1001 = arith.trunci %1000 {name = "%1001", unsigned} : i32 to i8
    %alloc_96 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1001, %alloc_96[] {to = "place"} : memref<i8>
    %1002 = affine.load %alloc_94[] {from = "weight"} : memref<i8>
    %1003 = affine.load %alloc_96[] {from = "place"} : memref<i8>
    %1004 = arith.index_cast %1003 {name = "%1004"} : i8 to index
    %1005 = memref.load %arg2[%1004] {from = "inputs"} : memref<4xi8, #map>
    %1006 = arith.extsi %1002 {name = "%1006"} : i8 to i16
    %1007 = arith.extsi %1005 {name = "%1007"} : i8 to i16
    %1008 = arith.muli %1006, %1007 {name = "%1008"} : i16
    %1009 = affine.load %alloc_90[] {from = "total"} : memref<i32>
    %1010 = arith.extsi %1009 {name = "%1010"} : i32 to i33
    %1011 = arith.extsi %1008 {name = "%1011"} : i16 to i33
    %1012 = arith.addi %1010, %1011 {name = "%1012"} : i33
    %1013 = arith.trunci %1012 {name = "%1013"} : i33 to i32
    affine.store %1013, %alloc_90[] {to = "total"} : memref<i32>
    %1014 = affine.load %alloc_90[] {from = "total"} : memref<i32>
    affine.store %1014, %arg3[13] {to = "products"} : memref<16xi32, #map>
    %alloc_97 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_97[] {to = "total"} : memref<i32>
    %c14_i32 = arith.constant {name = "%c14_i32"} 14 : i32
    %1015 = arith.extsi %c14_i32 {name = "%1015"} : i32 to i64
    %1016 = arith.muli %1015, %1 {name = "%1016"} : i64
    %1017 = arith.extsi %1016 {name = "%1017"} : i64 to i65
    %1018 = arith.addi %1017, %4 {name = "%1018"} : i65
    %1019 = arith.extsi %1018 {name = "%1019"} : i65 to i97
    %1020 = arith.muli %6, %1019 {name = "%1020"} : i97
    %1021 = arith.extsi %1020 {name = "%1021"} : i97 to i98
    %1022 = arith.addi %1021, %10 {name = "%1022"} : i98
    %1023 = arith.subi %1022, %12 {name = "%1023"} : i98
    %1024 = arith.index_cast %1020 {name = "%1024"} : i97 to index
    %1025 = arith.index_cast %1023 {name = "%1025"} : i98 to index
    %1026 = allo.get_slice(%arg0 : i256, %1025, %1024) {name = "%1026"} -> i32
    %1027 = arith.trunci %1026 {name = "%1027"} : i32 to i8
    %alloc_98 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %1027, %alloc_98[] {to = "weight"} : memref<i8>
    %1028 = arith.muli %18, %1019 {name = "%1028"} : i97
    %1029 = arith.extsi %1028 {name = "%1029"} : i97 to i98
    %1030 = arith.addi %1029, %21 {name = "%1030"} : i98
    %1031 = arith.subi %1030, %12 {name = "%1031"} : i98
    %1032 = arith.index_cast %1028 {name = "%1032"} : i97 to index
    %1033 = arith.index_cast %1031 {name = "%1033"} : i98 to index
    %1034 = allo.get_slice(%arg1 : i64, %1033, %1032) {name = "%1034"} -> i32
    %1035 = arith.trunci %1034 {name = "%1035", unsigned} : i32 to i8
    %alloc_99 = memref.alloc() {name = "code", unsigned} : memref<i8>
    affine.store %1035, %alloc_99[] {to = "code"} : memref<i8>
    %1036 = affine.load %alloc_99[] {from = "code"} : memref<i8>
    %1037 = arith.extui %1036 {name = "%1037"} : i8 to i32
    %1038 = arith.andi %1037, %c3_i32 {name = "%1038"} : i32
    %1039 = arith.trunci %1038 {name = "%1039", unsigned} : i32 to i8
    %alloc_100 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1039, %alloc_100[] {to = "place"} : memref<i8>
    %1040 = affine.load %alloc_98[] {from = "weight"} : memref<i8>
    %1041 = affine.load %alloc_100[] {from = "place"} : memref<i8>
    %1042 = arith.index_cast %1041 {name = "%1042"} : i8 to index
    %1043 = memref.load %arg2[%1042] {from = "inputs"} : memref<4xi8, #map>
    %1044 = arith.extsi %1040 {name = "%1044"} : i8 to i16
    %1045 = arith.extsi %1043 {name = "%1045"} : i8 to i16
    %1046 = arith.muli %1044, %1045 {name = "%1046"} : i16
    %1047 = affine.load %alloc_97[] {from = "total"} : memref<i32>
    %1048 = arith.extsi %1047 {name = "%1048"} : i32 to i33
    %1049 = arith.extsi %1046 {name = "%1049"} : i16 to i33
    %1050 = arith.addi %1048, %1049 {name = "%1050"} : i33
    %1051 = arith.trunci %1050 {name = "%1051"} : i33 to i32
    affine.store %1051, %alloc_97[] {to = "total"} : memref<i32>
    %1052 = arith.addi %1017, %44 {name = "%1052"} : i65
    %1053 = arith.extsi %1052 {name = "%1053"} : i65 to i97
    %1054 = arith.muli %6, %1053 {name = "%1054"} : i97
    %1055 = arith.extsi %1054 {name = "%1055"} : i97 to i98
    %1056 = arith.addi %1055, %10 {name = "%1056"} : i98
    %1057 = arith.subi %1056, %12 {name = "%1057"} : i98
    %1058 = arith.index_cast %1054 {name = "%1058"} : i97 to index
    %1059 = arith.index_cast %1057 {name = "%1059"} : i98 to index
    %1060 = allo.get_slice(%arg0 : i256, %1059, %1058) {name = "%1060"} -> i32
    %1061 = arith.trunci %1060 {name = "%1061"} : i32 to i8
    %alloc_101 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %1061, %alloc_101[] {to = "weight"} : memref<i8>
    %1062 = arith.muli %18, %1053 {name = "%1062"} : i97
    %1063 = arith.extsi %1062 {name = "%1063"} : i97 to i98
    %1064 = arith.addi %1063, %21 {name = "%1064"} : i98
    %1065 = arith.subi %1064, %12 {name = "%1065"} : i98
    %1066 = arith.index_cast %1062 {name = "%1066"} : i97 to index
    %1067 = arith.index_cast %1065 {name = "%1067"} : i98 to index
    %1068 = allo.get_slice(%arg1 : i64, %1067, %1066) {name = "%1068"} -> i32
    %1069 = arith.trunci %1068 {name = "%1069", unsigned} : i32 to i8
    %alloc_102 = memref.alloc() {name = "code", unsigned} : memref<i8>
    affine.store %1069, %alloc_102[] {to = "code"} : memref<i8>
    %1070 = affine.load %alloc_102[] {from = "code"} : memref<i8>
    %1071 = arith.extui %1070 {name = "%1071"} : i8 to i32
    %1072 = arith.andi %1071, %c3_i32 {name = "%1072"} : i32
    %1073 = arith.trunci %1072 {name = "%1073", unsigned} : i32 to i8
    %alloc_103 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1073, %alloc_103[] {to = "place"} : memref<i8>
    %1074 = affine.load %alloc_101[] {from = "weight"} : memref<i8>
    %1075 = affine.load %alloc_103[] {from = "place"} : memref<i8>
    %1076 = arith.index_cast %1075 {name = "%1076"} : i8 to index
    %1077 = memref.load %arg2[%1076] {from = "inputs"} : memref<4xi8, #map>
    %1078 = arith.extsi %1074 {name = "%1078"} : i8 to i16
    %1079 = arith.extsi %1077 {name = "%1079"} : i8 to i16
    %1080 = arith.muli %1078, %1079 {name = "%1080"} : i16
    %1081 = affine.load %alloc_97[] {from = "total"} : memref<i32>
    %1082 = arith.extsi %1081 {name = "%1082"} : i32 to i33
    %1083 = arith.extsi %1080 {name = "%1083"} : i16 to i33
    %1084 = arith.addi %1082, %1083 {name = "%1084"} : i33
    %1085 = arith.trunci %1084 {name = "%1085"} : i33 to i32
    affine.store %1085, %alloc_97[] {to = "total"} : memref<i32>
    %1086 = affine.load %alloc_97[] {from = "total"} : memref<i32>
    affine.store %1086, %arg3[14] {to = "products"} : memref<16xi32, #map>
    %alloc_104 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_104[] {to = "total"} : memref<i32>
    %c15_i32 = arith.constant {name = "%c15_i32"} 15 : i32
    %1087 = arith.extsi %c15_i32 {name = "%1087"} : i32 to i64
    %1088 = arith.muli %1087, %1 {name = "%1088"} : i64
    %1089 = arith.extsi %1088 {name = "%1089"} : i64 to i65
    %1090 = arith.addi %1089, %4 {name = "%1090"} : i65
    %1091 = arith.extsi %1090 {name = "%1091"} : i65 to i97
    %1092 = arith.muli %6, %1091 {name = "%1092"} : i97
    %1093 = arith.extsi %1092 {name = "%1093"} : i97 to i98
    %1094 = arith.addi %1093, %10 {name = "%1094"} : i98
    %1095 = arith.subi %1094, %12 {name = "%1095"} : i98
    %1096 = arith.index_cast %1092 {name = "%1096"} : i97 to index
    %1097 = arith.index_cast %1095 {name = "%1097"} : i98 to index
    %1098 = allo.get_slice(%arg0 : i256, %1097, %1096) {name = "%1098"} -> i32
    %1099 = arith.trunci %1098 {name = "%1099"} : i32 to i8
    %alloc_105 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %1099, %alloc_105[] {to = "weight"} : memref<i8>
    %1100 = arith.muli %18, %1091 {name = "%1100"} : i97
    %1101 = arith.extsi %1100 {name = "%1101"} : i97 to i98
    %1102 = arith.addi %1101, %21 {name = "%1102"} : i98
    %1103 = arith.subi %1102, %12 {name = "%1103"} : i98
    %1104 = arith.index_cast %1100 {name = "%1104"} : i97 to index
    %1105 = arith.index_cast %1103 {name = "%1105"} : i98 to index
    %1106 = allo.get_slice(%arg1 : i64, %1105, %1104) {name = "%1106"} -> i32
    %1107 = arith.trunci %1106 {name = "%1107", unsigned} : i32 to i8
    %alloc_106 = memref.alloc() {name = "code", unsigned} : memref<i8>
    affine.store %1107, %alloc_106[] {to = "code"} : memref<i8>
    %1108 = affine.load %alloc_106[] {from = "code"} : memref<i8>
    %1109 = arith.extui %1108 {name = "%1109"} : i8 to i32
    %1110 = arith.andi %1109, %c3_i32 {name = "%1110"} : i32
    %1111 = arith.trunci %1110 {name = "%1111", unsigned} : i32 to i8
    %alloc_107 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1111, %alloc_107[] {to = "place"} : memref<i8>
    %1112 = affine.load %alloc_105[] {from = "weight"} : memref<i8>
    %1113 = affine.load %alloc_107[] {from = "place"} : memref<i8>
    %1114 = arith.index_cast %1113 {name = "%1114"} : i8 to index
    %1115 = memref.load %arg2[%1114] {from = "inputs"} : memref<4xi8, #map>
    %1116 = arith.extsi %1112 {name = "%1116"} : i8 to i16
    %1117 = arith.extsi %1115 {name = "%1117"} : i8 to i16
    %1118 = arith.muli %1116, %1117 {name = "%1118"} : i16
    %1119 = affine.load %alloc_104[] {from = "total"} : memref<i32>
    %1120 = arith.extsi %1119 {name = "%1120"} : i32 to i33
    %1121 = arith.extsi %1118 {name = "%1121"} : i16 to i33
    %1122 = arith.addi %1120, %1121 {name = "%1122"} : i33
    %1123 = arith.trunci %1122 {name = "%1123"} : i33 to i32
    affine.store %1123, %alloc_104[] {to = "total"} : memref<i32>
    %1124 = arith.addi %1089, %44 {name = "%1124"} : i65
    %1125 = arith.extsi %1124 {name = "%1125"} : i65 to i97
    %1126 = arith.muli %6, %1125 {name = "%1126"} : i97
    %1127 = arith.extsi %1126 {name = "%1127"} : i97 to i98
    %1128 = arith.addi %1127, %10 {name = "%1128"} : i98
    %1129 = arith.subi %1128, %12 {name = "%1129"} : i98
    %1130 = arith.index_cast %1126 {name = "%1130"} : i97 to index
    %1131 = arith.index_cast %1129 {name = "%1131"} : i98 to index
    %1132 = allo.get_slice(%arg0 : i256, %1131, %1130) {name = "%1132"} -> i32
    %1133 = arith.trunci %1132 {name = "%1133"} : i32 to i8
    %alloc_108 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %1133, %alloc_108[] {to = "weight"} : memref<i8>
    %1134 = arith.muli %18, %1125 {name = "%1134"} : i97
    %1135 = arith.extsi %1134 {name = "%1135"} : i97 to i98
    %1136 = arith.addi %1135, %21 {name = "%1136"} : i98
    %1137 = arith.subi %1136, %12 {name = "%1137"} : i98
    %1138 = arith.index_cast %1134 {name = "%1138"} : i97 to index
    %1139 = arith.index_cast %1137 {name = "%1139"} : i98 to index
    %1140 = allo.get_slice(%arg1 : i64, %1139, %1138) {name = "%1140"} -> i32
    %1141 = arith.trunci %1140 {name = "%1141", unsigned} : i32 to i8
    %alloc_109 = memref.alloc() {name = "code", unsigned} : memref<i8>
    affine.store %1141, %alloc_109[] {to = "code"} : memref<i8>
    %1142 = affine.load %alloc_109[] {from = "code"} : memref<i8>
    %1143 = arith.extui %1142 {name = "%1143"} : i8 to i32
    %1144 = arith.andi %1143, %c3_i32 {name = "%1144"} : i32
    %1145 = arith.trunci %1144 {name = "%1145", unsigned} : i32 to i8
    %alloc_110 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %1145, %alloc_110[] {to = "place"} : memref<i8>
    %1146 = affine.load %alloc_108[] {from = "weight"} : memref<i8>
    %1147 = affine.load %alloc_110[] {from = "place"} : memref<i8>
    %1148 = arith.index_cast %1147 {name = "%1148"} : i8 to index
    %1149 = memref.load %arg2[%1148] {from = "inputs"} : memref<4xi8, #map>
    %1150 = arith.extsi %1146 {name = "%1150"} : i8 to i16
    %1151 = arith.extsi %1149 {name = "%1151"} : i8 to i16
    %1152 = arith.muli %1150, %1151 {name = "%1152"} : i16
    %1153 = affine.load %alloc_104[] {from = "total"} : memref<i32>
    %1154 = arith.extsi %1153 {name = "%1154"} : i32 to i33
    %1155 = arith.extsi %1152 {name = "%1155"} : i16 to i33
    %1156 = arith.addi %1154, %1155 {name = "%1156"} : i33
    %1157 = arith.trunci %1156 {name = "%1157"} : i33 to i32
    affine.store %1157, %alloc_104[] {to = "total"} : memref<i32>
    %1158 = affine.load %alloc_104[] {from = "total"} : memref<i32>
    affine.store %1158, %arg3[15] {to = "products"} : memref<16xi32, #map>
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
  func.func @sparse_expert(%arg0: memref<128xi8>, %arg1: memref<1024xi256>, %arg2: memref<1024xi64>, %arg3: memref<384xi32>, %arg4: memref<128xi32>) attributes {itypes = "suuss", otypes = ""} {
    %alloc = memref.alloc() {name = "inputs"} : memref<32x4xi8, #map1>
    affine.for %arg5 = 0 to 32 {
      affine.for %arg6 = 0 to 4 {
        %1 = affine.load %arg0[%arg5 * 4 + %arg6] {from = "x"} : memref<128xi8>
        affine.store %1, %alloc[%arg5, %arg6] {to = "inputs"} : memref<32x4xi8, #map1>
      } {loop_name = "m", pipeline_ii = 1 : ui32}
    } {loop_name = "g", op_name = "load"}
    %alloc_0 = memref.alloc() {name = "up_sums"} : memref<16x16xi32, #map1>
    %alloc_1 = memref.alloc() {name = "up_total"} : memref<16xi32, #map>
    %c0_i32 = arith.constant {name = "%c0_i32"} 0 : i32
    linalg.fill ins(%c0_i32 : i32) outs(%alloc_1 : memref<16xi32, #map>)
    %alloc_2 = memref.alloc() {name = "up_products"} : memref<16xi32, #map>
    linalg.fill ins(%c0_i32 : i32) outs(%alloc_2 : memref<16xi32, #map>)
    %0 = arith.trunci %c0_i32 {name = "%0"} : i32 to i8
    %alloc_3 = memref.alloc() {name = "up_inputs"} : memref<4xi8, #map>
    linalg.fill ins(%0 : i8) outs(%alloc_3 : memref<4xi8, #map>)
    affine.for %arg5 = 0 to 16 {
      affine.for %arg6 = 0 to 32 {
        affine.for %arg7 = 0 to 4 {
          %3 = affine.load %alloc[%arg6, %arg7] {from = "inputs"} : memref<32x4xi8, #map1>
          affine.store %3, %alloc_3[%arg7] {to = "up_inputs"} : memref<4xi8, #map>
        } {loop_name = "m", op_name = "S_m_1"}
        %1 = affine.load %arg1[%arg5 * 32 + %arg6] {from = "values", unsigned} : memref<1024xi256>
        %2 = affine.load %arg2[%arg5 * 32 + %arg6] {from = "places", unsigned} : memref<1024xi64>
        func.call @group_products(%1, %2, %alloc_3, %alloc_2) : (i256, i64, memref<4xi8, #map>, memref<16xi32, #map>) -> ()
        affine.for %arg7 = 0 to 16 {
          %3 = arith.index_cast %arg6 : index to i33
          %4 = arith.extsi %c0_i32 : i32 to i33
          %5 = arith.cmpi eq, %3, %4 : i33
          %6 = affine.load %alloc_2[%arg7] {from = "up_products"} : memref<16xi32, #map>
          %7 = affine.load %alloc_1[%arg7] {from = "up_total"} : memref<16xi32, #map>
          %8 = arith.extsi %7 : i32 to i33
          %9 = arith.extsi %6 : i32 to i33
          %10 = arith.addi %8, %9 : i33
          %11 = arith.select %5, %9, %10 : i33
          %12 = arith.trunci %11 : i33 to i32
          affine.store %12, %alloc_1[%arg7] {to = "up_total"} : memref<16xi32, #map>
          %13 = affine.load %alloc_1[%arg7] {from = "up_total"} : memref<16xi32, #map>
          affine.store %13, %alloc_0[%arg5, %arg7] {to = "up_sums"} : memref<16x16xi32, #map1>
        } {loop_name = "r", op_name = "S_r_2"}
      } {loop_name = "g", pipeline_ii = 1 : ui32}
    } {loop_name = "b", op_name = "up"}
    %alloc_4 = memref.alloc() {name = "hidden"} : memref<64x4xi8, #map1>
    affine.for %arg5 = 0 to 64 {
      affine.for %arg6 = 0 to 4 {
        %1 = affine.load %alloc_0[(%arg5 * 4 + %arg6) floordiv 16, (%arg5 * 4 + %arg6) mod 16] {from = "up_sums"} : memref<16x16xi32, #map1>
        %2 = affine.load %arg3[%arg5 * 4 + %arg6] {from = "multipliers"} : memref<384xi32>
        %3 = func.call @activated(%1, %2) : (i32, i32) -> i8
        affine.store %3, %alloc_4[%arg5, %arg6] {to = "hidden"} : memref<64x4xi8, #map1>
      } {loop_name = "m", pipeline_ii = 1 : ui32}
    } {loop_name = "g", op_name = "activate"}
    %alloc_5 = memref.alloc() {name = "down_sums"} : memref<8x16xi32, #map1>
    %alloc_6 = memref.alloc() {name = "down_total"} : memref<16xi32, #map>
    linalg.fill ins(%c0_i32 : i32) outs(%alloc_6 : memref<16xi32, #map>)
    %alloc_7 = memref.alloc() {name = "down_products"} : memref<16xi32, #map>
    linalg.fill ins(%c0_i32 : i32) outs(%alloc_7 : memref<16xi32, #map>)
    %alloc_8 = memref.alloc() {name = "down_inputs"} : memref<4xi8, #map>
    linalg.fill ins(%0 : i8) outs(%alloc_8 : memref<4xi8, #map>)
    affine.for %arg5 = 0 to 8 {
      affine.for %arg6 = 0 to 64 {
        affine.for %arg7 = 0 to 4 {
          %3 = affine.load %alloc_4[%arg6, %arg7] {from = "hidden"} : memref<64x4xi8, #map1>
          affine.store %3, %alloc_8[%arg7] {to = "down_inputs"} : memref<4xi8, #map>
        } {loop_name = "m", op_name = "S_m_5"}
        %1 = affine.load %arg1[%arg5 * 64 + %arg6 + 512] {from = "values", unsigned} : memref<1024xi256>
        %2 = affine.load %arg2[%arg5 * 64 + %arg6 + 512] {from = "places", unsigned} : memref<1024xi64>
        func.call @group_products(%1, %2, %alloc_8, %alloc_7) : (i256, i64, memref<4xi8, #map>, memref<16xi32, #map>) -> ()
        affine.for %arg7 = 0 to 16 {
          %3 = arith.index_cast %arg6 : index to i33
          %4 = arith.extsi %c0_i32 : i32 to i33
          %5 = arith.cmpi eq, %3, %4 : i33
          %6 = affine.load %alloc_7[%arg7] {from = "down_products"} : memref<16xi32, #map>
          %7 = affine.load %alloc_6[%arg7] {from = "down_total"} : memref<16xi32, #map>
          %8 = arith.extsi %7 : i32 to i33
          %9 = arith.extsi %6 : i32 to i33
          %10 = arith.addi %8, %9 : i33
          %11 = arith.select %5, %9, %10 : i33
          %12 = arith.trunci %11 : i33 to i32
          affine.store %12, %alloc_6[%arg7] {to = "down_total"} : memref<16xi32, #map>
          %13 = affine.load %alloc_6[%arg7] {from = "down_total"} : memref<16xi32, #map>
          affine.store %13, %alloc_5[%arg5, %arg7] {to = "down_sums"} : memref<8x16xi32, #map1>
        } {loop_name = "r", op_name = "S_r_6"}
      } {loop_name = "g", pipeline_ii = 1 : ui32}
    } {loop_name = "b", op_name = "down"}
    affine.for %arg5 = 0 to 8 {
      affine.for %arg6 = 0 to 16 {
        %1 = affine.load %alloc_5[%arg5, %arg6] {from = "down_sums"} : memref<8x16xi32, #map1>
        %2 = affine.load %arg3[%arg5 * 16 + %arg6 + 256] {from = "multipliers"} : memref<384xi32>
        %3 = func.call @finished(%1, %2) : (i32, i32) -> i32
        affine.store %3, %arg4[%arg5 * 16 + %arg6] {to = "y"} : memref<128xi32>
      } {loop_name = "r", pipeline_ii = 1 : ui32}
    } {loop_name = "b", op_name = "store"}
    return
  }
}
