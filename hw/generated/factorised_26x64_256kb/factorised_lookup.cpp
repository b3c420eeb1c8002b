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
  int32_t v0[1][1][64],
  int32_t v1[1][1][64],
  int32_t v2[1][26][1][64]
) {
  l_forget_state_r: for (int r = 0; r < 1; r++) {
    l_w: for (int w = 0; w < 1; w++) {
    #pragma HLS pipeline II=1
      l_S_m_0_m: for (int m = 0; m < 64; m++) {
        v0[r][w][m] = 0;
        v1[r][w][m] = 0;
      }
    }
  }
  l_forget_recent_r1: for (int r1 = 0; r1 < 1; r1++) {
    l_a: for (int a = 0; a < 26; a++) {
      l_w1: for (int w1 = 0; w1 < 1; w1++) {
      #pragma HLS pipeline II=1
        l_S_m_2_m1: for (int m1 = 0; m1 < 64; m1++) {
          v2[r1][a][w1][m1] = 0;
        }
      }
    }
  }
}

void unlearnt_bias(
  int16_t v10[26][1][64]
) {
  l_unlearn_bias_a1: for (int a1 = 0; a1 < 26; a1++) {
    l_w2: for (int w2 = 0; w2 < 1; w2++) {
      l_S_m_0_m2: for (int m2 = 0; m2 < 64; m2++) {
      #pragma HLS pipeline II=1
        v10[a1][w2][m2] = 0;
      }
    }
  }
}

void stopped(
  int32_t v14,
  int32_t *v15
) {
  int32_t kept;
  kept = v14;
  bool v17 = v14 > 32767;
  if (v17) {
    kept = 32767;
  }
  ap_int<34> v18 = v14;
  bool v19 = v18 < -32768;
  if (v19) {
    kept = -32768;
  }
  *v15 = kept;
}

void moved_bias(
  int32_t v20,
  int32_t v21[1][64],
  int16_t v22[26][1][64]
) {
  #pragma HLS array_partition variable=v21 complete dim=2

  l_move_bias_w3: for (int w3 = 0; w3 < 1; w3++) {
    l_S_m_0_m3: for (int m3 = 0; m3 < 64; m3++) {
    #pragma HLS pipeline II=1
      int v25 = v20;
      int16_t v26 = v22[v25][w3][m3];
      int32_t v27 = v26;
      int32_t held;
      held = v27;
      int32_t v29 = held;
      int32_t v30 = v21[w3][m3];
      int32_t v31 = v30 >> 3;
      ap_int<33> v32 = v29;
      ap_int<33> v33 = v31;
      ap_int<33> v34 = v32 + v33;
      int32_t v35 = v34;
      int32_t further;
      further = v35;
      int32_t v37 = further;
      int32_t v38;
      stopped(v37, &v38);
      int16_t v39 = v38;
      v22[v25][w3][m3] = v39;
    }
  }
}

void learn_choice(
  int32_t v40,
  int32_t v43[6],
  int32_t v46[1][1][64],
  int16_t v48[26][1][64]
) {
  int32_t wrong[1][64];
  #pragma HLS array_partition variable=wrong complete dim=2

  for (int v50 = 0; v50 < 1; v50++) {
    for (int v51 = 0; v51 < 64; v51++) {
      wrong[v50][v51] = 0;
    }
  }
  l_doubt_w4: for (int w4 = 0; w4 < 1; w4++) {
    l_S_m_0_m4: for (int m4 = 0; m4 < 64; m4++) {
    #pragma HLS pipeline II=1
      int32_t v54 = v46[0][w4][m4];
      ap_int<33> v55 = v54;
      ap_int<33> v56 = 0 - v55;
      int32_t v57 = v56;
      wrong[w4][m4] = v57;
    }
  }
  l_praise_k: for (int k = 0; k < 6; k++) {
  #pragma HLS pipeline II=1
    int32_t v59 = v43[k];
    int32_t v60 = v59 / 64;
    int v61 = v60;
    int32_t v62 = v59 % 64;
    int v63 = v62;
    int32_t v64 = wrong[v61][v63];
    ap_int<33> v65 = v64;
    ap_int<33> v66 = v65 + 4096;
    int32_t v67 = v66;
    wrong[v61][v63] = v67;
  }
  moved_bias(v40, wrong, v48);
}

int32_t recent_rates[1] = {3};
void state_rows(
  ap_uint<512> v68[16400],
  int32_t v69,
  int32_t v70[6],
  int32_t v71[1][64]
) {
  #pragma HLS array_partition variable=v71 complete dim=2

  int32_t shifts[1][64];
  #pragma HLS array_partition variable=shifts complete dim=2

  l_state_shifts_w5: for (int w5 = 0; w5 < 1; w5++) {
  #pragma HLS pipeline II=1
    int32_t v74 = w5;
    int32_t step;
    step = v74;
    int32_t v76 = step;
    int v77 = v69;
    int v78 = v76;
    int v79 = v77 + v78;
    int v80 = v79;
    ap_uint<512> v81 = v68[v80];
    ap_uint<512> of_columns;
    of_columns = v81;
    l_S_m_0_m5: for (int m5 = 0; m5 < 64; m5++) {
      ap_int<512> v84 = of_columns;
      int64_t v85 = m5;
      int64_t v86 = v85 * 8;
      ap_int<65> v87 = v86;
      ap_int<65> v88 = v87 + 8;
      ap_int<65> v89 = v88 - 1;
      int v90 = v86;
      int v91 = v89;
      int8_t v92;
      ap_int<512> v92_tmp = v84;
      v92 = v92_tmp(v91, v90);
      int8_t shift;
      shift = v92;
      int8_t v94 = shift;
      int32_t v95 = v94;
      shifts[w5][m5] = v95;
      v71[w5][m5] = 0;
    }
  }
  l_state_rows_k1: for (int k1 = 0; k1 < 6; k1++) {
    l_w6: for (int w6 = 0; w6 < 1; w6++) {
    #pragma HLS pipeline II=1
      int32_t v98 = v70[k1];
      ap_int<33> v99 = v98;
      ap_int<33> v100 = v99 + 1;
      ap_int<66> v101 = v100;
      ap_int<66> v102 = w6;
      ap_int<66> v103 = v101 + v102;
      int32_t v104 = v103;
      int32_t row;
      row = v104;
      int32_t v106 = row;
      int v107 = v69;
      int v108 = v106;
      int v109 = v107 + v108;
      int v110 = v109;
      ap_uint<512> v111 = v68[v110];
      ap_uint<512> taken;
      taken = v111;
      l_S_m_2_m6: for (int m6 = 0; m6 < 64; m6++) {
        ap_int<512> v114 = taken;
        int64_t v115 = m6;
        int64_t v116 = v115 * 8;
        ap_int<65> v117 = v116;
        ap_int<65> v118 = v117 + 8;
        ap_int<65> v119 = v118 - 1;
        int v120 = v116;
        int v121 = v119;
        int8_t v122;
        ap_int<512> v122_tmp = v114;
        v122 = v122_tmp(v121, v120);
        int8_t entry;
        entry = v122;
        int8_t v124 = entry;
        int32_t v125 = v124;
        int32_t wide;
        wide = v125;
        int32_t v127 = wide;
        int32_t v128 = shifts[w6][m6];
        int32_t v129 = v127 << v128;
        int32_t v130 = v71[w6][m6];
        ap_int<33> v131 = v130;
        ap_int<33> v132 = v129;
        ap_int<33> v133 = v131 + v132;
        int32_t v134 = v133;
        v71[w6][m6] = v134;
      }
    }
  }
}

