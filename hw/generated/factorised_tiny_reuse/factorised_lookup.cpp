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
void forgotten(
  int32_t v0[2][1][16],
  int32_t v1[2][1][16],
  int32_t v2[2][3][1][16]
) {
  l_forget_state_r: for (int r = 0; r < 2; r++) {
    l_w: for (int w = 0; w < 1; w++) {
    #pragma HLS pipeline II=1
      l_S_m_0_m: for (int m = 0; m < 16; m++) {
        v0[r][w][m] = 0;
        v1[r][w][m] = 0;
      }
    }
  }
  l_forget_recent_r1: for (int r1 = 0; r1 < 2; r1++) {
    l_a: for (int a = 0; a < 3; a++) {
      l_w1: for (int w1 = 0; w1 < 1; w1++) {
      #pragma HLS pipeline II=1
        l_S_m_2_m1: for (int m1 = 0; m1 < 16; m1++) {
          v2[r1][a][w1][m1] = 0;
        }
      }
    }
  }
}

void unlearnt(
  int16_t v10[2][3][6][1][16]
) {
  l_unlearn_s: for (int s = 0; s < 2; s++) {
    l_a1: for (int a1 = 0; a1 < 3; a1++) {
      l_e: for (int e = 0; e < 6; e++) {
        l_w2: for (int w2 = 0; w2 < 1; w2++) {
          l_S_m_0_m2: for (int m2 = 0; m2 < 16; m2++) {
          #pragma HLS pipeline II=1
            v10[s][a1][e][w2][m2] = 0;
          }
        }
      }
    }
  }
}

void unlearnt_bias(
  int16_t v16[3][1][16]
) {
  l_unlearn_bias_a2: for (int a2 = 0; a2 < 3; a2++) {
    l_w3: for (int w3 = 0; w3 < 1; w3++) {
      l_S_m_0_m3: for (int m3 = 0; m3 < 16; m3++) {
      #pragma HLS pipeline II=1
        v16[a2][w3][m3] = 0;
      }
    }
  }
}

int32_t memory_rates[2] = {0, 3};
void folded(
  int32_t v20[2][1][16],
  int32_t v21[2][1][16]
) {
  l_fold_r2: for (int r2 = 0; r2 < 2; r2++) {
    l_w4: for (int w4 = 0; w4 < 1; w4++) {
    #pragma HLS pipeline II=1
      int32_t v25 = memory_rates[r2];
      int32_t memory_rate;
      memory_rate = v25;
      l_S_m_0_m4: for (int m4 = 0; m4 < 16; m4++) {
        int32_t v28 = v20[r2][w4][m4];
        int32_t kept;
        kept = v28;
        int32_t v30 = kept;
        int32_t v31 = memory_rate;
        int32_t v32 = v30 >> v31;
        ap_int<33> v33 = v30;
        ap_int<33> v34 = v32;
        ap_int<33> v35 = v33 - v34;
        int32_t v36 = v35;
        int32_t left;
        left = v36;
        int32_t v38 = left;
        int32_t v39 = v21[r2][w4][m4];
        ap_int<33> v40 = v38;
        ap_int<33> v41 = v39;
        ap_int<33> v42 = v40 + v41;
        int32_t v43 = v42;
        v20[r2][w4][m4] = v43;
        v21[r2][w4][m4] = 0;
      }
    }
  }
}

void shifted(
  int32_t v44,
  int32_t v45,
  int32_t *v46
) {
  int32_t moved;
  moved = 0;
  bool v48 = v45 >= 0;
  if (v48) {
    int32_t v49 = v44 << v45;
    moved = v49;
  } else {
    ap_int<33> v50 = v45;
    ap_int<33> v51 = 0 - v50;
    int32_t v52 = v51;
    int32_t v53 = v44 >> v52;
    moved = v53;
  }
  *v46 = moved;
}

void token_state(
  ap_uint<128> v54[222],
  int32_t v55,
  int32_t v56[2],
  int32_t v57[1][16]
) {
  int32_t sums[1][16];
  #pragma HLS array_partition variable=sums complete dim=2

  for (int v59 = 0; v59 < 1; v59++) {
    for (int v60 = 0; v60 < 16; v60++) {
      sums[v59][v60] = 0;
    }
  }
  l_token_state_i: for (int i = 0; i < 2; i++) {
    l_w5: for (int w5 = 0; w5 < 1; w5++) {
    #pragma HLS pipeline II=1
      ap_int<34> v63 = i;
      ap_int<34> v64 = v63 + 1;
      ap_int<67> v65 = v64;
      ap_int<67> v66 = w5;
      ap_int<67> v67 = v65 + v66;
      int32_t v68 = v67;
      int32_t row;
      row = v68;
      int32_t v70 = row;
      int v71 = v55;
      int v72 = v70;
      int v73 = v71 + v72;
      int v74 = v73;
      ap_uint<128> v75 = v54[v74];
      ap_uint<128> taken;
      taken = v75;
      l_S_m_0_m5: for (int m5 = 0; m5 < 16; m5++) {
        ap_int<128> v78 = taken;
        int64_t v79 = m5;
        int64_t v80 = v79 * 8;
        ap_int<65> v81 = v80;
        ap_int<65> v82 = v81 + 8;
        ap_int<65> v83 = v82 - 1;
        int v84 = v80;
        int v85 = v83;
        int8_t v86;
        ap_int<128> v86_tmp = v78;
        v86 = v86_tmp(v85, v84);
        int8_t entry;
        entry = v86;
        int8_t v88 = entry;
        int32_t v89 = v56[i];
        ap_int<40> v90 = v88;
        ap_int<40> v91 = v89;
        ap_int<40> v92 = v90 * v91;
        int32_t v93 = sums[w5][m5];
        ap_int<41> v94 = v93;
        ap_int<41> v95 = v92;
        ap_int<41> v96 = v94 + v95;
        int32_t v97 = v96;
        sums[w5][m5] = v97;
      }
    }
  }
  l_token_state_shifted_w6: for (int w6 = 0; w6 < 1; w6++) {
  #pragma HLS pipeline II=1
    int32_t v99 = w6;
    int32_t step;
    step = v99;
    int32_t v101 = step;
    int v102 = v55;
    int v103 = v101;
    int v104 = v102 + v103;
    int v105 = v104;
    ap_uint<128> v106 = v54[v105];
    ap_uint<128> of_columns;
    of_columns = v106;
    l_S_m_2_m6: for (int m6 = 0; m6 < 16; m6++) {
      ap_int<128> v109 = of_columns;
      int64_t v110 = m6;
      int64_t v111 = v110 * 8;
      ap_int<65> v112 = v111;
      ap_int<65> v113 = v112 + 8;
      ap_int<65> v114 = v113 - 1;
      int v115 = v111;
      int v116 = v114;
      int8_t v117;
      ap_int<128> v117_tmp = v109;
      v117 = v117_tmp(v116, v115);
      int8_t shift;
      shift = v117;
      int8_t v119 = shift;
      int32_t v120 = v119;
      int32_t by;
      by = v120;
      int32_t v122 = sums[w6][m6];
      int32_t v123 = by;
      int32_t v124;
      shifted(v122, v123, &v124);
      int32_t v125 = v57[w6][m6];
      ap_int<33> v126 = v125;
      ap_int<33> v127 = v124;
      ap_int<33> v128 = v126 + v127;
      int32_t v129 = v128;
      v57[w6][m6] = v129;
    }
  }
}

