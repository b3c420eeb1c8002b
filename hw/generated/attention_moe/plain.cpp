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
void projected(
  float v0[8][64],
  float v1[64][64],
  float v2[8][64]
) {
  for (int v3 = 0; v3 < 8; v3++) {
    for (int v4 = 0; v4 < 64; v4++) {
      v2[v3][v4] = (float)0.000000;
    }
  }
  l_project_t: for (int t = 0; t < 8; t++) {
    l_o: for (int o = 0; o < 64; o++) {
      l_i: for (int i = 0; i < 64; i++) {
        float v8 = v0[t][i];
        float v9 = v1[o][i];
        float v10 = v8 * v9;
        float v11 = v2[t][o];
        float v12 = v11 + v10;
        v2[t][o] = v12;
      }
    }
  }
}

void head_scores(
  float v13[8][64],
  float v14[8][64],
  float v15[4][8][8]
) {
  for (int v16 = 0; v16 < 4; v16++) {
    for (int v17 = 0; v17 < 8; v17++) {
      for (int v18 = 0; v18 < 8; v18++) {
        v15[v16][v17][v18] = (float)0.000000;
      }
    }
  }
  l_score_h: for (int h = 0; h < 4; h++) {
    l_t1: for (int t1 = 0; t1 < 8; t1++) {
      l_s: for (int s = 0; s < 8; s++) {
        l_d: for (int d = 0; d < 16; d++) {
          float v23 = v13[t1][((h * 16) + d)];
          float v24 = v14[s][((h * 16) + d)];
          float v25 = v23 * v24;
          float v26 = v15[h][t1][s];
          float v27 = v26 + v25;
          v15[h][t1][s] = v27;
        }
      }
    }
  }
}

void row_softmax(
  float v28[4][8][8],
  float v29[4][8][8]
) {
  float largest[4][8];
  for (int v31 = 0; v31 < 4; v31++) {
    for (int v32 = 0; v32 < 8; v32++) {
      largest[v31][v32] = (float)-1000000015047466219876688855040.000000;
    }
  }
  float total[4][8];
  for (int v34 = 0; v34 < 4; v34++) {
    for (int v35 = 0; v35 < 8; v35++) {
      total[v34][v35] = (float)0.000000;
    }
  }
  l_largest_h1: for (int h1 = 0; h1 < 4; h1++) {
    l_t2: for (int t2 = 0; t2 < 8; t2++) {
      l_s1: for (int s1 = 0; s1 < 8; s1++) {
        float v39 = v28[h1][t2][s1];
        float v40 = largest[h1][t2];
        bool v41 = v39 > v40;
        if (v41) {
          float v42 = v28[h1][t2][s1];
          largest[h1][t2] = v42;
        }
      }
    }
  }
  l_exponential_h2: for (int h2 = 0; h2 < 4; h2++) {
    l_t3: for (int t3 = 0; t3 < 8; t3++) {
      l_s2: for (int s2 = 0; s2 < 8; s2++) {
        float v46 = v28[h2][t3][s2];
        float v47 = largest[h2][t3];
        float v48 = v46 - v47;
        float v49 = v48 * (float)0.250000;
        float v50 = hls::exp(v49);
        v29[h2][t3][s2] = v50;
        float v51 = v29[h2][t3][s2];
        float v52 = total[h2][t3];
        float v53 = v52 + v51;
        total[h2][t3] = v53;
      }
    }
  }
  l_divide_h3: for (int h3 = 0; h3 < 4; h3++) {
    l_t4: for (int t4 = 0; t4 < 8; t4++) {
      l_s3: for (int s3 = 0; s3 < 8; s3++) {
        float v57 = v29[h3][t4][s3];
        float v58 = total[h3][t4];
        float v59 = v57 / v58;
        v29[h3][t4][s3] = v59;
      }
    }
  }
}

void mixed_values(
  float v60[4][8][8],
  float v61[8][64],
  float v62[8][64]
) {
  for (int v63 = 0; v63 < 8; v63++) {
    for (int v64 = 0; v64 < 64; v64++) {
      v62[v63][v64] = (float)0.000000;
    }
  }
  l_mix_h4: for (int h4 = 0; h4 < 4; h4++) {
    l_t5: for (int t5 = 0; t5 < 8; t5++) {
      l_d1: for (int d1 = 0; d1 < 16; d1++) {
        l_s4: for (int s4 = 0; s4 < 8; s4++) {
          float v69 = v60[h4][t5][s4];
          float v70 = v61[s4][((h4 * 16) + d1)];
          float v71 = v69 * v70;
          float v72 = v62[t5][((h4 * 16) + d1)];
          float v73 = v72 + v71;
          v62[t5][((h4 * 16) + d1)] = v73;
        }
      }
    }
  }
}