void vote_rows(
  ap_uint<512> v135[16400],
  int32_t v136,
  int32_t v137[6],
  int32_t v138[1][64]
) {
  #pragma HLS array_partition variable=v138 complete dim=2

  int32_t shifts1[1][64];
  #pragma HLS array_partition variable=shifts1 complete dim=2

  l_vote_shifts_w7: for (int w7 = 0; w7 < 1; w7++) {
  #pragma HLS pipeline II=1
    int32_t v141 = w7;
    int32_t step1;
    step1 = v141;
    int32_t v143 = step1;
    int v144 = v136;
    int v145 = v143;
    int v146 = v144 + v145;
    int v147 = v146;
    ap_uint<512> v148 = v135[v147];
    ap_uint<512> of_columns1;
    of_columns1 = v148;
    l_S_m_0_m7: for (int m7 = 0; m7 < 64; m7++) {
      ap_int<512> v151 = of_columns1;
      int64_t v152 = m7;
      int64_t v153 = v152 * 8;
      ap_int<65> v154 = v153;
      ap_int<65> v155 = v154 + 8;
      ap_int<65> v156 = v155 - 1;
      int v157 = v153;
      int v158 = v156;
      int8_t v159;
      ap_int<512> v159_tmp = v151;
      v159 = v159_tmp(v158, v157);
      int8_t shift1;
      shift1 = v159;
      int8_t v161 = shift1;
      int32_t v162 = v161;
      shifts1[w7][m7] = v162;
      v138[w7][m7] = 0;
    }
  }
  l_vote_rows_k2: for (int k2 = 0; k2 < 6; k2++) {
    l_w8: for (int w8 = 0; w8 < 1; w8++) {
    #pragma HLS pipeline II=1
      int32_t v165 = v137[k2];
      ap_int<33> v166 = v165;
      ap_int<33> v167 = v166 + 1;
      ap_int<66> v168 = v167;
      ap_int<66> v169 = w8;
      ap_int<66> v170 = v168 + v169;
      int32_t v171 = v170;
      int32_t row1;
      row1 = v171;
      int32_t v173 = row1;
      int v174 = v136;
      int v175 = v173;
      int v176 = v174 + v175;
      int v177 = v176;
      ap_uint<512> v178 = v135[v177];
      ap_uint<512> taken1;
      taken1 = v178;
      l_S_m_2_m8: for (int m8 = 0; m8 < 64; m8++) {
        ap_int<512> v181 = taken1;
        int64_t v182 = m8;
        int64_t v183 = v182 * 8;
        ap_int<65> v184 = v183;
        ap_int<65> v185 = v184 + 8;
        ap_int<65> v186 = v185 - 1;
        int v187 = v183;
        int v188 = v186;
        int8_t v189;
        ap_int<512> v189_tmp = v181;
        v189 = v189_tmp(v188, v187);
        int8_t entry1;
        entry1 = v189;
        int8_t v191 = entry1;
        int32_t v192 = v191;
        int32_t wide1;
        wide1 = v192;
        int32_t v194 = wide1;
        int32_t v195 = shifts1[w8][m8];
        int32_t v196 = v194 << v195;
        int32_t v197 = v138[w8][m8];
        ap_int<33> v198 = v197;
        ap_int<33> v199 = v196;
        ap_int<33> v200 = v198 + v199;
        int32_t v201 = v200;
        v138[w8][m8] = v201;
      }
    }
  }
}