void begun(
  ap_uint<128> v130[222],
  int32_t v131,
  int32_t v132,
  int32_t v133[2][1][16],
  int32_t v134[2],
  int32_t v135[2],
  int32_t v136[1][16]
) {
  int v137 = v131;
  int v138 = v137 + 210;
  int v139 = v138;
  ap_uint<128> v140 = v130[v139];
  ap_uint<128> this_word;
  this_word = v140;
  int v142 = v132;
  int v143 = v142 + 216;
  int v144 = v143;
  ap_uint<128> v145 = v130[v144];
  ap_uint<128> last_word;
  last_word = v145;
  l_S_m_0_m7: for (int m7 = 0; m7 < 2; m7++) {
    ap_int<128> v148 = this_word;
    int64_t v149 = m7;
    int64_t v150 = v149 * 8;
    ap_int<65> v151 = v150;
    ap_int<65> v152 = v151 + 8;
    ap_int<65> v153 = v152 - 1;
    int v154 = v150;
    int v155 = v153;
    int8_t v156;
    ap_int<128> v156_tmp = v148;
    v156 = v156_tmp(v155, v154);
    int8_t this_entry;
    this_entry = v156;
    int8_t v158 = this_entry;
    int32_t v159 = v158;
    v134[m7] = v159;
    ap_int<128> v160 = last_word;
    int8_t v161;
    ap_int<128> v161_tmp = v160;
    v161 = v161_tmp(v155, v154);
    int8_t last_entry;
    last_entry = v161;
    int8_t v163 = last_entry;
    int32_t v164 = v163;
    v135[m7] = v164;
  }
  l_start_state_w7: for (int w7 = 0; w7 < 1; w7++) {
  #pragma HLS pipeline II=1
    l_S_m_1_m8: for (int m8 = 0; m8 < 16; m8++) {
      int32_t sum_of_rates;
      sum_of_rates = 0;
      l_S_r_1_r3: for (int r3 = 0; r3 < 2; r3++) {
        int32_t v169 = v133[r3][w7][m8];
        int32_t v170 = sum_of_rates;
        ap_int<33> v171 = v170;
        ap_int<33> v172 = v169;
        ap_int<33> v173 = v171 + v172;
        int32_t v174 = v173;
        sum_of_rates = v174;
      }
      int32_t v175 = sum_of_rates;
      v136[w7][m8] = v175;
    }
  }
  token_state(v130, 204, v134, v136);
  token_state(v130, 207, v135, v136);
}

int32_t recent_rates[2] = {1, 6};
void state_rows(
  ap_uint<128> v176[222],
  int32_t v177,
  int32_t v178[2],
  int32_t v179[1][16]
) {
  #pragma HLS array_partition variable=v179 complete dim=2

  int32_t shifts[1][16];
  #pragma HLS array_partition variable=shifts complete dim=2

  l_state_shifts_w8: for (int w8 = 0; w8 < 1; w8++) {
  #pragma HLS pipeline II=1
    int32_t v182 = w8;
    int32_t step1;
    step1 = v182;
    int32_t v184 = step1;
    int v185 = v177;
    int v186 = v184;
    int v187 = v185 + v186;
    int v188 = v187;
    ap_uint<128> v189 = v176[v188];
    ap_uint<128> of_columns1;
    of_columns1 = v189;
    l_S_m_0_m9: for (int m9 = 0; m9 < 16; m9++) {
      ap_int<128> v192 = of_columns1;
      int64_t v193 = m9;
      int64_t v194 = v193 * 8;
      ap_int<65> v195 = v194;
      ap_int<65> v196 = v195 + 8;
      ap_int<65> v197 = v196 - 1;
      int v198 = v194;
      int v199 = v197;
      int8_t v200;
      ap_int<128> v200_tmp = v192;
      v200 = v200_tmp(v199, v198);
      int8_t shift1;
      shift1 = v200;
      int8_t v202 = shift1;
      int32_t v203 = v202;
      shifts[w8][m9] = v203;
      v179[w8][m9] = 0;
    }
  }
  l_state_rows_k: for (int k = 0; k < 2; k++) {
    l_w9: for (int w9 = 0; w9 < 1; w9++) {
    #pragma HLS pipeline II=1
      int32_t v206 = v178[k];
      ap_int<33> v207 = v206;
      ap_int<33> v208 = v207 + 1;
      ap_int<66> v209 = v208;
      ap_int<66> v210 = w9;
      ap_int<66> v211 = v209 + v210;
      int32_t v212 = v211;
      int32_t row1;
      row1 = v212;
      int32_t v214 = row1;
      int v215 = v177;
      int v216 = v214;
      int v217 = v215 + v216;
      int v218 = v217;
      ap_uint<128> v219 = v176[v218];
      ap_uint<128> taken1;
      taken1 = v219;
      l_S_m_2_m10: for (int m10 = 0; m10 < 16; m10++) {
        ap_int<128> v222 = taken1;
        int64_t v223 = m10;
        int64_t v224 = v223 * 8;
        ap_int<65> v225 = v224;
        ap_int<65> v226 = v225 + 8;
        ap_int<65> v227 = v226 - 1;
        int v228 = v224;
        int v229 = v227;
        int8_t v230;
        ap_int<128> v230_tmp = v222;
        v230 = v230_tmp(v229, v228);
        int8_t entry1;
        entry1 = v230;
        int8_t v232 = entry1;
        int32_t v233 = v232;
        int32_t wide;
        wide = v233;
        int32_t v235 = wide;
        int32_t v236 = shifts[w9][m10];
        int32_t v237 = v235 << v236;
        int32_t v238 = v179[w9][m10];
        ap_int<33> v239 = v238;
        ap_int<33> v240 = v237;
        ap_int<33> v241 = v239 + v240;
        int32_t v242 = v241;
        v179[w9][m10] = v242;
      }
    }
  }
}

void vote_rows(
  ap_uint<128> v243[222],
  int32_t v244,
  int32_t v245[2],
  int32_t v246[1][16]
) {
  #pragma HLS array_partition variable=v246 complete dim=2

  int32_t shifts1[1][16];
  #pragma HLS array_partition variable=shifts1 complete dim=2

  l_vote_shifts_w10: for (int w10 = 0; w10 < 1; w10++) {
  #pragma HLS pipeline II=1
    int32_t v249 = w10;
    int32_t step2;
    step2 = v249;
    int32_t v251 = step2;
    int v252 = v244;
    int v253 = v251;
    int v254 = v252 + v253;
    int v255 = v254;
    ap_uint<128> v256 = v243[v255];
    ap_uint<128> of_columns2;
    of_columns2 = v256;
    l_S_m_0_m11: for (int m11 = 0; m11 < 16; m11++) {
      ap_int<128> v259 = of_columns2;
      int64_t v260 = m11;
      int64_t v261 = v260 * 8;
      ap_int<65> v262 = v261;
      ap_int<65> v263 = v262 + 8;
      ap_int<65> v264 = v263 - 1;
      int v265 = v261;
      int v266 = v264;
      int8_t v267;
      ap_int<128> v267_tmp = v259;
      v267 = v267_tmp(v266, v265);
      int8_t shift2;
      shift2 = v267;
      int8_t v269 = shift2;
      int32_t v270 = v269;
      shifts1[w10][m11] = v270;
      v246[w10][m11] = 0;
    }
  }
  l_vote_rows_k1: for (int k1 = 0; k1 < 2; k1++) {
    l_w11: for (int w11 = 0; w11 < 1; w11++) {
    #pragma HLS pipeline II=1
      int32_t v273 = v245[k1];
      ap_int<33> v274 = v273;
      ap_int<33> v275 = v274 + 1;
      ap_int<66> v276 = v275;
      ap_int<66> v277 = w11;
      ap_int<66> v278 = v276 + v277;
      int32_t v279 = v278;
      int32_t row2;
      row2 = v279;
      int32_t v281 = row2;
      int v282 = v244;
      int v283 = v281;
      int v284 = v282 + v283;
      int v285 = v284;
      ap_uint<128> v286 = v243[v285];
      ap_uint<128> taken2;
      taken2 = v286;
      l_S_m_2_m12: for (int m12 = 0; m12 < 16; m12++) {
        ap_int<128> v289 = taken2;
        int64_t v290 = m12;
        int64_t v291 = v290 * 8;
        ap_int<65> v292 = v291;
        ap_int<65> v293 = v292 + 8;
        ap_int<65> v294 = v293 - 1;
        int v295 = v291;
        int v296 = v294;
        int8_t v297;
        ap_int<128> v297_tmp = v289;
        v297 = v297_tmp(v296, v295);
        int8_t entry2;
        entry2 = v297;
        int8_t v299 = entry2;
        int32_t v300 = v299;
        int32_t wide1;
        wide1 = v300;
        int32_t v302 = wide1;
        int32_t v303 = shifts1[w11][m12];
        int32_t v304 = v302 << v303;
        int32_t v305 = v246[w11][m12];
        ap_int<33> v306 = v305;
        ap_int<33> v307 = v304;
        ap_int<33> v308 = v306 + v307;
        int32_t v309 = v308;
        v246[w11][m12] = v309;
      }
    }
  }
}

