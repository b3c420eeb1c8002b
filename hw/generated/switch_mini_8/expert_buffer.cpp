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
void touched_slot(
  int32_t v0,
  int32_t v1,
  int32_t v2[12],
  int32_t v3[12],
  int32_t *v4
) {
  int64_t v5 = v0;
  int64_t v6 = v5 * 2;
  int32_t v7 = v6;
  int32_t first;
  first = v7;
  int64_t v9 = v5 * 8;
  int32_t v10 = v9;
  int32_t others;
  others = v10;
  int32_t v12 = others;
  ap_int<33> v13 = v12;
  ap_int<33> v14 = v1;
  ap_int<33> v15 = v13 + v14;
  ap_int<34> v16 = v15;
  ap_int<34> v17 = v16 + 1;
  int32_t v18 = v17;
  int32_t tag;
  tag = v18;
  int32_t slot;
  slot = 0;
  int32_t oldest;
  oldest = -1;
  int32_t hit;
  hit = 0;
  l_find_i: for (int i = 0; i < 2; i++) {
  #pragma HLS pipeline II=1
    int32_t v24 = i;
    int32_t step;
    step = v24;
    int32_t v26 = first;
    int32_t v27 = step;
    int v28 = v26;
    int v29 = v27;
    int v30 = v28 + v29;
    int32_t v31 = v30;
    int32_t at;
    at = v31;
    int32_t v33 = at;
    int v34 = v33;
    int32_t v35 = v2[v34];
    int32_t v36 = tag;
    bool v37 = v35 == v36;
    if (v37) {
      int32_t v38 = at;
      slot = v38;
      hit = 1;
    }
    int32_t v39 = hit;
    bool v40 = v39 == 0;
    if (v40) {
      int32_t v41 = at;
      int v42 = v41;
      int32_t v43 = v3[v42];
      int32_t v44 = oldest;
      bool v45 = v43 > v44;
      if (v45) {
        int32_t v46 = at;
        int v47 = v46;
        int32_t v48 = v3[v47];
        oldest = v48;
        int32_t v49 = at;
        slot = v49;
      }
    }
  }
  int32_t v50 = slot;
  int v51 = v50;
  int32_t v52 = v3[v51];
  int32_t age;
  age = v52;
  l_age_i1: for (int i1 = 0; i1 < 2; i1++) {
  #pragma HLS pipeline II=1
    int32_t v55 = i1;
    int32_t step1;
    step1 = v55;
    int32_t v57 = first;
    int32_t v58 = step1;
    int v59 = v57;
    int v60 = v58;
    int v61 = v59 + v60;
    int32_t v62 = v61;
    int32_t at1;
    at1 = v62;
    int32_t v64 = at1;
    int v65 = v64;
    int32_t v66 = v3[v65];
    int32_t v67 = age;
    bool v68 = v66 <= v67;
    if (v68) {
      int32_t v69 = at1;
      int v70 = v69;
      int32_t v71 = v3[v70];
      ap_int<33> v72 = v71;
      ap_int<33> v73 = v72 + 1;
      int32_t v74 = v73;
      v3[v70] = v74;
    }
  }
  int32_t v75 = slot;
  int v76 = v75;
  v3[v76] = 0;
  int32_t v77 = tag;
  int32_t v78 = slot;
  int v79 = v78;
  v2[v79] = v77;
  int32_t v80 = slot;
  int32_t v81 = v80 << 1;
  int32_t twice;
  twice = v81;
  int32_t v83 = twice;
  int32_t v84 = hit;
  *v4 = v83 | v84;
}

/// This is top function.
void expert_buffer(
  int32_t v85[4],
  int32_t v86[2]
) {
  static int32_t __stateful_expert_buffer_tags_1[12];
  static int32_t __stateful_expert_buffer_ages_2[12];
  int32_t v89 = v85[3];
  bool v90 = v89 == 1;
  if (v90) {
    l_forget_i2: for (int i2 = 0; i2 < 12; i2++) {
      __stateful_expert_buffer_tags_1[i2] = 0;
      __stateful_expert_buffer_ages_2[i2] = 0;
    }
  }
  int32_t v92 = v85[1];
  bool v93 = v92 >= 0;
  if (v93) {
    int32_t v94 = v85[0];
    int32_t v95 = v85[1];
    int32_t v96;
    touched_slot(v94, v95, __stateful_expert_buffer_tags_1, __stateful_expert_buffer_ages_2, &v96);
    int32_t preloaded;
    preloaded = v96;
  }
  int32_t v98 = v85[0];
  int32_t v99 = v85[2];
  int32_t v100;
  touched_slot(v98, v99, __stateful_expert_buffer_tags_1, __stateful_expert_buffer_ages_2, &v100);
  int32_t found;
  found = v100;
  int32_t v102 = found;
  int32_t v103 = v102 >> 1;
  v86[0] = v103;
  int32_t v104 = found;
  int32_t v105 = v104 & 1;
  v86[1] = v105;
}