void taken_in(
  ap_uint<512> v202[16400],
  int32_t v203,
  int32_t v204,
  int32_t v205[6],
  int32_t v206[4][26][6],
  int32_t v207[1][64],
  int32_t v208[1][1][64],
  int32_t v209[1][26][1][64]
) {
  int32_t state_sums[1][64];
  #pragma HLS array_partition variable=state_sums complete dim=2

  for (int v212 = 0; v212 < 1; v212++) {
    for (int v213 = 0; v213 < 64; v213++) {
      state_sums[v212][v213] = 0;
    }
  }
  int32_t vote_sums[1][64];
  #pragma HLS array_partition variable=vote_sums complete dim=2

  for (int v215 = 0; v215 < 1; v215++) {
    for (int v216 = 0; v216 < 64; v216++) {
      vote_sums[v215][v216] = 0;
    }
  }
  l_remember_k3: for (int k3 = 0; k3 < 6; k3++) {
  #pragma HLS pipeline II=1
    int32_t v218 = v205[k3];
    int v219 = v204;
    int v220 = v203;
    v206[v219][v220][k3] = v218;
  }
  int64_t v221 = v203;
  int64_t v222 = v221 * 65;
  ap_int<65> v223 = v222;
  ap_int<65> v224 = v223 + 3380;
  int32_t v225 = v224;
  int32_t path_block;
  path_block = v225;
  int32_t v227 = path_block;
  state_rows(v202, v227, v205, state_sums);
  l_add_path_w9: for (int w9 = 0; w9 < 1; w9++) {
  #pragma HLS pipeline II=1
    l_S_m_1_m9: for (int m9 = 0; m9 < 64; m9++) {
      int32_t v230 = state_sums[w9][m9];
      int32_t v231 = v207[w9][m9];
      ap_int<33> v232 = v231;
      ap_int<33> v233 = v230;
      ap_int<33> v234 = v232 + v233;
      int32_t v235 = v234;
      v207[w9][m9] = v235;
    }
  }
  l_S_r_3_r2: for (int r2 = 0; r2 < 1; r2++) {
    int64_t v237 = r2;
    int64_t v238 = v237 * 26;
    ap_int<65> v239 = v238;
    ap_int<65> v240 = v203;
    ap_int<65> v241 = v239 + v240;
    ap_int<97> v242 = v241;
    ap_int<97> v243 = v242 * 65;
    ap_int<98> v244 = v243;
    ap_int<98> v245 = v244 + 5070;
    int32_t v246 = v245;
    int32_t history_block;
    history_block = v246;
    int32_t v248 = history_block;
    state_rows(v202, v248, v205, state_sums);
    l_S_ha_3_ha: for (int ha = 0; ha < 1; ha++) {
    #pragma HLS pipeline II=1
      l_S_m_3_m10: for (int m10 = 0; m10 < 64; m10++) {
        int32_t v251 = state_sums[ha][m10];
        int32_t v252 = v208[r2][ha][m10];
        ap_int<33> v253 = v252;
        ap_int<33> v254 = v251;
        ap_int<33> v255 = v253 + v254;
        int32_t v256 = v255;
        v208[r2][ha][m10] = v256;
      }
    }
  }
  l_S_r_6_r3: for (int r3 = 0; r3 < 1; r3++) {
    ap_int<34> v258 = r3;
    ap_int<34> v259 = v258 + 1;
    ap_int<66> v260 = v259;
    ap_int<66> v261 = v260 * 26;
    ap_int<67> v262 = v261;
    ap_int<67> v263 = v203;
    ap_int<67> v264 = v262 + v263;
    ap_int<99> v265 = v264;
    ap_int<99> v266 = v265 * 65;
    int32_t v267 = v266;
    int32_t recent_block;
    recent_block = v267;
    int32_t v269 = recent_block;
    vote_rows(v202, v269, v205, vote_sums);
    int32_t v270 = recent_rates[r3];
    int32_t rate;
    rate = v270;
    l_S_hb_6_hb: for (int hb = 0; hb < 1; hb++) {
    #pragma HLS pipeline II=1
      l_S_m_6_m11: for (int m11 = 0; m11 < 64; m11++) {
        int v274 = v203;
        int32_t v275 = v209[r3][v274][hb][m11];
        int32_t held1;
        held1 = v275;
        int32_t v277 = held1;
        int32_t v278 = rate;
        int32_t v279 = v277 >> v278;
        ap_int<33> v280 = v277;
        ap_int<33> v281 = v279;
        ap_int<33> v282 = v280 - v281;
        int32_t v283 = vote_sums[hb][m11];
        ap_int<34> v284 = v282;
        ap_int<34> v285 = v283;
        ap_int<34> v286 = v284 + v285;
        int32_t v287 = v286;
        v209[r3][v274][hb][m11] = v287;
      }
    }
  }
}

int32_t memory_rates[1] = {2};
void folded(
  int32_t v288[1][1][64],
  int32_t v289[1][1][64]
) {
  l_fold_r4: for (int r4 = 0; r4 < 1; r4++) {
    l_w10: for (int w10 = 0; w10 < 1; w10++) {
    #pragma HLS pipeline II=1
      int32_t v293 = memory_rates[r4];
      int32_t memory_rate;
      memory_rate = v293;
      l_S_m_0_m12: for (int m12 = 0; m12 < 64; m12++) {
        int32_t v296 = v288[r4][w10][m12];
        int32_t kept1;
        kept1 = v296;
        int32_t v298 = kept1;
        int32_t v299 = memory_rate;
        int32_t v300 = v298 >> v299;
        ap_int<33> v301 = v298;
        ap_int<33> v302 = v300;
        ap_int<33> v303 = v301 - v302;
        int32_t v304 = v303;
        int32_t left;
        left = v304;
        int32_t v306 = left;
        int32_t v307 = v289[r4][w10][m12];
        ap_int<33> v308 = v306;
        ap_int<33> v309 = v307;
        ap_int<33> v310 = v308 + v309;
        int32_t v311 = v310;
        v288[r4][w10][m12] = v311;
        v289[r4][w10][m12] = 0;
      }
    }
  }
}

void shifted(
  int32_t v312,
  int32_t v313,
  int32_t *v314
) {
  int32_t moved;
  moved = 0;
  bool v316 = v313 >= 0;
  if (v316) {
    int32_t v317 = v312 << v313;
    moved = v317;
  } else {
    ap_int<33> v318 = v313;
    ap_int<33> v319 = 0 - v318;
    int32_t v320 = v319;
    int32_t v321 = v312 >> v320;
    moved = v321;
  }
  *v314 = moved;
}

void token_state(
  ap_uint<512> v322[16400],
  int32_t v323,
  int32_t v324[8],
  int32_t v325[1][64]
) {
  int32_t sums[1][64];
  #pragma HLS array_partition variable=sums complete dim=2

  for (int v327 = 0; v327 < 1; v327++) {
    for (int v328 = 0; v328 < 64; v328++) {
      sums[v327][v328] = 0;
    }
  }
  l_token_state_i: for (int i = 0; i < 8; i++) {
    l_w11: for (int w11 = 0; w11 < 1; w11++) {
    #pragma HLS pipeline II=1
      ap_int<34> v331 = i;
      ap_int<34> v332 = v331 + 1;
      ap_int<67> v333 = v332;
      ap_int<67> v334 = w11;
      ap_int<67> v335 = v333 + v334;
      int32_t v336 = v335;
      int32_t row2;
      row2 = v336;
      int32_t v338 = row2;
      int v339 = v323;
      int v340 = v338;
      int v341 = v339 + v340;
      int v342 = v341;
      ap_uint<512> v343 = v322[v342];
      ap_uint<512> taken2;
      taken2 = v343;
      l_S_m_0_m13: for (int m13 = 0; m13 < 64; m13++) {
        ap_int<512> v346 = taken2;
        int64_t v347 = m13;
        int64_t v348 = v347 * 8;
        ap_int<65> v349 = v348;
        ap_int<65> v350 = v349 + 8;
        ap_int<65> v351 = v350 - 1;
        int v352 = v348;
        int v353 = v351;
        int8_t v354;
        ap_int<512> v354_tmp = v346;
        v354 = v354_tmp(v353, v352);
        int8_t entry2;
        entry2 = v354;
        int8_t v356 = entry2;
        int32_t v357 = v324[i];
        ap_int<40> v358 = v356;
        ap_int<40> v359 = v357;
        ap_int<40> v360 = v358 * v359;
        int32_t v361 = sums[w11][m13];
        ap_int<41> v362 = v361;
        ap_int<41> v363 = v360;
        ap_int<41> v364 = v362 + v363;
        int32_t v365 = v364;
        sums[w11][m13] = v365;
      }
    }
  }
  l_token_state_shifted_w12: for (int w12 = 0; w12 < 1; w12++) {
  #pragma HLS pipeline II=1
    int32_t v367 = w12;
    int32_t step2;
    step2 = v367;
    int32_t v369 = step2;
    int v370 = v323;
    int v371 = v369;
    int v372 = v370 + v371;
    int v373 = v372;
    ap_uint<512> v374 = v322[v373];
    ap_uint<512> of_columns2;
    of_columns2 = v374;
    l_S_m_2_m14: for (int m14 = 0; m14 < 64; m14++) {
      ap_int<512> v377 = of_columns2;
      int64_t v378 = m14;
      int64_t v379 = v378 * 8;
      ap_int<65> v380 = v379;
      ap_int<65> v381 = v380 + 8;
      ap_int<65> v382 = v381 - 1;
      int v383 = v379;
      int v384 = v382;
      int8_t v385;
      ap_int<512> v385_tmp = v377;
      v385 = v385_tmp(v384, v383);
      int8_t shift2;
      shift2 = v385;
      int8_t v387 = shift2;
      int32_t v388 = v387;
      int32_t by;
      by = v388;
      int32_t v390 = sums[w12][m14];
      int32_t v391 = by;
      int32_t v392;
      shifted(v390, v391, &v392);
      int32_t v393 = v325[w12][m14];
      ap_int<33> v394 = v393;
      ap_int<33> v395 = v392;
      ap_int<33> v396 = v394 + v395;
      int32_t v397 = v396;
      v325[w12][m14] = v397;
    }
  }
}

