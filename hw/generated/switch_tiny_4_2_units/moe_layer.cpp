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
int32_t contexts[4] = {1, 4, 16, 64};
int32_t starts[4] = {0, 8, 24, 88};
int32_t contexts_0[4] = {1, 4, 16, 64};
void predicted_expert(
  int32_t v0,
  int32_t v1,
  int32_t v2,
  uint8_t v3[44],
  int32_t *v4
) {
  int v7 = v1;
  int32_t v8 = contexts_0[v7];
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
  int64_t v20 = v19 * 2;
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
  ap_int<34> v49 = 14 - v48;
  int32_t v50 = v49;
  int32_t shift;
  shift = v50;
  int32_t v52 = pair;
  int32_t v53 = shift;
  int32_t v54 = v52 >> v53;
  int32_t v55 = v54 & 3;
  int32_t expert;
  expert = v55;
  *v4 = expert;
}

void touched_slot(
  int32_t v57,
  int32_t v58,
  int32_t v59[4],
  int32_t v60[4],
  int32_t *v61
) {
  int64_t v62 = v57;
  int64_t v63 = v62 * 2;
  int32_t v64 = v63;
  int32_t first;
  first = v64;
  int64_t v66 = v62 * 4;
  ap_int<65> v67 = v66;
  ap_int<65> v68 = v58;
  ap_int<65> v69 = v67 + v68;
  ap_int<66> v70 = v69;
  ap_int<66> v71 = v70 + 1;
  int32_t v72 = v71;
  int32_t tag;
  tag = v72;
  int32_t slot;
  slot = 0;
  int32_t oldest;
  oldest = -1;
  int32_t hit;
  hit = 0;
  l_find_i: for (int i = 0; i < 2; i++) {
  #pragma HLS pipeline II=1
    int32_t v78 = i;
    int32_t step;
    step = v78;
    int32_t v80 = first;
    int32_t v81 = step;
    ap_int<33> v82 = v80;
    ap_int<33> v83 = v81;
    ap_int<33> v84 = v82 + v83;
    int32_t v85 = v84;
    int32_t at1;
    at1 = v85;
    int32_t v87 = at1;
    int v88 = v87;
    int32_t v89 = v59[v88];
    int32_t v90 = tag;
    bool v91 = v89 == v90;
    if (v91) {
      int32_t v92 = at1;
      slot = v92;
      hit = 1;
    }
    int32_t v93 = hit;
    bool v94 = v93 == 0;
    if (v94) {
      int32_t v95 = at1;
      int v96 = v95;
      int32_t v97 = v60[v96];
      int32_t v98 = oldest;
      bool v99 = v97 > v98;
      if (v99) {
        int32_t v100 = at1;
        int v101 = v100;
        int32_t v102 = v60[v101];
        oldest = v102;
        int32_t v103 = at1;
        slot = v103;
      }
    }
  }
  int32_t v104 = slot;
  int v105 = v104;
  int32_t v106 = v60[v105];
  int32_t age;
  age = v106;
  l_age_i1: for (int i1 = 0; i1 < 2; i1++) {
  #pragma HLS pipeline II=1
    int32_t v109 = i1;
    int32_t step1;
    step1 = v109;
    int32_t v111 = first;
    int32_t v112 = step1;
    ap_int<33> v113 = v111;
    ap_int<33> v114 = v112;
    ap_int<33> v115 = v113 + v114;
    int32_t v116 = v115;
    int32_t at2;
    at2 = v116;
    int32_t v118 = at2;
    int v119 = v118;
    int32_t v120 = v60[v119];
    int32_t v121 = age;
    bool v122 = v120 <= v121;
    if (v122) {
      int32_t v123 = at2;
      int v124 = v123;
      int32_t v125 = v60[v124];
      ap_int<33> v126 = v125;
      ap_int<33> v127 = v126 + 1;
      int32_t v128 = v127;
      v60[v124] = v128;
    }
  }
  int32_t v129 = slot;
  int v130 = v129;
  v60[v130] = 0;
  int32_t v131 = tag;
  int32_t v132 = slot;
  int v133 = v132;
  v59[v133] = v131;
  int32_t v134 = slot;
  int64_t v135 = v134;
  int64_t v136 = v135 * 2;
  int32_t v137 = hit;
  ap_int<65> v138 = v136;
  ap_int<65> v139 = v137;
  ap_int<65> v140 = v138 + v139;
  *v61 = v140;
}