void routed(
  float v74[8][64],
  float v75[4][64],
  int32_t v76[8],
  float v77[8]
) {
  float logits[8][4];
  for (int v79 = 0; v79 < 8; v79++) {
    for (int v80 = 0; v80 < 4; v80++) {
      logits[v79][v80] = (float)0.000000;
    }
  }
  l_logit_t6: for (int t6 = 0; t6 < 8; t6++) {
    l_e: for (int e = 0; e < 4; e++) {
      l_i1: for (int i1 = 0; i1 < 64; i1++) {
        float v84 = v74[t6][i1];
        float v85 = v75[e][i1];
        float v86 = v84 * v85;
        float v87 = logits[t6][e];
        float v88 = v87 + v86;
        logits[t6][e] = v88;
      }
    }
  }
  float best[8];
  for (int v90 = 0; v90 < 8; v90++) {
    best[v90] = (float)-1000000015047466219876688855040.000000;
  }
  l_choose_t7: for (int t7 = 0; t7 < 8; t7++) {
    l_e1: for (int e1 = 0; e1 < 4; e1++) {
      float v93 = logits[t7][e1];
      float v94 = best[t7];
      bool v95 = v93 > v94;
      if (v95) {
        float v96 = logits[t7][e1];
        best[t7] = v96;
        int32_t v97 = e1;
        v76[t7] = v97;
      }
    }
  }
  float total1[8];
  for (int v99 = 0; v99 < 8; v99++) {
    total1[v99] = (float)0.000000;
  }
  l_sum_t8: for (int t8 = 0; t8 < 8; t8++) {
    l_e2: for (int e2 = 0; e2 < 4; e2++) {
      float v102 = logits[t8][e2];
      float v103 = best[t8];
      float v104 = v102 - v103;
      float v105 = hls::exp(v104);
      float v106 = total1[t8];
      float v107 = v106 + v105;
      total1[t8] = v107;
    }
  }
  l_scale_t9: for (int t9 = 0; t9 < 8; t9++) {
    float v109 = total1[t9];
    float v110 = (float)1.000000 / v109;
    v77[t9] = v110;
  }
}

void expert_up(
  float v111[8][64],
  int32_t v112[8],
  float v113[4][128][64],
  float v114[8][128]
) {
  for (int v115 = 0; v115 < 8; v115++) {
    for (int v116 = 0; v116 < 128; v116++) {
      v114[v115][v116] = (float)0.000000;
    }
  }
  l_up_t10: for (int t10 = 0; t10 < 8; t10++) {
    l_u: for (int u = 0; u < 128; u++) {
      l_i2: for (int i2 = 0; i2 < 64; i2++) {
        float v120 = v111[t10][i2];
        int32_t v121 = v112[t10];
        int v122 = v121;
        float v123 = v113[v122][u][i2];
        float v124 = v120 * v123;
        float v125 = v114[t10][u];
        float v126 = v125 + v124;
        v114[t10][u] = v126;
      }
    }
  }
}

void curved(
  float v127[8][128],
  float v128[8][128]
) {
  for (int v129 = 0; v129 < 8; v129++) {
    for (int v130 = 0; v130 < 128; v130++) {
      v128[v129][v130] = (float)0.000000;
    }
  }
  l_curve_t11: for (int t11 = 0; t11 < 8; t11++) {
    l_u1: for (int u1 = 0; u1 < 128; u1++) {
      float v133 = v127[t11][u1];
      float value;
      value = v133;
      float v135 = value;
      float v136 = v135 * (float)0.044715;
      float v137 = v136 * v135;
      float v138 = v137 * v135;
      float v139 = v135 + v138;
      float bent;
      bent = v139;
      float v141 = value;
      float v142 = v141 * (float)0.500000;
      float v143 = bent;
      float v144 = v143 * (float)0.797885;
      float v145 = hls::tanh(v144);
      float v146 = v145 + (float)1.000000;
      float v147 = v142 * v146;
      v128[t11][u1] = v147;
    }
  }
}

void expert_down(
  float v148[8][128],
  int32_t v149[8],
  float v150[8],
  float v151[4][64][128],
  float v152[8][64]
) {
  float sums[8][64];
  for (int v154 = 0; v154 < 8; v154++) {
    for (int v155 = 0; v155 < 64; v155++) {
      sums[v154][v155] = (float)0.000000;
    }
  }
  l_down_t12: for (int t12 = 0; t12 < 8; t12++) {
    l_o1: for (int o1 = 0; o1 < 64; o1++) {
      l_u2: for (int u2 = 0; u2 < 128; u2++) {
        float v159 = v148[t12][u2];
        int32_t v160 = v149[t12];
        int v161 = v160;
        float v162 = v151[v161][o1][u2];
        float v163 = v159 * v162;
        float v164 = sums[t12][o1];
        float v165 = v164 + v163;
        sums[t12][o1] = v165;
      }
    }
  }
  l_weigh_t13: for (int t13 = 0; t13 < 8; t13++) {
    l_o2: for (int o2 = 0; o2 < 64; o2++) {
      float v168 = sums[t13][o2];
      float v169 = v150[t13];
      float v170 = v168 * v169;
      v152[t13][o2] = v170;
    }
  }
}

/// This is top function.
void attention_moe(
  float v171[8][64],
  float v172[64][64],
  float v173[64][64],
  float v174[64][64],
  float v175[64][64],
  float v176[4][64],
  float v177[4][128][64],
  float v178[4][64][128],
  float v179[8][64]
) {
  float v180[8][64];
  projected(v171, v172, v180);
  float v181[8][64];
  projected(v171, v173, v181);
  float v182[8][64];
  projected(v171, v174, v182);
  float v183[4][8][8];
  head_scores(v180, v181, v183);
  float v184[4][8][8];
  row_softmax(v183, v184);
  float v185[8][64];
  mixed_values(v184, v182, v185);
  float v186[8][64];
  projected(v185, v175, v186);
  int32_t chosen[8];
  for (int v188 = 0; v188 < 8; v188++) {
    chosen[v188] = 0;
  }
  float scale[8];
  for (int v190 = 0; v190 < 8; v190++) {
    scale[v190] = (float)0.000000;
  }
  routed(v186, v176, chosen, scale);
  float v191[8][128];
  expert_up(v186, chosen, v177, v191);
  float v192[8][128];
  curved(v191, v192);
  expert_down(v192, chosen, scale, v178, v179);
}