void begun(
  ap_uint<512> v398[16400],
  int32_t v399,
  int32_t v400,
  int32_t v401[1][1][64],
  int32_t v402[8],
  int32_t v403[8],
  int32_t v404[1][64]
) {
  int v405 = v399;
  int v406 = v405 + 8208;
  int v407 = v406;
  ap_uint<512> v408 = v398[v407];
  ap_uint<512> this_word;
  this_word = v408;
  int v410 = v400;
  int v411 = v410 + 12304;
  int v412 = v411;
  ap_uint<512> v413 = v398[v412];
  ap_uint<512> last_word;
  last_word = v413;
  l_S_m_0_m15: for (int m15 = 0; m15 < 8; m15++) {
    ap_int<512> v416 = this_word;
    int64_t v417 = m15;
    int64_t v418 = v417 * 8;
    ap_int<65> v419 = v418;
    ap_int<65> v420 = v419 + 8;
    ap_int<65> v421 = v420 - 1;
    int v422 = v418;
    int v423 = v421;
    int8_t v424;
    ap_int<512> v424_tmp = v416;
    v424 = v424_tmp(v423, v422);
    int8_t this_entry;
    this_entry = v424;
    int8_t v426 = this_entry;
    int32_t v427 = v426;
    v402[m15] = v427;
    ap_int<512> v428 = last_word;
    int8_t v429;
    ap_int<512> v429_tmp = v428;
    v429 = v429_tmp(v423, v422);
    int8_t last_entry;
    last_entry = v429;
    int8_t v431 = last_entry;
    int32_t v432 = v431;
    v403[m15] = v432;
  }
  l_start_state_w13: for (int w13 = 0; w13 < 1; w13++) {
  #pragma HLS pipeline II=1
    l_S_m_1_m16: for (int m16 = 0; m16 < 64; m16++) {
      int32_t sum_of_rates;
      sum_of_rates = 0;
      l_S_r_1_r5: for (int r5 = 0; r5 < 1; r5++) {
        int32_t v437 = v401[r5][w13][m16];
        int32_t v438 = sum_of_rates;
        ap_int<33> v439 = v438;
        ap_int<33> v440 = v437;
        ap_int<33> v441 = v439 + v440;
        int32_t v442 = v441;
        sum_of_rates = v442;
      }
      int32_t v443 = sum_of_rates;
      v404[w13][m16] = v443;
    }
  }
  token_state(v398, 8190, v402, v404);
  token_state(v398, 8199, v403, v404);
}

void token_votes(
  ap_uint<512> v444[16400],
  int32_t v445,
  int32_t v446[8],
  int32_t v447[1][64]
) {
  #pragma HLS array_partition variable=v447 complete dim=2

  int32_t sums1[1][64];
  #pragma HLS array_partition variable=sums1 complete dim=2

  for (int v449 = 0; v449 < 1; v449++) {
    for (int v450 = 0; v450 < 64; v450++) {
      sums1[v449][v450] = 0;
    }
  }
  l_token_votes_i1: for (int i1 = 0; i1 < 8; i1++) {
    l_w14: for (int w14 = 0; w14 < 1; w14++) {
    #pragma HLS pipeline II=1
      ap_int<34> v453 = i1;
      ap_int<34> v454 = v453 + 1;
      ap_int<67> v455 = v454;
      ap_int<67> v456 = w14;
      ap_int<67> v457 = v455 + v456;
      int32_t v458 = v457;
      int32_t row3;
      row3 = v458;
      int32_t v460 = row3;
      int v461 = v445;
      int v462 = v460;
      int v463 = v461 + v462;
      int v464 = v463;
      ap_uint<512> v465 = v444[v464];
      ap_uint<512> taken3;
      taken3 = v465;
      l_S_m_0_m17: for (int m17 = 0; m17 < 64; m17++) {
        ap_int<512> v468 = taken3;
        int64_t v469 = m17;
        int64_t v470 = v469 * 8;
        ap_int<65> v471 = v470;
        ap_int<65> v472 = v471 + 8;
        ap_int<65> v473 = v472 - 1;
        int v474 = v470;
        int v475 = v473;
        int8_t v476;
        ap_int<512> v476_tmp = v468;
        v476 = v476_tmp(v475, v474);
        int8_t entry3;
        entry3 = v476;
        int8_t v478 = entry3;
        int32_t v479 = v446[i1];
        ap_int<40> v480 = v478;
        ap_int<40> v481 = v479;
        ap_int<40> v482 = v480 * v481;
        int32_t v483 = sums1[w14][m17];
        ap_int<41> v484 = v483;
        ap_int<41> v485 = v482;
        ap_int<41> v486 = v484 + v485;
        int32_t v487 = v486;
        sums1[w14][m17] = v487;
      }
    }
  }
  l_token_votes_shifted_w15: for (int w15 = 0; w15 < 1; w15++) {
  #pragma HLS pipeline II=1
    int32_t v489 = w15;
    int32_t step3;
    step3 = v489;
    int32_t v491 = step3;
    int v492 = v445;
    int v493 = v491;
    int v494 = v492 + v493;
    int v495 = v494;
    ap_uint<512> v496 = v444[v495];
    ap_uint<512> of_columns3;
    of_columns3 = v496;
    l_S_m_2_m18: for (int m18 = 0; m18 < 64; m18++) {
      ap_int<512> v499 = of_columns3;
      int64_t v500 = m18;
      int64_t v501 = v500 * 8;
      ap_int<65> v502 = v501;
      ap_int<65> v503 = v502 + 8;
      ap_int<65> v504 = v503 - 1;
      int v505 = v501;
      int v506 = v504;
      int8_t v507;
      ap_int<512> v507_tmp = v499;
      v507 = v507_tmp(v506, v505);
      int8_t shift3;
      shift3 = v507;
      int8_t v509 = shift3;
      int32_t v510 = v509;
      int32_t by1;
      by1 = v510;
      int32_t v512 = sums1[w15][m18];
      int32_t v513 = by1;
      int32_t v514;
      shifted(v512, v513, &v514);
      int32_t v515 = v447[w15][m18];
      ap_int<33> v516 = v515;
      ap_int<33> v517 = v514;
      ap_int<33> v518 = v516 + v517;
      int32_t v519 = v518;
      v447[w15][m18] = v519;
    }
  }
}