void taken_in(
  ap_uint<128> v310[222],
  int32_t v311,
  int32_t v312,
  int32_t v313[2],
  int32_t v314[4][3][2],
  int32_t v315[1][16],
  int32_t v316[2][1][16],
  int32_t v317[2][3][1][16]
) {
  int32_t state_sums[1][16];
  #pragma HLS array_partition variable=state_sums complete dim=2

  for (int v320 = 0; v320 < 1; v320++) {
    for (int v321 = 0; v321 < 16; v321++) {
      state_sums[v320][v321] = 0;
    }
  }
  int32_t vote_sums[1][16];
  #pragma HLS array_partition variable=vote_sums complete dim=2

  for (int v323 = 0; v323 < 1; v323++) {
    for (int v324 = 0; v324 < 16; v324++) {
      vote_sums[v323][v324] = 0;
    }
  }
  l_remember_k2: for (int k2 = 0; k2 < 2; k2++) {
  #pragma HLS pipeline II=1
    int32_t v326 = v313[k2];
    int v327 = v312;
    int v328 = v311;
    v314[v327][v328][k2] = v326;
  }
  int64_t v329 = v311;
  int64_t v330 = v329 * 7;
  ap_int<65> v331 = v330;
  ap_int<65> v332 = v331 + 105;
  int32_t v333 = v332;
  int32_t path_block;
  path_block = v333;
  int32_t v335 = path_block;
  state_rows(v310, v335, v313, state_sums);
  l_add_path_w12: for (int w12 = 0; w12 < 1; w12++) {
  #pragma HLS pipeline II=1
    l_S_m_1_m13: for (int m13 = 0; m13 < 16; m13++) {
      int32_t v338 = state_sums[w12][m13];
      int32_t v339 = v315[w12][m13];
      ap_int<33> v340 = v339;
      ap_int<33> v341 = v338;
      ap_int<33> v342 = v340 + v341;
      int32_t v343 = v342;
      v315[w12][m13] = v343;
    }
  }
  l_S_r_3_r4: for (int r4 = 0; r4 < 2; r4++) {
    int64_t v345 = r4;
    int64_t v346 = v345 * 3;
    ap_int<65> v347 = v346;
    ap_int<65> v348 = v311;
    ap_int<65> v349 = v347 + v348;
    ap_int<97> v350 = v349;
    ap_int<97> v351 = v350 * 7;
    ap_int<98> v352 = v351;
    ap_int<98> v353 = v352 + 126;
    int32_t v354 = v353;
    int32_t history_block;
    history_block = v354;
    int32_t v356 = history_block;
    state_rows(v310, v356, v313, state_sums);
    l_S_ha_3_ha: for (int ha = 0; ha < 1; ha++) {
    #pragma HLS pipeline II=1
      l_S_m_3_m14: for (int m14 = 0; m14 < 16; m14++) {
        int32_t v359 = state_sums[ha][m14];
        int32_t v360 = v316[r4][ha][m14];
        ap_int<33> v361 = v360;
        ap_int<33> v362 = v359;
        ap_int<33> v363 = v361 + v362;
        int32_t v364 = v363;
        v316[r4][ha][m14] = v364;
      }
    }
  }
  l_S_r_6_r5: for (int r5 = 0; r5 < 2; r5++) {
    ap_int<34> v366 = r5;
    ap_int<34> v367 = v366 + 3;
    ap_int<66> v368 = v367;
    ap_int<66> v369 = v368 * 3;
    ap_int<67> v370 = v369;
    ap_int<67> v371 = v311;
    ap_int<67> v372 = v370 + v371;
    ap_int<99> v373 = v372;
    ap_int<99> v374 = v373 * 7;
    int32_t v375 = v374;
    int32_t recent_block;
    recent_block = v375;
    int32_t v377 = recent_block;
    vote_rows(v310, v377, v313, vote_sums);
    int32_t v378 = recent_rates[r5];
    int32_t rate;
    rate = v378;
    l_S_hb_6_hb: for (int hb = 0; hb < 1; hb++) {
    #pragma HLS pipeline II=1
      l_S_m_6_m15: for (int m15 = 0; m15 < 16; m15++) {
        int v382 = v311;
        int32_t v383 = v317[r5][v382][hb][m15];
        int32_t held;
        held = v383;
        int32_t v385 = held;
        int32_t v386 = rate;
        int32_t v387 = v385 >> v386;
        ap_int<33> v388 = v385;
        ap_int<33> v389 = v387;
        ap_int<33> v390 = v388 - v389;
        int32_t v391 = vote_sums[hb][m15];
        ap_int<34> v392 = v390;
        ap_int<34> v393 = v391;
        ap_int<34> v394 = v392 + v393;
        int32_t v395 = v394;
        v317[r5][v382][hb][m15] = v395;
      }
    }
  }
}

