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
  int32_t v0[2][2][64],
  int32_t v1[2][2][64],
  int32_t v2[5][26][1][64]
) {
  l_forget_state_r: for (int r = 0; r < 2; r++) {
    l_w: for (int w = 0; w < 2; w++) {
    #pragma HLS pipeline II=1
      l_S_m_0_m: for (int m = 0; m < 64; m++) {
        v0[r][w][m] = 0;
        v1[r][w][m] = 0;
      }
    }
  }
  l_forget_recent_r1: for (int r1 = 0; r1 < 5; r1++) {
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

void unlearnt(
  int16_t v10[1][26][64][1][64]
) {
  l_unlearn_s: for (int s = 0; s < 1; s++) {
    l_a1: for (int a1 = 0; a1 < 26; a1++) {
      l_e: for (int e = 0; e < 64; e++) {
        l_w2: for (int w2 = 0; w2 < 1; w2++) {
          l_S_m_0_m2: for (int m2 = 0; m2 < 64; m2++) {
          #pragma HLS pipeline II=1
            v10[s][a1][e][w2][m2] = 0;
          }
        }
      }
    }
  }
}

void unlearnt_bias(
  int16_t v16[26][1][64]
) {
  l_unlearn_bias_a2: for (int a2 = 0; a2 < 26; a2++) {
    l_w3: for (int w3 = 0; w3 < 1; w3++) {
      l_S_m_0_m3: for (int m3 = 0; m3 < 64; m3++) {
      #pragma HLS pipeline II=1
        v16[a2][w3][m3] = 0;
      }
    }
  }
}

int32_t memory_rates[2] = {0, 3};
void folded(
  int32_t v20[2][2][64],
  int32_t v21[2][2][64]
) {
  l_fold_r2: for (int r2 = 0; r2 < 2; r2++) {
    l_w4: for (int w4 = 0; w4 < 2; w4++) {
    #pragma HLS pipeline II=1
      int32_t v25 = memory_rates[r2];
      int32_t memory_rate;
      memory_rate = v25;
      l_S_m_0_m4: for (int m4 = 0; m4 < 64; m4++) {
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
  ap_uint<512> v54[41828],
  int32_t v55,
  int32_t v56[16],
  int32_t v57[2][64]
) {
  int32_t sums[2][64];
  #pragma HLS array_partition variable=sums complete dim=2

  for (int v59 = 0; v59 < 2; v59++) {
    for (int v60 = 0; v60 < 64; v60++) {
      sums[v59][v60] = 0;
    }
  }
  l_token_state_i: for (int i = 0; i < 16; i++) {
    l_w5: for (int w5 = 0; w5 < 2; w5++) {
    #pragma HLS pipeline II=1
      ap_int<34> v63 = i;
      ap_int<34> v64 = v63 + 1;
      ap_int<66> v65 = v64;
      ap_int<66> v66 = v65 * 2;
      ap_int<67> v67 = v66;
      ap_int<67> v68 = w5;
      ap_int<67> v69 = v67 + v68;
      int32_t v70 = v69;
      int32_t row;
      row = v70;
      int32_t v72 = row;
      int v73 = v55;
      int v74 = v72;
      int v75 = v73 + v74;
      int v76 = v75;
      ap_uint<512> v77 = v54[v76];
      ap_uint<512> taken;
      taken = v77;
      l_S_m_0_m5: for (int m5 = 0; m5 < 64; m5++) {
        ap_int<512> v80 = taken;
        int64_t v81 = m5;
        int64_t v82 = v81 * 8;
        ap_int<65> v83 = v82;
        ap_int<65> v84 = v83 + 8;
        ap_int<65> v85 = v84 - 1;
        int v86 = v82;
        int v87 = v85;
        int8_t v88;
        ap_int<512> v88_tmp = v80;
        v88 = v88_tmp(v87, v86);
        int8_t entry;
        entry = v88;
        int8_t v90 = entry;
        int32_t v91 = v56[i];
        ap_int<40> v92 = v90;
        ap_int<40> v93 = v91;
        ap_int<40> v94 = v92 * v93;
        int32_t v95 = sums[w5][m5];
        ap_int<41> v96 = v95;
        ap_int<41> v97 = v94;
        ap_int<41> v98 = v96 + v97;
        int32_t v99 = v98;
        sums[w5][m5] = v99;
      }
    }
  }
  l_token_state_shifted_w6: for (int w6 = 0; w6 < 2; w6++) {
  #pragma HLS pipeline II=1
    int32_t v101 = w6;
    int32_t step;
    step = v101;
    int32_t v103 = step;
    int v104 = v55;
    int v105 = v103;
    int v106 = v104 + v105;
    int v107 = v106;
    ap_uint<512> v108 = v54[v107];
    ap_uint<512> of_columns;
    of_columns = v108;
    l_S_m_2_m6: for (int m6 = 0; m6 < 64; m6++) {
      ap_int<512> v111 = of_columns;
      int64_t v112 = m6;
      int64_t v113 = v112 * 8;
      ap_int<65> v114 = v113;
      ap_int<65> v115 = v114 + 8;
      ap_int<65> v116 = v115 - 1;
      int v117 = v113;
      int v118 = v116;
      int8_t v119;
      ap_int<512> v119_tmp = v111;
      v119 = v119_tmp(v118, v117);
      int8_t shift;
      shift = v119;
      int8_t v121 = shift;
      int32_t v122 = v121;
      int32_t by;
      by = v122;
      int32_t v124 = sums[w6][m6];
      int32_t v125 = by;
      int32_t v126;
      shifted(v124, v125, &v126);
      int32_t v127 = v57[w6][m6];
      ap_int<33> v128 = v127;
      ap_int<33> v129 = v126;
      ap_int<33> v130 = v128 + v129;
      int32_t v131 = v130;
      v57[w6][m6] = v131;
    }
  }
}

void begun(
  ap_uint<512> v132[41828],
  int32_t v133,
  int32_t v134,
  int32_t v135[2][2][64],
  int32_t v136[16],
  int32_t v137[16],
  int32_t v138[2][64]
) {
  int v139 = v133;
  int v140 = v139 + 25444;
  int v141 = v140;
  ap_uint<512> v142 = v132[v141];
  ap_uint<512> this_word;
  this_word = v142;
  int v144 = v134;
  int v145 = v144 + 33636;
  int v146 = v145;
  ap_uint<512> v147 = v132[v146];
  ap_uint<512> last_word;
  last_word = v147;
  l_S_m_0_m7: for (int m7 = 0; m7 < 16; m7++) {
    ap_int<512> v150 = this_word;
    int64_t v151 = m7;
    int64_t v152 = v151 * 8;
    ap_int<65> v153 = v152;
    ap_int<65> v154 = v153 + 8;
    ap_int<65> v155 = v154 - 1;
    int v156 = v152;
    int v157 = v155;
    int8_t v158;
    ap_int<512> v158_tmp = v150;
    v158 = v158_tmp(v157, v156);
    int8_t this_entry;
    this_entry = v158;
    int8_t v160 = this_entry;
    int32_t v161 = v160;
    v136[m7] = v161;
    ap_int<512> v162 = last_word;
    int8_t v163;
    ap_int<512> v163_tmp = v162;
    v163 = v163_tmp(v157, v156);
    int8_t last_entry;
    last_entry = v163;
    int8_t v165 = last_entry;
    int32_t v166 = v165;
    v137[m7] = v166;
  }
  l_start_state_w7: for (int w7 = 0; w7 < 2; w7++) {
  #pragma HLS pipeline II=1
    l_S_m_1_m8: for (int m8 = 0; m8 < 64; m8++) {
      int32_t sum_of_rates;
      sum_of_rates = 0;
      l_S_r_1_r3: for (int r3 = 0; r3 < 2; r3++) {
        int32_t v171 = v135[r3][w7][m8];
        int32_t v172 = sum_of_rates;
        ap_int<33> v173 = v172;
        ap_int<33> v174 = v171;
        ap_int<33> v175 = v173 + v174;
        int32_t v176 = v175;
        sum_of_rates = v176;
      }
      int32_t v177 = sum_of_rates;
      v138[w7][m8] = v177;
    }
  }
  token_state(v132, 25376, v136, v138);
  token_state(v132, 25410, v137, v138);
}

int32_t recent_rates[5] = {1, 2, 3, 4, 6};
void state_rows(
  ap_uint<512> v178[41828],
  int32_t v179,
  int32_t v180[6],
  int32_t v181[2][64]
) {
  #pragma HLS array_partition variable=v181 complete dim=2

  int32_t shifts[2][64];
  #pragma HLS array_partition variable=shifts complete dim=2

  l_state_shifts_w8: for (int w8 = 0; w8 < 2; w8++) {
  #pragma HLS pipeline II=1
    int32_t v184 = w8;
    int32_t step1;
    step1 = v184;
    int32_t v186 = step1;
    int v187 = v179;
    int v188 = v186;
    int v189 = v187 + v188;
    int v190 = v189;
    ap_uint<512> v191 = v178[v190];
    ap_uint<512> of_columns1;
    of_columns1 = v191;
    l_S_m_0_m9: for (int m9 = 0; m9 < 64; m9++) {
      ap_int<512> v194 = of_columns1;
      int64_t v195 = m9;
      int64_t v196 = v195 * 8;
      ap_int<65> v197 = v196;
      ap_int<65> v198 = v197 + 8;
      ap_int<65> v199 = v198 - 1;
      int v200 = v196;
      int v201 = v199;
      int8_t v202;
      ap_int<512> v202_tmp = v194;
      v202 = v202_tmp(v201, v200);
      int8_t shift1;
      shift1 = v202;
      int8_t v204 = shift1;
      int32_t v205 = v204;
      shifts[w8][m9] = v205;
      v181[w8][m9] = 0;
    }
  }
  l_state_rows_k: for (int k = 0; k < 6; k++) {
    l_w9: for (int w9 = 0; w9 < 2; w9++) {
    #pragma HLS pipeline II=1
      int32_t v208 = v180[k];
      ap_int<33> v209 = v208;
      ap_int<33> v210 = v209 + 1;
      ap_int<65> v211 = v210;
      ap_int<65> v212 = v211 * 2;
      ap_int<66> v213 = v212;
      ap_int<66> v214 = w9;
      ap_int<66> v215 = v213 + v214;
      int32_t v216 = v215;
      int32_t row1;
      row1 = v216;
      int32_t v218 = row1;
      int v219 = v179;
      int v220 = v218;
      int v221 = v219 + v220;
      int v222 = v221;
      ap_uint<512> v223 = v178[v222];
      ap_uint<512> taken1;
      taken1 = v223;
      l_S_m_2_m10: for (int m10 = 0; m10 < 64; m10++) {
        ap_int<512> v226 = taken1;
        int64_t v227 = m10;
        int64_t v228 = v227 * 8;
        ap_int<65> v229 = v228;
        ap_int<65> v230 = v229 + 8;
        ap_int<65> v231 = v230 - 1;
        int v232 = v228;
        int v233 = v231;
        int8_t v234;
        ap_int<512> v234_tmp = v226;
        v234 = v234_tmp(v233, v232);
        int8_t entry1;
        entry1 = v234;
        int8_t v236 = entry1;
        int32_t v237 = v236;
        int32_t wide;
        wide = v237;
        int32_t v239 = wide;
        int32_t v240 = shifts[w9][m10];
        int32_t v241 = v239 << v240;
        int32_t v242 = v181[w9][m10];
        ap_int<33> v243 = v242;
        ap_int<33> v244 = v241;
        ap_int<33> v245 = v243 + v244;
        int32_t v246 = v245;
        v181[w9][m10] = v246;
      }
    }
  }
}

void vote_rows(
  ap_uint<512> v247[41828],
  int32_t v248,
  int32_t v249[6],
  int32_t v250[1][64]
) {
  #pragma HLS array_partition variable=v250 complete dim=2

  int32_t shifts1[1][64];
  #pragma HLS array_partition variable=shifts1 complete dim=2

  l_vote_shifts_w10: for (int w10 = 0; w10 < 1; w10++) {
  #pragma HLS pipeline II=1
    int32_t v253 = w10;
    int32_t step2;
    step2 = v253;
    int32_t v255 = step2;
    int v256 = v248;
    int v257 = v255;
    int v258 = v256 + v257;
    int v259 = v258;
    ap_uint<512> v260 = v247[v259];
    ap_uint<512> of_columns2;
    of_columns2 = v260;
    l_S_m_0_m11: for (int m11 = 0; m11 < 64; m11++) {
      ap_int<512> v263 = of_columns2;
      int64_t v264 = m11;
      int64_t v265 = v264 * 8;
      ap_int<65> v266 = v265;
      ap_int<65> v267 = v266 + 8;
      ap_int<65> v268 = v267 - 1;
      int v269 = v265;
      int v270 = v268;
      int8_t v271;
      ap_int<512> v271_tmp = v263;
      v271 = v271_tmp(v270, v269);
      int8_t shift2;
      shift2 = v271;
      int8_t v273 = shift2;
      int32_t v274 = v273;
      shifts1[w10][m11] = v274;
      v250[w10][m11] = 0;
    }
  }
  l_vote_rows_k1: for (int k1 = 0; k1 < 6; k1++) {
    l_w11: for (int w11 = 0; w11 < 1; w11++) {
    #pragma HLS pipeline II=1
      int32_t v277 = v249[k1];
      ap_int<33> v278 = v277;
      ap_int<33> v279 = v278 + 1;
      ap_int<66> v280 = v279;
      ap_int<66> v281 = w11;
      ap_int<66> v282 = v280 + v281;
      int32_t v283 = v282;
      int32_t row2;
      row2 = v283;
      int32_t v285 = row2;
      int v286 = v248;
      int v287 = v285;
      int v288 = v286 + v287;
      int v289 = v288;
      ap_uint<512> v290 = v247[v289];
      ap_uint<512> taken2;
      taken2 = v290;
      l_S_m_2_m12: for (int m12 = 0; m12 < 64; m12++) {
        ap_int<512> v293 = taken2;
        int64_t v294 = m12;
        int64_t v295 = v294 * 8;
        ap_int<65> v296 = v295;
        ap_int<65> v297 = v296 + 8;
        ap_int<65> v298 = v297 - 1;
        int v299 = v295;
        int v300 = v298;
        int8_t v301;
        ap_int<512> v301_tmp = v293;
        v301 = v301_tmp(v300, v299);
        int8_t entry2;
        entry2 = v301;
        int8_t v303 = entry2;
        int32_t v304 = v303;
        int32_t wide1;
        wide1 = v304;
        int32_t v306 = wide1;
        int32_t v307 = shifts1[w11][m12];
        int32_t v308 = v306 << v307;
        int32_t v309 = v250[w11][m12];
        ap_int<33> v310 = v309;
        ap_int<33> v311 = v308;
        ap_int<33> v312 = v310 + v311;
        int32_t v313 = v312;
        v250[w11][m12] = v313;
      }
    }
  }
}

void taken_in(
  ap_uint<512> v314[41828],
  int32_t v315,
  int32_t v316,
  int32_t v317[6],
  int32_t v318[4][26][6],
  int32_t v319[2][64],
  int32_t v320[2][2][64],
  int32_t v321[5][26][1][64]
) {
  int32_t state_sums[2][64];
  #pragma HLS array_partition variable=state_sums complete dim=2

  for (int v324 = 0; v324 < 2; v324++) {
    for (int v325 = 0; v325 < 64; v325++) {
      state_sums[v324][v325] = 0;
    }
  }
  int32_t vote_sums[1][64];
  #pragma HLS array_partition variable=vote_sums complete dim=2

  for (int v327 = 0; v327 < 1; v327++) {
    for (int v328 = 0; v328 < 64; v328++) {
      vote_sums[v327][v328] = 0;
    }
  }
  l_remember_k2: for (int k2 = 0; k2 < 6; k2++) {
  #pragma HLS pipeline II=1
    int32_t v330 = v317[k2];
    int v331 = v316;
    int v332 = v315;
    v318[v331][v332][k2] = v330;
  }
  int64_t v333 = v315;
  int64_t v334 = v333 * 130;
  ap_int<65> v335 = v334;
  ap_int<65> v336 = v335 + 11830;
  int32_t v337 = v336;
  int32_t path_block;
  path_block = v337;
  int32_t v339 = path_block;
  state_rows(v314, v339, v317, state_sums);
  l_add_path_w12: for (int w12 = 0; w12 < 2; w12++) {
  #pragma HLS pipeline II=1
    l_S_m_1_m13: for (int m13 = 0; m13 < 64; m13++) {
      int32_t v342 = state_sums[w12][m13];
      int32_t v343 = v319[w12][m13];
      ap_int<33> v344 = v343;
      ap_int<33> v345 = v342;
      ap_int<33> v346 = v344 + v345;
      int32_t v347 = v346;
      v319[w12][m13] = v347;
    }
  }
  l_S_r_3_r4: for (int r4 = 0; r4 < 2; r4++) {
    int64_t v349 = r4;
    int64_t v350 = v349 * 26;
    ap_int<65> v351 = v350;
    ap_int<65> v352 = v315;
    ap_int<65> v353 = v351 + v352;
    ap_int<97> v354 = v353;
    ap_int<97> v355 = v354 * 130;
    ap_int<98> v356 = v355;
    ap_int<98> v357 = v356 + 15210;
    int32_t v358 = v357;
    int32_t history_block;
    history_block = v358;
    int32_t v360 = history_block;
    state_rows(v314, v360, v317, state_sums);
    l_S_ha_3_ha: for (int ha = 0; ha < 2; ha++) {
    #pragma HLS pipeline II=1
      l_S_m_3_m14: for (int m14 = 0; m14 < 64; m14++) {
        int32_t v363 = state_sums[ha][m14];
        int32_t v364 = v320[r4][ha][m14];
        ap_int<33> v365 = v364;
        ap_int<33> v366 = v363;
        ap_int<33> v367 = v365 + v366;
        int32_t v368 = v367;
        v320[r4][ha][m14] = v368;
      }
    }
  }
  l_S_r_6_r5: for (int r5 = 0; r5 < 5; r5++) {
    ap_int<34> v370 = r5;
    ap_int<34> v371 = v370 + 2;
    ap_int<66> v372 = v371;
    ap_int<66> v373 = v372 * 26;
    ap_int<67> v374 = v373;
    ap_int<67> v375 = v315;
    ap_int<67> v376 = v374 + v375;
    ap_int<99> v377 = v376;
    ap_int<99> v378 = v377 * 65;
    int32_t v379 = v378;
    int32_t recent_block;
    recent_block = v379;
    int32_t v381 = recent_block;
    vote_rows(v314, v381, v317, vote_sums);
    int32_t v382 = recent_rates[r5];
    int32_t rate;
    rate = v382;
    l_S_hb_6_hb: for (int hb = 0; hb < 1; hb++) {
    #pragma HLS pipeline II=1
      l_S_m_6_m15: for (int m15 = 0; m15 < 64; m15++) {
        int v386 = v315;
        int32_t v387 = v321[r5][v386][hb][m15];
        int32_t held;
        held = v387;
        int32_t v389 = held;
        int32_t v390 = rate;
        int32_t v391 = v389 >> v390;
        ap_int<33> v392 = v389;
        ap_int<33> v393 = v391;
        ap_int<33> v394 = v392 - v393;
        int32_t v395 = vote_sums[hb][m15];
        ap_int<34> v396 = v394;
        ap_int<34> v397 = v395;
        ap_int<34> v398 = v396 + v397;
        int32_t v399 = v398;
        v321[r5][v386][hb][m15] = v399;
      }
    }
  }
}

void token_votes(
  ap_uint<512> v400[41828],
  int32_t v401,
  int32_t v402[16],
  int32_t v403[1][64]
) {
  #pragma HLS array_partition variable=v403 complete dim=2

  int32_t sums1[1][64];
  #pragma HLS array_partition variable=sums1 complete dim=2

  for (int v405 = 0; v405 < 1; v405++) {
    for (int v406 = 0; v406 < 64; v406++) {
      sums1[v405][v406] = 0;
    }
  }
  l_token_votes_i1: for (int i1 = 0; i1 < 16; i1++) {
    l_w13: for (int w13 = 0; w13 < 1; w13++) {
    #pragma HLS pipeline II=1
      ap_int<34> v409 = i1;
      ap_int<34> v410 = v409 + 1;
      ap_int<67> v411 = v410;
      ap_int<67> v412 = w13;
      ap_int<67> v413 = v411 + v412;
      int32_t v414 = v413;
      int32_t row3;
      row3 = v414;
      int32_t v416 = row3;
      int v417 = v401;
      int v418 = v416;
      int v419 = v417 + v418;
      int v420 = v419;
      ap_uint<512> v421 = v400[v420];
      ap_uint<512> taken3;
      taken3 = v421;
      l_S_m_0_m16: for (int m16 = 0; m16 < 64; m16++) {
        ap_int<512> v424 = taken3;
        int64_t v425 = m16;
        int64_t v426 = v425 * 8;
        ap_int<65> v427 = v426;
        ap_int<65> v428 = v427 + 8;
        ap_int<65> v429 = v428 - 1;
        int v430 = v426;
        int v431 = v429;
        int8_t v432;
        ap_int<512> v432_tmp = v424;
        v432 = v432_tmp(v431, v430);
        int8_t entry3;
        entry3 = v432;
        int8_t v434 = entry3;
        int32_t v435 = v402[i1];
        ap_int<40> v436 = v434;
        ap_int<40> v437 = v435;
        ap_int<40> v438 = v436 * v437;
        int32_t v439 = sums1[w13][m16];
        ap_int<41> v440 = v439;
        ap_int<41> v441 = v438;
        ap_int<41> v442 = v440 + v441;
        int32_t v443 = v442;
        sums1[w13][m16] = v443;
      }
    }
  }
  l_token_votes_shifted_w14: for (int w14 = 0; w14 < 1; w14++) {
  #pragma HLS pipeline II=1
    int32_t v445 = w14;
    int32_t step3;
    step3 = v445;
    int32_t v447 = step3;
    int v448 = v401;
    int v449 = v447;
    int v450 = v448 + v449;
    int v451 = v450;
    ap_uint<512> v452 = v400[v451];
    ap_uint<512> of_columns3;
    of_columns3 = v452;
    l_S_m_2_m17: for (int m17 = 0; m17 < 64; m17++) {
      ap_int<512> v455 = of_columns3;
      int64_t v456 = m17;
      int64_t v457 = v456 * 8;
      ap_int<65> v458 = v457;
      ap_int<65> v459 = v458 + 8;
      ap_int<65> v460 = v459 - 1;
      int v461 = v457;
      int v462 = v460;
      int8_t v463;
      ap_int<512> v463_tmp = v455;
      v463 = v463_tmp(v462, v461);
      int8_t shift3;
      shift3 = v463;
      int8_t v465 = shift3;
      int32_t v466 = v465;
      int32_t by1;
      by1 = v466;
      int32_t v468 = sums1[w14][m17];
      int32_t v469 = by1;
      int32_t v470;
      shifted(v468, v469, &v470);
      int32_t v471 = v403[w14][m17];
      ap_int<33> v472 = v471;
      ap_int<33> v473 = v470;
      ap_int<33> v474 = v472 + v473;
      int32_t v475 = v474;
      v403[w14][m17] = v475;
    }
  }
}

int32_t kinds[2] = {0, 0};
int32_t distances[2] = {0, 1};
int32_t neighbours[2] = {0, 0};
void voters(
  int32_t v476,
  int32_t v477,
  int32_t v478,
  int32_t v479,
  int32_t v480,
  int32_t v481,
  int32_t v482[6],
  int32_t v483[4][26][6],
  int32_t v484[6],
  int32_t *v485
) {
  int32_t at;
  at = v479;
  int32_t back;
  back = 0;
  int32_t known;
  known = 0;
  bool v489 = v476 == 0;
  if (v489) {
    ap_int<33> v490 = v479;
    ap_int<33> v491 = v477;
    ap_int<33> v492 = v490 - v491;
    int32_t v493 = v492;
    at = v493;
    int32_t v494 = at;
    bool v495 = v494 >= 0;
    int32_t v496 = v495 ? (int32_t)1 : (int32_t)0;
    known = v496;
  } else {
    bool v497 = v476 == 1;
    if (v497) {
      int v498 = v479;
      int v499 = v478;
      int v500 = v498 + v499;
      int32_t v501 = v500;
      at = v501;
      back = v477;
      int32_t v502 = at;
      bool v503 = v502 < 26;
      int32_t v504 = back;
      bool v505 = v481 >= v504;
      bool v506 = v503 & v505;
      int32_t v507 = v506 ? (int32_t)1 : (int32_t)0;
      known = v507;
    } else {
      int32_t v508 = v482[0];
      bool v509 = v508 >= 0;
      int32_t v510 = v509 ? (int32_t)1 : (int32_t)0;
      known = v510;
    }
  }
  int32_t v511 = back;
  bool v512 = v480 >= v511;
  ap_int<33> v513 = v480;
  ap_int<33> v514 = v511;
  ap_int<33> v515 = v513 - v514;
  ap_int<34> v516 = v515;
  ap_int<34> v517 = v516 + 4;
  ap_int<34> v518 = v512 ? (ap_int<34>)v516 : (ap_int<34>)v517;
  int32_t v519 = v518;
  int32_t token;
  token = v519;
  int32_t v521 = known;
  bool v522 = v521 == 0;
  if (v522) {
    at = 0;
  }
  l_source_j: for (int j = 0; j < 6; j++) {
  #pragma HLS pipeline II=1
    bool v524 = v476 == 2;
    if (v524) {
      int32_t v525 = v482[j];
      v484[j] = v525;
    } else {
      int32_t v526 = token;
      int v527 = v526;
      int32_t v528 = at;
      int v529 = v528;
      int32_t v530 = v483[v527][v529][j];
      v484[j] = v530;
    }
  }
  *v485 = known;
}

void path_votes(
  ap_uint<512> v531[41828],
  int32_t v532,
  int32_t v533,
  int32_t v534,
  int32_t v535[6],
  int32_t v536[4][26][6],
  int32_t v537[1][64]
) {
  #pragma HLS array_partition variable=v537 complete dim=2

  int32_t chosen[6];
  for (int v542 = 0; v542 < 6; v542++) {
    chosen[v542] = 0;
  }
  int32_t vote_sums1[1][64];
  #pragma HLS array_partition variable=vote_sums1 complete dim=2

  for (int v544 = 0; v544 < 1; v544++) {
    for (int v545 = 0; v545 < 64; v545++) {
      vote_sums1[v544][v545] = 0;
    }
  }
  l_S_s_0_s1: for (int s1 = 0; s1 < 2; s1++) {
    int32_t v547 = kinds[s1];
    int32_t v548 = distances[s1];
    int32_t v549 = neighbours[s1];
    int32_t v550;
    voters(v547, v548, v549, v532, v533, v534, v535, v536, chosen, &v550);
    int32_t known1;
    known1 = v550;
    int32_t v552 = known1;
    bool v553 = v552 == 1;
    if (v553) {
      int64_t v554 = s1;
      int64_t v555 = v554 * 26;
      ap_int<65> v556 = v555;
      ap_int<65> v557 = v532;
      ap_int<65> v558 = v556 + v557;
      ap_int<97> v559 = v558;
      ap_int<97> v560 = v559 * 65;
      int32_t v561 = v560;
      int32_t block;
      block = v561;
      int32_t v563 = block;
      vote_rows(v531, v563, chosen, vote_sums1);
      l_add_votes_gk: for (int gk = 0; gk < 1; gk++) {
      #pragma HLS pipeline II=1
        l_S_m_0_m18: for (int m18 = 0; m18 < 64; m18++) {
          int32_t v566 = vote_sums1[gk][m18];
          int32_t v567 = v537[gk][m18];
          ap_int<33> v568 = v567;
          ap_int<33> v569 = v566;
          ap_int<33> v570 = v568 + v569;
          int32_t v571 = v570;
          v537[gk][m18] = v571;
        }
      }
    } else {
      known1 = 0;
    }
  }
}

void hidden_votes(
  ap_uint<512> v572[41828],
  int32_t v573,
  int32_t v574[2][64],
  int32_t v575[1][64]
) {
  #pragma HLS array_partition variable=v574 complete dim=2

  #pragma HLS array_partition variable=v575 complete dim=2

  int32_t sums2[1][64];
  #pragma HLS array_partition variable=sums2 complete dim=2

  for (int v577 = 0; v577 < 1; v577++) {
    for (int v578 = 0; v578 < 64; v578++) {
      sums2[v577][v578] = 0;
    }
  }
  l_hidden_votes_i2: for (int i2 = 0; i2 < 96; i2++) {
    l_w15: for (int w15 = 0; w15 < 1; w15++) {
    #pragma HLS pipeline II=1
      ap_int<34> v581 = i2;
      ap_int<34> v582 = v581 + 1;
      ap_int<67> v583 = v582;
      ap_int<67> v584 = w15;
      ap_int<67> v585 = v583 + v584;
      int32_t v586 = v585;
      int32_t row4;
      row4 = v586;
      int32_t v588 = row4;
      int v589 = v573;
      int v590 = v588;
      int v591 = v589 + v590;
      int v592 = v591;
      ap_uint<512> v593 = v572[v592];
      ap_uint<512> taken4;
      taken4 = v593;
      int32_t v595 = v574[(i2 / 64)][(i2 % 64)];
      int32_t scalar;
      scalar = v595;
      l_S_m_0_m19: for (int m19 = 0; m19 < 64; m19++) {
        ap_int<512> v598 = taken4;
        int64_t v599 = m19;
        int64_t v600 = v599 * 8;
        ap_int<65> v601 = v600;
        ap_int<65> v602 = v601 + 8;
        ap_int<65> v603 = v602 - 1;
        int v604 = v600;
        int v605 = v603;
        int8_t v606;
        ap_int<512> v606_tmp = v598;
        v606 = v606_tmp(v605, v604);
        int8_t entry4;
        entry4 = v606;
        int8_t v608 = entry4;
        int32_t v609 = scalar;
        ap_int<40> v610 = v608;
        ap_int<40> v611 = v609;
        ap_int<40> v612 = v610 * v611;
        int32_t v613 = sums2[w15][m19];
        ap_int<41> v614 = v613;
        ap_int<41> v615 = v612;
        ap_int<41> v616 = v614 + v615;
        int32_t v617 = v616;
        sums2[w15][m19] = v617;
      }
    }
  }
  l_hidden_votes_shifted_w16: for (int w16 = 0; w16 < 1; w16++) {
  #pragma HLS pipeline II=1
    int32_t v619 = w16;
    int32_t step4;
    step4 = v619;
    int32_t v621 = step4;
    int v622 = v573;
    int v623 = v621;
    int v624 = v622 + v623;
    int v625 = v624;
    ap_uint<512> v626 = v572[v625];
    ap_uint<512> of_columns4;
    of_columns4 = v626;
    l_S_m_2_m20: for (int m20 = 0; m20 < 64; m20++) {
      ap_int<512> v629 = of_columns4;
      int64_t v630 = m20;
      int64_t v631 = v630 * 8;
      ap_int<65> v632 = v631;
      ap_int<65> v633 = v632 + 8;
      ap_int<65> v634 = v633 - 1;
      int v635 = v631;
      int v636 = v634;
      int8_t v637;
      ap_int<512> v637_tmp = v629;
      v637 = v637_tmp(v636, v635);
      int8_t shift4;
      shift4 = v637;
      int8_t v639 = shift4;
      int32_t v640 = v639;
      int32_t by2;
      by2 = v640;
      int32_t v642 = sums2[w16][m20];
      int32_t v643 = by2;
      int32_t v644;
      shifted(v642, v643, &v644);
      int32_t v645 = v575[w16][m20];
      ap_int<33> v646 = v645;
      ap_int<33> v647 = v644;
      ap_int<33> v648 = v646 + v647;
      int32_t v649 = v648;
      v575[w16][m20] = v649;
    }
  }
}

int32_t kinds_0[1] = {0};
int32_t distances_0[1] = {0};
int32_t neighbours_0[1] = {0};
void learnt_votes(
  int32_t v650,
  int32_t v651,
  int32_t v652,
  int32_t v653[6],
  int32_t v654[4][26][6],
  int16_t v655[1][26][64][1][64],
  int32_t v656[1][64]
) {
  #pragma HLS array_partition variable=v656 complete dim=2

  int32_t who[6];
  for (int v661 = 0; v661 < 6; v661++) {
    who[v661] = 0;
  }
  l_S_s_0_s2: for (int s2 = 0; s2 < 1; s2++) {
    int32_t v663 = kinds_0[s2];
    int32_t v664 = distances_0[s2];
    int32_t v665 = neighbours_0[s2];
    int32_t v666;
    voters(v663, v664, v665, v650, v651, v652, v653, v654, who, &v666);
    int32_t known2;
    known2 = v666;
    int32_t v668 = known2;
    bool v669 = v668 == 1;
    if (v669) {
      l_add_learnt_lk: for (int lk = 0; lk < 6; lk++) {
        l_lw: for (int lw = 0; lw < 1; lw++) {
        #pragma HLS pipeline II=1
          l_S_m_0_m21: for (int m21 = 0; m21 < 64; m21++) {
            int v673 = v650;
            int32_t v674 = who[lk];
            int v675 = v674;
            int16_t v676 = v655[s2][v673][v675][lw][m21];
            int32_t v677 = v676;
            int32_t moved1;
            moved1 = v677;
            int32_t v679 = moved1;
            int32_t v680 = v679 << 4;
            int32_t v681 = v656[lw][m21];
            ap_int<33> v682 = v681;
            ap_int<33> v683 = v680;
            ap_int<33> v684 = v682 + v683;
            int32_t v685 = v684;
            v656[lw][m21] = v685;
          }
        }
      }
    } else {
      known2 = 0;
    }
  }
}

void learnt_bias_votes(
  int32_t v686,
  int16_t v687[26][1][64],
  int32_t v688[1][64]
) {
  #pragma HLS array_partition variable=v688 complete dim=2

  l_add_learnt_bias_w17: for (int w17 = 0; w17 < 1; w17++) {
    l_S_m_0_m22: for (int m22 = 0; m22 < 64; m22++) {
    #pragma HLS pipeline II=1
      int v691 = v686;
      int16_t v692 = v687[v691][w17][m22];
      int32_t v693 = v692;
      int32_t moved2;
      moved2 = v693;
      int32_t v695 = moved2;
      int32_t v696 = v695 << 4;
      int32_t v697 = v688[w17][m22];
      ap_int<33> v698 = v697;
      ap_int<33> v699 = v696;
      ap_int<33> v700 = v698 + v699;
      int32_t v701 = v700;
      v688[w17][m22] = v701;
    }
  }
}

int32_t likelihoods[256] = {1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 6, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 12, 13, 13, 14, 15, 16, 17, 18, 19, 21, 22, 23, 25, 27, 28, 30, 32, 34, 36, 39, 41, 44, 46, 49, 53, 56, 59, 63, 67, 71, 76, 81, 86, 91, 97, 103, 110, 116, 124, 131, 140, 148, 158, 167, 178, 189, 200, 212, 225, 239, 253, 269, 285, 302, 320, 339, 359, 380, 402, 425, 449, 475, 502, 530, 560, 590, 623, 656, 692, 728, 766, 806, 847, 890, 935, 980, 1028, 1077, 1127, 1179, 1232, 1286, 1342, 1399, 1457, 1516, 1577, 1638, 1699, 1762, 1825, 1888, 1952, 2016, 2080, 2144, 2208, 2271, 2334, 2397, 2458, 2519, 2580, 2639, 2697, 2754, 2810, 2864, 2917, 2969, 3019, 3068, 3116, 3161, 3206, 3249, 3290, 3330, 3368, 3404, 3440, 3473, 3506, 3536, 3566, 3594, 3621, 3647, 3671, 3694, 3716, 3737, 3757, 3776, 3794, 3811, 3827, 3843, 3857, 3871, 3884, 3896, 3907, 3918, 3929, 3938, 3948, 3956, 3965, 3972, 3980, 3986, 3993, 3999, 4005, 4010, 4015, 4020, 4025, 4029, 4033, 4037, 4040, 4043, 4047, 4050, 4052, 4055, 4057, 4060, 4062, 4064, 4066, 4068, 4069, 4071, 4073, 4074, 4075, 4077, 4078, 4079, 4080, 4081, 4082, 4083, 4083, 4084, 4085, 4086, 4086, 4087, 4087, 4088, 4088, 4089, 4089, 4090, 4090, 4090, 4091, 4091, 4091, 4092, 4092, 4092, 4092, 4093, 4093, 4093, 4093, 4093, 4094, 4094, 4094, 4094, 4094, 4094, 4094, 4094, 4094, 4095};
void remember_likely(
  int32_t v702,
  int32_t v703[1][64],
  int32_t v704[26][1][64]
) {
  #pragma HLS array_partition variable=v703 complete dim=2

  l_likely_e1: for (int e1 = 0; e1 < 64; e1++) {
  #pragma HLS pipeline II=1
    int32_t v707 = v703[(e1 / 64)][(e1 % 64)];
    int32_t v708 = v707 >> 12;
    int v709 = v708;
    int v710 = v709 + 128;
    int32_t v711 = v710;
    int32_t step5;
    step5 = v711;
    int32_t v713 = step5;
    bool v714 = v713 < 0;
    if (v714) {
      step5 = 0;
    }
    int32_t v715 = step5;
    ap_int<33> v716 = v715;
    bool v717 = v716 > 255;
    if (v717) {
      step5 = 255;
    }
    int32_t v718 = step5;
    int v719 = v718;
    int32_t v720 = likelihoods[v719];
    int v721 = v702;
    int32_t v722 = e1;
    int32_t v723 = v722 / 64;
    int v724 = v723;
    ap_int<33> v725 = e1;
    ap_int<33> v726 = v725 % 64;
    int v727 = v726;
    v704[v721][v724][v727] = v720;
  }
}

int32_t kinds_1[1] = {0};
int32_t distances_1[1] = {0};
int32_t neighbours_1[1] = {0};
int32_t steps[1] = {4};
void stopped(
  int32_t v728,
  int32_t *v729
) {
  int32_t kept1;
  kept1 = v728;
  bool v731 = v728 > 32767;
  if (v731) {
    kept1 = 32767;
  }
  ap_int<34> v732 = v728;
  bool v733 = v732 < -32768;
  if (v733) {
    kept1 = -32768;
  }
  *v729 = kept1;
}

void moved_rows(
  int32_t v734,
  int32_t v735,
  int32_t v736,
  int32_t v737[6],
  int32_t v738[4][26][6],
  int32_t v739[1][64],
  int16_t v740[1][26][64][1][64]
) {
  #pragma HLS dependence variable=v740 type=inter false
  #pragma HLS array_partition variable=v739 complete dim=2

  int32_t who1[6];
  for (int v746 = 0; v746 < 6; v746++) {
    who1[v746] = 0;
  }
  l_S_s_0_s3: for (int s3 = 0; s3 < 1; s3++) {
    int32_t v748 = kinds_1[s3];
    int32_t v749 = distances_1[s3];
    int32_t v750 = neighbours_1[s3];
    int32_t v751;
    voters(v748, v749, v750, v734, v735, v736, v737, v738, who1, &v751);
    int32_t known3;
    known3 = v751;
    int32_t v753 = steps[s3];
    int32_t step6;
    step6 = v753;
    int32_t v755 = known3;
    bool v756 = v755 == 1;
    if (v756) {
      l_move_rows_mk: for (int mk = 0; mk < 6; mk++) {
        l_mw: for (int mw = 0; mw < 1; mw++) {
        #pragma HLS pipeline II=1
          l_S_m_0_m23: for (int m23 = 0; m23 < 64; m23++) {
            int v760 = v734;
            int32_t v761 = who1[mk];
            int v762 = v761;
            int16_t v763 = v740[s3][v760][v762][mw][m23];
            int32_t v764 = v763;
            int32_t held1;
            held1 = v764;
            int32_t v766 = held1;
            int32_t v767 = v739[mw][m23];
            int32_t v768 = step6;
            int32_t v769 = v767 >> v768;
            ap_int<33> v770 = v766;
            ap_int<33> v771 = v769;
            ap_int<33> v772 = v770 + v771;
            int32_t v773 = v772;
            int32_t further;
            further = v773;
            int32_t v775 = further;
            int32_t v776;
            stopped(v775, &v776);
            int16_t v777 = v776;
            int32_t v778 = who1[mk];
            int v779 = v778;
            v740[s3][v760][v779][mw][m23] = v777;
          }
        }
      }
    } else {
      known3 = 0;
    }
  }
}

void moved_bias(
  int32_t v780,
  int32_t v781[1][64],
  int16_t v782[26][1][64]
) {
  #pragma HLS array_partition variable=v781 complete dim=2

  l_move_bias_w18: for (int w18 = 0; w18 < 1; w18++) {
    l_S_m_0_m24: for (int m24 = 0; m24 < 64; m24++) {
    #pragma HLS pipeline II=1
      int v785 = v780;
      int16_t v786 = v782[v785][w18][m24];
      int32_t v787 = v786;
      int32_t held2;
      held2 = v787;
      int32_t v789 = held2;
      int32_t v790 = v781[w18][m24];
      int32_t v791 = v790 >> 4;
      ap_int<33> v792 = v789;
      ap_int<33> v793 = v791;
      ap_int<33> v794 = v792 + v793;
      int32_t v795 = v794;
      int32_t further1;
      further1 = v795;
      int32_t v797 = further1;
      int32_t v798;
      stopped(v797, &v798);
      int16_t v799 = v798;
      v782[v785][w18][m24] = v799;
    }
  }
}

void learn_reuse(
  int32_t v800,
  int32_t v801,
  int32_t v802,
  int32_t v803[6],
  int32_t v804[6],
  int32_t v805[4][26][6],
  int32_t v806[1][64],
  int32_t v807[26][1][64],
  int16_t v808[1][26][64][1][64],
  int16_t v809[26][1][64]
) {
  #pragma HLS array_partition variable=v806 complete dim=2

  int32_t wrong[1][64];
  #pragma HLS array_partition variable=wrong complete dim=2

  for (int v811 = 0; v811 < 1; v811++) {
    for (int v812 = 0; v812 < 64; v812++) {
      wrong[v811][v812] = 0;
    }
  }
  int32_t worth[1][64];
  #pragma HLS array_partition variable=worth complete dim=2

  for (int v814 = 0; v814 < 1; v814++) {
    for (int v815 = 0; v815 < 64; v815++) {
      worth[v814][v815] = 0;
    }
  }
  l_last_thought_w19: for (int w19 = 0; w19 < 1; w19++) {
    l_S_m_0_m25: for (int m25 = 0; m25 < 64; m25++) {
    #pragma HLS pipeline II=1
      int v818 = v800;
      int32_t v819 = v807[v818][w19][m25];
      ap_int<33> v820 = v819;
      ap_int<33> v821 = 0 - v820;
      int32_t v822 = v821;
      wrong[w19][m25] = v822;
    }
  }
  remember_likely(v800, v806, v807);
  l_worth_w20: for (int w20 = 0; w20 < 1; w20++) {
    l_S_m_2_m26: for (int m26 = 0; m26 < 64; m26++) {
    #pragma HLS pipeline II=1
      int v825 = v800;
      int32_t v826 = v807[v825][w20][m26];
      int32_t likely;
      likely = v826;
      int32_t v828 = likely;
      int32_t v829 = v828 >> 3;
      ap_int<33> v830 = v828;
      ap_int<33> v831 = v829;
      ap_int<33> v832 = v830 - v831;
      int32_t v833 = v832;
      worth[w20][m26] = v833;
    }
  }
  l_wanted_k3: for (int k3 = 0; k3 < 6; k3++) {
  #pragma HLS pipeline II=1
    int32_t v835 = v803[k3];
    int32_t v836 = v835 / 64;
    int v837 = v836;
    int32_t v838 = v835 % 64;
    int v839 = v838;
    worth[v837][v839] = 4096;
  }
  l_wrong_by_w21: for (int w21 = 0; w21 < 1; w21++) {
    l_S_m_5_m27: for (int m27 = 0; m27 < 64; m27++) {
    #pragma HLS pipeline II=1
      int32_t v842 = worth[w21][m27];
      int32_t v843 = wrong[w21][m27];
      ap_int<33> v844 = v843;
      ap_int<33> v845 = v842;
      ap_int<33> v846 = v844 + v845;
      int32_t v847 = v846;
      wrong[w21][m27] = v847;
    }
  }
  bool v848 = v802 > 0;
  if (v848) {
    bool v849 = v801 > 0;
    ap_int<33> v850 = v801;
    ap_int<33> v851 = v850 - 1;
    ap_int<33> v852 = v849 ? (ap_int<33>)v851 : (ap_int<33>)3;
    int32_t v853 = v852;
    int32_t ago;
    ago = v853;
    ap_int<33> v855 = v802;
    ap_int<33> v856 = v855 - 1;
    int32_t v857 = v856;
    int32_t seen_then;
    seen_then = v857;
    int32_t v859 = ago;
    int32_t v860 = seen_then;
    moved_rows(v800, v859, v860, v804, v805, wrong, v808);
    moved_bias(v800, wrong, v809);
  }
}

void ranked_by(
  int32_t v861[1][64],
  int32_t v862[64]
) {
  #pragma HLS array_partition variable=v861 complete dim=2

  l_S_p_0_p: for (int p = 0; p < 64; p++) {
    int32_t best;
    best = -2147483648;
    int32_t who2;
    who2 = 0;
    l_rank_gl: for (int gl = 0; gl < 64; gl++) {
    #pragma HLS pipeline II=1
      int32_t v867 = v861[(gl / 64)][(gl % 64)];
      int32_t vote;
      vote = v867;
      int32_t v869 = vote;
      int32_t v870 = best;
      bool v871 = v869 > v870;
      int32_t v872 = who2;
      ap_int<33> v873 = gl;
      ap_int<33> v874 = v872;
      ap_int<33> v875 = v871 ? (ap_int<33>)v873 : (ap_int<33>)v874;
      int32_t v876 = v875;
      who2 = v876;
      int32_t v877 = vote;
      int32_t v878 = best;
      bool v879 = v877 > v878;
      int32_t v880 = v879 ? (int32_t)v877 : (int32_t)v878;
      best = v880;
    }
    int32_t v881 = who2;
    v862[p] = v881;
    int32_t v882 = who2;
    int32_t v883 = v882 / 64;
    int v884 = v883;
    int32_t v885 = v882 % 64;
    int v886 = v885;
    v861[v884][v886] = -2147483648;
  }
}

/// This is top function.
void factorised_lookup(
  int32_t v887[3],
  int32_t v888[6],
  int32_t v889[6],
  ap_uint<512> v890[41828],
  int32_t v891[4160],
  int32_t v892[64]
) {
  static int32_t __stateful_factorised_lookup_path_1[4][26][6];
  #pragma HLS array_partition variable=__stateful_factorised_lookup_path_1 complete dim=3
  static int32_t __stateful_factorised_lookup_recents_2[5][26][1][64];
  #pragma HLS array_partition variable=__stateful_factorised_lookup_recents_2 complete dim=4
  static int32_t __stateful_factorised_lookup_memories_3[2][2][64];
  #pragma HLS array_partition variable=__stateful_factorised_lookup_memories_3 complete dim=3
  static int32_t __stateful_factorised_lookup_pending_4[2][2][64];
  #pragma HLS array_partition variable=__stateful_factorised_lookup_pending_4 complete dim=3
  static int32_t __stateful_factorised_lookup_state_5[2][64];
  #pragma HLS array_partition variable=__stateful_factorised_lookup_state_5 complete dim=2
  static int32_t __stateful_factorised_lookup_place_6[3];
  static int32_t __stateful_factorised_lookup_this_token_7[16];
  static int32_t __stateful_factorised_lookup_last_token_8[16];
  static int16_t __stateful_factorised_lookup_learnt_9[1][26][64][1][64];
  #pragma HLS array_reshape variable=__stateful_factorised_lookup_learnt_9 complete dim=5
  #pragma HLS bind_storage variable=__stateful_factorised_lookup_learnt_9 type=ram_2p impl=uram
  static int16_t __stateful_factorised_lookup_learnt_bias_10[26][1][64];
  #pragma HLS array_partition variable=__stateful_factorised_lookup_learnt_bias_10 complete dim=3
  static int32_t __stateful_factorised_lookup_thought_11[26][1][64];
  #pragma HLS array_partition variable=__stateful_factorised_lookup_thought_11 complete dim=3
  int32_t chosen1[6];
  for (int v905 = 0; v905 < 6; v905++) {
    chosen1[v905] = 0;
  }
  int32_t votes[1][64];
  #pragma HLS array_partition variable=votes complete dim=2

  for (int v907 = 0; v907 < 1; v907++) {
    for (int v908 = 0; v908 < 64; v908++) {
      votes[v907][v908] = 0;
    }
  }
  int32_t hidden[2][64];
  #pragma HLS array_partition variable=hidden complete dim=2

  for (int v910 = 0; v910 < 2; v910++) {
    for (int v911 = 0; v911 < 64; v911++) {
      hidden[v910][v911] = 0;
    }
  }
  int32_t v912 = v887[0];
  int32_t layer;
  layer = v912;
  l_last_k4: for (int k4 = 0; k4 < 6; k4++) {
  #pragma HLS pipeline II=1
    int32_t v915 = v888[k4];
    chosen1[k4] = v915;
  }
  int32_t v916 = v887[1];
  bool v917 = v916 == 1;
  if (v917) {
    __stateful_factorised_lookup_place_6[0] = 0;
    __stateful_factorised_lookup_place_6[1] = 0;
    __stateful_factorised_lookup_place_6[2] = 0;
    forgotten(__stateful_factorised_lookup_memories_3, __stateful_factorised_lookup_pending_4, __stateful_factorised_lookup_recents_2);
    unlearnt(__stateful_factorised_lookup_learnt_9);
    unlearnt_bias(__stateful_factorised_lookup_learnt_bias_10);
  }
  int32_t v918 = layer;
  bool v919 = v918 == 0;
  if (v919) {
    int32_t v920 = v887[1];
    bool v921 = v920 == 0;
    if (v921) {
      folded(__stateful_factorised_lookup_memories_3, __stateful_factorised_lookup_pending_4);
      int32_t v922 = __stateful_factorised_lookup_place_6[0];
      ap_int<33> v923 = v922;
      bool v924 = v923 < 3;
      ap_int<33> v925 = v923 + 1;
      ap_int<33> v926 = v924 ? (ap_int<33>)v925 : (ap_int<33>)0;
      int32_t v927 = v926;
      __stateful_factorised_lookup_place_6[0] = v927;
      int32_t v928 = __stateful_factorised_lookup_place_6[1];
      ap_int<33> v929 = v928;
      bool v930 = v929 < 3;
      ap_int<33> v931 = v929 + 1;
      ap_int<33> v932 = v930 ? (ap_int<33>)v931 : (ap_int<33>)3;
      int32_t v933 = v932;
      __stateful_factorised_lookup_place_6[1] = v933;
    }
    int32_t v934 = v887[2];
    int32_t v935 = __stateful_factorised_lookup_place_6[2];
    begun(v890, v934, v935, __stateful_factorised_lookup_memories_3, __stateful_factorised_lookup_this_token_7, __stateful_factorised_lookup_last_token_8, __stateful_factorised_lookup_state_5);
    int32_t v936 = v887[2];
    __stateful_factorised_lookup_place_6[2] = v936;
  }
  int32_t v937 = layer;
  int32_t v938 = __stateful_factorised_lookup_place_6[0];
  taken_in(v890, v937, v938, chosen1, __stateful_factorised_lookup_path_1, __stateful_factorised_lookup_state_5, __stateful_factorised_lookup_pending_4, __stateful_factorised_lookup_recents_2);
  int32_t v939 = layer;
  int64_t v940 = v939;
  int64_t v941 = v940 * 160;
  int32_t v942 = v941;
  int32_t bias;
  bias = v942;
  l_bias_e2: for (int e2 = 0; e2 < 64; e2++) {
  #pragma HLS pipeline II=1
    int32_t v945 = e2;
    int32_t bias_step;
    bias_step = v945;
    int32_t v947 = bias;
    int32_t v948 = bias_step;
    int v949 = v947;
    int v950 = v948;
    int v951 = v949 + v950;
    int v952 = v951;
    int32_t v953 = v891[v952];
    votes[(e2 / 64)][(e2 % 64)] = v953;
  }
  int32_t v954 = layer;
  int64_t v955 = v954;
  int64_t v956 = v955 * 17;
  ap_int<65> v957 = v956;
  ap_int<65> v958 = v957 + 24492;
  int32_t v959 = v958;
  int32_t token_block;
  token_block = v959;
  int32_t v961 = token_block;
  token_votes(v890, v961, __stateful_factorised_lookup_this_token_7, votes);
  int32_t v962 = layer;
  ap_int<33> v963 = v962;
  ap_int<33> v964 = v963 + 26;
  ap_int<65> v965 = v964;
  ap_int<65> v966 = v965 * 17;
  ap_int<66> v967 = v966;
  ap_int<66> v968 = v967 + 24492;
  int32_t v969 = v968;
  int32_t last_block;
  last_block = v969;
  int32_t v971 = last_block;
  token_votes(v890, v971, __stateful_factorised_lookup_last_token_8, votes);
  int32_t v972 = layer;
  int32_t v973 = __stateful_factorised_lookup_place_6[0];
  int32_t v974 = __stateful_factorised_lookup_place_6[1];
  path_votes(v890, v972, v973, v974, v889, __stateful_factorised_lookup_path_1, votes);
  l_add_remembered_r6: for (int r6 = 0; r6 < 5; r6++) {
    l_w22: for (int w22 = 0; w22 < 1; w22++) {
    #pragma HLS pipeline II=1
      l_S_m_2_m28: for (int m28 = 0; m28 < 64; m28++) {
        int32_t v978 = layer;
        int v979 = v978;
        int32_t v980 = __stateful_factorised_lookup_recents_2[r6][v979][w22][m28];
        int32_t v981 = votes[w22][m28];
        ap_int<33> v982 = v981;
        ap_int<33> v983 = v980;
        ap_int<33> v984 = v982 + v983;
        int32_t v985 = v984;
        votes[w22][m28] = v985;
      }
    }
  }
  l_hidden_i3: for (int i3 = 0; i3 < 96; i3++) {
  #pragma HLS pipeline II=1
    int32_t v987 = i3;
    int32_t hidden_step;
    hidden_step = v987;
    int32_t v989 = __stateful_factorised_lookup_state_5[(i3 / 64)][(i3 % 64)];
    int32_t v990 = bias;
    int32_t v991 = hidden_step;
    int v992 = v990;
    int v993 = v991;
    int v994 = v992 + v993;
    int v995 = v994;
    int v996 = v995 + 64;
    int v997 = v996;
    int32_t v998 = v891[v997];
    ap_int<33> v999 = v989;
    ap_int<33> v1000 = v998;
    ap_int<33> v1001 = v999 + v1000;
    ap_int<33> v1002 = v1001 >> 12;
    int32_t v1003 = v1002;
    int32_t unit;
    unit = v1003;
    int32_t v1005 = unit;
    bool v1006 = v1005 < 0;
    if (v1006) {
      unit = 0;
    }
    int32_t v1007 = unit;
    bool v1008 = v1007 > 255;
    if (v1008) {
      unit = 255;
    }
    int32_t v1009 = unit;
    hidden[(i3 / 64)][(i3 % 64)] = v1009;
  }
  int32_t v1010 = layer;
  int64_t v1011 = v1010;
  int64_t v1012 = v1011 * 97;
  ap_int<65> v1013 = v1012;
  ap_int<65> v1014 = v1013 + 21970;
  int32_t v1015 = v1014;
  int32_t output_block;
  output_block = v1015;
  int32_t v1017 = output_block;
  hidden_votes(v890, v1017, hidden, votes);
  int32_t v1018 = layer;
  int32_t v1019 = __stateful_factorised_lookup_place_6[0];
  int32_t v1020 = __stateful_factorised_lookup_place_6[1];
  learnt_votes(v1018, v1019, v1020, v889, __stateful_factorised_lookup_path_1, __stateful_factorised_lookup_learnt_9, votes);
  int32_t v1021 = layer;
  learnt_bias_votes(v1021, __stateful_factorised_lookup_learnt_bias_10, votes);
  int32_t v1022 = layer;
  int32_t v1023 = __stateful_factorised_lookup_place_6[0];
  int32_t v1024 = __stateful_factorised_lookup_place_6[1];
  learn_reuse(v1022, v1023, v1024, chosen1, v889, __stateful_factorised_lookup_path_1, votes, __stateful_factorised_lookup_thought_11, __stateful_factorised_lookup_learnt_9, __stateful_factorised_lookup_learnt_bias_10);
  ranked_by(votes, v892);
}