int32_t kinds[1] = {0};
int32_t distances[1] = {1};
int32_t neighbours[1] = {0};
void voters(
  int32_t v520,
  int32_t v521,
  int32_t v522,
  int32_t v523,
  int32_t v524,
  int32_t v525,
  int32_t v526[6],
  int32_t v527[4][26][6],
  int32_t v528[6],
  int32_t *v529
) {
  int32_t at;
  at = v523;
  int32_t back;
  back = 0;
  int32_t known;
  known = 0;
  bool v533 = v520 == 0;
  if (v533) {
    ap_int<33> v534 = v523;
    ap_int<33> v535 = v521;
    ap_int<33> v536 = v534 - v535;
    int32_t v537 = v536;
    at = v537;
    int32_t v538 = at;
    bool v539 = v538 >= 0;
    int32_t v540 = v539 ? (int32_t)1 : (int32_t)0;
    known = v540;
  } else {
    bool v541 = v520 == 1;
    if (v541) {
      int v542 = v523;
      int v543 = v522;
      int v544 = v542 + v543;
      int32_t v545 = v544;
      at = v545;
      back = v521;
      int32_t v546 = at;
      bool v547 = v546 < 26;
      int32_t v548 = back;
      bool v549 = v525 >= v548;
      bool v550 = v547 & v549;
      int32_t v551 = v550 ? (int32_t)1 : (int32_t)0;
      known = v551;
    } else {
      int32_t v552 = v526[0];
      bool v553 = v552 >= 0;
      int32_t v554 = v553 ? (int32_t)1 : (int32_t)0;
      known = v554;
    }
  }
  int32_t v555 = back;
  bool v556 = v524 >= v555;
  ap_int<33> v557 = v524;
  ap_int<33> v558 = v555;
  ap_int<33> v559 = v557 - v558;
  ap_int<34> v560 = v559;
  ap_int<34> v561 = v560 + 4;
  ap_int<34> v562 = v556 ? (ap_int<34>)v560 : (ap_int<34>)v561;
  int32_t v563 = v562;
  int32_t token;
  token = v563;
  int32_t v565 = known;
  bool v566 = v565 == 0;
  if (v566) {
    at = 0;
  }
  l_source_j: for (int j = 0; j < 6; j++) {
  #pragma HLS pipeline II=1
    bool v568 = v520 == 2;
    if (v568) {
      int32_t v569 = v526[j];
      v528[j] = v569;
    } else {
      int32_t v570 = token;
      int v571 = v570;
      int32_t v572 = at;
      int v573 = v572;
      int32_t v574 = v527[v571][v573][j];
      v528[j] = v574;
    }
  }
  *v529 = known;
}

void path_votes(
  ap_uint<512> v575[16400],
  int32_t v576,
  int32_t v577,
  int32_t v578,
  int32_t v579[6],
  int32_t v580[4][26][6],
  int32_t v581[1][64]
) {
  #pragma HLS array_partition variable=v581 complete dim=2

  int32_t chosen[6];
  for (int v586 = 0; v586 < 6; v586++) {
    chosen[v586] = 0;
  }
  int32_t vote_sums1[1][64];
  #pragma HLS array_partition variable=vote_sums1 complete dim=2

  for (int v588 = 0; v588 < 1; v588++) {
    for (int v589 = 0; v589 < 64; v589++) {
      vote_sums1[v588][v589] = 0;
    }
  }
  l_S_s_0_s: for (int s = 0; s < 1; s++) {
    int32_t v591 = kinds[s];
    int32_t v592 = distances[s];
    int32_t v593 = neighbours[s];
    int32_t v594;
    voters(v591, v592, v593, v576, v577, v578, v579, v580, chosen, &v594);
    int32_t known1;
    known1 = v594;
    int32_t v596 = known1;
    bool v597 = v596 == 1;
    if (v597) {
      int64_t v598 = s;
      int64_t v599 = v598 * 26;
      ap_int<65> v600 = v599;
      ap_int<65> v601 = v576;
      ap_int<65> v602 = v600 + v601;
      ap_int<97> v603 = v602;
      ap_int<97> v604 = v603 * 65;
      int32_t v605 = v604;
      int32_t block;
      block = v605;
      int32_t v607 = block;
      vote_rows(v575, v607, chosen, vote_sums1);
      l_add_votes_gk: for (int gk = 0; gk < 1; gk++) {
      #pragma HLS pipeline II=1
        l_S_m_0_m19: for (int m19 = 0; m19 < 64; m19++) {
          int32_t v610 = vote_sums1[gk][m19];
          int32_t v611 = v581[gk][m19];
          ap_int<33> v612 = v611;
          ap_int<33> v613 = v610;
          ap_int<33> v614 = v612 + v613;
          int32_t v615 = v614;
          v581[gk][m19] = v615;
        }
      }
    } else {
      known1 = 0;
    }
  }
}