void token_votes(
  ap_uint<128> v396[222],
  int32_t v397,
  int32_t v398[2],
  int32_t v399[1][16]
) {
  #pragma HLS array_partition variable=v399 complete dim=2

  int32_t sums1[1][16];
  #pragma HLS array_partition variable=sums1 complete dim=2

  for (int v401 = 0; v401 < 1; v401++) {
    for (int v402 = 0; v402 < 16; v402++) {
      sums1[v401][v402] = 0;
    }
  }
  l_token_votes_i1: for (int i1 = 0; i1 < 2; i1++) {
    l_w13: for (int w13 = 0; w13 < 1; w13++) {
    #pragma HLS pipeline II=1
      ap_int<34> v405 = i1;
      ap_int<34> v406 = v405 + 1;
      ap_int<67> v407 = v406;
      ap_int<67> v408 = w13;
      ap_int<67> v409 = v407 + v408;
      int32_t v410 = v409;
      int32_t row3;
      row3 = v410;
      int32_t v412 = row3;
      int v413 = v397;
      int v414 = v412;
      int v415 = v413 + v414;
      int v416 = v415;
      ap_uint<128> v417 = v396[v416];
      ap_uint<128> taken3;
      taken3 = v417;
      l_S_m_0_m16: for (int m16 = 0; m16 < 16; m16++) {
        ap_int<128> v420 = taken3;
        int64_t v421 = m16;
        int64_t v422 = v421 * 8;
        ap_int<65> v423 = v422;
        ap_int<65> v424 = v423 + 8;
        ap_int<65> v425 = v424 - 1;
        int v426 = v422;
        int v427 = v425;
        int8_t v428;
        ap_int<128> v428_tmp = v420;
        v428 = v428_tmp(v427, v426);
        int8_t entry3;
        entry3 = v428;
        int8_t v430 = entry3;
        int32_t v431 = v398[i1];
        ap_int<40> v432 = v430;
        ap_int<40> v433 = v431;
        ap_int<40> v434 = v432 * v433;
        int32_t v435 = sums1[w13][m16];
        ap_int<41> v436 = v435;
        ap_int<41> v437 = v434;
        ap_int<41> v438 = v436 + v437;
        int32_t v439 = v438;
        sums1[w13][m16] = v439;
      }
    }
  }
  l_token_votes_shifted_w14: for (int w14 = 0; w14 < 1; w14++) {
  #pragma HLS pipeline II=1
    int32_t v441 = w14;
    int32_t step3;
    step3 = v441;
    int32_t v443 = step3;
    int v444 = v397;
    int v445 = v443;
    int v446 = v444 + v445;
    int v447 = v446;
    ap_uint<128> v448 = v396[v447];
    ap_uint<128> of_columns3;
    of_columns3 = v448;
    l_S_m_2_m17: for (int m17 = 0; m17 < 16; m17++) {
      ap_int<128> v451 = of_columns3;
      int64_t v452 = m17;
      int64_t v453 = v452 * 8;
      ap_int<65> v454 = v453;
      ap_int<65> v455 = v454 + 8;
      ap_int<65> v456 = v455 - 1;
      int v457 = v453;
      int v458 = v456;
      int8_t v459;
      ap_int<128> v459_tmp = v451;
      v459 = v459_tmp(v458, v457);
      int8_t shift3;
      shift3 = v459;
      int8_t v461 = shift3;
      int32_t v462 = v461;
      int32_t by1;
      by1 = v462;
      int32_t v464 = sums1[w14][m17];
      int32_t v465 = by1;
      int32_t v466;
      shifted(v464, v465, &v466);
      int32_t v467 = v399[w14][m17];
      ap_int<33> v468 = v467;
      ap_int<33> v469 = v466;
      ap_int<33> v470 = v468 + v469;
      int32_t v471 = v470;
      v399[w14][m17] = v471;
    }
  }
}

int32_t kinds[3] = {0, 0, 1};
int32_t distances[3] = {0, 1, 2};
int32_t neighbours[3] = {0, 0, 1};
void voters(
  int32_t v472,
  int32_t v473,
  int32_t v474,
  int32_t v475,
  int32_t v476,
  int32_t v477,
  int32_t v478[2],
  int32_t v479[4][3][2],
  int32_t v480[2],
  int32_t *v481
) {
  int32_t at;
  at = v475;
  int32_t back;
  back = 0;
  int32_t known;
  known = 0;
  bool v485 = v472 == 0;
  if (v485) {
    ap_int<33> v486 = v475;
    ap_int<33> v487 = v473;
    ap_int<33> v488 = v486 - v487;
    int32_t v489 = v488;
    at = v489;
    int32_t v490 = at;
    bool v491 = v490 >= 0;
    int32_t v492 = v491 ? (int32_t)1 : (int32_t)0;
    known = v492;
  } else {
    bool v493 = v472 == 1;
    if (v493) {
      int v494 = v475;
      int v495 = v474;
      int v496 = v494 + v495;
      int32_t v497 = v496;
      at = v497;
      back = v473;
      int32_t v498 = at;
      bool v499 = v498 < 3;
      int32_t v500 = back;
      bool v501 = v477 >= v500;
      bool v502 = v499 & v501;
      int32_t v503 = v502 ? (int32_t)1 : (int32_t)0;
      known = v503;
    } else {
      int32_t v504 = v478[0];
      bool v505 = v504 >= 0;
      int32_t v506 = v505 ? (int32_t)1 : (int32_t)0;
      known = v506;
    }
  }
  int32_t v507 = back;
  bool v508 = v476 >= v507;
  ap_int<33> v509 = v476;
  ap_int<33> v510 = v507;
  ap_int<33> v511 = v509 - v510;
  ap_int<34> v512 = v511;
  ap_int<34> v513 = v512 + 4;
  ap_int<34> v514 = v508 ? (ap_int<34>)v512 : (ap_int<34>)v513;
  int32_t v515 = v514;
  int32_t token;
  token = v515;
  int32_t v517 = known;
  bool v518 = v517 == 0;
  if (v518) {
    at = 0;
  }
  l_source_j: for (int j = 0; j < 2; j++) {
  #pragma HLS pipeline II=1
    bool v520 = v472 == 2;
    if (v520) {
      int32_t v521 = v478[j];
      v480[j] = v521;
    } else {
      int32_t v522 = token;
      int v523 = v522;
      int32_t v524 = at;
      int v525 = v524;
      int32_t v526 = v479[v523][v525][j];
      v480[j] = v526;
    }
  }
  *v481 = known;
}

void path_votes(
  ap_uint<128> v527[222],
  int32_t v528,
  int32_t v529,
  int32_t v530,
  int32_t v531[2],
  int32_t v532[4][3][2],
  int32_t v533[1][16]
) {
  #pragma HLS array_partition variable=v533 complete dim=2

  int32_t chosen[2];
  for (int v538 = 0; v538 < 2; v538++) {
    chosen[v538] = 0;
  }
  int32_t vote_sums1[1][16];
  #pragma HLS array_partition variable=vote_sums1 complete dim=2

  for (int v540 = 0; v540 < 1; v540++) {
    for (int v541 = 0; v541 < 16; v541++) {
      vote_sums1[v540][v541] = 0;
    }
  }
  l_S_s_0_s1: for (int s1 = 0; s1 < 3; s1++) {
    int32_t v543 = kinds[s1];
    int32_t v544 = distances[s1];
    int32_t v545 = neighbours[s1];
    int32_t v546;
    voters(v543, v544, v545, v528, v529, v530, v531, v532, chosen, &v546);
    int32_t known1;
    known1 = v546;
    int32_t v548 = known1;
    bool v549 = v548 == 1;
    if (v549) {
      int64_t v550 = s1;
      int64_t v551 = v550 * 3;
      ap_int<65> v552 = v551;
      ap_int<65> v553 = v528;
      ap_int<65> v554 = v552 + v553;
      ap_int<97> v555 = v554;
      ap_int<97> v556 = v555 * 7;
      int32_t v557 = v556;
      int32_t block;
      block = v557;
      int32_t v559 = block;
      vote_rows(v527, v559, chosen, vote_sums1);
      l_add_votes_gk: for (int gk = 0; gk < 1; gk++) {
      #pragma HLS pipeline II=1
        l_S_m_0_m18: for (int m18 = 0; m18 < 16; m18++) {
          int32_t v562 = vote_sums1[gk][m18];
          int32_t v563 = v533[gk][m18];
          ap_int<33> v564 = v563;
          ap_int<33> v565 = v562;
          ap_int<33> v566 = v564 + v565;
          int32_t v567 = v566;
          v533[gk][m18] = v567;
        }
      }
    } else {
      known1 = 0;
    }
  }
}

