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
  ap_int<65> v12 = v11;
  ap_int<65> v13 = v2;
  ap_int<65> v14 = v12 + v13;
  int32_t v15 = v14;
  int32_t entry;
  entry = v15;
  int32_t v17 = starts[v7];
  int32_t v18 = entry;
  int64_t v19 = v18;
  int64_t v20 = v19 * 3;
  ap_int<65> v21 = v17;
  ap_int<65> v22 = v20;
  ap_int<65> v23 = v21 + v22;
  int32_t v24 = v23;
  int32_t bit;
  bit = v24;
  int32_t v26 = bit;
  int32_t v27 = v26 >> 3;
  int32_t at;
  at = v27;
  int32_t v29 = at;
  int v30 = v29;
  uint8_t v31 = v3[v30];
  int32_t v32 = v31;
  int32_t high;
  high = v32;
  int32_t v34 = at;
  ap_int<33> v35 = v34;
  ap_int<33> v36 = v35 + 1;
  int v37 = v36;
  uint8_t v38 = v3[v37];
  int32_t v39 = v38;
  int32_t low;
  low = v39;
  int32_t v41 = high;
  int32_t v42 = v41 << 8;
  int32_t v43 = low;
  int32_t v44 = v42 | v43;
  int32_t pair;
  pair = v44;
  int32_t v46 = bit;
  int32_t v47 = v46 & 7;
  ap_int<34> v48 = v47;
  ap_int<34> v49 = 13 - v48;
  int32_t v50 = v49;
  int32_t shift;
  shift = v50;
  int32_t v52 = pair;
  int32_t v53 = shift;
  int32_t v54 = v52 >> v53;
  int32_t v55 = v54 & 7;
  int32_t expert;
  expert = v55;
  *v4 = expert;
}

/// This is top function.
void cepr_lookup(
  int32_t v57[5],
  uint8_t v58[1318],
  int32_t v59[1]
) {
  int32_t code;
  code = 0;
  l_encode_i: for (int i = 0; i < 3; i++) {
  #pragma HLS pipeline II=1
    int32_t v62 = v57[1];
    ap_int<33> v63 = i;
    ap_int<33> v64 = v62;
    bool v65 = v63 < v64;
    if (v65) {
      int32_t v66 = code;
      int64_t v67 = v66;
      int64_t v68 = v67 * 8;
      int32_t v69 = v57[(i + 2)];
      ap_int<65> v70 = v68;
      ap_int<65> v71 = v69;
      ap_int<65> v72 = v70 + v71;
      int32_t v73 = v72;
      code = v73;
    }
  }
  int32_t v74 = v57[0];
  int32_t v75 = v57[1];
  int32_t v76 = code;
  int32_t v77;
  predicted_expert(v74, v75, v76, v58, &v77);
  v59[0] = v77;
}