void hidden_votes(
  ap_uint<512> v616[16400],
  int32_t v617,
  int32_t v618[1][64],
  int32_t v619[1][64]
) {
  #pragma HLS array_partition variable=v618 complete dim=2

  #pragma HLS array_partition variable=v619 complete dim=2

  int32_t sums2[1][64];
  #pragma HLS array_partition variable=sums2 complete dim=2

  for (int v621 = 0; v621 < 1; v621++) {
    for (int v622 = 0; v622 < 64; v622++) {
      sums2[v621][v622] = 0;
    }
  }
  l_hidden_votes_i2: for (int i2 = 0; i2 < 36; i2++) {
    l_w16: for (int w16 = 0; w16 < 1; w16++) {
    #pragma HLS pipeline II=1
      ap_int<34> v625 = i2;
      ap_int<34> v626 = v625 + 1;
      ap_int<67> v627 = v626;
      ap_int<67> v628 = w16;
      ap_int<67> v629 = v627 + v628;
      int32_t v630 = v629;
      int32_t row4;
      row4 = v630;
      int32_t v632 = row4;
      int v633 = v617;
      int v634 = v632;
      int v635 = v633 + v634;
      int v636 = v635;
      ap_uint<512> v637 = v616[v636];
      ap_uint<512> taken4;
      taken4 = v637;
      int32_t v639 = v618[(i2 / 64)][(i2 % 64)];
      int32_t scalar;
      scalar = v639;
      l_S_m_0_m20: for (int m20 = 0; m20 < 64; m20++) {
        ap_int<512> v642 = taken4;
        int64_t v643 = m20;
        int64_t v644 = v643 * 8;
        ap_int<65> v645 = v644;
        ap_int<65> v646 = v645 + 8;
        ap_int<65> v647 = v646 - 1;
        int v648 = v644;
        int v649 = v647;
        int8_t v650;
        ap_int<512> v650_tmp = v642;
        v650 = v650_tmp(v649, v648);
        int8_t entry4;
        entry4 = v650;
        int8_t v652 = entry4;
        int32_t v653 = scalar;
        ap_int<40> v654 = v652;
        ap_int<40> v655 = v653;
        ap_int<40> v656 = v654 * v655;
        int32_t v657 = sums2[w16][m20];
        ap_int<41> v658 = v657;
        ap_int<41> v659 = v656;
        ap_int<41> v660 = v658 + v659;
        int32_t v661 = v660;
        sums2[w16][m20] = v661;
      }
    }
  }
  l_hidden_votes_shifted_w17: for (int w17 = 0; w17 < 1; w17++) {
  #pragma HLS pipeline II=1
    int32_t v663 = w17;
    int32_t step4;
    step4 = v663;
    int32_t v665 = step4;
    int v666 = v617;
    int v667 = v665;
    int v668 = v666 + v667;
    int v669 = v668;
    ap_uint<512> v670 = v616[v669];
    ap_uint<512> of_columns4;
    of_columns4 = v670;
    l_S_m_2_m21: for (int m21 = 0; m21 < 64; m21++) {
      ap_int<512> v673 = of_columns4;
      int64_t v674 = m21;
      int64_t v675 = v674 * 8;
      ap_int<65> v676 = v675;
      ap_int<65> v677 = v676 + 8;
      ap_int<65> v678 = v677 - 1;
      int v679 = v675;
      int v680 = v678;
      int8_t v681;
      ap_int<512> v681_tmp = v673;
      v681 = v681_tmp(v680, v679);
      int8_t shift4;
      shift4 = v681;
      int8_t v683 = shift4;
      int32_t v684 = v683;
      int32_t by2;
      by2 = v684;
      int32_t v686 = sums2[w17][m21];
      int32_t v687 = by2;
      int32_t v688;
      shifted(v686, v687, &v688);
      int32_t v689 = v619[w17][m21];
      ap_int<33> v690 = v689;
      ap_int<33> v691 = v688;
      ap_int<33> v692 = v690 + v691;
      int32_t v693 = v692;
      v619[w17][m21] = v693;
    }
  }
}

void learnt_bias_votes(
  int32_t v694,
  int16_t v695[26][1][64],
  int32_t v696[1][64]
) {
  #pragma HLS array_partition variable=v696 complete dim=2

  l_add_learnt_bias_w18: for (int w18 = 0; w18 < 1; w18++) {
    l_S_m_0_m22: for (int m22 = 0; m22 < 64; m22++) {
    #pragma HLS pipeline II=1
      int v699 = v694;
      int16_t v700 = v695[v699][w18][m22];
      int32_t v701 = v700;
      int32_t moved1;
      moved1 = v701;
      int32_t v703 = moved1;
      int32_t v704 = v703 << 4;
      int32_t v705 = v696[w18][m22];
      ap_int<33> v706 = v705;
      ap_int<33> v707 = v704;
      ap_int<33> v708 = v706 + v707;
      int32_t v709 = v708;
      v696[w18][m22] = v709;
    }
  }
}

int32_t likelihoods[256] = {1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 6, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 12, 13, 13, 14, 15, 16, 17, 18, 19, 21, 22, 23, 25, 27, 28, 30, 32, 34, 36, 39, 41, 44, 46, 49, 53, 56, 59, 63, 67, 71, 76, 81, 86, 91, 97, 103, 110, 116, 124, 131, 140, 148, 158, 167, 178, 189, 200, 212, 225, 239, 253, 269, 285, 302, 320, 339, 359, 380, 402, 425, 449, 475, 502, 530, 560, 590, 623, 656, 692, 728, 766, 806, 847, 890, 935, 980, 1028, 1077, 1127, 1179, 1232, 1286, 1342, 1399, 1457, 1516, 1577, 1638, 1699, 1762, 1825, 1888, 1952, 2016, 2080, 2144, 2208, 2271, 2334, 2397, 2458, 2519, 2580, 2639, 2697, 2754, 2810, 2864, 2917, 2969, 3019, 3068, 3116, 3161, 3206, 3249, 3290, 3330, 3368, 3404, 3440, 3473, 3506, 3536, 3566, 3594, 3621, 3647, 3671, 3694, 3716, 3737, 3757, 3776, 3794, 3811, 3827, 3843, 3857, 3871, 3884, 3896, 3907, 3918, 3929, 3938, 3948, 3956, 3965, 3972, 3980, 3986, 3993, 3999, 4005, 4010, 4015, 4020, 4025, 4029, 4033, 4037, 4040, 4043, 4047, 4050, 4052, 4055, 4057, 4060, 4062, 4064, 4066, 4068, 4069, 4071, 4073, 4074, 4075, 4077, 4078, 4079, 4080, 4081, 4082, 4083, 4083, 4084, 4085, 4086, 4086, 4087, 4087, 4088, 4088, 4089, 4089, 4090, 4090, 4090, 4091, 4091, 4091, 4092, 4092, 4092, 4092, 4093, 4093, 4093, 4093, 4093, 4094, 4094, 4094, 4094, 4094, 4094, 4094, 4094, 4094, 4095};
void remember_likely(
  int32_t v710,
  int32_t v711[1][64],
  int32_t v712[1][1][64]
) {
  #pragma HLS array_partition variable=v711 complete dim=2

  l_likely_e: for (int e = 0; e < 64; e++) {
  #pragma HLS pipeline II=1
    int32_t v715 = v711[(e / 64)][(e % 64)];
    int32_t v716 = v715 >> 12;
    int v717 = v716;
    int v718 = v717 + 128;
    int32_t v719 = v718;
    int32_t step5;
    step5 = v719;
    int32_t v721 = step5;
    bool v722 = v721 < 0;
    if (v722) {
      step5 = 0;
    }
    int32_t v723 = step5;
    ap_int<33> v724 = v723;
    bool v725 = v724 > 255;
    if (v725) {
      step5 = 255;
    }
    int32_t v726 = step5;
    int v727 = v726;
    int32_t v728 = likelihoods[v727];
    int v729 = v710;
    int32_t v730 = e;
    int32_t v731 = v730 / 64;
    int v732 = v731;
    ap_int<33> v733 = e;
    ap_int<33> v734 = v733 % 64;
    int v735 = v734;
    v712[v729][v732][v735] = v728;
  }
}