void hidden_votes(
  ap_uint<128> v568[222],
  int32_t v569,
  int32_t v570[1][16],
  int32_t v571[1][16]
) {
  #pragma HLS array_partition variable=v570 complete dim=2

  #pragma HLS array_partition variable=v571 complete dim=2

  int32_t sums2[1][16];
  #pragma HLS array_partition variable=sums2 complete dim=2

  for (int v573 = 0; v573 < 1; v573++) {
    for (int v574 = 0; v574 < 16; v574++) {
      sums2[v573][v574] = 0;
    }
  }
  l_hidden_votes_i2: for (int i2 = 0; i2 < 5; i2++) {
    l_w15: for (int w15 = 0; w15 < 1; w15++) {
    #pragma HLS pipeline II=1
      ap_int<34> v577 = i2;
      ap_int<34> v578 = v577 + 1;
      ap_int<67> v579 = v578;
      ap_int<67> v580 = w15;
      ap_int<67> v581 = v579 + v580;
      int32_t v582 = v581;
      int32_t row4;
      row4 = v582;
      int32_t v584 = row4;
      int v585 = v569;
      int v586 = v584;
      int v587 = v585 + v586;
      int v588 = v587;
      ap_uint<128> v589 = v568[v588];
      ap_uint<128> taken4;
      taken4 = v589;
      int32_t v591 = v570[(i2 / 16)][(i2 % 16)];
      int32_t scalar;
      scalar = v591;
      l_S_m_0_m19: for (int m19 = 0; m19 < 16; m19++) {
        ap_int<128> v594 = taken4;
        int64_t v595 = m19;
        int64_t v596 = v595 * 8;
        ap_int<65> v597 = v596;
        ap_int<65> v598 = v597 + 8;
        ap_int<65> v599 = v598 - 1;
        int v600 = v596;
        int v601 = v599;
        int8_t v602;
        ap_int<128> v602_tmp = v594;
        v602 = v602_tmp(v601, v600);
        int8_t entry4;
        entry4 = v602;
        int8_t v604 = entry4;
        int32_t v605 = scalar;
        ap_int<40> v606 = v604;
        ap_int<40> v607 = v605;
        ap_int<40> v608 = v606 * v607;
        int32_t v609 = sums2[w15][m19];
        ap_int<41> v610 = v609;
        ap_int<41> v611 = v608;
        ap_int<41> v612 = v610 + v611;
        int32_t v613 = v612;
        sums2[w15][m19] = v613;
      }
    }
  }
  l_hidden_votes_shifted_w16: for (int w16 = 0; w16 < 1; w16++) {
  #pragma HLS pipeline II=1
    int32_t v615 = w16;
    int32_t step4;
    step4 = v615;
    int32_t v617 = step4;
    int v618 = v569;
    int v619 = v617;
    int v620 = v618 + v619;
    int v621 = v620;
    ap_uint<128> v622 = v568[v621];
    ap_uint<128> of_columns4;
    of_columns4 = v622;
    l_S_m_2_m20: for (int m20 = 0; m20 < 16; m20++) {
      ap_int<128> v625 = of_columns4;
      int64_t v626 = m20;
      int64_t v627 = v626 * 8;
      ap_int<65> v628 = v627;
      ap_int<65> v629 = v628 + 8;
      ap_int<65> v630 = v629 - 1;
      int v631 = v627;
      int v632 = v630;
      int8_t v633;
      ap_int<128> v633_tmp = v625;
      v633 = v633_tmp(v632, v631);
      int8_t shift4;
      shift4 = v633;
      int8_t v635 = shift4;
      int32_t v636 = v635;
      int32_t by2;
      by2 = v636;
      int32_t v638 = sums2[w16][m20];
      int32_t v639 = by2;
      int32_t v640;
      shifted(v638, v639, &v640);
      int32_t v641 = v571[w16][m20];
      ap_int<33> v642 = v641;
      ap_int<33> v643 = v640;
      ap_int<33> v644 = v642 + v643;
      int32_t v645 = v644;
      v571[w16][m20] = v645;
    }
  }
}

int32_t kinds_0[2] = {0, 1};
int32_t distances_0[2] = {0, 2};
int32_t neighbours_0[2] = {0, 1};
void learnt_votes(
  int32_t v646,
  int32_t v647,
  int32_t v648,
  int32_t v649[2],
  int32_t v650[4][3][2],
  int16_t v651[2][3][6][1][16],
  int32_t v652[1][16]
) {
  #pragma HLS array_partition variable=v652 complete dim=2

  int32_t who[2];
  for (int v657 = 0; v657 < 2; v657++) {
    who[v657] = 0;
  }
  l_S_s_0_s2: for (int s2 = 0; s2 < 2; s2++) {
    int32_t v659 = kinds_0[s2];
    int32_t v660 = distances_0[s2];
    int32_t v661 = neighbours_0[s2];
    int32_t v662;
    voters(v659, v660, v661, v646, v647, v648, v649, v650, who, &v662);
    int32_t known2;
    known2 = v662;
    int32_t v664 = known2;
    bool v665 = v664 == 1;
    if (v665) {
      l_add_learnt_lk: for (int lk = 0; lk < 2; lk++) {
        l_lw: for (int lw = 0; lw < 1; lw++) {
        #pragma HLS pipeline II=1
          l_S_m_0_m21: for (int m21 = 0; m21 < 16; m21++) {
            int v669 = v646;
            int32_t v670 = who[lk];
            int v671 = v670;
            int16_t v672 = v651[s2][v669][v671][lw][m21];
            int32_t v673 = v672;
            int32_t moved1;
            moved1 = v673;
            int32_t v675 = moved1;
            int32_t v676 = v675 << 4;
            int32_t v677 = v652[lw][m21];
            ap_int<33> v678 = v677;
            ap_int<33> v679 = v676;
            ap_int<33> v680 = v678 + v679;
            int32_t v681 = v680;
            v652[lw][m21] = v681;
          }
        }
      }
    } else {
      known2 = 0;
    }
  }
}

void learnt_bias_votes(
  int32_t v682,
  int16_t v683[3][1][16],
  int32_t v684[1][16]
) {
  #pragma HLS array_partition variable=v684 complete dim=2

  l_add_learnt_bias_w17: for (int w17 = 0; w17 < 1; w17++) {
    l_S_m_0_m22: for (int m22 = 0; m22 < 16; m22++) {
    #pragma HLS pipeline II=1
      int v687 = v682;
      int16_t v688 = v683[v687][w17][m22];
      int32_t v689 = v688;
      int32_t moved2;
      moved2 = v689;
      int32_t v691 = moved2;
      int32_t v692 = v691 << 4;
      int32_t v693 = v684[w17][m22];
      ap_int<33> v694 = v693;
      ap_int<33> v695 = v692;
      ap_int<33> v696 = v694 + v695;
      int32_t v697 = v696;
      v684[w17][m22] = v697;
    }
  }
}

