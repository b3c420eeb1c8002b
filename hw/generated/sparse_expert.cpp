
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
/// This is top function.
void sparse_expert(
  int8_t v0[32][4],
  int8_t v1[16][32][32],
  uint8_t v2[16][32][8],
  int32_t v3[16][16],
  int8_t v4[8][64][32],
  uint8_t v5[8][64][8],
  int32_t v6[8][16],
  int32_t v7[8][16]
) {	// L4
  int8_t inputs[32][4];	// L7
  #pragma HLS array_partition variable=inputs complete dim=2

  for (int v9 = 0; v9 < 32; v9++) {	// L8
    for (int v10 = 0; v10 < 4; v10++) {	// L8
      inputs[v9][v10] = 0;	// L8
    }
  }
  l_load_g: for (int g = 0; g < 32; g++) {	// L9
    l_m: for (int m = 0; m < 4; m++) {	// L10
    #pragma HLS pipeline II=1
      int8_t v13 = v0[g][m];	// L11
      inputs[g][m] = v13;	// L12
    }
  }
  int32_t up_sums[16][16];	// L15
  #pragma HLS array_partition variable=up_sums complete dim=2

  for (int v15 = 0; v15 < 16; v15++) {	// L16
    for (int v16 = 0; v16 < 16; v16++) {	// L16
      up_sums[v15][v16] = 0;	// L16
    }
  }
  l_up_b: for (int b = 0; b < 16; b++) {	// L17
    int32_t up_sum[16];	// L18
    #pragma HLS array_partition variable=up_sum complete dim=1

    for (int v19 = 0; v19 < 16; v19++) {	// L19
      up_sum[v19] = 0;	// L19
    }
    l_up_groups_g1: for (int g1 = 0; g1 < 32; g1++) {	// L20
    #pragma HLS pipeline II=1
      l_S_r_1_r: for (int r = 0; r < 16; r++) {	// L21
        l_S_k_1_k: for (int k = 0; k < 2; k++) {	// L22
          uint8_t v23 = v2[b][g1][(((r * 2) + k) / 4)];	// L23
          uint8_t up_code;	// L24
          up_code = v23;	// L25
          int8_t v25 = up_code;	// L26
          int64_t v26 = r;	// L27
          int64_t v27 = v26 * 2;	// L30
          ap_int<65> v28 = v27;	// L31
          ap_int<65> v29 = k;	// L32
          ap_int<65> v30 = v28 + v29;	// L33
          ap_int<97> v31 = v30;	// L34
          ap_int<97> v32 = v31 * 2;	// L36
          ap_int<97> v33 = v32 % 8;	// L39
          uint8_t v34 = v33;	// L40
          uint8_t v35 = v25 >> v34;	// L41
          ap_int<33> v36 = v35;	// L47
          ap_int<33> v37 = v36 & 3;	// L48
          uint8_t v38 = v37;	// L49
          uint8_t up_at;	// L50
          up_at = v38;	// L51
          int8_t v40 = v1[b][g1][((r * 2) + k)];	// L52
          int8_t v41 = up_at;	// L53
          int v42 = v41;	// L54
          int8_t v43 = inputs[g1][v42];	// L55
          int16_t v44 = v40;	// L56
          int16_t v45 = v43;	// L57
          int16_t v46 = v44 * v45;	// L58
          int32_t v47 = up_sum[r];	// L59
          ap_int<33> v48 = v47;	// L60
          ap_int<33> v49 = v46;	// L61
          ap_int<33> v50 = v48 + v49;	// L62
          int32_t v51 = v50;	// L63
          up_sum[r] = v51;	// L64
        }
      }
    }
    l_S_r_4_r1: for (int r1 = 0; r1 < 16; r1++) {	// L68
      int32_t v53 = up_sum[r1];	// L69
      up_sums[b][r1] = v53;	// L70
    }
  }
  int8_t hidden[64][4];	// L73
  #pragma HLS array_partition variable=hidden complete dim=2

  for (int v55 = 0; v55 < 64; v55++) {	// L74
    for (int v56 = 0; v56 < 4; v56++) {	// L74
      hidden[v55][v56] = 0;	// L74
    }
  }
  l_rescale_g2: for (int g2 = 0; g2 < 64; g2++) {	// L75
    l_m1: for (int m1 = 0; m1 < 4; m1++) {	// L76
    #pragma HLS pipeline II=1
      int32_t v59 = up_sums[(((g2 * 4) + m1) / 16)][(((g2 * 4) + m1) % 16)];	// L77
      int32_t v60 = v3[(((g2 * 4) + m1) / 16)][(((g2 * 4) + m1) % 16)];	// L78
      int64_t v61 = v59;	// L79
      int64_t v62 = v60;	// L80
      int64_t v63 = v61 * v62;	// L81
      int64_t up_scaled;	// L82
      up_scaled = v63;	// L83
      int64_t v65 = up_scaled;	// L84
      ap_int<65> v66 = v65;	// L85
      ap_int<65> v67 = v66 + 536870912;	// L88
      ap_int<65> v68 = v67 >> 30;	// L91
      int64_t v69 = v68;	// L92
      int64_t up;	// L93
      up = v69;	// L94
      int64_t v71 = up;	// L95
      bool v72 = v71 < 0;	// L97
      if (v72) {	// L98
        hidden[g2][m1] = 0;	// L99
      } else {
        int64_t v73 = up;	// L101
        bool v74 = v73 > 127;	// L104
        if (v74) {	// L105
          hidden[g2][m1] = 127;	// L107
        } else {
          int64_t v75 = up;	// L109
          int8_t v76 = v75;	// L110
          hidden[g2][m1] = v76;	// L111
        }
      }
    }
  }
  int32_t down_sums[8][16];	// L116
  #pragma HLS array_partition variable=down_sums complete dim=2

  for (int v78 = 0; v78 < 8; v78++) {	// L117
    for (int v79 = 0; v79 < 16; v79++) {	// L117
      down_sums[v78][v79] = 0;	// L117
    }
  }
  l_down_b1: for (int b1 = 0; b1 < 8; b1++) {	// L118
    int32_t down_sum[16];	// L119
    #pragma HLS array_partition variable=down_sum complete dim=1

    for (int v82 = 0; v82 < 16; v82++) {	// L120
      down_sum[v82] = 0;	// L120
    }
    l_down_groups_g3: for (int g3 = 0; g3 < 64; g3++) {	// L121
    #pragma HLS pipeline II=1
      l_S_r_7_r2: for (int r2 = 0; r2 < 16; r2++) {	// L122
        l_S_k_7_k1: for (int k1 = 0; k1 < 2; k1++) {	// L123
          uint8_t v86 = v5[b1][g3][(((r2 * 2) + k1) / 4)];	// L124
          uint8_t down_code;	// L125
          down_code = v86;	// L126
          int8_t v88 = down_code;	// L127
          int64_t v89 = r2;	// L128
          int64_t v90 = v89 * 2;	// L131
          ap_int<65> v91 = v90;	// L132
          ap_int<65> v92 = k1;	// L133
          ap_int<65> v93 = v91 + v92;	// L134
          ap_int<97> v94 = v93;	// L135
          ap_int<97> v95 = v94 * 2;	// L137
          ap_int<97> v96 = v95 % 8;	// L140
          uint8_t v97 = v96;	// L141
          uint8_t v98 = v88 >> v97;	// L142
          ap_int<33> v99 = v98;	// L148
          ap_int<33> v100 = v99 & 3;	// L149
          uint8_t v101 = v100;	// L150
          uint8_t down_at;	// L151
          down_at = v101;	// L152
          int8_t v103 = v4[b1][g3][((r2 * 2) + k1)];	// L153
          int8_t v104 = down_at;	// L154
          int v105 = v104;	// L155
          int8_t v106 = hidden[g3][v105];	// L156
          int16_t v107 = v103;	// L157
          int16_t v108 = v106;	// L158
          int16_t v109 = v107 * v108;	// L159
          int32_t v110 = down_sum[r2];	// L160
          ap_int<33> v111 = v110;	// L161
          ap_int<33> v112 = v109;	// L162
          ap_int<33> v113 = v111 + v112;	// L163
          int32_t v114 = v113;	// L164
          down_sum[r2] = v114;	// L165
        }
      }
    }
    l_S_r_10_r3: for (int r3 = 0; r3 < 16; r3++) {	// L169
      int32_t v116 = down_sum[r3];	// L170
      down_sums[b1][r3] = v116;	// L171
    }
  }
  l_store_b2: for (int b2 = 0; b2 < 8; b2++) {	// L174
    l_r4: for (int r4 = 0; r4 < 16; r4++) {	// L175
    #pragma HLS pipeline II=1
      int32_t v119 = down_sums[b2][r4];	// L176
      int32_t v120 = v6[b2][r4];	// L177
      int64_t v121 = v119;	// L178
      int64_t v122 = v120;	// L179
      int64_t v123 = v121 * v122;	// L180
      int64_t down_scaled;	// L181
      down_scaled = v123;	// L182
      int64_t v125 = down_scaled;	// L183
      ap_int<65> v126 = v125;	// L184
      ap_int<65> v127 = v126 + 32768;	// L187
      ap_int<65> v128 = v127 >> 16;	// L190
      int64_t v129 = v128;	// L191
      int64_t down;	// L192
      down = v129;	// L193
      int64_t v131 = down;	// L194
      bool v132 = v131 < -2147483648;	// L197
      if (v132) {	// L198
        v7[b2][r4] = -2147483648;	// L199
      } else {
        int64_t v133 = down;	// L201
        bool v134 = v133 > 2147483647;	// L204
        if (v134) {	// L205
          v7[b2][r4] = 2147483647;	// L206
        } else {
          int64_t v135 = down;	// L208
          int32_t v136 = v135;	// L209
          v7[b2][r4] = v136;	// L210
        }
      }
    }
  }
}