int32_t coarse[256] = {65536, 61565, 57835, 54331, 51039, 47947, 45042, 42313, 39750, 37341, 35079, 32954, 30957, 29081, 27319, 25664, 24109, 22649, 21276, 19987, 18776, 17639, 16570, 15566, 14623, 13737, 12905, 12123, 11388, 10698, 10050, 9441, 8869, 8332, 7827, 7353, 6907, 6489, 6096, 5726, 5380, 5054, 4747, 4460, 4190, 3936, 3697, 3473, 3263, 3065, 2879, 2705, 2541, 2387, 2243, 2107, 1979, 1859, 1746, 1641, 1541, 1448, 1360, 1278, 1200, 1128, 1059, 995, 935, 878, 825, 775, 728, 684, 642, 604, 567, 533, 500, 470, 442, 415, 390, 366, 344, 323, 303, 285, 268, 252, 236, 222, 209, 196, 184, 173, 162, 153, 143, 135, 127, 119, 112, 105, 99, 93, 87, 82, 77, 72, 68, 64, 60, 56, 53, 50, 47, 44, 41, 39, 36, 34, 32, 30, 28, 27, 25, 23, 22, 21, 19, 18, 17, 16, 15, 14, 13, 13, 12, 11, 10, 10, 9, 9, 8, 8, 7, 7, 6, 6, 6, 5, 5, 5, 4, 4, 4, 4, 3, 3, 3, 3, 3, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
int32_t fine[64] = {65536, 65472, 65408, 65344, 65280, 65217, 65153, 65090, 65026, 64963, 64899, 64836, 64772, 64709, 64646, 64583, 64520, 64457, 64394, 64331, 64268, 64206, 64143, 64080, 64018, 63955, 63893, 63831, 63768, 63706, 63644, 63582, 63520, 63458, 63396, 63334, 63272, 63210, 63149, 63087, 63025, 62964, 62902, 62841, 62780, 62718, 62657, 62596, 62535, 62474, 62413, 62352, 62291, 62230, 62170, 62109, 62048, 61988, 61927, 61867, 61806, 61746, 61686, 61626};
void router(
  int32_t v141[1],
  int32_t v142[1],
  int16_t v143[32],
  ap_uint<512> v144[8],
  int32_t v145[1],
  int32_t v146[1]
) {
  int16_t inputs[1][32];
  #pragma HLS array_partition variable=inputs complete dim=2

  l_load_w: for (int w = 0; w < 1; w++) {
    l_l: for (int l = 0; l < 32; l++) {
    #pragma HLS pipeline II=1
      int16_t v150 = v143[((w * 32) + l)];
      inputs[w][l] = v150;
    }
  }
  ap_int<48> logits[4];
  int32_t v152 = v141[0];
  int64_t v153 = v152;
  int64_t v154 = v153 * 4;
  int32_t v155 = v154;
  int32_t row;
  row = v155;
  l_score_e: for (int e = 0; e < 4; e++) {
    ap_int<48> logit;
    logit = 0;
    l_score_words_w1: for (int w1 = 0; w1 < 1; w1++) {
    #pragma HLS pipeline II=1
      int32_t v160 = w1;
      int32_t step2;
      step2 = v160;
      int32_t v162 = row;
      int32_t v163 = step2;
      ap_int<33> v164 = v162;
      ap_int<33> v165 = v163;
      ap_int<33> v166 = v164 + v165;
      int v167 = v166;
      ap_uint<512> v168 = v144[v167];
      ap_uint<512> word;
      word = v168;
      ap_int<48> total;
      total = 0;
      ap_int<512> v171 = word;
      int16_t v172;
      ap_int<512> v172_tmp = v171;
      v172 = v172_tmp(15, 0);
      int16_t weight;
      weight = v172;
      int16_t v174 = weight;
      int16_t v175 = inputs[w1][0];
      int32_t v176 = v174;
      int32_t v177 = v175;
      int32_t v178 = v176 * v177;
      ap_int<48> v179 = total;
      ap_int<49> v180 = v179;
      ap_int<49> v181 = v178;
      ap_int<49> v182 = v180 + v181;
      ap_int<48> v183 = v182;
      total = v183;
      ap_int<512> v184 = word;
      int16_t v185;
      ap_int<512> v185_tmp = v184;
      v185 = v185_tmp(31, 16);
      int16_t weight1;
      weight1 = v185;
      int16_t v187 = weight1;
      int16_t v188 = inputs[w1][1];
      int32_t v189 = v187;
      int32_t v190 = v188;
      int32_t v191 = v189 * v190;
      ap_int<48> v192 = total;
      ap_int<49> v193 = v192;
      ap_int<49> v194 = v191;
      ap_int<49> v195 = v193 + v194;
      ap_int<48> v196 = v195;
      total = v196;
      ap_int<512> v197 = word;
      int16_t v198;
      ap_int<512> v198_tmp = v197;
      v198 = v198_tmp(47, 32);
      int16_t weight2;
      weight2 = v198;
      int16_t v200 = weight2;
      int16_t v201 = inputs[w1][2];
      int32_t v202 = v200;
      int32_t v203 = v201;
      int32_t v204 = v202 * v203;
      ap_int<48> v205 = total;
      ap_int<49> v206 = v205;
      ap_int<49> v207 = v204;
      ap_int<49> v208 = v206 + v207;
      ap_int<48> v209 = v208;
      total = v209;
      ap_int<512> v210 = word;
      int16_t v211;
      ap_int<512> v211_tmp = v210;
      v211 = v211_tmp(63, 48);
      int16_t weight3;
      weight3 = v211;
      int16_t v213 = weight3;
      int16_t v214 = inputs[w1][3];
      int32_t v215 = v213;
      int32_t v216 = v214;
      int32_t v217 = v215 * v216;
      ap_int<48> v218 = total;
      ap_int<49> v219 = v218;
      ap_int<49> v220 = v217;
      ap_int<49> v221 = v219 + v220;
      ap_int<48> v222 = v221;
      total = v222;
      ap_int<512> v223 = word;
      int16_t v224;
      ap_int<512> v224_tmp = v223;
      v224 = v224_tmp(79, 64);
      int16_t weight4;
      weight4 = v224;
      int16_t v226 = weight4;
      int16_t v227 = inputs[w1][4];
      int32_t v228 = v226;
      int32_t v229 = v227;
      int32_t v230 = v228 * v229;
      ap_int<48> v231 = total;
      ap_int<49> v232 = v231;
      ap_int<49> v233 = v230;
      ap_int<49> v234 = v232 + v233;
      ap_int<48> v235 = v234;
      total = v235;
      ap_int<512> v236 = word;
      int16_t v237;
      ap_int<512> v237_tmp = v236;
      v237 = v237_tmp(95, 80);
      int16_t weight5;
      weight5 = v237;
      int16_t v239 = weight5;
      int16_t v240 = inputs[w1][5];
      int32_t v241 = v239;
      int32_t v242 = v240;
      int32_t v243 = v241 * v242;
      ap_int<48> v244 = total;
      ap_int<49> v245 = v244;
      ap_int<49> v246 = v243;
      ap_int<49> v247 = v245 + v246;
      ap_int<48> v248 = v247;
      total = v248;
      ap_int<512> v249 = word;
      int16_t v250;
      ap_int<512> v250_tmp = v249;
      v250 = v250_tmp(111, 96);
      int16_t weight6;
      weight6 = v250;
      int16_t v252 = weight6;
      int16_t v253 = inputs[w1][6];
      int32_t v254 = v252;
      int32_t v255 = v253;
      int32_t v256 = v254 * v255;
      ap_int<48> v257 = total;
      ap_int<49> v258 = v257;
      ap_int<49> v259 = v256;
      ap_int<49> v260 = v258 + v259;
      ap_int<48> v261 = v260;
      total = v261;
      ap_int<512> v262 = word;
      int16_t v263;
      ap_int<512> v263_tmp = v262;
      v263 = v263_tmp(127, 112);
      int16_t weight7;
      weight7 = v263;
      int16_t v265 = weight7;
      int16_t v266 = inputs[w1][7];
      int32_t v267 = v265;
      int32_t v268 = v266;
      int32_t v269 = v267 * v268;
      ap_int<48> v270 = total;
      ap_int<49> v271 = v270;
      ap_int<49> v272 = v269;
      ap_int<49> v273 = v271 + v272;
      ap_int<48> v274 = v273;
      total = v274;
      ap_int<512> v275 = word;
      int16_t v276;
      ap_int<512> v276_tmp = v275;
      v276 = v276_tmp(143, 128);
      int16_t weight8;
      weight8 = v276;
      int16_t v278 = weight8;
      int16_t v279 = inputs[w1][8];
      int32_t v280 = v278;
      int32_t v281 = v279;
      int32_t v282 = v280 * v281;
      ap_int<48> v283 = total;
      ap_int<49> v284 = v283;
      ap_int<49> v285 = v282;
      ap_int<49> v286 = v284 + v285;
      ap_int<48> v287 = v286;
      total = v287;
      ap_int<512> v288 = word;
      int16_t v289;
      ap_int<512> v289_tmp = v288;
      v289 = v289_tmp(159, 144);
      int16_t weight9;
      weight9 = v289;
      int16_t v291 = weight9;
      int16_t v292 = inputs[w1][9];
      int32_t v293 = v291;
      int32_t v294 = v292;
      int32_t v295 = v293 * v294;
      ap_int<48> v296 = total;
      ap_int<49> v297 = v296;
      ap_int<49> v298 = v295;
      ap_int<49> v299 = v297 + v298;
      ap_int<48> v300 = v299;
      total = v300;
      ap_int<512> v301 = word;
      int16_t v302;
      ap_int<512> v302_tmp = v301;
      v302 = v302_tmp(175, 160);
      int16_t weight10;
      weight10 = v302;
      int16_t v304 = weight10;
      int16_t v305 = inputs[w1][10];
      int32_t v306 = v304;
      int32_t v307 = v305;
      int32_t v308 = v306 * v307;
      ap_int<48> v309 = total;
      ap_int<49> v310 = v309;
      ap_int<49> v311 = v308;
      ap_int<49> v312 = v310 + v311;
      ap_int<48> v313 = v312;
      total = v313;
      ap_int<512> v314 = word;
      int16_t v315;
      ap_int<512> v315_tmp = v314;
      v315 = v315_tmp(191, 176);
      int16_t weight11;
      weight11 = v315;
      int16_t v317 = weight11;
      int16_t v318 = inputs[w1][11];
      int32_t v319 = v317;
      int32_t v320 = v318;
      int32_t v321 = v319 * v320;
      ap_int<48> v322 = total;
      ap_int<49> v323 = v322;
      ap_int<49> v324 = v321;
      ap_int<49> v325 = v323 + v324;
      ap_int<48> v326 = v325;
      total = v326;
      ap_int<512> v327 = word;
      int16_t v328;
      ap_int<512> v328_tmp = v327;
      v328 = v328_tmp(207, 192);
      int16_t weight12;
      weight12 = v328;
      int16_t v330 = weight12;
      int16_t v331 = inputs[w1][12];
      int32_t v332 = v330;
      int32_t v333 = v331;
      int32_t v334 = v332 * v333;
      ap_int<48> v335 = total;
      ap_int<49> v336 = v335;
      ap_int<49> v337 = v334;
      ap_int<49> v338 = v336 + v337;
      ap_int<48> v339 = v338;
      total = v339;
      ap_int<512> v340 = word;
      int16_t v341;
      ap_int<512> v341_tmp = v340;
      v341 = v341_tmp(223, 208);
      int16_t weight13;
      weight13 = v341;
      int16_t v343 = weight13;
      int16_t v344 = inputs[w1][13];
      int32_t v345 = v343;
      int32_t v346 = v344;
      int32_t v347 = v345 * v346;
      ap_int<48> v348 = total;
      ap_int<49> v349 = v348;
      ap_int<49> v350 = v347;
      ap_int<49> v351 = v349 + v350;
      ap_int<48> v352 = v351;
      total = v352;
      ap_int<512> v353 = word;
      int16_t v354;
      ap_int<512> v354_tmp = v353;
      v354 = v354_tmp(239, 224);
      int16_t weight14;
      weight14 = v354;
      int16_t v356 = weight14;
      int16_t v357 = inputs[w1][14];
      int32_t v358 = v356;
      int32_t v359 = v357;
      int32_t v360 = v358 * v359;
      ap_int<48> v361 = total;
      ap_int<49> v362 = v361;
      ap_int<49> v363 = v360;
      ap_int<49> v364 = v362 + v363;
      ap_int<48> v365 = v364;
      total = v365;
      ap_int<512> v366 = word;
      int16_t v367;
      ap_int<512> v367_tmp = v366;
      v367 = v367_tmp(255, 240);
      int16_t weight15;
      weight15 = v367;
      int16_t v369 = weight15;
      int16_t v370 = inputs[w1][15];
      int32_t v371 = v369;
      int32_t v372 = v370;
      int32_t v373 = v371 * v372;
      ap_int<48> v374 = total;
      ap_int<49> v375 = v374;
      ap_int<49> v376 = v373;
      ap_int<49> v377 = v375 + v376;
      ap_int<48> v378 = v377;
      total = v378;
      ap_int<512> v379 = word;
      int16_t v380;
      ap_int<512> v380_tmp = v379;
      v380 = v380_tmp(271, 256);
      int16_t weight16;
      weight16 = v380;
      int16_t v382 = weight16;
      int16_t v383 = inputs[w1][16];
      int32_t v384 = v382;
      int32_t v385 = v383;
      int32_t v386 = v384 * v385;
      ap_int<48> v387 = total;
      ap_int<49> v388 = v387;
      ap_int<49> v389 = v386;
      ap_int<49> v390 = v388 + v389;
      ap_int<48> v391 = v390;
      total = v391;
      ap_int<512> v392 = word;
      int16_t v393;
      ap_int<512> v393_tmp = v392;
      v393 = v393_tmp(287, 272);
      int16_t weight17;
      weight17 = v393;
      int16_t v395 = weight17;
      int16_t v396 = inputs[w1][17];
      int32_t v397 = v395;
      int32_t v398 = v396;
      int32_t v399 = v397 * v398;
      ap_int<48> v400 = total;
      ap_int<49> v401 = v400;
      ap_int<49> v402 = v399;
      ap_int<49> v403 = v401 + v402;
      ap_int<48> v404 = v403;
      total = v404;
      ap_int<512> v405 = word;
      int16_t v406;
      ap_int<512> v406_tmp = v405;
      v406 = v406_tmp(303, 288);
      int16_t weight18;
      weight18 = v406;
      int16_t v408 = weight18;
      int16_t v409 = inputs[w1][18];
      int32_t v410 = v408;
      int32_t v411 = v409;
      int32_t v412 = v410 * v411;
      ap_int<48> v413 = total;
      ap_int<49> v414 = v413;
      ap_int<49> v415 = v412;
      ap_int<49> v416 = v414 + v415;
      ap_int<48> v417 = v416;
      total = v417;
      ap_int<512> v418 = word;
      int16_t v419;
      ap_int<512> v419_tmp = v418;
      v419 = v419_tmp(319, 304);
      int16_t weight19;
      weight19 = v419;
      int16_t v421 = weight19;
      int16_t v422 = inputs[w1][19];
      int32_t v423 = v421;
      int32_t v424 = v422;
      int32_t v425 = v423 * v424;
      ap_int<48> v426 = total;
      ap_int<49> v427 = v426;
      ap_int<49> v428 = v425;
      ap_int<49> v429 = v427 + v428;
      ap_int<48> v430 = v429;
      total = v430;
      ap_int<512> v431 = word;
      int16_t v432;
      ap_int<512> v432_tmp = v431;
      v432 = v432_tmp(335, 320);
      int16_t weight20;
      weight20 = v432;
      int16_t v434 = weight20;
      int16_t v435 = inputs[w1][20];
      int32_t v436 = v434;
      int32_t v437 = v435;
      int32_t v438 = v436 * v437;
      ap_int<48> v439 = total;
      ap_int<49> v440 = v439;
      ap_int<49> v441 = v438;
      ap_int<49> v442 = v440 + v441;
      ap_int<48> v443 = v442;
      total = v443;
      ap_int<512> v444 = word;
      int16_t v445;
      ap_int<512> v445_tmp = v444;
      v445 = v445_tmp(351, 336);
      int16_t weight21;
      weight21 = v445;
      int16_t v447 = weight21;
      int16_t v448 = inputs[w1][21];
      int32_t v449 = v447;
      int32_t v450 = v448;
      int32_t v451 = v449 * v450;
      ap_int<48> v452 = total;
      ap_int<49> v453 = v452;
      ap_int<49> v454 = v451;
      ap_int<49> v455 = v453 + v454;
      ap_int<48> v456 = v455;
      total = v456;
      ap_int<512> v457 = word;
      int16_t v458;
      ap_int<512> v458_tmp = v457;
      v458 = v458_tmp(367, 352);
      int16_t weight22;
      weight22 = v458;
      int16_t v460 = weight22;
      int16_t v461 = inputs[w1][22];
      int32_t v462 = v460;
      int32_t v463 = v461;
      int32_t v464 = v462 * v463;
      ap_int<48> v465 = total;
      ap_int<49> v466 = v465;
      ap_int<49> v467 = v464;
      ap_int<49> v468 = v466 + v467;
      ap_int<48> v469 = v468;
      total = v469;
      ap_int<512> v470 = word;
      int16_t v471;
      ap_int<512> v471_tmp = v470;
      v471 = v471_tmp(383, 368);
      int16_t weight23;
      weight23 = v471;
      int16_t v473 = weight23;
      int16_t v474 = inputs[w1][23];
      int32_t v475 = v473;
      int32_t v476 = v474;
      int32_t v477 = v475 * v476;
      ap_int<48> v478 = total;
      ap_int<49> v479 = v478;
      ap_int<49> v480 = v477;
      ap_int<49> v481 = v479 + v480;
      ap_int<48> v482 = v481;
      total = v482;
      ap_int<512> v483 = word;
      int16_t v484;
      ap_int<512> v484_tmp = v483;
      v484 = v484_tmp(399, 384);
      int16_t weight24;
      weight24 = v484;
      int16_t v486 = weight24;
      int16_t v487 = inputs[w1][24];
      int32_t v488 = v486;
      int32_t v489 = v487;
      int32_t v490 = v488 * v489;
      ap_int<48> v491 = total;
      ap_int<49> v492 = v491;
      ap_int<49> v493 = v490;
      ap_int<49> v494 = v492 + v493;
      ap_int<48> v495 = v494;
      total = v495;
      ap_int<512> v496 = word;
      int16_t v497;
      ap_int<512> v497_tmp = v496;
      v497 = v497_tmp(415, 400);
      int16_t weight25;
      weight25 = v497;
      int16_t v499 = weight25;
      int16_t v500 = inputs[w1][25];
      int32_t v501 = v499;
      int32_t v502 = v500;
      int32_t v503 = v501 * v502;
      ap_int<48> v504 = total;
      ap_int<49> v505 = v504;
      ap_int<49> v506 = v503;
      ap_int<49> v507 = v505 + v506;
      ap_int<48> v508 = v507;
      total = v508;
      ap_int<512> v509 = word;
      int16_t v510;
      ap_int<512> v510_tmp = v509;
      v510 = v510_tmp(431, 416);
      int16_t weight26;
      weight26 = v510;
      int16_t v512 = weight26;
      int16_t v513 = inputs[w1][26];
      int32_t v514 = v512;
      int32_t v515 = v513;
      int32_t v516 = v514 * v515;
      ap_int<48> v517 = total;
      ap_int<49> v518 = v517;
      ap_int<49> v519 = v516;
      ap_int<49> v520 = v518 + v519;
      ap_int<48> v521 = v520;
      total = v521;
      ap_int<512> v522 = word;
      int16_t v523;
      ap_int<512> v523_tmp = v522;
      v523 = v523_tmp(447, 432);
      int16_t weight27;
      weight27 = v523;
      int16_t v525 = weight27;
      int16_t v526 = inputs[w1][27];
      int32_t v527 = v525;
      int32_t v528 = v526;
      int32_t v529 = v527 * v528;
      ap_int<48> v530 = total;
      ap_int<49> v531 = v530;
      ap_int<49> v532 = v529;
      ap_int<49> v533 = v531 + v532;
      ap_int<48> v534 = v533;
      total = v534;
      ap_int<512> v535 = word;
      int16_t v536;
      ap_int<512> v536_tmp = v535;
      v536 = v536_tmp(463, 448);
      int16_t weight28;
      weight28 = v536;
      int16_t v538 = weight28;
      int16_t v539 = inputs[w1][28];
      int32_t v540 = v538;
      int32_t v541 = v539;
      int32_t v542 = v540 * v541;
      ap_int<48> v543 = total;
      ap_int<49> v544 = v543;
      ap_int<49> v545 = v542;
      ap_int<49> v546 = v544 + v545;
      ap_int<48> v547 = v546;
      total = v547;
      ap_int<512> v548 = word;
      int16_t v549;
      ap_int<512> v549_tmp = v548;
      v549 = v549_tmp(479, 464);
      int16_t weight29;
      weight29 = v549;
      int16_t v551 = weight29;
      int16_t v552 = inputs[w1][29];
      int32_t v553 = v551;
      int32_t v554 = v552;
      int32_t v555 = v553 * v554;
      ap_int<48> v556 = total;
      ap_int<49> v557 = v556;
      ap_int<49> v558 = v555;
      ap_int<49> v559 = v557 + v558;
      ap_int<48> v560 = v559;
      total = v560;
      ap_int<512> v561 = word;
      int16_t v562;
      ap_int<512> v562_tmp = v561;
      v562 = v562_tmp(495, 480);
      int16_t weight30;
      weight30 = v562;
      int16_t v564 = weight30;
      int16_t v565 = inputs[w1][30];
      int32_t v566 = v564;
      int32_t v567 = v565;
      int32_t v568 = v566 * v567;
      ap_int<48> v569 = total;
      ap_int<49> v570 = v569;
      ap_int<49> v571 = v568;
      ap_int<49> v572 = v570 + v571;
      ap_int<48> v573 = v572;
      total = v573;
      ap_int<512> v574 = word;
      int16_t v575;
      ap_int<512> v575_tmp = v574;
      v575 = v575_tmp(511, 496);
      int16_t weight31;
      weight31 = v575;
      int16_t v577 = weight31;
      int16_t v578 = inputs[w1][31];
      int32_t v579 = v577;
      int32_t v580 = v578;
      int32_t v581 = v579 * v580;
      ap_int<48> v582 = total;
      ap_int<49> v583 = v582;
      ap_int<49> v584 = v581;
      ap_int<49> v585 = v583 + v584;
      ap_int<48> v586 = v585;
      total = v586;
      ap_int<48> v587 = total;
      ap_int<48> v588 = logit;
      ap_int<49> v589 = v588;
      ap_int<49> v590 = v587;
      ap_int<49> v591 = v589 + v590;
      ap_int<48> v592 = v591;
      logit = v592;
    }
    ap_int<48> v593 = logit;
    logits[e] = v593;
    int32_t v594 = row;
    ap_int<33> v595 = v594;
    ap_int<33> v596 = v595 + 1;
    int32_t v597 = v596;
    row = v597;
  }
  ap_int<48> v598 = logits[0];
  ap_int<48> best;
  best = v598;
  l_largest_e1: for (int e1 = 0; e1 < 4; e1++) {
  #pragma HLS pipeline II=1
    ap_int<48> v601 = logits[e1];
    ap_int<48> v602 = best;
    bool v603 = v601 > v602;
    if (v603) {
      ap_int<48> v604 = logits[e1];
      best = v604;
    }
  }
  int32_t weights_of[4];
  int64_t whole;
  whole = 0;
  l_exponential_e2: for (int e2 = 0; e2 < 4; e2++) {
  #pragma HLS pipeline II=1
    ap_int<48> v610 = best;
    ap_int<48> v611 = logits[e2];
    ap_int<49> v612 = v610;
    ap_int<49> v613 = v611;
    ap_int<49> v614 = v612 - v613;
    int32_t v615 = v142[0];
    ap_int<49> v616 = v615;
    ap_int<49> v617 = v614 >> v616;
    ap_int<48> v618 = v617;
    ap_int<48> below;
    below = v618;
    int32_t exponential;
    exponential = 0;
    ap_int<48> v621 = below;
    bool v622 = v621 < 16384;
    if (v622) {
      ap_int<48> v623 = below;
      int32_t v624 = v623;
      int32_t steps;
      steps = v624;
      int32_t v626 = steps;
      int32_t v627 = v626 >> 6;
      int v628 = v627;
      int32_t v629 = coarse[v628];
      int64_t v630 = v629;
      int64_t high1;
      high1 = v630;
      int64_t v632 = high1;
      int32_t v633 = steps;
      int32_t v634 = v633 & 63;
      int v635 = v634;
      int32_t v636 = fine[v635];
      ap_int<96> v637 = v632;
      ap_int<96> v638 = v636;
      ap_int<96> v639 = v637 * v638;
      ap_int<96> v640 = v639 >> 16;
      int32_t v641 = v640;
      exponential = v641;
    }
    int32_t v642 = exponential;
    weights_of[e2] = v642;
    int32_t v643 = exponential;
    int64_t v644 = whole;
    ap_int<65> v645 = v644;
    ap_int<65> v646 = v643;
    ap_int<65> v647 = v645 + v646;
    int64_t v648 = v647;
    whole = v648;
  }
  uint8_t taken[4];
  for (int v650 = 0; v650 < 4; v650++) {
    taken[v650] = 0;
  }
  l_choose_k: for (int k = 0; k < 1; k++) {
    int32_t chosen;
    chosen = -1;
    ap_int<48> largest;
    largest = 0;
    l_choose_largest_e3: for (int e3 = 0; e3 < 4; e3++) {
    #pragma HLS pipeline II=1
      uint8_t v655 = taken[e3];
      int32_t v656 = v655;
      bool v657 = v656 == 0;
      if (v657) {
        int32_t v658 = chosen;
        bool v659 = v658 < 0;
        if (v659) {
          ap_int<48> v660 = logits[e3];
          largest = v660;
          int32_t v661 = e3;
          chosen = v661;
        } else {
          ap_int<48> v662 = logits[e3];
          ap_int<48> v663 = largest;
          bool v664 = v662 > v663;
          if (v664) {
            ap_int<48> v665 = logits[e3];
            largest = v665;
            int32_t v666 = e3;
            chosen = v666;
          }
        }
      }
    }
    int32_t v667 = chosen;
    int v668 = v667;
    taken[v668] = 1;
    int32_t v669 = chosen;
    int v670 = v669;
    int32_t v671 = weights_of[v670];
    int64_t v672 = v671;
    int64_t share;
    share = v672;
    int64_t v674 = share;
    int64_t v675 = v674 << 16;
    share = v675;
    int32_t v676 = chosen;
    v145[k] = v676;
    int64_t v677 = share;
    int64_t v678 = whole;
    int64_t v679 = v677 / v678;
    int32_t v680 = v679;
    v146[k] = v680;
  }
}

void control_0(
  int32_t v681[5],
  int16_t v682[32],
  ap_uint<512> v683[8],
  uint8_t v684[44],
  int32_t v685[6],
  hls::stream< int32_t >& v686,
  hls::stream< int32_t >& v687
) {
  static int32_t __stateful_control_0_tags_1[4];
  static int32_t __stateful_control_0_ages_2[4];
  static int32_t __stateful_control_0_path_3[2];
  int32_t v692 = v681[0];
  int32_t layer;
  layer = v692;
  int32_t v694 = v681[3];
  bool v695 = v694 == 1;
  if (v695) {
    l_forget_i2: for (int i2 = 0; i2 < 4; i2++) {
      __stateful_control_0_tags_1[i2] = 0;
      __stateful_control_0_ages_2[i2] = 0;
    }
  }
  int32_t early;
  early = -1;
  int32_t early_slot;
  early_slot = -1;
  int32_t v699 = v681[1];
  bool v700 = v699 == 1;
  if (v700) {
    __stateful_control_0_path_3[0] = 0;
    __stateful_control_0_path_3[1] = 0;
    int32_t v701 = layer;
    int32_t v702;
    predicted_expert(v701, 0, 0, v684, &v702);
    int32_t guess;
    guess = v702;
    int32_t v704 = layer;
    int32_t v705 = guess;
    int32_t v706;
    touched_slot(v704, v705, __stateful_control_0_tags_1, __stateful_control_0_ages_2, &v706);
    int32_t given;
    given = v706;
    int32_t v708 = given;
    int32_t v709 = v708 & 1;
    bool v710 = v709 == 0;
    if (v710) {
      int32_t v711 = layer;
      int64_t v712 = v711;
      int64_t v713 = v712 * 4;
      int32_t v714 = guess;
      ap_int<65> v715 = v713;
      ap_int<65> v716 = v714;
      ap_int<65> v717 = v715 + v716;
      int32_t v718 = v717;
      early = v718;
      int32_t v719 = given;
      int32_t v720 = v719 >> 1;
      early_slot = v720;
    }
  }
  int32_t v721 = early;
  v686.write(v721);
  int32_t v722 = early_slot;
  v687.write(v722);
  int32_t at_layer[1];
  for (int v724 = 0; v724 < 1; v724++) {
    at_layer[v724] = 0;
  }
  int32_t v725 = layer;
  at_layer[0] = v725;
  int32_t step_shift[1];
  for (int v727 = 0; v727 < 1; v727++) {
    step_shift[v727] = 0;
  }
  int32_t v728 = v681[4];
  step_shift[0] = v728;
  int32_t chosen1[1];
  for (int v730 = 0; v730 < 1; v730++) {
    chosen1[v730] = 0;
  }
  int32_t scale[1];
  for (int v732 = 0; v732 < 1; v732++) {
    scale[v732] = 0;
  }
  router(at_layer, step_shift, v682, v683, chosen1, scale);
  int32_t v733 = chosen1[0];
  int32_t expert1;
  expert1 = v733;
  int32_t v735 = layer;
  int32_t v736 = expert1;
  int32_t v737;
  touched_slot(v735, v736, __stateful_control_0_tags_1, __stateful_control_0_ages_2, &v737);
  int32_t found;
  found = v737;
  int32_t v739 = found;
  int32_t v740 = v739 & 1;
  int32_t hit1;
  hit1 = v740;
  int32_t v742 = found;
  int32_t v743 = v742 >> 1;
  int32_t slot1;
  slot1 = v743;
  int32_t demand;
  demand = -1;
  int32_t demand_slot;
  demand_slot = -1;
  int32_t v747 = hit1;
  bool v748 = v747 == 0;
  if (v748) {
    int32_t v749 = layer;
    int64_t v750 = v749;
    int64_t v751 = v750 * 4;
    int32_t v752 = expert1;
    ap_int<65> v753 = v751;
    ap_int<65> v754 = v752;
    ap_int<65> v755 = v753 + v754;
    int32_t v756 = v755;
    demand = v756;
    int32_t v757 = slot1;
    demand_slot = v757;
  }
  int32_t v758 = demand;
  v686.write(v758);
  int32_t v759 = demand_slot;
  v687.write(v759);
  int32_t v760 = slot1;
  v687.write(v760);
  int32_t v761 = scale[0];
  v687.write(v761);
  int32_t v762 = __stateful_control_0_path_3[0];
  bool v763 = v762 < 3;
  if (v763) {
    int32_t v764 = __stateful_control_0_path_3[0];
    ap_int<33> v765 = v764;
    ap_int<33> v766 = v765 + 1;
    int32_t v767 = v766;
    __stateful_control_0_path_3[0] = v767;
  }
  int32_t v768 = __stateful_control_0_path_3[1];
  int64_t v769 = v768;
  int64_t v770 = v769 * 4;
  int32_t v771 = expert1;
  ap_int<65> v772 = v770;
  ap_int<65> v773 = v771;
  ap_int<65> v774 = v772 + v773;
  int32_t v775 = __stateful_control_0_path_3[0];
  int v776 = v775;
  int32_t v777 = contexts[v776];
  ap_int<65> v778 = v777;
  ap_int<65> v779 = v774 % v778;
  int32_t v780 = v779;
  __stateful_control_0_path_3[1] = v780;
  int32_t v781 = layer;
  ap_int<33> v782 = v781;
  ap_int<33> v783 = v782 + 1;
  int32_t v784 = v783;
  int32_t coming;
  coming = v784;
  int32_t v786 = coming;
  bool v787 = v786 == 2;
  if (v787) {
    coming = 0;
  }
  int32_t next_guess;
  next_guess = -1;
  int32_t ahead;
  ahead = -1;
  int32_t ahead_slot;
  ahead_slot = -1;
  int32_t v791 = v681[2];
  bool v792 = v791 == 0;
  if (v792) {
    int32_t v793 = coming;
    int32_t v794 = __stateful_control_0_path_3[0];
    int32_t v795 = __stateful_control_0_path_3[1];
    int32_t v796;
    predicted_expert(v793, v794, v795, v684, &v796);
    next_guess = v796;
    int32_t v797 = coming;
    int32_t v798 = next_guess;
    int32_t v799;
    touched_slot(v797, v798, __stateful_control_0_tags_1, __stateful_control_0_ages_2, &v799);
    int32_t next_given;
    next_given = v799;
    int32_t v801 = next_given;
    int32_t v802 = v801 & 1;
    bool v803 = v802 == 0;
    if (v803) {
      int32_t v804 = coming;
      int64_t v805 = v804;
      int64_t v806 = v805 * 4;
      int32_t v807 = next_guess;
      ap_int<65> v808 = v806;
      ap_int<65> v809 = v807;
      ap_int<65> v810 = v808 + v809;
      int32_t v811 = v810;
      ahead = v811;
      int32_t v812 = next_given;
      int32_t v813 = v812 >> 1;
      ahead_slot = v813;
    }
  }
  int32_t v814 = ahead;
  v686.write(v814);
  int32_t v815 = ahead_slot;
  v687.write(v815);
  int32_t v816 = expert1;
  v685[0] = v816;
  int32_t v817 = scale[0];
  v685[1] = v817;
  int32_t v818 = hit1;
  v685[2] = v818;
  int32_t v819 = slot1;
  v685[3] = v819;
  int32_t v820 = next_guess;
  v685[4] = v820;
  int32_t v821 = ahead_slot;
  v685[5] = v821;
}

void fetch_0(
  uint64_t v822[1024],
  uint16_t v823[1024],
  int32_t v824[256],
  hls::stream< int32_t >& v825,
  hls::stream< uint64_t >& v826,
  hls::stream< uint16_t >& v827,
  hls::stream< int32_t >& v828
) {
  l_S_order_0_order: for (int order = 0; order < 3; order++) {
    int32_t v830 = v825.read();
    int32_t wanted;
    wanted = v830;
    int32_t v832 = wanted;
    bool v833 = v832 >= 0;
    if (v833) {
      int32_t v834 = wanted;
      int64_t v835 = v834;
      int64_t v836 = v835 * 128;
      int32_t v837 = v836;
      int32_t first_word;
      first_word = v837;
      int32_t v839 = wanted;
      int64_t v840 = v839;
      int64_t v841 = v840 * 32;
      int32_t v842 = v841;
      int32_t first_multiplier;
      first_multiplier = v842;
      l_S_up_word_0_up_word: for (int up_word = 0; up_word < 64; up_word++) {
      #pragma HLS pipeline II=1
        int32_t v845 = up_word;
        int32_t up_step;
        up_step = v845;
        int32_t v847 = first_word;
        int32_t v848 = up_step;
        ap_int<33> v849 = v847;
        ap_int<33> v850 = v848;
        ap_int<33> v851 = v849 + v850;
        int v852 = v851;
        uint64_t v853 = v822[v852];
        v826.write(v853);
        int32_t v854 = first_word;
        int32_t v855 = up_step;
        ap_int<33> v856 = v854;
        ap_int<33> v857 = v855;
        ap_int<33> v858 = v856 + v857;
        int v859 = v858;
        uint16_t v860 = v823[v859];
        v827.write(v860);
      }
      l_S_up_row_1_up_row: for (int up_row = 0; up_row < 32; up_row++) {
      #pragma HLS pipeline II=1
        int32_t v862 = up_row;
        int32_t up_place;
        up_place = v862;
        int32_t v864 = first_multiplier;
        int32_t v865 = up_place;
        ap_int<33> v866 = v864;
        ap_int<33> v867 = v865;
        ap_int<33> v868 = v866 + v867;
        int v869 = v868;
        int32_t v870 = v824[v869];
        v828.write(v870);
      }
      int32_t v871 = first_word;
      ap_int<33> v872 = v871;
      ap_int<33> v873 = v872 + 64;
      int32_t v874 = v873;
      first_word = v874;
      int32_t v875 = first_multiplier;
      ap_int<33> v876 = v875;
      ap_int<33> v877 = v876 + 32;
      int32_t v878 = v877;
      first_multiplier = v878;
      l_S_down_word_2_down_word: for (int down_word = 0; down_word < 64; down_word++) {
      #pragma HLS pipeline II=1
        int32_t v880 = down_word;
        int32_t down_step;
        down_step = v880;
        int32_t v882 = first_word;
        int32_t v883 = down_step;
        ap_int<33> v884 = v882;
        ap_int<33> v885 = v883;
        ap_int<33> v886 = v884 + v885;
        int v887 = v886;
        uint64_t v888 = v822[v887];
        v826.write(v888);
        int32_t v889 = first_word;
        int32_t v890 = down_step;
        ap_int<33> v891 = v889;
        ap_int<33> v892 = v890;
        ap_int<33> v893 = v891 + v892;
        int v894 = v893;
        uint16_t v895 = v823[v894];
        v827.write(v895);
      }
    }
  }
}

void keep_values(
  int32_t v896[4][128][2],
  int32_t v897,
  int32_t v898,
  uint64_t v899
) {
  #pragma HLS inline
  int32_t v900;
  ap_int<64> v900_tmp = v899;
  v900 = v900_tmp(31, 0);
  int v901 = v897;
  int v902 = v898;
  v896[v901][v902][0] = v900;
  int32_t v903;
  ap_int<64> v903_tmp = v899;
  v903 = v903_tmp(63, 32);
  v896[v901][v902][1] = v903;
}

void keep_places(
  int16_t v904[4][128][1],
  int32_t v905,
  int32_t v906,
  uint16_t v907
) {
  #pragma HLS inline
  int v908 = v905;
  int v909 = v906;
  v904[v908][v909][0] = v907;
}

void group_products(
  uint64_t v910,
  uint16_t v911,
  int8_t v912[4],
  int32_t v913[4]
) {
  #pragma HLS array_partition variable=v912 complete dim=1

  #pragma HLS array_partition variable=v913 complete dim=1

  int32_t total1;
  total1 = 0;
  int32_t v915;
  ap_int<64> v915_tmp = v910;
  v915 = v915_tmp(7, 0);
  int8_t v916 = v915;
  int8_t weight32;
  weight32 = v916;
  int32_t v918;
  ap_int<16> v918_tmp = v911;
  v918 = v918_tmp(1, 0);
  uint8_t v919 = v918;
  uint8_t code;
  code = v919;
  int8_t v921 = code;
  int32_t v922 = v921;
  int32_t v923 = v922 & 3;
  uint8_t v924 = v923;
  uint8_t place;
  place = v924;
  int8_t v926 = weight32;
  int8_t v927 = place;
  int v928 = v927;
  int8_t v929 = v912[v928];
  int16_t v930 = v926;
  int16_t v931 = v929;
  int16_t v932 = v930 * v931;
  int32_t v933 = total1;
  ap_int<33> v934 = v933;
  ap_int<33> v935 = v932;
  ap_int<33> v936 = v934 + v935;
  int32_t v937 = v936;
  total1 = v937;
  int32_t v938;
  ap_int<64> v938_tmp = v910;
  v938 = v938_tmp(15, 8);
  int8_t v939 = v938;
  int8_t weight33;
  weight33 = v939;
  int32_t v941;
  ap_int<16> v941_tmp = v911;
  v941 = v941_tmp(3, 2);
  uint8_t v942 = v941;
  uint8_t code1;
  code1 = v942;
  int8_t v944 = code1;
  int32_t v945 = v944;
  int32_t v946 = v945 & 3;
  uint8_t v947 = v946;
  uint8_t place1;
  place1 = v947;
  int8_t v949 = weight33;
  int8_t v950 = place1;
  int v951 = v950;
  int8_t v952 = v912[v951];
  int16_t v953 = v949;
  int16_t v954 = v952;
  int16_t v955 = v953 * v954;
  int32_t v956 = total1;
  ap_int<33> v957 = v956;
  ap_int<33> v958 = v955;
  ap_int<33> v959 = v957 + v958;
  int32_t v960 = v959;
  total1 = v960;
  int32_t v961 = total1;
  v913[0] = v961;
  int32_t total2;
  total2 = 0;
  int32_t v963;
  ap_int<64> v963_tmp = v910;
  v963 = v963_tmp(23, 16);
  int8_t v964 = v963;
  int8_t weight34;
  weight34 = v964;
  int32_t v966;
  ap_int<16> v966_tmp = v911;
  v966 = v966_tmp(5, 4);
  uint8_t v967 = v966;
  uint8_t code2;
  code2 = v967;
  int8_t v969 = code2;
  int32_t v970 = v969;
  int32_t v971 = v970 & 3;
  uint8_t v972 = v971;
  uint8_t place2;
  place2 = v972;
  int8_t v974 = weight34;
  int8_t v975 = place2;
  int v976 = v975;
  int8_t v977 = v912[v976];
  int16_t v978 = v974;
  int16_t v979 = v977;
  int16_t v980 = v978 * v979;
  int32_t v981 = total2;
  ap_int<33> v982 = v981;
  ap_int<33> v983 = v980;
  ap_int<33> v984 = v982 + v983;
  int32_t v985 = v984;
  total2 = v985;
  int32_t v986;
  ap_int<64> v986_tmp = v910;
  v986 = v986_tmp(31, 24);
  int8_t v987 = v986;
  int8_t weight35;
  weight35 = v987;
  int32_t v989;
  ap_int<16> v989_tmp = v911;
  v989 = v989_tmp(7, 6);
  uint8_t v990 = v989;
  uint8_t code3;
  code3 = v990;
  int8_t v992 = code3;
  int32_t v993 = v992;
  int32_t v994 = v993 & 3;
  uint8_t v995 = v994;
  uint8_t place3;
  place3 = v995;
  int8_t v997 = weight35;
  int8_t v998 = place3;
  int v999 = v998;
  int8_t v1000 = v912[v999];
  int16_t v1001 = v997;
  int16_t v1002 = v1000;
  int16_t v1003 = v1001 * v1002;
  int32_t v1004 = total2;
  ap_int<33> v1005 = v1004;
  ap_int<33> v1006 = v1003;
  ap_int<33> v1007 = v1005 + v1006;
  int32_t v1008 = v1007;
  total2 = v1008;
  int32_t v1009 = total2;
  v913[1] = v1009;
  int32_t total3;
  total3 = 0;
  int32_t v1011;
  ap_int<64> v1011_tmp = v910;
  v1011 = v1011_tmp(39, 32);
  int8_t v1012 = v1011;
  int8_t weight36;
  weight36 = v1012;
  int32_t v1014;
  ap_int<16> v1014_tmp = v911;
  v1014 = v1014_tmp(9, 8);
  uint8_t v1015 = v1014;
  uint8_t code4;
  code4 = v1015;
  int8_t v1017 = code4;
  int32_t v1018 = v1017;
  int32_t v1019 = v1018 & 3;
  uint8_t v1020 = v1019;
  uint8_t place4;
  place4 = v1020;
  int8_t v1022 = weight36;
  int8_t v1023 = place4;
  int v1024 = v1023;
  int8_t v1025 = v912[v1024];
  int16_t v1026 = v1022;
  int16_t v1027 = v1025;
  int16_t v1028 = v1026 * v1027;
  int32_t v1029 = total3;
  ap_int<33> v1030 = v1029;
  ap_int<33> v1031 = v1028;
  ap_int<33> v1032 = v1030 + v1031;
  int32_t v1033 = v1032;
  total3 = v1033;
  int32_t v1034;
  ap_int<64> v1034_tmp = v910;
  v1034 = v1034_tmp(47, 40);
  int8_t v1035 = v1034;
  int8_t weight37;
  weight37 = v1035;
  int32_t v1037;
  ap_int<16> v1037_tmp = v911;
  v1037 = v1037_tmp(11, 10);
  uint8_t v1038 = v1037;
  uint8_t code5;
  code5 = v1038;
  int8_t v1040 = code5;
  int32_t v1041 = v1040;
  int32_t v1042 = v1041 & 3;
  uint8_t v1043 = v1042;
  uint8_t place5;
  place5 = v1043;
  int8_t v1045 = weight37;
  int8_t v1046 = place5;
  int v1047 = v1046;
  int8_t v1048 = v912[v1047];
  int16_t v1049 = v1045;
  int16_t v1050 = v1048;
  int16_t v1051 = v1049 * v1050;
  int32_t v1052 = total3;
  ap_int<33> v1053 = v1052;
  ap_int<33> v1054 = v1051;
  ap_int<33> v1055 = v1053 + v1054;
  int32_t v1056 = v1055;
  total3 = v1056;
  int32_t v1057 = total3;
  v913[2] = v1057;
  int32_t total4;
  total4 = 0;
  int32_t v1059;
  ap_int<64> v1059_tmp = v910;
  v1059 = v1059_tmp(55, 48);
  int8_t v1060 = v1059;
  int8_t weight38;
  weight38 = v1060;
  int32_t v1062;
  ap_int<16> v1062_tmp = v911;
  v1062 = v1062_tmp(13, 12);
  uint8_t v1063 = v1062;
  uint8_t code6;
  code6 = v1063;
  int8_t v1065 = code6;
  int32_t v1066 = v1065;
  int32_t v1067 = v1066 & 3;
  uint8_t v1068 = v1067;
  uint8_t place6;
  place6 = v1068;
  int8_t v1070 = weight38;
  int8_t v1071 = place6;
  int v1072 = v1071;
  int8_t v1073 = v912[v1072];
  int16_t v1074 = v1070;
  int16_t v1075 = v1073;
  int16_t v1076 = v1074 * v1075;
  int32_t v1077 = total4;
  ap_int<33> v1078 = v1077;
  ap_int<33> v1079 = v1076;
  ap_int<33> v1080 = v1078 + v1079;
  int32_t v1081 = v1080;
  total4 = v1081;
  int32_t v1082;
  ap_int<64> v1082_tmp = v910;
  v1082 = v1082_tmp(63, 56);
  int8_t v1083 = v1082;
  int8_t weight39;
  weight39 = v1083;
  int32_t v1085;
  ap_int<16> v1085_tmp = v911;
  v1085 = v1085_tmp(15, 14);
  uint8_t v1086 = v1085;
  uint8_t code7;
  code7 = v1086;
  int8_t v1088 = code7;
  int32_t v1089 = v1088;
  int32_t v1090 = v1089 & 3;
  uint8_t v1091 = v1090;
  uint8_t place7;
  place7 = v1091;
  int8_t v1093 = weight39;
  int8_t v1094 = place7;
  int v1095 = v1094;
  int8_t v1096 = v912[v1095];
  int16_t v1097 = v1093;
  int16_t v1098 = v1096;
  int16_t v1099 = v1097 * v1098;
  int32_t v1100 = total4;
  ap_int<33> v1101 = v1100;
  ap_int<33> v1102 = v1099;
  ap_int<33> v1103 = v1101 + v1102;
  int32_t v1104 = v1103;
  total4 = v1104;
  int32_t v1105 = total4;
  v913[3] = v1105;
}

int8_t curve[1] = {0};
void activated(
  int32_t v1106,
  int32_t v1107,
  int8_t *v1108
) {
  int64_t v1109 = v1106;
  int64_t v1110 = v1107;
  int64_t v1111 = v1109 * v1110;
  int64_t scaled;
  scaled = v1111;
  int64_t v1113 = scaled;
  int64_t v1114 = v1113 >> 29;
  ap_int<65> v1115 = v1114;
  ap_int<65> v1116 = v1115 + 1;
  ap_int<65> v1117 = v1116 >> 1;
  int64_t v1118 = v1117;
  int64_t shifted;
  shifted = v1118;
  int8_t unit;
  unit = 0;
  int64_t v1121 = shifted;
  bool v1122 = v1121 > 127;
  if (v1122) {
    unit = 127;
  } else {
    int64_t v1123 = shifted;
    bool v1124 = v1123 > 0;
    if (v1124) {
      int64_t v1125 = shifted;
      int8_t v1126 = v1125;
      unit = v1126;
    } else {
      unit = 0;
    }
  }
  *v1108 = unit;
}

void engine_0(
  int8_t v1127[32],
  int32_t v1128[32],
  hls::stream< int32_t >& v1129,
  hls::stream< uint64_t >& v1130,
  hls::stream< uint16_t >& v1131,
  hls::stream< int32_t >& v1132
) {
  static int32_t __stateful_engine_0_slot_values_1[4][128][2];
  #pragma HLS bind_storage variable=__stateful_engine_0_slot_values_1 type=ram_2p impl=uram
  #pragma HLS dependence variable=__stateful_engine_0_slot_values_1 type=inter false
  #pragma HLS array_reshape variable=__stateful_engine_0_slot_values_1 complete dim=3
  static int16_t __stateful_engine_0_slot_places_2[4][128][1];
  #pragma HLS bind_storage variable=__stateful_engine_0_slot_places_2 type=ram_2p impl=uram
  #pragma HLS dependence variable=__stateful_engine_0_slot_places_2 type=inter false
  #pragma HLS array_reshape variable=__stateful_engine_0_slot_places_2 complete dim=3
  static int32_t __stateful_engine_0_slot_multipliers_3[4][32];
  #pragma HLS bind_storage variable=__stateful_engine_0_slot_multipliers_3 type=ram_2p impl=uram
  #pragma HLS dependence variable=__stateful_engine_0_slot_multipliers_3 type=inter false
  int8_t inputs1[8][4];
  #pragma HLS array_partition variable=inputs1 complete dim=2

  int32_t up_sums[8][4];
  #pragma HLS array_partition variable=up_sums complete dim=2

  int32_t up_total[4];
  #pragma HLS array_partition variable=up_total complete dim=1

  for (int v1139 = 0; v1139 < 4; v1139++) {
    up_total[v1139] = 0;
  }
  int32_t up_products[4];
  #pragma HLS array_partition variable=up_products complete dim=1

  for (int v1141 = 0; v1141 < 4; v1141++) {
    up_products[v1141] = 0;
  }
  int8_t up_inputs[4];
  #pragma HLS array_partition variable=up_inputs complete dim=1

  for (int v1143 = 0; v1143 < 4; v1143++) {
    up_inputs[v1143] = 0;
  }
  int8_t hidden[8][4];
  #pragma HLS array_partition variable=hidden complete dim=2

  int32_t down_sums[8][4];
  #pragma HLS array_partition variable=down_sums complete dim=2

  int32_t down_total[4];
  #pragma HLS array_partition variable=down_total complete dim=1

  for (int v1147 = 0; v1147 < 4; v1147++) {
    down_total[v1147] = 0;
  }
  int32_t down_products[4];
  #pragma HLS array_partition variable=down_products complete dim=1

  for (int v1149 = 0; v1149 < 4; v1149++) {
    down_products[v1149] = 0;
  }
  int8_t down_inputs[4];
  #pragma HLS array_partition variable=down_inputs complete dim=1

  for (int v1151 = 0; v1151 < 4; v1151++) {
    down_inputs[v1151] = 0;
  }
  l_S_order_0_order1: for (int order1 = 0; order1 < 2; order1++) {
    int32_t v1153 = v1129.read();
    int32_t filled;
    filled = v1153;
    int32_t v1155 = filled;
    bool v1156 = v1155 >= 0;
    if (v1156) {
      l_S_up_word_0_up_word1: for (int up_word1 = 0; up_word1 < 64; up_word1++) {
      #pragma HLS pipeline II=1
        int32_t v1158 = up_word1;
        int32_t up_step1;
        up_step1 = v1158;
        int32_t v1160 = filled;
        int32_t v1161 = up_step1;
        uint64_t v1162 = v1130.read();
        keep_values(__stateful_engine_0_slot_values_1, v1160, v1161, v1162);
        int32_t v1163 = filled;
        int32_t v1164 = up_step1;
        uint16_t v1165 = v1131.read();
        keep_places(__stateful_engine_0_slot_places_2, v1163, v1164, v1165);
      }
      l_S_up_row_1_up_row1: for (int up_row1 = 0; up_row1 < 32; up_row1++) {
      #pragma HLS pipeline II=1
        int32_t v1167 = v1132.read();
        int32_t v1168 = filled;
        int v1169 = v1168;
        __stateful_engine_0_slot_multipliers_3[v1169][up_row1] = v1167;
      }
      l_S_down_word_2_down_word1: for (int down_word1 = 0; down_word1 < 64; down_word1++) {
      #pragma HLS pipeline II=1
        ap_int<34> v1171 = down_word1;
        ap_int<34> v1172 = v1171 + 64;
        int32_t v1173 = v1172;
        int32_t down_step1;
        down_step1 = v1173;
        int32_t v1175 = filled;
        int32_t v1176 = down_step1;
        uint64_t v1177 = v1130.read();
        keep_values(__stateful_engine_0_slot_values_1, v1175, v1176, v1177);
        int32_t v1178 = filled;
        int32_t v1179 = down_step1;
        uint16_t v1180 = v1131.read();
        keep_places(__stateful_engine_0_slot_places_2, v1178, v1179, v1180);
      }
    }
  }
  int32_t v1181 = v1129.read();
  int32_t present;
  present = v1181;
  int32_t v1183 = v1129.read();
  int32_t scale1;
  scale1 = v1183;
  int32_t v1185 = v1129.read();
  int32_t ahead1;
  ahead1 = v1185;
  l_load_g: for (int g = 0; g < 8; g++) {
    l_m: for (int m = 0; m < 4; m++) {
    #pragma HLS pipeline II=1
      int8_t v1189 = v1127[((g * 4) + m)];
      inputs1[g][m] = v1189;
    }
  }
  l_up_b: for (int b = 0; b < 8; b++) {
    l_g1: for (int g1 = 0; g1 < 8; g1++) {
    #pragma HLS pipeline II=1
      int64_t v1192 = b;
      int64_t v1193 = v1192 * 8;
      ap_int<65> v1194 = v1193;
      ap_int<65> v1195 = g1;
      ap_int<65> v1196 = v1194 + v1195;
      int32_t v1197 = v1196;
      int32_t up_at;
      up_at = v1197;
      uint64_t present_up;
      present_up = 0;
      int32_t v1200 = present;
      int v1201 = v1200;
      int32_t v1202 = up_at;
      int v1203 = v1202;
      int32_t v1204 = __stateful_engine_0_slot_values_1[v1201][v1203][0];
      int64_t v1205 = present_up;
      int64_t v1206;
      ap_int<64> v1206_tmp = v1205;
      v1206_tmp(31, 0) = v1204;
      v1206 = v1206_tmp;
      present_up = v1206;
      int32_t v1207 = present;
      int v1208 = v1207;
      int32_t v1209 = up_at;
      int v1210 = v1209;
      int32_t v1211 = __stateful_engine_0_slot_values_1[v1208][v1210][1];
      int64_t v1212 = present_up;
      int64_t v1213;
      ap_int<64> v1213_tmp = v1212;
      v1213_tmp(63, 32) = v1211;
      v1213 = v1213_tmp;
      present_up = v1213;
      uint16_t up_codes;
      up_codes = 0;
      int32_t v1215 = present;
      int v1216 = v1215;
      int32_t v1217 = up_at;
      int v1218 = v1217;
      int16_t v1219 = __stateful_engine_0_slot_places_2[v1216][v1218][0];
      up_codes = v1219;
      int32_t v1220 = ahead1;
      bool v1221 = v1220 >= 0;
      if (v1221) {
        int32_t v1222 = ahead1;
        int32_t v1223 = up_at;
        uint64_t v1224 = v1130.read();
        keep_values(__stateful_engine_0_slot_values_1, v1222, v1223, v1224);
        int32_t v1225 = ahead1;
        int32_t v1226 = up_at;
        uint16_t v1227 = v1131.read();
        keep_places(__stateful_engine_0_slot_places_2, v1225, v1226, v1227);
      }
      l_S_m_5_m1: for (int m1 = 0; m1 < 4; m1++) {
        int8_t v1229 = inputs1[g1][m1];
        up_inputs[m1] = v1229;
      }
      int64_t v1230 = present_up;
      int16_t v1231 = up_codes;
      group_products(v1230, v1231, up_inputs, up_products);
      l_S_r_6_r: for (int r = 0; r < 4; r++) {
        ap_int<33> v1233 = g1;
        bool v1234 = v1233 == 0;
        int32_t v1235 = up_products[r];
        int32_t v1236 = up_total[r];
        ap_int<33> v1237 = v1236;
        ap_int<33> v1238 = v1235;
        ap_int<33> v1239 = v1237 + v1238;
        ap_int<33> v1240 = v1234 ? (ap_int<33>)v1238 : (ap_int<33>)v1239;
        int32_t v1241 = v1240;
        up_total[r] = v1241;
        int32_t v1242 = up_total[r];
        up_sums[b][r] = v1242;
      }
    }
  }
  l_activate_g2: for (int g2 = 0; g2 < 8; g2++) {
    l_m2: for (int m2 = 0; m2 < 4; m2++) {
    #pragma HLS pipeline II=1
      int32_t v1245 = present;
      int v1246 = v1245;
      int64_t v1247 = g2;
      int64_t v1248 = v1247 * 4;
      ap_int<65> v1249 = v1248;
      ap_int<65> v1250 = m2;
      ap_int<65> v1251 = v1249 + v1250;
      int v1252 = v1251;
      int32_t v1253 = __stateful_engine_0_slot_multipliers_3[v1246][v1252];
      int32_t up_multiplier;
      up_multiplier = v1253;
      int32_t v1255 = ahead1;
      bool v1256 = v1255 >= 0;
      if (v1256) {
        int32_t v1257 = v1132.read();
        int32_t v1258 = ahead1;
        int v1259 = v1258;
        __stateful_engine_0_slot_multipliers_3[v1259][v1252] = v1257;
      }
      int32_t v1260 = up_sums[g2][m2];
      int32_t v1261 = up_multiplier;
      int8_t v1262;
      activated(v1260, v1261, &v1262);
      hidden[g2][m2] = v1262;
    }
  }
  l_down_b1: for (int b1 = 0; b1 < 8; b1++) {
    l_g3: for (int g3 = 0; g3 < 8; g3++) {
    #pragma HLS pipeline II=1
      int64_t v1265 = b1;
      int64_t v1266 = v1265 * 8;
      ap_int<65> v1267 = v1266;
      ap_int<65> v1268 = v1267 + 64;
      ap_int<66> v1269 = v1268;
      ap_int<66> v1270 = g3;
      ap_int<66> v1271 = v1269 + v1270;
      int32_t v1272 = v1271;
      int32_t down_at;
      down_at = v1272;
      uint64_t present_down;
      present_down = 0;
      int32_t v1275 = present;
      int v1276 = v1275;
      int32_t v1277 = down_at;
      int v1278 = v1277;
      int32_t v1279 = __stateful_engine_0_slot_values_1[v1276][v1278][0];
      int64_t v1280 = present_down;
      int64_t v1281;
      ap_int<64> v1281_tmp = v1280;
      v1281_tmp(31, 0) = v1279;
      v1281 = v1281_tmp;
      present_down = v1281;
      int32_t v1282 = present;
      int v1283 = v1282;
      int32_t v1284 = down_at;
      int v1285 = v1284;
      int32_t v1286 = __stateful_engine_0_slot_values_1[v1283][v1285][1];
      int64_t v1287 = present_down;
      int64_t v1288;
      ap_int<64> v1288_tmp = v1287;
      v1288_tmp(63, 32) = v1286;
      v1288 = v1288_tmp;
      present_down = v1288;
      uint16_t down_codes;
      down_codes = 0;
      int32_t v1290 = present;
      int v1291 = v1290;
      int32_t v1292 = down_at;
      int v1293 = v1292;
      int16_t v1294 = __stateful_engine_0_slot_places_2[v1291][v1293][0];
      down_codes = v1294;
      int32_t v1295 = ahead1;
      bool v1296 = v1295 >= 0;
      if (v1296) {
        int32_t v1297 = ahead1;
        int32_t v1298 = down_at;
        uint64_t v1299 = v1130.read();
        keep_values(__stateful_engine_0_slot_values_1, v1297, v1298, v1299);
        int32_t v1300 = ahead1;
        int32_t v1301 = down_at;
        uint16_t v1302 = v1131.read();
        keep_places(__stateful_engine_0_slot_places_2, v1300, v1301, v1302);
      }
      l_S_m_9_m3: for (int m3 = 0; m3 < 4; m3++) {
        int8_t v1304 = hidden[g3][m3];
        down_inputs[m3] = v1304;
      }
      int64_t v1305 = present_down;
      int16_t v1306 = down_codes;
      group_products(v1305, v1306, down_inputs, down_products);
      l_S_r_10_r1: for (int r1 = 0; r1 < 4; r1++) {
        ap_int<33> v1308 = g3;
        bool v1309 = v1308 == 0;
        int32_t v1310 = down_products[r1];
        int32_t v1311 = down_total[r1];
        ap_int<33> v1312 = v1311;
        ap_int<33> v1313 = v1310;
        ap_int<33> v1314 = v1312 + v1313;
        ap_int<33> v1315 = v1309 ? (ap_int<33>)v1313 : (ap_int<33>)v1314;
        int32_t v1316 = v1315;
        down_total[r1] = v1316;
        int32_t v1317 = down_total[r1];
        down_sums[b1][r1] = v1317;
      }
    }
  }
  l_store_b2: for (int b2 = 0; b2 < 8; b2++) {
    l_r2: for (int r2 = 0; r2 < 4; r2++) {
    #pragma HLS pipeline II=1
      int32_t v1320 = down_sums[b2][r2];
      v1128[((b2 * 4) + r2)] = v1320;
    }
  }
}

/// This is top function.
void moe_layer(
  int32_t v1321[5],
  int16_t v1322[32],
  ap_uint<512> v1323[8],
  uint8_t v1324[44],
  int8_t v1325[32],
  uint64_t v1326[1024],
  uint16_t v1327[1024],
  int32_t v1328[256],
  int32_t v1329[6],
  int32_t v1330[32]
) {
  #pragma HLS dataflow
  hls::stream< int32_t > v1331;
  #pragma HLS stream variable=v1331 depth=4
  hls::stream< int32_t > v1332;
  #pragma HLS stream variable=v1332 depth=8
  hls::stream< uint64_t > v1333;
  #pragma HLS stream variable=v1333 depth=16
  hls::stream< uint16_t > v1334;
  #pragma HLS stream variable=v1334 depth=16
  hls::stream< int32_t > v1335;
  #pragma HLS stream variable=v1335 depth=16
  control_0(v1321, v1322, v1323, v1324, v1329, v1331, v1332);
  fetch_0(v1326, v1327, v1328, v1331, v1333, v1334, v1335);
  engine_0(v1325, v1330, v1332, v1333, v1334, v1335);
}