int32_t likelihoods[256] = {1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 6, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 12, 13, 13, 14, 15, 16, 17, 18, 19, 21, 22, 23, 25, 27, 28, 30, 32, 34, 36, 39, 41, 44, 46, 49, 53, 56, 59, 63, 67, 71, 76, 81, 86, 91, 97, 103, 110, 116, 124, 131, 140, 148, 158, 167, 178, 189, 200, 212, 225, 239, 253, 269, 285, 302, 320, 339, 359, 380, 402, 425, 449, 475, 502, 530, 560, 590, 623, 656, 692, 728, 766, 806, 847, 890, 935, 980, 1028, 1077, 1127, 1179, 1232, 1286, 1342, 1399, 1457, 1516, 1577, 1638, 1699, 1762, 1825, 1888, 1952, 2016, 2080, 2144, 2208, 2271, 2334, 2397, 2458, 2519, 2580, 2639, 2697, 2754, 2810, 2864, 2917, 2969, 3019, 3068, 3116, 3161, 3206, 3249, 3290, 3330, 3368, 3404, 3440, 3473, 3506, 3536, 3566, 3594, 3621, 3647, 3671, 3694, 3716, 3737, 3757, 3776, 3794, 3811, 3827, 3843, 3857, 3871, 3884, 3896, 3907, 3918, 3929, 3938, 3948, 3956, 3965, 3972, 3980, 3986, 3993, 3999, 4005, 4010, 4015, 4020, 4025, 4029, 4033, 4037, 4040, 4043, 4047, 4050, 4052, 4055, 4057, 4060, 4062, 4064, 4066, 4068, 4069, 4071, 4073, 4074, 4075, 4077, 4078, 4079, 4080, 4081, 4082, 4083, 4083, 4084, 4085, 4086, 4086, 4087, 4087, 4088, 4088, 4089, 4089, 4090, 4090, 4090, 4091, 4091, 4091, 4092, 4092, 4092, 4092, 4093, 4093, 4093, 4093, 4093, 4094, 4094, 4094, 4094, 4094, 4094, 4094, 4094, 4094, 4095};
void remember_likely(
  int32_t v698,
  int32_t v699[1][16],
  int32_t v700[3][1][16]
) {
  #pragma HLS array_partition variable=v699 complete dim=2

  l_likely_e1: for (int e1 = 0; e1 < 6; e1++) {
  #pragma HLS pipeline II=1
    int32_t v703 = v699[(e1 / 16)][(e1 % 16)];
    int32_t v704 = v703 >> 12;
    int v705 = v704;
    int v706 = v705 + 128;
    int32_t v707 = v706;
    int32_t step5;
    step5 = v707;
    int32_t v709 = step5;
    bool v710 = v709 < 0;
    if (v710) {
      step5 = 0;
    }
    int32_t v711 = step5;
    ap_int<33> v712 = v711;
    bool v713 = v712 > 255;
    if (v713) {
      step5 = 255;
    }
    int32_t v714 = step5;
    int v715 = v714;
    int32_t v716 = likelihoods[v715];
    int v717 = v698;
    int32_t v718 = e1;
    int32_t v719 = v718 / 16;
    int v720 = v719;
    ap_int<33> v721 = e1;
    ap_int<33> v722 = v721 % 16;
    int v723 = v722;
    v700[v717][v720][v723] = v716;
  }
}

int32_t kinds_1[2] = {0, 1};
int32_t distances_1[2] = {0, 2};
int32_t neighbours_1[2] = {0, 1};
int32_t steps[2] = {4, 1};
void stopped(
  int32_t v724,
  int32_t *v725
) {
  int32_t kept1;
  kept1 = v724;
  bool v727 = v724 > 32767;
  if (v727) {
    kept1 = 32767;
  }
  ap_int<34> v728 = v724;
  bool v729 = v728 < -32768;
  if (v729) {
    kept1 = -32768;
  }
  *v725 = kept1;
}

void moved_rows(
  int32_t v730,
  int32_t v731,
  int32_t v732,
  int32_t v733[2],
  int32_t v734[4][3][2],
  int32_t v735[1][16],
  int16_t v736[2][3][6][1][16]
) {
  #pragma HLS dependence variable=v736 type=inter false
  #pragma HLS array_partition variable=v735 complete dim=2

  int32_t who1[2];
  for (int v742 = 0; v742 < 2; v742++) {
    who1[v742] = 0;
  }
  l_S_s_0_s3: for (int s3 = 0; s3 < 2; s3++) {
    int32_t v744 = kinds_1[s3];
    int32_t v745 = distances_1[s3];
    int32_t v746 = neighbours_1[s3];
    int32_t v747;
    voters(v744, v745, v746, v730, v731, v732, v733, v734, who1, &v747);
    int32_t known3;
    known3 = v747;
    int32_t v749 = steps[s3];
    int32_t step6;
    step6 = v749;
    int32_t v751 = known3;
    bool v752 = v751 == 1;
    if (v752) {
      l_move_rows_mk: for (int mk = 0; mk < 2; mk++) {
        l_mw: for (int mw = 0; mw < 1; mw++) {
        #pragma HLS pipeline II=1
          l_S_m_0_m23: for (int m23 = 0; m23 < 16; m23++) {
            int v756 = v730;
            int32_t v757 = who1[mk];
            int v758 = v757;
            int16_t v759 = v736[s3][v756][v758][mw][m23];
            int32_t v760 = v759;
            int32_t held1;
            held1 = v760;
            int32_t v762 = held1;
            int32_t v763 = v735[mw][m23];
            int32_t v764 = step6;
            int32_t v765 = v763 >> v764;
            ap_int<33> v766 = v762;
            ap_int<33> v767 = v765;
            ap_int<33> v768 = v766 + v767;
            int32_t v769 = v768;
            int32_t further;
            further = v769;
            int32_t v771 = further;
            int32_t v772;
            stopped(v771, &v772);
            int16_t v773 = v772;
            int32_t v774 = who1[mk];
            int v775 = v774;
            v736[s3][v756][v775][mw][m23] = v773;
          }
        }
      }
    } else {
      known3 = 0;
    }
  }
}

void moved_bias(
  int32_t v776,
  int32_t v777[1][16],
  int16_t v778[3][1][16]
) {
  #pragma HLS array_partition variable=v777 complete dim=2

  l_move_bias_w18: for (int w18 = 0; w18 < 1; w18++) {
    l_S_m_0_m24: for (int m24 = 0; m24 < 16; m24++) {
    #pragma HLS pipeline II=1
      int v781 = v776;
      int16_t v782 = v778[v781][w18][m24];
      int32_t v783 = v782;
      int32_t held2;
      held2 = v783;
      int32_t v785 = held2;
      int32_t v786 = v777[w18][m24];
      int32_t v787 = v786 >> 1;
      ap_int<33> v788 = v785;
      ap_int<33> v789 = v787;
      ap_int<33> v790 = v788 + v789;
      int32_t v791 = v790;
      int32_t further1;
      further1 = v791;
      int32_t v793 = further1;
      int32_t v794;
      stopped(v793, &v794);
      int16_t v795 = v794;
      v778[v781][w18][m24] = v795;
    }
  }
}