void ranked_by(
  int32_t v736[1][64],
  int32_t v737[16]
) {
  #pragma HLS array_partition variable=v736 complete dim=2

  l_S_p_0_p: for (int p = 0; p < 16; p++) {
    int32_t best;
    best = -2147483648;
    int32_t who;
    who = 0;
    l_rank_gl: for (int gl = 0; gl < 64; gl++) {
    #pragma HLS pipeline II=1
      int32_t v742 = v736[(gl / 64)][(gl % 64)];
      int32_t vote;
      vote = v742;
      int32_t v744 = vote;
      int32_t v745 = best;
      bool v746 = v744 > v745;
      int32_t v747 = who;
      ap_int<33> v748 = gl;
      ap_int<33> v749 = v747;
      ap_int<33> v750 = v746 ? (ap_int<33>)v748 : (ap_int<33>)v749;
      int32_t v751 = v750;
      who = v751;
      int32_t v752 = vote;
      int32_t v753 = best;
      bool v754 = v752 > v753;
      int32_t v755 = v754 ? (int32_t)v752 : (int32_t)v753;
      best = v755;
    }
    int32_t v756 = who;
    v737[p] = v756;
    int32_t v757 = who;
    int32_t v758 = v757 / 64;
    int v759 = v758;
    int32_t v760 = v757 % 64;
    int v761 = v760;
    v736[v759][v761] = -2147483648;
  }
}

