//===------------------------------------------------------------*- C++ -*-===//
//
// Automatically generated file for High-level Synthesis (HLS).
//
//===----------------------------------------------------------------------===//
#include <algorithm>
#include <ap_axi_sdata.h>
#include <ap_fixed.h>
#include <ap_int.h>
#include <hls_math.h>
#include <hls_stream.h>
#include <hls_vector.h>
#include <math.h>
#include <stdint.h>
using namespace std;
int32_t starts[4] = {0, 24, 168, 1320};
int32_t contexts[4] = {1, 8, 64, 512};
void predicted_expert(
  int32_t v0,
  int32_t v1,
  int32_t v2,
  uint8_t v3[1318],
  int32_t *v4
) {
  int v7 = v1;
  int32_t v8 = contexts[v7];
  int64_t v9 = v0;
  int64_t v10 = v8;
  int64_t v11 = v9 * v10;
  int32_t v12 = v11;
  int32_t before;
  before = v12;
  int32_t v14 = before;
  ap_int<33> v15 = v14;
  ap_int<33> v16 = v2;
  ap_int<33> v17 = v15 + v16;
  int32_t v18 = v17;
  int32_t entry;
  entry = v18;
  int32_t v20 = entry;
  int64_t v21 = v20;
  int64_t v22 = v21 * 3;
  int32_t v23 = v22;
  int32_t offset;
  offset = v23;
  int32_t v25 = starts[v7];
  int32_t v26 = offset;
  ap_int<33> v27 = v25;
  ap_int<33> v28 = v26;
  ap_int<33> v29 = v27 + v28;
  int32_t v30 = v29;
  int32_t bit;
  bit = v30;
  int32_t v32 = bit;
  int32_t v33 = v32 >> 3;
  int32_t at;
  at = v33;
  int32_t v35 = at;
  int v36 = v35;
  uint8_t v37 = v3[v36];
  int32_t v38 = v37;
  int32_t high;
  high = v38;
  int32_t v40 = at;
  int v41 = v40;
  int v42 = v41 + 1;
  int v43 = v42;
  uint8_t v44 = v3[v43];
  int32_t v45 = v44;
  int32_t low;
  low = v45;
  int32_t v47 = high;
  int32_t v48 = v47 << 8;
  int32_t v49 = low;
  int32_t v50 = v48 | v49;
  int32_t pair;
  pair = v50;
  int32_t v52 = bit;
  int32_t v53 = v52 & 7;
  ap_int<34> v54 = v53;
  ap_int<34> v55 = 13 - v54;
  int32_t v56 = v55;
  int32_t shift;
  shift = v56;
  int32_t v58 = pair;
  int32_t v59 = shift;
  int32_t v60 = v58 >> v59;
  int32_t v61 = v60 & 7;
  int32_t expert;
  expert = v61;
  *v4 = expert;
}

/// This is top function.
void cepr_lookup(
  int32_t v63[5],
  uint8_t v64[1318],
  int32_t v65[1]
) {
  int32_t code;
  code = 0;
  l_encode_i: for (int i = 0; i < 3; i++) {
  #pragma HLS pipeline II=1
    int32_t v68 = v63[1];
    ap_int<33> v69 = i;
    ap_int<33> v70 = v68;
    bool v71 = v69 < v70;
    if (v71) {
      int32_t v72 = code;
      int64_t v73 = v72;
      int64_t v74 = v73 * 8;
      int32_t v75 = v63[(i + 2)];
      ap_int<65> v76 = v74;
      ap_int<65> v77 = v75;
      ap_int<65> v78 = v76 + v77;
      int32_t v79 = v78;
      code = v79;
    }
  }
  int32_t v80 = v63[0];
  int32_t v81 = v63[1];
  int32_t v82 = code;
  int32_t v83;
  predicted_expert(v80, v81, v82, v64, &v83);
  v65[0] = v83;
}