void learn_reuse(
  int32_t v796,
  int32_t v797,
  int32_t v798,
  int32_t v799[2],
  int32_t v800[2],
  int32_t v801[4][3][2],
  int32_t v802[1][16],
  int32_t v803[3][1][16],
  int16_t v804[2][3][6][1][16],
  int16_t v805[3][1][16]
) {
  #pragma HLS array_partition variable=v802 complete dim=2

  int32_t wrong[1][16];
  #pragma HLS array_partition variable=wrong complete dim=2

  for (int v807 = 0; v807 < 1; v807++) {
    for (int v808 = 0; v808 < 16; v808++) {
      wrong[v807][v808] = 0;
    }
  }
  int32_t worth[1][16];
  #pragma HLS array_partition variable=worth complete dim=2

  for (int v810 = 0; v810 < 1; v810++) {
    for (int v811 = 0; v811 < 16; v811++) {
      worth[v810][v811] = 0;
    }
  }
  l_last_thought_w19: for (int w19 = 0; w19 < 1; w19++) {
    l_S_m_0_m25: for (int m25 = 0; m25 < 16; m25++) {
    #pragma HLS pipeline II=1
      int v814 = v796;
      int32_t v815 = v803[v814][w19][m25];
      ap_int<33> v816 = v815;
      ap_int<33> v817 = 0 - v816;
      int32_t v818 = v817;
      wrong[w19][m25] = v818;
    }
  }
  remember_likely(v796, v802, v803);
  l_worth_w20: for (int w20 = 0; w20 < 1; w20++) {
    l_S_m_2_m26: for (int m26 = 0; m26 < 16; m26++) {
    #pragma HLS pipeline II=1
      int v821 = v796;
      int32_t v822 = v803[v821][w20][m26];
      int32_t likely;
      likely = v822;
      int32_t v824 = likely;
      int32_t v825 = v824 >> 3;
      ap_int<33> v826 = v824;
      ap_int<33> v827 = v825;
      ap_int<33> v828 = v826 - v827;
      int32_t v829 = v828;
      worth[w20][m26] = v829;
    }
  }
  l_wanted_k3: for (int k3 = 0; k3 < 2; k3++) {
  #pragma HLS pipeline II=1
    int32_t v831 = v799[k3];
    int32_t v832 = v831 / 16;
    int v833 = v832;
    int32_t v834 = v831 % 16;
    int v835 = v834;
    worth[v833][v835] = 4096;
  }
  l_wrong_by_w21: for (int w21 = 0; w21 < 1; w21++) {
    l_S_m_5_m27: for (int m27 = 0; m27 < 16; m27++) {
    #pragma HLS pipeline II=1
      int32_t v838 = worth[w21][m27];
      int32_t v839 = wrong[w21][m27];
      ap_int<33> v840 = v839;
      ap_int<33> v841 = v838;
      ap_int<33> v842 = v840 + v841;
      int32_t v843 = v842;
      wrong[w21][m27] = v843;
    }
  }
  bool v844 = v798 > 0;
  if (v844) {
    bool v845 = v797 > 0;
    ap_int<33> v846 = v797;
    ap_int<33> v847 = v846 - 1;
    ap_int<33> v848 = v845 ? (ap_int<33>)v847 : (ap_int<33>)3;
    int32_t v849 = v848;
    int32_t ago;
    ago = v849;
    ap_int<33> v851 = v798;
    ap_int<33> v852 = v851 - 1;
    int32_t v853 = v852;
    int32_t seen_then;
    seen_then = v853;
    int32_t v855 = ago;
    int32_t v856 = seen_then;
    moved_rows(v796, v855, v856, v800, v801, wrong, v804);
    moved_bias(v796, wrong, v805);
  }
}

void ranked_by(
  int32_t v857[1][16],
  int32_t v858[6]
) {
  #pragma HLS array_partition variable=v857 complete dim=2

  l_S_p_0_p: for (int p = 0; p < 6; p++) {
    int32_t best;
    best = -2147483648;
    int32_t who2;
    who2 = 0;
    l_rank_gl: for (int gl = 0; gl < 6; gl++) {
    #pragma HLS pipeline II=1
      int32_t v863 = v857[(gl / 16)][(gl % 16)];
      int32_t vote;
      vote = v863;
      int32_t v865 = vote;
      int32_t v866 = best;
      bool v867 = v865 > v866;
      int32_t v868 = who2;
      ap_int<33> v869 = gl;
      ap_int<33> v870 = v868;
      ap_int<33> v871 = v867 ? (ap_int<33>)v869 : (ap_int<33>)v870;
      int32_t v872 = v871;
      who2 = v872;
      int32_t v873 = vote;
      int32_t v874 = best;
      bool v875 = v873 > v874;
      int32_t v876 = v875 ? (int32_t)v873 : (int32_t)v874;
      best = v876;
    }
    int32_t v877 = who2;
    v858[p] = v877;
    int32_t v878 = who2;
    int32_t v879 = v878 / 16;
    int v880 = v879;
    int32_t v881 = v878 % 16;
    int v882 = v881;
    v857[v880][v882] = -2147483648;
  }
}