/// This is top function.
void factorised_lookup(
  int32_t v762[3],
  int32_t v763[6],
  int32_t v764[6],
  ap_uint<512> v765[16400],
  int32_t v766[2600],
  int32_t v767[16]
) {
  static int32_t __stateful_factorised_lookup_path_1[4][26][6];
  #pragma HLS array_partition variable=__stateful_factorised_lookup_path_1 complete dim=3
  static int32_t __stateful_factorised_lookup_recents_2[1][26][1][64];
  #pragma HLS array_partition variable=__stateful_factorised_lookup_recents_2 complete dim=4
  static int32_t __stateful_factorised_lookup_memories_3[1][1][64];
  #pragma HLS array_partition variable=__stateful_factorised_lookup_memories_3 complete dim=3
  static int32_t __stateful_factorised_lookup_pending_4[1][1][64];
  #pragma HLS array_partition variable=__stateful_factorised_lookup_pending_4 complete dim=3
  static int32_t __stateful_factorised_lookup_state_5[1][64];
  #pragma HLS array_partition variable=__stateful_factorised_lookup_state_5 complete dim=2
  static int32_t __stateful_factorised_lookup_place_6[3];
  static int32_t __stateful_factorised_lookup_this_token_7[8];
  static int32_t __stateful_factorised_lookup_last_token_8[8];
  static int16_t __stateful_factorised_lookup_learnt_9[1][26][64][1][64];
  #pragma HLS array_reshape variable=__stateful_factorised_lookup_learnt_9 complete dim=5
  #pragma HLS bind_storage variable=__stateful_factorised_lookup_learnt_9 type=ram_2p impl=uram
  static int16_t __stateful_factorised_lookup_learnt_bias_10[26][1][64];
  #pragma HLS array_partition variable=__stateful_factorised_lookup_learnt_bias_10 complete dim=3
  static int32_t __stateful_factorised_lookup_thought_11[1][1][64];
  #pragma HLS array_partition variable=__stateful_factorised_lookup_thought_11 complete dim=3
  int32_t chosen1[6];
  for (int v780 = 0; v780 < 6; v780++) {
    chosen1[v780] = 0;
  }
  int32_t votes[1][64];
  #pragma HLS array_partition variable=votes complete dim=2

  for (int v782 = 0; v782 < 1; v782++) {
    for (int v783 = 0; v783 < 64; v783++) {
      votes[v782][v783] = 0;
    }
  }
  int32_t hidden[1][64];
  #pragma HLS array_partition variable=hidden complete dim=2

  for (int v785 = 0; v785 < 1; v785++) {
    for (int v786 = 0; v786 < 64; v786++) {
      hidden[v785][v786] = 0;
    }
  }
  int32_t v787 = v762[0];
  int32_t layer;
  layer = v787;
  l_last_k4: for (int k4 = 0; k4 < 6; k4++) {
  #pragma HLS pipeline II=1
    int32_t v790 = v763[k4];
    chosen1[k4] = v790;
  }
  int32_t v791 = v762[1];
  bool v792 = v791 == 1;
  if (v792) {
    __stateful_factorised_lookup_place_6[0] = 0;
    __stateful_factorised_lookup_place_6[1] = 0;
    __stateful_factorised_lookup_place_6[2] = 0;
    forgotten(__stateful_factorised_lookup_memories_3, __stateful_factorised_lookup_pending_4, __stateful_factorised_lookup_recents_2);
    unlearnt_bias(__stateful_factorised_lookup_learnt_bias_10);
  }
  int32_t v793 = v762[1];
  bool v794 = v793 == 0;
  if (v794) {
    int32_t v795 = layer;
    bool v796 = v795 > 0;
    ap_int<33> v797 = v795;
    ap_int<33> v798 = v797 - 1;
    ap_int<33> v799 = v796 ? (ap_int<33>)v798 : (ap_int<33>)25;
    int32_t v800 = v799;
    int32_t done;
    done = v800;
    int32_t v802 = done;
    int32_t v803 = __stateful_factorised_lookup_place_6[0];
    int32_t v804 = __stateful_factorised_lookup_place_6[1];
    learn_choice(v802, chosen1, __stateful_factorised_lookup_thought_11, __stateful_factorised_lookup_learnt_bias_10);
    int32_t v805 = done;
    int32_t v806 = __stateful_factorised_lookup_place_6[0];
    taken_in(v765, v805, v806, chosen1, __stateful_factorised_lookup_path_1, __stateful_factorised_lookup_state_5, __stateful_factorised_lookup_pending_4, __stateful_factorised_lookup_recents_2);
  }
  int32_t v807 = layer;
  bool v808 = v807 == 0;
  if (v808) {
    int32_t v809 = v762[1];
    bool v810 = v809 == 0;
    if (v810) {
      folded(__stateful_factorised_lookup_memories_3, __stateful_factorised_lookup_pending_4);
      int32_t v811 = __stateful_factorised_lookup_place_6[0];
      ap_int<33> v812 = v811;
      bool v813 = v812 < 3;
      ap_int<33> v814 = v812 + 1;
      ap_int<33> v815 = v813 ? (ap_int<33>)v814 : (ap_int<33>)0;
      int32_t v816 = v815;
      __stateful_factorised_lookup_place_6[0] = v816;
      int32_t v817 = __stateful_factorised_lookup_place_6[1];
      ap_int<33> v818 = v817;
      bool v819 = v818 < 3;
      ap_int<33> v820 = v818 + 1;
      ap_int<33> v821 = v819 ? (ap_int<33>)v820 : (ap_int<33>)3;
      int32_t v822 = v821;
      __stateful_factorised_lookup_place_6[1] = v822;
    }
    int32_t v823 = v762[2];
    int32_t v824 = __stateful_factorised_lookup_place_6[2];
    begun(v765, v823, v824, __stateful_factorised_lookup_memories_3, __stateful_factorised_lookup_this_token_7, __stateful_factorised_lookup_last_token_8, __stateful_factorised_lookup_state_5);
    int32_t v825 = v762[2];
    __stateful_factorised_lookup_place_6[2] = v825;
  }
  int32_t v826 = layer;
  int64_t v827 = v826;
  int64_t v828 = v827 * 100;
  int32_t v829 = v828;
  int32_t bias;
  bias = v829;
  l_bias_e1: for (int e1 = 0; e1 < 64; e1++) {
  #pragma HLS pipeline II=1
    int32_t v832 = e1;
    int32_t bias_step;
    bias_step = v832;
    int32_t v834 = bias;
    int32_t v835 = bias_step;
    int v836 = v834;
    int v837 = v835;
    int v838 = v836 + v837;
    int v839 = v838;
    int32_t v840 = v766[v839];
    votes[(e1 / 64)][(e1 % 64)] = v840;
  }
  int32_t v841 = layer;
  int64_t v842 = v841;
  int64_t v843 = v842 * 9;
  ap_int<65> v844 = v843;
  ap_int<65> v845 = v844 + 7722;
  int32_t v846 = v845;
  int32_t token_block;
  token_block = v846;
  int32_t v848 = token_block;
  token_votes(v765, v848, __stateful_factorised_lookup_this_token_7, votes);
  int32_t v849 = layer;
  ap_int<33> v850 = v849;
  ap_int<33> v851 = v850 + 26;
  ap_int<65> v852 = v851;
  ap_int<65> v853 = v852 * 9;
  ap_int<66> v854 = v853;
  ap_int<66> v855 = v854 + 7722;
  int32_t v856 = v855;
  int32_t last_block;
  last_block = v856;
  int32_t v858 = last_block;
  token_votes(v765, v858, __stateful_factorised_lookup_last_token_8, votes);
  int32_t v859 = layer;
  int32_t v860 = __stateful_factorised_lookup_place_6[0];
  int32_t v861 = __stateful_factorised_lookup_place_6[1];
  path_votes(v765, v859, v860, v861, v764, __stateful_factorised_lookup_path_1, votes);
  l_add_remembered_r6: for (int r6 = 0; r6 < 1; r6++) {
    l_w19: for (int w19 = 0; w19 < 1; w19++) {
    #pragma HLS pipeline II=1
      l_S_m_2_m23: for (int m23 = 0; m23 < 64; m23++) {
        int32_t v865 = layer;
        int v866 = v865;
        int32_t v867 = __stateful_factorised_lookup_recents_2[r6][v866][w19][m23];
        int32_t v868 = votes[w19][m23];
        ap_int<33> v869 = v868;
        ap_int<33> v870 = v867;
        ap_int<33> v871 = v869 + v870;
        int32_t v872 = v871;
        votes[w19][m23] = v872;
      }
    }
  }
  l_hidden_i3: for (int i3 = 0; i3 < 36; i3++) {
  #pragma HLS pipeline II=1
    int32_t v874 = i3;
    int32_t hidden_step;
    hidden_step = v874;
    int32_t v876 = __stateful_factorised_lookup_state_5[(i3 / 64)][(i3 % 64)];
    int32_t v877 = bias;
    int32_t v878 = hidden_step;
    int v879 = v877;
    int v880 = v878;
    int v881 = v879 + v880;
    int v882 = v881;
    int v883 = v882 + 64;
    int v884 = v883;
    int32_t v885 = v766[v884];
    ap_int<33> v886 = v876;
    ap_int<33> v887 = v885;
    ap_int<33> v888 = v886 + v887;
    ap_int<33> v889 = v888 >> 12;
    int32_t v890 = v889;
    int32_t unit;
    unit = v890;
    int32_t v892 = unit;
    bool v893 = v892 < 0;
    if (v893) {
      unit = 0;
    }
    int32_t v894 = unit;
    bool v895 = v894 > 255;
    if (v895) {
      unit = 255;
    }
    int32_t v896 = unit;
    hidden[(i3 / 64)][(i3 % 64)] = v896;
  }
  int32_t v897 = layer;
  int64_t v898 = v897;
  int64_t v899 = v898 * 37;
  ap_int<65> v900 = v899;
  ap_int<65> v901 = v900 + 6760;
  int32_t v902 = v901;
  int32_t output_block;
  output_block = v902;
  int32_t v904 = output_block;
  hidden_votes(v765, v904, hidden, votes);
  int32_t v905 = layer;
  learnt_bias_votes(v905, __stateful_factorised_lookup_learnt_bias_10, votes);
  remember_likely(0, votes, __stateful_factorised_lookup_thought_11);
  ranked_by(votes, v767);
}