/// This is top function.
void factorised_lookup(
  int32_t v883[3],
  int32_t v884[2],
  int32_t v885[2],
  ap_uint<128> v886[222],
  int32_t v887[33],
  int32_t v888[6]
) {
  static int32_t __stateful_factorised_lookup_path_1[4][3][2];
  #pragma HLS array_partition variable=__stateful_factorised_lookup_path_1 complete dim=3
  static int32_t __stateful_factorised_lookup_recents_2[2][3][1][16];
  #pragma HLS array_partition variable=__stateful_factorised_lookup_recents_2 complete dim=4
  static int32_t __stateful_factorised_lookup_memories_3[2][1][16];
  #pragma HLS array_partition variable=__stateful_factorised_lookup_memories_3 complete dim=3
  static int32_t __stateful_factorised_lookup_pending_4[2][1][16];
  #pragma HLS array_partition variable=__stateful_factorised_lookup_pending_4 complete dim=3
  static int32_t __stateful_factorised_lookup_state_5[1][16];
  #pragma HLS array_partition variable=__stateful_factorised_lookup_state_5 complete dim=2
  static int32_t __stateful_factorised_lookup_place_6[3];
  static int32_t __stateful_factorised_lookup_this_token_7[2];
  static int32_t __stateful_factorised_lookup_last_token_8[2];
  static int16_t __stateful_factorised_lookup_learnt_9[2][3][6][1][16];
  #pragma HLS array_reshape variable=__stateful_factorised_lookup_learnt_9 complete dim=5
  #pragma HLS bind_storage variable=__stateful_factorised_lookup_learnt_9 type=ram_2p impl=uram
  static int16_t __stateful_factorised_lookup_learnt_bias_10[3][1][16];
  #pragma HLS array_partition variable=__stateful_factorised_lookup_learnt_bias_10 complete dim=3
  static int32_t __stateful_factorised_lookup_thought_11[3][1][16];
  #pragma HLS array_partition variable=__stateful_factorised_lookup_thought_11 complete dim=3
  int32_t chosen1[2];
  for (int v901 = 0; v901 < 2; v901++) {
    chosen1[v901] = 0;
  }
  int32_t votes[1][16];
  #pragma HLS array_partition variable=votes complete dim=2

  for (int v903 = 0; v903 < 1; v903++) {
    for (int v904 = 0; v904 < 16; v904++) {
      votes[v903][v904] = 0;
    }
  }
  int32_t hidden[1][16];
  #pragma HLS array_partition variable=hidden complete dim=2

  for (int v906 = 0; v906 < 1; v906++) {
    for (int v907 = 0; v907 < 16; v907++) {
      hidden[v906][v907] = 0;
    }
  }
  int32_t v908 = v883[0];
  int32_t layer;
  layer = v908;
  l_last_k4: for (int k4 = 0; k4 < 2; k4++) {
  #pragma HLS pipeline II=1
    int32_t v911 = v884[k4];
    chosen1[k4] = v911;
  }
  int32_t v912 = v883[1];
  bool v913 = v912 == 1;
  if (v913) {
    __stateful_factorised_lookup_place_6[0] = 0;
    __stateful_factorised_lookup_place_6[1] = 0;
    __stateful_factorised_lookup_place_6[2] = 0;
    forgotten(__stateful_factorised_lookup_memories_3, __stateful_factorised_lookup_pending_4, __stateful_factorised_lookup_recents_2);
    unlearnt(__stateful_factorised_lookup_learnt_9);
    unlearnt_bias(__stateful_factorised_lookup_learnt_bias_10);
  }
  int32_t v914 = layer;
  bool v915 = v914 == 0;
  if (v915) {
    int32_t v916 = v883[1];
    bool v917 = v916 == 0;
    if (v917) {
      folded(__stateful_factorised_lookup_memories_3, __stateful_factorised_lookup_pending_4);
      int32_t v918 = __stateful_factorised_lookup_place_6[0];
      ap_int<33> v919 = v918;
      bool v920 = v919 < 3;
      ap_int<33> v921 = v919 + 1;
      ap_int<33> v922 = v920 ? (ap_int<33>)v921 : (ap_int<33>)0;
      int32_t v923 = v922;
      __stateful_factorised_lookup_place_6[0] = v923;
      int32_t v924 = __stateful_factorised_lookup_place_6[1];
      ap_int<33> v925 = v924;
      bool v926 = v925 < 3;
      ap_int<33> v927 = v925 + 1;
      ap_int<33> v928 = v926 ? (ap_int<33>)v927 : (ap_int<33>)3;
      int32_t v929 = v928;
      __stateful_factorised_lookup_place_6[1] = v929;
    }
    int32_t v930 = v883[2];
    int32_t v931 = __stateful_factorised_lookup_place_6[2];
    begun(v886, v930, v931, __stateful_factorised_lookup_memories_3, __stateful_factorised_lookup_this_token_7, __stateful_factorised_lookup_last_token_8, __stateful_factorised_lookup_state_5);
    int32_t v932 = v883[2];
    __stateful_factorised_lookup_place_6[2] = v932;
  }
  int32_t v933 = layer;
  int32_t v934 = __stateful_factorised_lookup_place_6[0];
  taken_in(v886, v933, v934, chosen1, __stateful_factorised_lookup_path_1, __stateful_factorised_lookup_state_5, __stateful_factorised_lookup_pending_4, __stateful_factorised_lookup_recents_2);
  int32_t v935 = layer;
  int64_t v936 = v935;
  int64_t v937 = v936 * 11;
  int32_t v938 = v937;
  int32_t bias;
  bias = v938;
  l_bias_e2: for (int e2 = 0; e2 < 6; e2++) {
  #pragma HLS pipeline II=1
    int32_t v941 = e2;
    int32_t bias_step;
    bias_step = v941;
    int32_t v943 = bias;
    int32_t v944 = bias_step;
    int v945 = v943;
    int v946 = v944;
    int v947 = v945 + v946;
    int v948 = v947;
    int32_t v949 = v887[v948];
    votes[(e2 / 16)][(e2 % 16)] = v949;
  }
  int32_t v950 = layer;
  int64_t v951 = v950;
  int64_t v952 = v951 * 3;
  ap_int<65> v953 = v952;
  ap_int<65> v954 = v953 + 186;
  int32_t v955 = v954;
  int32_t token_block;
  token_block = v955;
  int32_t v957 = token_block;
  token_votes(v886, v957, __stateful_factorised_lookup_this_token_7, votes);
  int32_t v958 = layer;
  ap_int<33> v959 = v958;
  ap_int<33> v960 = v959 + 3;
  ap_int<65> v961 = v960;
  ap_int<65> v962 = v961 * 3;
  ap_int<66> v963 = v962;
  ap_int<66> v964 = v963 + 186;
  int32_t v965 = v964;
  int32_t last_block;
  last_block = v965;
  int32_t v967 = last_block;
  token_votes(v886, v967, __stateful_factorised_lookup_last_token_8, votes);
  int32_t v968 = layer;
  int32_t v969 = __stateful_factorised_lookup_place_6[0];
  int32_t v970 = __stateful_factorised_lookup_place_6[1];
  path_votes(v886, v968, v969, v970, v885, __stateful_factorised_lookup_path_1, votes);
  l_add_remembered_r6: for (int r6 = 0; r6 < 2; r6++) {
    l_w22: for (int w22 = 0; w22 < 1; w22++) {
    #pragma HLS pipeline II=1
      l_S_m_2_m28: for (int m28 = 0; m28 < 16; m28++) {
        int32_t v974 = layer;
        int v975 = v974;
        int32_t v976 = __stateful_factorised_lookup_recents_2[r6][v975][w22][m28];
        int32_t v977 = votes[w22][m28];
        ap_int<33> v978 = v977;
        ap_int<33> v979 = v976;
        ap_int<33> v980 = v978 + v979;
        int32_t v981 = v980;
        votes[w22][m28] = v981;
      }
    }
  }
  l_hidden_i3: for (int i3 = 0; i3 < 5; i3++) {
  #pragma HLS pipeline II=1
    int32_t v983 = i3;
    int32_t hidden_step;
    hidden_step = v983;
    int32_t v985 = __stateful_factorised_lookup_state_5[(i3 / 16)][(i3 % 16)];
    int32_t v986 = bias;
    int32_t v987 = hidden_step;
    int v988 = v986;
    int v989 = v987;
    int v990 = v988 + v989;
    int v991 = v990;
    int v992 = v991 + 6;
    int v993 = v992;
    int32_t v994 = v887[v993];
    ap_int<33> v995 = v985;
    ap_int<33> v996 = v994;
    ap_int<33> v997 = v995 + v996;
    ap_int<33> v998 = v997 >> 12;
    int32_t v999 = v998;
    int32_t unit;
    unit = v999;
    int32_t v1001 = unit;
    bool v1002 = v1001 < 0;
    if (v1002) {
      unit = 0;
    }
    int32_t v1003 = unit;
    bool v1004 = v1003 > 255;
    if (v1004) {
      unit = 255;
    }
    int32_t v1005 = unit;
    hidden[(i3 / 16)][(i3 % 16)] = v1005;
  }
  int32_t v1006 = layer;
  int64_t v1007 = v1006;
  int64_t v1008 = v1007 * 6;
  ap_int<65> v1009 = v1008;
  ap_int<65> v1010 = v1009 + 168;
  int32_t v1011 = v1010;
  int32_t output_block;
  output_block = v1011;
  int32_t v1013 = output_block;
  hidden_votes(v886, v1013, hidden, votes);
  int32_t v1014 = layer;
  int32_t v1015 = __stateful_factorised_lookup_place_6[0];
  int32_t v1016 = __stateful_factorised_lookup_place_6[1];
  learnt_votes(v1014, v1015, v1016, v885, __stateful_factorised_lookup_path_1, __stateful_factorised_lookup_learnt_9, votes);
  int32_t v1017 = layer;
  learnt_bias_votes(v1017, __stateful_factorised_lookup_learnt_bias_10, votes);
  int32_t v1018 = layer;
  int32_t v1019 = __stateful_factorised_lookup_place_6[0];
  int32_t v1020 = __stateful_factorised_lookup_place_6[1];
  learn_reuse(v1018, v1019, v1020, chosen1, v885, __stateful_factorised_lookup_path_1, votes, __stateful_factorised_lookup_thought_11, __stateful_factorised_lookup_learnt_9, __stateful_factorised_lookup_learnt_bias_10);
  ranked_by(votes, v888);
}
