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
int32_t contexts[4] = {1, 8, 64, 512};
int32_t starts[4] = {0, 24, 168, 1320};
int32_t contexts_0[4] = {1, 8, 64, 512};
void predicted_expert(
  int32_t v0,
  int32_t v1,
  int32_t v2,
  uint8_t v3[1318],
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

void touched_slot(
  int32_t v57,
  int32_t v58,
  int32_t v59[12],
  int32_t v60[12],
  int32_t *v61
) {
  int64_t v62 = v57;
  int64_t v63 = v62 * 2;
  int32_t v64 = v63;
  int32_t first;
  first = v64;
  int64_t v66 = v62 * 8;
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
  int16_t v143[128],
  ap_uint<512> v144[192],
  int32_t v145[1],
  int32_t v146[1]
) {
  int16_t inputs[4][32];
  #pragma HLS array_partition variable=inputs complete dim=2

  l_load_w: for (int w = 0; w < 4; w++) {
    l_l: for (int l = 0; l < 32; l++) {
    #pragma HLS pipeline II=1
      int16_t v150 = v143[((w * 32) + l)];
      inputs[w][l] = v150;
    }
  }
  ap_int<48> logits[8];
  int32_t v152 = v141[0];
  int64_t v153 = v152;
  int64_t v154 = v153 * 32;
  int32_t v155 = v154;
  int32_t row;
  row = v155;
  l_score_e: for (int e = 0; e < 8; e++) {
    ap_int<48> logit;
    logit = 0;
    l_score_words_w1: for (int w1 = 0; w1 < 4; w1++) {
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
    ap_int<33> v596 = v595 + 4;
    int32_t v597 = v596;
    row = v597;
  }
  ap_int<48> v598 = logits[0];
  ap_int<48> best;
  best = v598;
  l_largest_e1: for (int e1 = 0; e1 < 8; e1++) {
  #pragma HLS pipeline II=1
    ap_int<48> v601 = logits[e1];
    ap_int<48> v602 = best;
    bool v603 = v601 > v602;
    if (v603) {
      ap_int<48> v604 = logits[e1];
      best = v604;
    }
  }
  int32_t weights_of[8];
  int64_t whole;
  whole = 0;
  l_exponential_e2: for (int e2 = 0; e2 < 8; e2++) {
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
  uint8_t taken[8];
  for (int v650 = 0; v650 < 8; v650++) {
    taken[v650] = 0;
  }
  l_choose_k: for (int k = 0; k < 1; k++) {
    int32_t chosen;
    chosen = -1;
    ap_int<48> largest;
    largest = 0;
    l_choose_largest_e3: for (int e3 = 0; e3 < 8; e3++) {
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
  int16_t v682[128],
  ap_uint<512> v683[192],
  uint8_t v684[1318],
  int32_t v685[6],
  hls::stream< int32_t >& v686,
  hls::stream< int32_t >& v687
) {
  static int32_t __stateful_control_0_tags_1[12];
  static int32_t __stateful_control_0_ages_2[12];
  static int32_t __stateful_control_0_path_3[2];
  int32_t v692 = v681[0];
  int32_t layer;
  layer = v692;
  int32_t v694 = v681[3];
  bool v695 = v694 == 1;
  if (v695) {
    l_forget_i2: for (int i2 = 0; i2 < 12; i2++) {
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
      int64_t v713 = v712 * 8;
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
    int64_t v751 = v750 * 8;
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
  int64_t v770 = v769 * 8;
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
  bool v787 = v786 == 6;
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
      int64_t v806 = v805 * 8;
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
  ap_uint<256> v822[49152],
  uint64_t v823[49152],
  int32_t v824[18432],
  hls::stream< int32_t >& v825,
  hls::stream< ap_uint<256> >& v826,
  hls::stream< uint64_t >& v827,
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
      int64_t v836 = v835 * 1024;
      int32_t v837 = v836;
      int32_t first_word;
      first_word = v837;
      int32_t v839 = wanted;
      int64_t v840 = v839;
      int64_t v841 = v840 * 384;
      int32_t v842 = v841;
      int32_t first_multiplier;
      first_multiplier = v842;
      l_S_up_word_0_up_word: for (int up_word = 0; up_word < 512; up_word++) {
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
        ap_uint<256> v853 = v822[v852];
        v826.write(v853);
        int32_t v854 = first_word;
        int32_t v855 = up_step;
        ap_int<33> v856 = v854;
        ap_int<33> v857 = v855;
        ap_int<33> v858 = v856 + v857;
        int v859 = v858;
        uint64_t v860 = v823[v859];
        v827.write(v860);
      }
      l_S_up_row_1_up_row: for (int up_row = 0; up_row < 256; up_row++) {
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
      ap_int<33> v873 = v872 + 512;
      int32_t v874 = v873;
      first_word = v874;
      int32_t v875 = first_multiplier;
      ap_int<33> v876 = v875;
      ap_int<33> v877 = v876 + 256;
      int32_t v878 = v877;
      first_multiplier = v878;
      l_S_down_word_2_down_word: for (int down_word = 0; down_word < 512; down_word++) {
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
        ap_uint<256> v888 = v822[v887];
        v826.write(v888);
        int32_t v889 = first_word;
        int32_t v890 = down_step;
        ap_int<33> v891 = v889;
        ap_int<33> v892 = v890;
        ap_int<33> v893 = v891 + v892;
        int v894 = v893;
        uint64_t v895 = v823[v894];
        v827.write(v895);
      }
      l_S_down_row_3_down_row: for (int down_row = 0; down_row < 128; down_row++) {
      #pragma HLS pipeline II=1
        int32_t v897 = down_row;
        int32_t down_place;
        down_place = v897;
        int32_t v899 = first_multiplier;
        int32_t v900 = down_place;
        ap_int<33> v901 = v899;
        ap_int<33> v902 = v900;
        ap_int<33> v903 = v901 + v902;
        int v904 = v903;
        int32_t v905 = v824[v904];
        v828.write(v905);
      }
    }
  }
}

void keep_values(
  int32_t v906[12][1024][8],
  int32_t v907,
  int32_t v908,
  ap_uint<256> v909
) {
  #pragma HLS inline
  int32_t v910;
  ap_int<256> v910_tmp = v909;
  v910 = v910_tmp(31, 0);
  int v911 = v907;
  int v912 = v908;
  v906[v911][v912][0] = v910;
  int32_t v913;
  ap_int<256> v913_tmp = v909;
  v913 = v913_tmp(63, 32);
  v906[v911][v912][1] = v913;
  int32_t v914;
  ap_int<256> v914_tmp = v909;
  v914 = v914_tmp(95, 64);
  v906[v911][v912][2] = v914;
  int32_t v915;
  ap_int<256> v915_tmp = v909;
  v915 = v915_tmp(127, 96);
  v906[v911][v912][3] = v915;
  int32_t v916;
  ap_int<256> v916_tmp = v909;
  v916 = v916_tmp(159, 128);
  v906[v911][v912][4] = v916;
  int32_t v917;
  ap_int<256> v917_tmp = v909;
  v917 = v917_tmp(191, 160);
  v906[v911][v912][5] = v917;
  int32_t v918;
  ap_int<256> v918_tmp = v909;
  v918 = v918_tmp(223, 192);
  v906[v911][v912][6] = v918;
  int32_t v919;
  ap_int<256> v919_tmp = v909;
  v919 = v919_tmp(255, 224);
  v906[v911][v912][7] = v919;
}

void keep_places(
  int32_t v920[12][1024][2],
  int32_t v921,
  int32_t v922,
  uint64_t v923
) {
  #pragma HLS inline
  int32_t v924;
  ap_int<64> v924_tmp = v923;
  v924 = v924_tmp(31, 0);
  int v925 = v921;
  int v926 = v922;
  v920[v925][v926][0] = v924;
  int32_t v927;
  ap_int<64> v927_tmp = v923;
  v927 = v927_tmp(63, 32);
  v920[v925][v926][1] = v927;
}

void group_products(
  ap_uint<256> v928,
  uint64_t v929,
  int8_t v930[4],
  int32_t v931[16]
) {
  #pragma HLS array_partition variable=v930 complete dim=1

  #pragma HLS array_partition variable=v931 complete dim=1

  int32_t total1;
  total1 = 0;
  int32_t v933;
  ap_int<256> v933_tmp = v928;
  v933 = v933_tmp(7, 0);
  int8_t v934 = v933;
  int8_t weight32;
  weight32 = v934;
  int32_t v936;
  ap_int<64> v936_tmp = v929;
  v936 = v936_tmp(1, 0);
  uint8_t v937 = v936;
  uint8_t code;
  code = v937;
  int8_t v939 = code;
  int32_t v940 = v939;
  int32_t v941 = v940 & 3;
  uint8_t v942 = v941;
  uint8_t place;
  place = v942;
  int8_t v944 = weight32;
  int8_t v945 = place;
  int v946 = v945;
  int8_t v947 = v930[v946];
  int16_t v948 = v944;
  int16_t v949 = v947;
  int16_t v950 = v948 * v949;
  int32_t v951 = total1;
  ap_int<33> v952 = v951;
  ap_int<33> v953 = v950;
  ap_int<33> v954 = v952 + v953;
  int32_t v955 = v954;
  total1 = v955;
  int32_t v956;
  ap_int<256> v956_tmp = v928;
  v956 = v956_tmp(15, 8);
  int8_t v957 = v956;
  int8_t weight33;
  weight33 = v957;
  int32_t v959;
  ap_int<64> v959_tmp = v929;
  v959 = v959_tmp(3, 2);
  uint8_t v960 = v959;
  uint8_t code1;
  code1 = v960;
  int8_t v962 = code1;
  int32_t v963 = v962;
  int32_t v964 = v963 & 3;
  uint8_t v965 = v964;
  uint8_t place1;
  place1 = v965;
  int8_t v967 = weight33;
  int8_t v968 = place1;
  int v969 = v968;
  int8_t v970 = v930[v969];
  int16_t v971 = v967;
  int16_t v972 = v970;
  int16_t v973 = v971 * v972;
  int32_t v974 = total1;
  ap_int<33> v975 = v974;
  ap_int<33> v976 = v973;
  ap_int<33> v977 = v975 + v976;
  int32_t v978 = v977;
  total1 = v978;
  int32_t v979 = total1;
  v931[0] = v979;
  int32_t total2;
  total2 = 0;
  int32_t v981;
  ap_int<256> v981_tmp = v928;
  v981 = v981_tmp(23, 16);
  int8_t v982 = v981;
  int8_t weight34;
  weight34 = v982;
  int32_t v984;
  ap_int<64> v984_tmp = v929;
  v984 = v984_tmp(5, 4);
  uint8_t v985 = v984;
  uint8_t code2;
  code2 = v985;
  int8_t v987 = code2;
  int32_t v988 = v987;
  int32_t v989 = v988 & 3;
  uint8_t v990 = v989;
  uint8_t place2;
  place2 = v990;
  int8_t v992 = weight34;
  int8_t v993 = place2;
  int v994 = v993;
  int8_t v995 = v930[v994];
  int16_t v996 = v992;
  int16_t v997 = v995;
  int16_t v998 = v996 * v997;
  int32_t v999 = total2;
  ap_int<33> v1000 = v999;
  ap_int<33> v1001 = v998;
  ap_int<33> v1002 = v1000 + v1001;
  int32_t v1003 = v1002;
  total2 = v1003;
  int32_t v1004;
  ap_int<256> v1004_tmp = v928;
  v1004 = v1004_tmp(31, 24);
  int8_t v1005 = v1004;
  int8_t weight35;
  weight35 = v1005;
  int32_t v1007;
  ap_int<64> v1007_tmp = v929;
  v1007 = v1007_tmp(7, 6);
  uint8_t v1008 = v1007;
  uint8_t code3;
  code3 = v1008;
  int8_t v1010 = code3;
  int32_t v1011 = v1010;
  int32_t v1012 = v1011 & 3;
  uint8_t v1013 = v1012;
  uint8_t place3;
  place3 = v1013;
  int8_t v1015 = weight35;
  int8_t v1016 = place3;
  int v1017 = v1016;
  int8_t v1018 = v930[v1017];
  int16_t v1019 = v1015;
  int16_t v1020 = v1018;
  int16_t v1021 = v1019 * v1020;
  int32_t v1022 = total2;
  ap_int<33> v1023 = v1022;
  ap_int<33> v1024 = v1021;
  ap_int<33> v1025 = v1023 + v1024;
  int32_t v1026 = v1025;
  total2 = v1026;
  int32_t v1027 = total2;
  v931[1] = v1027;
  int32_t total3;
  total3 = 0;
  int32_t v1029;
  ap_int<256> v1029_tmp = v928;
  v1029 = v1029_tmp(39, 32);
  int8_t v1030 = v1029;
  int8_t weight36;
  weight36 = v1030;
  int32_t v1032;
  ap_int<64> v1032_tmp = v929;
  v1032 = v1032_tmp(9, 8);
  uint8_t v1033 = v1032;
  uint8_t code4;
  code4 = v1033;
  int8_t v1035 = code4;
  int32_t v1036 = v1035;
  int32_t v1037 = v1036 & 3;
  uint8_t v1038 = v1037;
  uint8_t place4;
  place4 = v1038;
  int8_t v1040 = weight36;
  int8_t v1041 = place4;
  int v1042 = v1041;
  int8_t v1043 = v930[v1042];
  int16_t v1044 = v1040;
  int16_t v1045 = v1043;
  int16_t v1046 = v1044 * v1045;
  int32_t v1047 = total3;
  ap_int<33> v1048 = v1047;
  ap_int<33> v1049 = v1046;
  ap_int<33> v1050 = v1048 + v1049;
  int32_t v1051 = v1050;
  total3 = v1051;
  int32_t v1052;
  ap_int<256> v1052_tmp = v928;
  v1052 = v1052_tmp(47, 40);
  int8_t v1053 = v1052;
  int8_t weight37;
  weight37 = v1053;
  int32_t v1055;
  ap_int<64> v1055_tmp = v929;
  v1055 = v1055_tmp(11, 10);
  uint8_t v1056 = v1055;
  uint8_t code5;
  code5 = v1056;
  int8_t v1058 = code5;
  int32_t v1059 = v1058;
  int32_t v1060 = v1059 & 3;
  uint8_t v1061 = v1060;
  uint8_t place5;
  place5 = v1061;
  int8_t v1063 = weight37;
  int8_t v1064 = place5;
  int v1065 = v1064;
  int8_t v1066 = v930[v1065];
  int16_t v1067 = v1063;
  int16_t v1068 = v1066;
  int16_t v1069 = v1067 * v1068;
  int32_t v1070 = total3;
  ap_int<33> v1071 = v1070;
  ap_int<33> v1072 = v1069;
  ap_int<33> v1073 = v1071 + v1072;
  int32_t v1074 = v1073;
  total3 = v1074;
  int32_t v1075 = total3;
  v931[2] = v1075;
  int32_t total4;
  total4 = 0;
  int32_t v1077;
  ap_int<256> v1077_tmp = v928;
  v1077 = v1077_tmp(55, 48);
  int8_t v1078 = v1077;
  int8_t weight38;
  weight38 = v1078;
  int32_t v1080;
  ap_int<64> v1080_tmp = v929;
  v1080 = v1080_tmp(13, 12);
  uint8_t v1081 = v1080;
  uint8_t code6;
  code6 = v1081;
  int8_t v1083 = code6;
  int32_t v1084 = v1083;
  int32_t v1085 = v1084 & 3;
  uint8_t v1086 = v1085;
  uint8_t place6;
  place6 = v1086;
  int8_t v1088 = weight38;
  int8_t v1089 = place6;
  int v1090 = v1089;
  int8_t v1091 = v930[v1090];
  int16_t v1092 = v1088;
  int16_t v1093 = v1091;
  int16_t v1094 = v1092 * v1093;
  int32_t v1095 = total4;
  ap_int<33> v1096 = v1095;
  ap_int<33> v1097 = v1094;
  ap_int<33> v1098 = v1096 + v1097;
  int32_t v1099 = v1098;
  total4 = v1099;
  int32_t v1100;
  ap_int<256> v1100_tmp = v928;
  v1100 = v1100_tmp(63, 56);
  int8_t v1101 = v1100;
  int8_t weight39;
  weight39 = v1101;
  int32_t v1103;
  ap_int<64> v1103_tmp = v929;
  v1103 = v1103_tmp(15, 14);
  uint8_t v1104 = v1103;
  uint8_t code7;
  code7 = v1104;
  int8_t v1106 = code7;
  int32_t v1107 = v1106;
  int32_t v1108 = v1107 & 3;
  uint8_t v1109 = v1108;
  uint8_t place7;
  place7 = v1109;
  int8_t v1111 = weight39;
  int8_t v1112 = place7;
  int v1113 = v1112;
  int8_t v1114 = v930[v1113];
  int16_t v1115 = v1111;
  int16_t v1116 = v1114;
  int16_t v1117 = v1115 * v1116;
  int32_t v1118 = total4;
  ap_int<33> v1119 = v1118;
  ap_int<33> v1120 = v1117;
  ap_int<33> v1121 = v1119 + v1120;
  int32_t v1122 = v1121;
  total4 = v1122;
  int32_t v1123 = total4;
  v931[3] = v1123;
  int32_t total5;
  total5 = 0;
  int32_t v1125;
  ap_int<256> v1125_tmp = v928;
  v1125 = v1125_tmp(71, 64);
  int8_t v1126 = v1125;
  int8_t weight40;
  weight40 = v1126;
  int32_t v1128;
  ap_int<64> v1128_tmp = v929;
  v1128 = v1128_tmp(17, 16);
  uint8_t v1129 = v1128;
  uint8_t code8;
  code8 = v1129;
  int8_t v1131 = code8;
  int32_t v1132 = v1131;
  int32_t v1133 = v1132 & 3;
  uint8_t v1134 = v1133;
  uint8_t place8;
  place8 = v1134;
  int8_t v1136 = weight40;
  int8_t v1137 = place8;
  int v1138 = v1137;
  int8_t v1139 = v930[v1138];
  int16_t v1140 = v1136;
  int16_t v1141 = v1139;
  int16_t v1142 = v1140 * v1141;
  int32_t v1143 = total5;
  ap_int<33> v1144 = v1143;
  ap_int<33> v1145 = v1142;
  ap_int<33> v1146 = v1144 + v1145;
  int32_t v1147 = v1146;
  total5 = v1147;
  int32_t v1148;
  ap_int<256> v1148_tmp = v928;
  v1148 = v1148_tmp(79, 72);
  int8_t v1149 = v1148;
  int8_t weight41;
  weight41 = v1149;
  int32_t v1151;
  ap_int<64> v1151_tmp = v929;
  v1151 = v1151_tmp(19, 18);
  uint8_t v1152 = v1151;
  uint8_t code9;
  code9 = v1152;
  int8_t v1154 = code9;
  int32_t v1155 = v1154;
  int32_t v1156 = v1155 & 3;
  uint8_t v1157 = v1156;
  uint8_t place9;
  place9 = v1157;
  int8_t v1159 = weight41;
  int8_t v1160 = place9;
  int v1161 = v1160;
  int8_t v1162 = v930[v1161];
  int16_t v1163 = v1159;
  int16_t v1164 = v1162;
  int16_t v1165 = v1163 * v1164;
  int32_t v1166 = total5;
  ap_int<33> v1167 = v1166;
  ap_int<33> v1168 = v1165;
  ap_int<33> v1169 = v1167 + v1168;
  int32_t v1170 = v1169;
  total5 = v1170;
  int32_t v1171 = total5;
  v931[4] = v1171;
  int32_t total6;
  total6 = 0;
  int32_t v1173;
  ap_int<256> v1173_tmp = v928;
  v1173 = v1173_tmp(87, 80);
  int8_t v1174 = v1173;
  int8_t weight42;
  weight42 = v1174;
  int32_t v1176;
  ap_int<64> v1176_tmp = v929;
  v1176 = v1176_tmp(21, 20);
  uint8_t v1177 = v1176;
  uint8_t code10;
  code10 = v1177;
  int8_t v1179 = code10;
  int32_t v1180 = v1179;
  int32_t v1181 = v1180 & 3;
  uint8_t v1182 = v1181;
  uint8_t place10;
  place10 = v1182;
  int8_t v1184 = weight42;
  int8_t v1185 = place10;
  int v1186 = v1185;
  int8_t v1187 = v930[v1186];
  int16_t v1188 = v1184;
  int16_t v1189 = v1187;
  int16_t v1190 = v1188 * v1189;
  int32_t v1191 = total6;
  ap_int<33> v1192 = v1191;
  ap_int<33> v1193 = v1190;
  ap_int<33> v1194 = v1192 + v1193;
  int32_t v1195 = v1194;
  total6 = v1195;
  int32_t v1196;
  ap_int<256> v1196_tmp = v928;
  v1196 = v1196_tmp(95, 88);
  int8_t v1197 = v1196;
  int8_t weight43;
  weight43 = v1197;
  int32_t v1199;
  ap_int<64> v1199_tmp = v929;
  v1199 = v1199_tmp(23, 22);
  uint8_t v1200 = v1199;
  uint8_t code11;
  code11 = v1200;
  int8_t v1202 = code11;
  int32_t v1203 = v1202;
  int32_t v1204 = v1203 & 3;
  uint8_t v1205 = v1204;
  uint8_t place11;
  place11 = v1205;
  int8_t v1207 = weight43;
  int8_t v1208 = place11;
  int v1209 = v1208;
  int8_t v1210 = v930[v1209];
  int16_t v1211 = v1207;
  int16_t v1212 = v1210;
  int16_t v1213 = v1211 * v1212;
  int32_t v1214 = total6;
  ap_int<33> v1215 = v1214;
  ap_int<33> v1216 = v1213;
  ap_int<33> v1217 = v1215 + v1216;
  int32_t v1218 = v1217;
  total6 = v1218;
  int32_t v1219 = total6;
  v931[5] = v1219;
  int32_t total7;
  total7 = 0;
  int32_t v1221;
  ap_int<256> v1221_tmp = v928;
  v1221 = v1221_tmp(103, 96);
  int8_t v1222 = v1221;
  int8_t weight44;
  weight44 = v1222;
  int32_t v1224;
  ap_int<64> v1224_tmp = v929;
  v1224 = v1224_tmp(25, 24);
  uint8_t v1225 = v1224;
  uint8_t code12;
  code12 = v1225;
  int8_t v1227 = code12;
  int32_t v1228 = v1227;
  int32_t v1229 = v1228 & 3;
  uint8_t v1230 = v1229;
  uint8_t place12;
  place12 = v1230;
  int8_t v1232 = weight44;
  int8_t v1233 = place12;
  int v1234 = v1233;
  int8_t v1235 = v930[v1234];
  int16_t v1236 = v1232;
  int16_t v1237 = v1235;
  int16_t v1238 = v1236 * v1237;
  int32_t v1239 = total7;
  ap_int<33> v1240 = v1239;
  ap_int<33> v1241 = v1238;
  ap_int<33> v1242 = v1240 + v1241;
  int32_t v1243 = v1242;
  total7 = v1243;
  int32_t v1244;
  ap_int<256> v1244_tmp = v928;
  v1244 = v1244_tmp(111, 104);
  int8_t v1245 = v1244;
  int8_t weight45;
  weight45 = v1245;
  int32_t v1247;
  ap_int<64> v1247_tmp = v929;
  v1247 = v1247_tmp(27, 26);
  uint8_t v1248 = v1247;
  uint8_t code13;
  code13 = v1248;
  int8_t v1250 = code13;
  int32_t v1251 = v1250;
  int32_t v1252 = v1251 & 3;
  uint8_t v1253 = v1252;
  uint8_t place13;
  place13 = v1253;
  int8_t v1255 = weight45;
  int8_t v1256 = place13;
  int v1257 = v1256;
  int8_t v1258 = v930[v1257];
  int16_t v1259 = v1255;
  int16_t v1260 = v1258;
  int16_t v1261 = v1259 * v1260;
  int32_t v1262 = total7;
  ap_int<33> v1263 = v1262;
  ap_int<33> v1264 = v1261;
  ap_int<33> v1265 = v1263 + v1264;
  int32_t v1266 = v1265;
  total7 = v1266;
  int32_t v1267 = total7;
  v931[6] = v1267;
  int32_t total8;
  total8 = 0;
  int32_t v1269;
  ap_int<256> v1269_tmp = v928;
  v1269 = v1269_tmp(119, 112);
  int8_t v1270 = v1269;
  int8_t weight46;
  weight46 = v1270;
  int32_t v1272;
  ap_int<64> v1272_tmp = v929;
  v1272 = v1272_tmp(29, 28);
  uint8_t v1273 = v1272;
  uint8_t code14;
  code14 = v1273;
  int8_t v1275 = code14;
  int32_t v1276 = v1275;
  int32_t v1277 = v1276 & 3;
  uint8_t v1278 = v1277;
  uint8_t place14;
  place14 = v1278;
  int8_t v1280 = weight46;
  int8_t v1281 = place14;
  int v1282 = v1281;
  int8_t v1283 = v930[v1282];
  int16_t v1284 = v1280;
  int16_t v1285 = v1283;
  int16_t v1286 = v1284 * v1285;
  int32_t v1287 = total8;
  ap_int<33> v1288 = v1287;
  ap_int<33> v1289 = v1286;
  ap_int<33> v1290 = v1288 + v1289;
  int32_t v1291 = v1290;
  total8 = v1291;
  int32_t v1292;
  ap_int<256> v1292_tmp = v928;
  v1292 = v1292_tmp(127, 120);
  int8_t v1293 = v1292;
  int8_t weight47;
  weight47 = v1293;
  int32_t v1295;
  ap_int<64> v1295_tmp = v929;
  v1295 = v1295_tmp(31, 30);
  uint8_t v1296 = v1295;
  uint8_t code15;
  code15 = v1296;
  int8_t v1298 = code15;
  int32_t v1299 = v1298;
  int32_t v1300 = v1299 & 3;
  uint8_t v1301 = v1300;
  uint8_t place15;
  place15 = v1301;
  int8_t v1303 = weight47;
  int8_t v1304 = place15;
  int v1305 = v1304;
  int8_t v1306 = v930[v1305];
  int16_t v1307 = v1303;
  int16_t v1308 = v1306;
  int16_t v1309 = v1307 * v1308;
  int32_t v1310 = total8;
  ap_int<33> v1311 = v1310;
  ap_int<33> v1312 = v1309;
  ap_int<33> v1313 = v1311 + v1312;
  int32_t v1314 = v1313;
  total8 = v1314;
  int32_t v1315 = total8;
  v931[7] = v1315;
  int32_t total9;
  total9 = 0;
  int32_t v1317;
  ap_int<256> v1317_tmp = v928;
  v1317 = v1317_tmp(135, 128);
  int8_t v1318 = v1317;
  int8_t weight48;
  weight48 = v1318;
  int32_t v1320;
  ap_int<64> v1320_tmp = v929;
  v1320 = v1320_tmp(33, 32);
  uint8_t v1321 = v1320;
  uint8_t code16;
  code16 = v1321;
  int8_t v1323 = code16;
  int32_t v1324 = v1323;
  int32_t v1325 = v1324 & 3;
  uint8_t v1326 = v1325;
  uint8_t place16;
  place16 = v1326;
  int8_t v1328 = weight48;
  int8_t v1329 = place16;
  int v1330 = v1329;
  int8_t v1331 = v930[v1330];
  int16_t v1332 = v1328;
  int16_t v1333 = v1331;
  int16_t v1334 = v1332 * v1333;
  int32_t v1335 = total9;
  ap_int<33> v1336 = v1335;
  ap_int<33> v1337 = v1334;
  ap_int<33> v1338 = v1336 + v1337;
  int32_t v1339 = v1338;
  total9 = v1339;
  int32_t v1340;
  ap_int<256> v1340_tmp = v928;
  v1340 = v1340_tmp(143, 136);
  int8_t v1341 = v1340;
  int8_t weight49;
  weight49 = v1341;
  int32_t v1343;
  ap_int<64> v1343_tmp = v929;
  v1343 = v1343_tmp(35, 34);
  uint8_t v1344 = v1343;
  uint8_t code17;
  code17 = v1344;
  int8_t v1346 = code17;
  int32_t v1347 = v1346;
  int32_t v1348 = v1347 & 3;
  uint8_t v1349 = v1348;
  uint8_t place17;
  place17 = v1349;
  int8_t v1351 = weight49;
  int8_t v1352 = place17;
  int v1353 = v1352;
  int8_t v1354 = v930[v1353];
  int16_t v1355 = v1351;
  int16_t v1356 = v1354;
  int16_t v1357 = v1355 * v1356;
  int32_t v1358 = total9;
  ap_int<33> v1359 = v1358;
  ap_int<33> v1360 = v1357;
  ap_int<33> v1361 = v1359 + v1360;
  int32_t v1362 = v1361;
  total9 = v1362;
  int32_t v1363 = total9;
  v931[8] = v1363;
  int32_t total10;
  total10 = 0;
  int32_t v1365;
  ap_int<256> v1365_tmp = v928;
  v1365 = v1365_tmp(151, 144);
  int8_t v1366 = v1365;
  int8_t weight50;
  weight50 = v1366;
  int32_t v1368;
  ap_int<64> v1368_tmp = v929;
  v1368 = v1368_tmp(37, 36);
  uint8_t v1369 = v1368;
  uint8_t code18;
  code18 = v1369;
  int8_t v1371 = code18;
  int32_t v1372 = v1371;
  int32_t v1373 = v1372 & 3;
  uint8_t v1374 = v1373;
  uint8_t place18;
  place18 = v1374;
  int8_t v1376 = weight50;
  int8_t v1377 = place18;
  int v1378 = v1377;
  int8_t v1379 = v930[v1378];
  int16_t v1380 = v1376;
  int16_t v1381 = v1379;
  int16_t v1382 = v1380 * v1381;
  int32_t v1383 = total10;
  ap_int<33> v1384 = v1383;
  ap_int<33> v1385 = v1382;
  ap_int<33> v1386 = v1384 + v1385;
  int32_t v1387 = v1386;
  total10 = v1387;
  int32_t v1388;
  ap_int<256> v1388_tmp = v928;
  v1388 = v1388_tmp(159, 152);
  int8_t v1389 = v1388;
  int8_t weight51;
  weight51 = v1389;
  int32_t v1391;
  ap_int<64> v1391_tmp = v929;
  v1391 = v1391_tmp(39, 38);
  uint8_t v1392 = v1391;
  uint8_t code19;
  code19 = v1392;
  int8_t v1394 = code19;
  int32_t v1395 = v1394;
  int32_t v1396 = v1395 & 3;
  uint8_t v1397 = v1396;
  uint8_t place19;
  place19 = v1397;
  int8_t v1399 = weight51;
  int8_t v1400 = place19;
  int v1401 = v1400;
  int8_t v1402 = v930[v1401];
  int16_t v1403 = v1399;
  int16_t v1404 = v1402;
  int16_t v1405 = v1403 * v1404;
  int32_t v1406 = total10;
  ap_int<33> v1407 = v1406;
  ap_int<33> v1408 = v1405;
  ap_int<33> v1409 = v1407 + v1408;
  int32_t v1410 = v1409;
  total10 = v1410;
  int32_t v1411 = total10;
  v931[9] = v1411;
  int32_t total11;
  total11 = 0;
  int32_t v1413;
  ap_int<256> v1413_tmp = v928;
  v1413 = v1413_tmp(167, 160);
  int8_t v1414 = v1413;
  int8_t weight52;
  weight52 = v1414;
  int32_t v1416;
  ap_int<64> v1416_tmp = v929;
  v1416 = v1416_tmp(41, 40);
  uint8_t v1417 = v1416;
  uint8_t code20;
  code20 = v1417;
  int8_t v1419 = code20;
  int32_t v1420 = v1419;
  int32_t v1421 = v1420 & 3;
  uint8_t v1422 = v1421;
  uint8_t place20;
  place20 = v1422;
  int8_t v1424 = weight52;
  int8_t v1425 = place20;
  int v1426 = v1425;
  int8_t v1427 = v930[v1426];
  int16_t v1428 = v1424;
  int16_t v1429 = v1427;
  int16_t v1430 = v1428 * v1429;
  int32_t v1431 = total11;
  ap_int<33> v1432 = v1431;
  ap_int<33> v1433 = v1430;
  ap_int<33> v1434 = v1432 + v1433;
  int32_t v1435 = v1434;
  total11 = v1435;
  int32_t v1436;
  ap_int<256> v1436_tmp = v928;
  v1436 = v1436_tmp(175, 168);
  int8_t v1437 = v1436;
  int8_t weight53;
  weight53 = v1437;
  int32_t v1439;
  ap_int<64> v1439_tmp = v929;
  v1439 = v1439_tmp(43, 42);
  uint8_t v1440 = v1439;
  uint8_t code21;
  code21 = v1440;
  int8_t v1442 = code21;
  int32_t v1443 = v1442;
  int32_t v1444 = v1443 & 3;
  uint8_t v1445 = v1444;
  uint8_t place21;
  place21 = v1445;
  int8_t v1447 = weight53;
  int8_t v1448 = place21;
  int v1449 = v1448;
  int8_t v1450 = v930[v1449];
  int16_t v1451 = v1447;
  int16_t v1452 = v1450;
  int16_t v1453 = v1451 * v1452;
  int32_t v1454 = total11;
  ap_int<33> v1455 = v1454;
  ap_int<33> v1456 = v1453;
  ap_int<33> v1457 = v1455 + v1456;
  int32_t v1458 = v1457;
  total11 = v1458;
  int32_t v1459 = total11;
  v931[10] = v1459;
  int32_t total12;
  total12 = 0;
  int32_t v1461;
  ap_int<256> v1461_tmp = v928;
  v1461 = v1461_tmp(183, 176);
  int8_t v1462 = v1461;
  int8_t weight54;
  weight54 = v1462;
  int32_t v1464;
  ap_int<64> v1464_tmp = v929;
  v1464 = v1464_tmp(45, 44);
  uint8_t v1465 = v1464;
  uint8_t code22;
  code22 = v1465;
  int8_t v1467 = code22;
  int32_t v1468 = v1467;
  int32_t v1469 = v1468 & 3;
  uint8_t v1470 = v1469;
  uint8_t place22;
  place22 = v1470;
  int8_t v1472 = weight54;
  int8_t v1473 = place22;
  int v1474 = v1473;
  int8_t v1475 = v930[v1474];
  int16_t v1476 = v1472;
  int16_t v1477 = v1475;
  int16_t v1478 = v1476 * v1477;
  int32_t v1479 = total12;
  ap_int<33> v1480 = v1479;
  ap_int<33> v1481 = v1478;
  ap_int<33> v1482 = v1480 + v1481;
  int32_t v1483 = v1482;
  total12 = v1483;
  int32_t v1484;
  ap_int<256> v1484_tmp = v928;
  v1484 = v1484_tmp(191, 184);
  int8_t v1485 = v1484;
  int8_t weight55;
  weight55 = v1485;
  int32_t v1487;
  ap_int<64> v1487_tmp = v929;
  v1487 = v1487_tmp(47, 46);
  uint8_t v1488 = v1487;
  uint8_t code23;
  code23 = v1488;
  int8_t v1490 = code23;
  int32_t v1491 = v1490;
  int32_t v1492 = v1491 & 3;
  uint8_t v1493 = v1492;
  uint8_t place23;
  place23 = v1493;
  int8_t v1495 = weight55;
  int8_t v1496 = place23;
  int v1497 = v1496;
  int8_t v1498 = v930[v1497];
  int16_t v1499 = v1495;
  int16_t v1500 = v1498;
  int16_t v1501 = v1499 * v1500;
  int32_t v1502 = total12;
  ap_int<33> v1503 = v1502;
  ap_int<33> v1504 = v1501;
  ap_int<33> v1505 = v1503 + v1504;
  int32_t v1506 = v1505;
  total12 = v1506;
  int32_t v1507 = total12;
  v931[11] = v1507;
  int32_t total13;
  total13 = 0;
  int32_t v1509;
  ap_int<256> v1509_tmp = v928;
  v1509 = v1509_tmp(199, 192);
  int8_t v1510 = v1509;
  int8_t weight56;
  weight56 = v1510;
  int32_t v1512;
  ap_int<64> v1512_tmp = v929;
  v1512 = v1512_tmp(49, 48);
  uint8_t v1513 = v1512;
  uint8_t code24;
  code24 = v1513;
  int8_t v1515 = code24;
  int32_t v1516 = v1515;
  int32_t v1517 = v1516 & 3;
  uint8_t v1518 = v1517;
  uint8_t place24;
  place24 = v1518;
  int8_t v1520 = weight56;
  int8_t v1521 = place24;
  int v1522 = v1521;
  int8_t v1523 = v930[v1522];
  int16_t v1524 = v1520;
  int16_t v1525 = v1523;
  int16_t v1526 = v1524 * v1525;
  int32_t v1527 = total13;
  ap_int<33> v1528 = v1527;
  ap_int<33> v1529 = v1526;
  ap_int<33> v1530 = v1528 + v1529;
  int32_t v1531 = v1530;
  total13 = v1531;
  int32_t v1532;
  ap_int<256> v1532_tmp = v928;
  v1532 = v1532_tmp(207, 200);
  int8_t v1533 = v1532;
  int8_t weight57;
  weight57 = v1533;
  int32_t v1535;
  ap_int<64> v1535_tmp = v929;
  v1535 = v1535_tmp(51, 50);
  uint8_t v1536 = v1535;
  uint8_t code25;
  code25 = v1536;
  int8_t v1538 = code25;
  int32_t v1539 = v1538;
  int32_t v1540 = v1539 & 3;
  uint8_t v1541 = v1540;
  uint8_t place25;
  place25 = v1541;
  int8_t v1543 = weight57;
  int8_t v1544 = place25;
  int v1545 = v1544;
  int8_t v1546 = v930[v1545];
  int16_t v1547 = v1543;
  int16_t v1548 = v1546;
  int16_t v1549 = v1547 * v1548;
  int32_t v1550 = total13;
  ap_int<33> v1551 = v1550;
  ap_int<33> v1552 = v1549;
  ap_int<33> v1553 = v1551 + v1552;
  int32_t v1554 = v1553;
  total13 = v1554;
  int32_t v1555 = total13;
  v931[12] = v1555;
  int32_t total14;
  total14 = 0;
  int32_t v1557;
  ap_int<256> v1557_tmp = v928;
  v1557 = v1557_tmp(215, 208);
  int8_t v1558 = v1557;
  int8_t weight58;
  weight58 = v1558;
  int32_t v1560;
  ap_int<64> v1560_tmp = v929;
  v1560 = v1560_tmp(53, 52);
  uint8_t v1561 = v1560;
  uint8_t code26;
  code26 = v1561;
  int8_t v1563 = code26;
  int32_t v1564 = v1563;
  int32_t v1565 = v1564 & 3;
  uint8_t v1566 = v1565;
  uint8_t place26;
  place26 = v1566;
  int8_t v1568 = weight58;
  int8_t v1569 = place26;
  int v1570 = v1569;
  int8_t v1571 = v930[v1570];
  int16_t v1572 = v1568;
  int16_t v1573 = v1571;
  int16_t v1574 = v1572 * v1573;
  int32_t v1575 = total14;
  ap_int<33> v1576 = v1575;
  ap_int<33> v1577 = v1574;
  ap_int<33> v1578 = v1576 + v1577;
  int32_t v1579 = v1578;
  total14 = v1579;
  int32_t v1580;
  ap_int<256> v1580_tmp = v928;
  v1580 = v1580_tmp(223, 216);
  int8_t v1581 = v1580;
  int8_t weight59;
  weight59 = v1581;
  int32_t v1583;
  ap_int<64> v1583_tmp = v929;
  v1583 = v1583_tmp(55, 54);
  uint8_t v1584 = v1583;
  uint8_t code27;
  code27 = v1584;
  int8_t v1586 = code27;
  int32_t v1587 = v1586;
  int32_t v1588 = v1587 & 3;
  uint8_t v1589 = v1588;
  uint8_t place27;
  place27 = v1589;
  int8_t v1591 = weight59;
  int8_t v1592 = place27;
  int v1593 = v1592;
  int8_t v1594 = v930[v1593];
  int16_t v1595 = v1591;
  int16_t v1596 = v1594;
  int16_t v1597 = v1595 * v1596;
  int32_t v1598 = total14;
  ap_int<33> v1599 = v1598;
  ap_int<33> v1600 = v1597;
  ap_int<33> v1601 = v1599 + v1600;
  int32_t v1602 = v1601;
  total14 = v1602;
  int32_t v1603 = total14;
  v931[13] = v1603;
  int32_t total15;
  total15 = 0;
  int32_t v1605;
  ap_int<256> v1605_tmp = v928;
  v1605 = v1605_tmp(231, 224);
  int8_t v1606 = v1605;
  int8_t weight60;
  weight60 = v1606;
  int32_t v1608;
  ap_int<64> v1608_tmp = v929;
  v1608 = v1608_tmp(57, 56);
  uint8_t v1609 = v1608;
  uint8_t code28;
  code28 = v1609;
  int8_t v1611 = code28;
  int32_t v1612 = v1611;
  int32_t v1613 = v1612 & 3;
  uint8_t v1614 = v1613;
  uint8_t place28;
  place28 = v1614;
  int8_t v1616 = weight60;
  int8_t v1617 = place28;
  int v1618 = v1617;
  int8_t v1619 = v930[v1618];
  int16_t v1620 = v1616;
  int16_t v1621 = v1619;
  int16_t v1622 = v1620 * v1621;
  int32_t v1623 = total15;
  ap_int<33> v1624 = v1623;
  ap_int<33> v1625 = v1622;
  ap_int<33> v1626 = v1624 + v1625;
  int32_t v1627 = v1626;
  total15 = v1627;
  int32_t v1628;
  ap_int<256> v1628_tmp = v928;
  v1628 = v1628_tmp(239, 232);
  int8_t v1629 = v1628;
  int8_t weight61;
  weight61 = v1629;
  int32_t v1631;
  ap_int<64> v1631_tmp = v929;
  v1631 = v1631_tmp(59, 58);
  uint8_t v1632 = v1631;
  uint8_t code29;
  code29 = v1632;
  int8_t v1634 = code29;
  int32_t v1635 = v1634;
  int32_t v1636 = v1635 & 3;
  uint8_t v1637 = v1636;
  uint8_t place29;
  place29 = v1637;
  int8_t v1639 = weight61;
  int8_t v1640 = place29;
  int v1641 = v1640;
  int8_t v1642 = v930[v1641];
  int16_t v1643 = v1639;
  int16_t v1644 = v1642;
  int16_t v1645 = v1643 * v1644;
  int32_t v1646 = total15;
  ap_int<33> v1647 = v1646;
  ap_int<33> v1648 = v1645;
  ap_int<33> v1649 = v1647 + v1648;
  int32_t v1650 = v1649;
  total15 = v1650;
  int32_t v1651 = total15;
  v931[14] = v1651;
  int32_t total16;
  total16 = 0;
  int32_t v1653;
  ap_int<256> v1653_tmp = v928;
  v1653 = v1653_tmp(247, 240);
  int8_t v1654 = v1653;
  int8_t weight62;
  weight62 = v1654;
  int32_t v1656;
  ap_int<64> v1656_tmp = v929;
  v1656 = v1656_tmp(61, 60);
  uint8_t v1657 = v1656;
  uint8_t code30;
  code30 = v1657;
  int8_t v1659 = code30;
  int32_t v1660 = v1659;
  int32_t v1661 = v1660 & 3;
  uint8_t v1662 = v1661;
  uint8_t place30;
  place30 = v1662;
  int8_t v1664 = weight62;
  int8_t v1665 = place30;
  int v1666 = v1665;
  int8_t v1667 = v930[v1666];
  int16_t v1668 = v1664;
  int16_t v1669 = v1667;
  int16_t v1670 = v1668 * v1669;
  int32_t v1671 = total16;
  ap_int<33> v1672 = v1671;
  ap_int<33> v1673 = v1670;
  ap_int<33> v1674 = v1672 + v1673;
  int32_t v1675 = v1674;
  total16 = v1675;
  int32_t v1676;
  ap_int<256> v1676_tmp = v928;
  v1676 = v1676_tmp(255, 248);
  int8_t v1677 = v1676;
  int8_t weight63;
  weight63 = v1677;
  int32_t v1679;
  ap_int<64> v1679_tmp = v929;
  v1679 = v1679_tmp(63, 62);
  uint8_t v1680 = v1679;
  uint8_t code31;
  code31 = v1680;
  int8_t v1682 = code31;
  int32_t v1683 = v1682;
  int32_t v1684 = v1683 & 3;
  uint8_t v1685 = v1684;
  uint8_t place31;
  place31 = v1685;
  int8_t v1687 = weight63;
  int8_t v1688 = place31;
  int v1689 = v1688;
  int8_t v1690 = v930[v1689];
  int16_t v1691 = v1687;
  int16_t v1692 = v1690;
  int16_t v1693 = v1691 * v1692;
  int32_t v1694 = total16;
  ap_int<33> v1695 = v1694;
  ap_int<33> v1696 = v1693;
  ap_int<33> v1697 = v1695 + v1696;
  int32_t v1698 = v1697;
  total16 = v1698;
  int32_t v1699 = total16;
  v931[15] = v1699;
}

int8_t curve[1] = {0};
void activated(
  int32_t v1700,
  int32_t v1701,
  int8_t *v1702
) {
  int64_t v1703 = v1700;
  int64_t v1704 = v1701;
  int64_t v1705 = v1703 * v1704;
  int64_t scaled;
  scaled = v1705;
  int64_t v1707 = scaled;
  int64_t v1708 = v1707 >> 29;
  ap_int<65> v1709 = v1708;
  ap_int<65> v1710 = v1709 + 1;
  ap_int<65> v1711 = v1710 >> 1;
  int64_t v1712 = v1711;
  int64_t shifted;
  shifted = v1712;
  int8_t unit;
  unit = 0;
  int64_t v1715 = shifted;
  bool v1716 = v1715 > 127;
  if (v1716) {
    unit = 127;
  } else {
    int64_t v1717 = shifted;
    bool v1718 = v1717 > 0;
    if (v1718) {
      int64_t v1719 = shifted;
      int8_t v1720 = v1719;
      unit = v1720;
    } else {
      unit = 0;
    }
  }
  *v1702 = unit;
}

void finished(
  int32_t v1721,
  int32_t v1722,
  int32_t *v1723
) {
  int64_t v1724 = v1721;
  int64_t v1725 = v1722;
  int64_t v1726 = v1724 * v1725;
  int64_t scaled1;
  scaled1 = v1726;
  int64_t v1728 = scaled1;
  int64_t v1729 = v1728 >> 15;
  ap_int<65> v1730 = v1729;
  ap_int<65> v1731 = v1730 + 1;
  ap_int<65> v1732 = v1731 >> 1;
  int64_t v1733 = v1732;
  int64_t shifted1;
  shifted1 = v1733;
  int32_t output;
  output = 0;
  int64_t v1736 = shifted1;
  bool v1737 = v1736 > 2147483647;
  if (v1737) {
    output = 2147483647;
  } else {
    int64_t v1738 = shifted1;
    bool v1739 = v1738 < -2147483648;
    if (v1739) {
      output = -2147483648;
    } else {
      int64_t v1740 = shifted1;
      int32_t v1741 = v1740;
      output = v1741;
    }
  }
  *v1723 = output;
}

void engine_0(
  int8_t v1742[128],
  int32_t v1743[128],
  hls::stream< int32_t >& v1744,
  hls::stream< ap_uint<256> >& v1745,
  hls::stream< uint64_t >& v1746,
  hls::stream< int32_t >& v1747
) {
  static int32_t __stateful_engine_0_slot_values_1[12][1024][8];
  #pragma HLS bind_storage variable=__stateful_engine_0_slot_values_1 type=ram_2p impl=uram
  #pragma HLS dependence variable=__stateful_engine_0_slot_values_1 type=inter false
  #pragma HLS array_reshape variable=__stateful_engine_0_slot_values_1 complete dim=3
  static int32_t __stateful_engine_0_slot_places_2[12][1024][2];
  #pragma HLS bind_storage variable=__stateful_engine_0_slot_places_2 type=ram_2p impl=uram
  #pragma HLS dependence variable=__stateful_engine_0_slot_places_2 type=inter false
  #pragma HLS array_reshape variable=__stateful_engine_0_slot_places_2 complete dim=3
  static int32_t __stateful_engine_0_slot_multipliers_3[12][384];
  #pragma HLS bind_storage variable=__stateful_engine_0_slot_multipliers_3 type=ram_2p impl=uram
  #pragma HLS dependence variable=__stateful_engine_0_slot_multipliers_3 type=inter false
  int8_t inputs1[32][4];
  #pragma HLS array_partition variable=inputs1 complete dim=2

  int32_t up_sums[16][16];
  #pragma HLS array_partition variable=up_sums complete dim=2

  int32_t up_total[16];
  #pragma HLS array_partition variable=up_total complete dim=1

  for (int v1754 = 0; v1754 < 16; v1754++) {
    up_total[v1754] = 0;
  }
  int32_t up_products[16];
  #pragma HLS array_partition variable=up_products complete dim=1

  for (int v1756 = 0; v1756 < 16; v1756++) {
    up_products[v1756] = 0;
  }
  int8_t up_inputs[4];
  #pragma HLS array_partition variable=up_inputs complete dim=1

  for (int v1758 = 0; v1758 < 4; v1758++) {
    up_inputs[v1758] = 0;
  }
  int8_t hidden[64][4];
  #pragma HLS array_partition variable=hidden complete dim=2

  int32_t down_sums[8][16];
  #pragma HLS array_partition variable=down_sums complete dim=2

  int32_t down_total[16];
  #pragma HLS array_partition variable=down_total complete dim=1

  for (int v1762 = 0; v1762 < 16; v1762++) {
    down_total[v1762] = 0;
  }
  int32_t down_products[16];
  #pragma HLS array_partition variable=down_products complete dim=1

  for (int v1764 = 0; v1764 < 16; v1764++) {
    down_products[v1764] = 0;
  }
  int8_t down_inputs[4];
  #pragma HLS array_partition variable=down_inputs complete dim=1

  for (int v1766 = 0; v1766 < 4; v1766++) {
    down_inputs[v1766] = 0;
  }
  l_S_order_0_order1: for (int order1 = 0; order1 < 2; order1++) {
    int32_t v1768 = v1744.read();
    int32_t filled;
    filled = v1768;
    int32_t v1770 = filled;
    bool v1771 = v1770 >= 0;
    if (v1771) {
      l_S_up_word_0_up_word1: for (int up_word1 = 0; up_word1 < 512; up_word1++) {
      #pragma HLS pipeline II=1
        int32_t v1773 = up_word1;
        int32_t up_step1;
        up_step1 = v1773;
        int32_t v1775 = filled;
        int32_t v1776 = up_step1;
        ap_uint<256> v1777 = v1745.read();
        keep_values(__stateful_engine_0_slot_values_1, v1775, v1776, v1777);
        int32_t v1778 = filled;
        int32_t v1779 = up_step1;
        uint64_t v1780 = v1746.read();
        keep_places(__stateful_engine_0_slot_places_2, v1778, v1779, v1780);
      }
      l_S_up_row_1_up_row1: for (int up_row1 = 0; up_row1 < 256; up_row1++) {
      #pragma HLS pipeline II=1
        int32_t v1782 = v1747.read();
        int32_t v1783 = filled;
        int v1784 = v1783;
        __stateful_engine_0_slot_multipliers_3[v1784][up_row1] = v1782;
      }
      l_S_down_word_2_down_word1: for (int down_word1 = 0; down_word1 < 512; down_word1++) {
      #pragma HLS pipeline II=1
        ap_int<34> v1786 = down_word1;
        ap_int<34> v1787 = v1786 + 512;
        int32_t v1788 = v1787;
        int32_t down_step1;
        down_step1 = v1788;
        int32_t v1790 = filled;
        int32_t v1791 = down_step1;
        ap_uint<256> v1792 = v1745.read();
        keep_values(__stateful_engine_0_slot_values_1, v1790, v1791, v1792);
        int32_t v1793 = filled;
        int32_t v1794 = down_step1;
        uint64_t v1795 = v1746.read();
        keep_places(__stateful_engine_0_slot_places_2, v1793, v1794, v1795);
      }
      l_S_down_row_3_down_row1: for (int down_row1 = 0; down_row1 < 128; down_row1++) {
      #pragma HLS pipeline II=1
        int32_t v1797 = v1747.read();
        int32_t v1798 = filled;
        int v1799 = v1798;
        ap_int<34> v1800 = down_row1;
        ap_int<34> v1801 = v1800 + 256;
        int v1802 = v1801;
        __stateful_engine_0_slot_multipliers_3[v1799][v1802] = v1797;
      }
    }
  }
  int32_t v1803 = v1744.read();
  int32_t present;
  present = v1803;
  int32_t v1805 = v1744.read();
  int32_t scale1;
  scale1 = v1805;
  int32_t v1807 = v1744.read();
  int32_t ahead1;
  ahead1 = v1807;
  l_load_g: for (int g = 0; g < 32; g++) {
    l_m: for (int m = 0; m < 4; m++) {
    #pragma HLS pipeline II=1
      int8_t v1811 = v1742[((g * 4) + m)];
      inputs1[g][m] = v1811;
    }
  }
  l_up_b: for (int b = 0; b < 16; b++) {
    l_g1: for (int g1 = 0; g1 < 32; g1++) {
    #pragma HLS pipeline II=1
      int64_t v1814 = b;
      int64_t v1815 = v1814 * 32;
      ap_int<65> v1816 = v1815;
      ap_int<65> v1817 = g1;
      ap_int<65> v1818 = v1816 + v1817;
      int32_t v1819 = v1818;
      int32_t up_at;
      up_at = v1819;
      ap_uint<256> present_up;
      present_up = 0;
      int32_t v1822 = present;
      int v1823 = v1822;
      int32_t v1824 = up_at;
      int v1825 = v1824;
      int32_t v1826 = __stateful_engine_0_slot_values_1[v1823][v1825][0];
      ap_int<256> v1827 = present_up;
      ap_int<256> v1828;
      ap_int<256> v1828_tmp = v1827;
      v1828_tmp(31, 0) = v1826;
      v1828 = v1828_tmp;
      present_up = v1828;
      int32_t v1829 = present;
      int v1830 = v1829;
      int32_t v1831 = up_at;
      int v1832 = v1831;
      int32_t v1833 = __stateful_engine_0_slot_values_1[v1830][v1832][1];
      ap_int<256> v1834 = present_up;
      ap_int<256> v1835;
      ap_int<256> v1835_tmp = v1834;
      v1835_tmp(63, 32) = v1833;
      v1835 = v1835_tmp;
      present_up = v1835;
      int32_t v1836 = present;
      int v1837 = v1836;
      int32_t v1838 = up_at;
      int v1839 = v1838;
      int32_t v1840 = __stateful_engine_0_slot_values_1[v1837][v1839][2];
      ap_int<256> v1841 = present_up;
      ap_int<256> v1842;
      ap_int<256> v1842_tmp = v1841;
      v1842_tmp(95, 64) = v1840;
      v1842 = v1842_tmp;
      present_up = v1842;
      int32_t v1843 = present;
      int v1844 = v1843;
      int32_t v1845 = up_at;
      int v1846 = v1845;
      int32_t v1847 = __stateful_engine_0_slot_values_1[v1844][v1846][3];
      ap_int<256> v1848 = present_up;
      ap_int<256> v1849;
      ap_int<256> v1849_tmp = v1848;
      v1849_tmp(127, 96) = v1847;
      v1849 = v1849_tmp;
      present_up = v1849;
      int32_t v1850 = present;
      int v1851 = v1850;
      int32_t v1852 = up_at;
      int v1853 = v1852;
      int32_t v1854 = __stateful_engine_0_slot_values_1[v1851][v1853][4];
      ap_int<256> v1855 = present_up;
      ap_int<256> v1856;
      ap_int<256> v1856_tmp = v1855;
      v1856_tmp(159, 128) = v1854;
      v1856 = v1856_tmp;
      present_up = v1856;
      int32_t v1857 = present;
      int v1858 = v1857;
      int32_t v1859 = up_at;
      int v1860 = v1859;
      int32_t v1861 = __stateful_engine_0_slot_values_1[v1858][v1860][5];
      ap_int<256> v1862 = present_up;
      ap_int<256> v1863;
      ap_int<256> v1863_tmp = v1862;
      v1863_tmp(191, 160) = v1861;
      v1863 = v1863_tmp;
      present_up = v1863;
      int32_t v1864 = present;
      int v1865 = v1864;
      int32_t v1866 = up_at;
      int v1867 = v1866;
      int32_t v1868 = __stateful_engine_0_slot_values_1[v1865][v1867][6];
      ap_int<256> v1869 = present_up;
      ap_int<256> v1870;
      ap_int<256> v1870_tmp = v1869;
      v1870_tmp(223, 192) = v1868;
      v1870 = v1870_tmp;
      present_up = v1870;
      int32_t v1871 = present;
      int v1872 = v1871;
      int32_t v1873 = up_at;
      int v1874 = v1873;
      int32_t v1875 = __stateful_engine_0_slot_values_1[v1872][v1874][7];
      ap_int<256> v1876 = present_up;
      ap_int<256> v1877;
      ap_int<256> v1877_tmp = v1876;
      v1877_tmp(255, 224) = v1875;
      v1877 = v1877_tmp;
      present_up = v1877;
      uint64_t up_codes;
      up_codes = 0;
      int32_t v1879 = present;
      int v1880 = v1879;
      int32_t v1881 = up_at;
      int v1882 = v1881;
      int32_t v1883 = __stateful_engine_0_slot_places_2[v1880][v1882][0];
      int64_t v1884 = up_codes;
      int64_t v1885;
      ap_int<64> v1885_tmp = v1884;
      v1885_tmp(31, 0) = v1883;
      v1885 = v1885_tmp;
      up_codes = v1885;
      int32_t v1886 = present;
      int v1887 = v1886;
      int32_t v1888 = up_at;
      int v1889 = v1888;
      int32_t v1890 = __stateful_engine_0_slot_places_2[v1887][v1889][1];
      int64_t v1891 = up_codes;
      int64_t v1892;
      ap_int<64> v1892_tmp = v1891;
      v1892_tmp(63, 32) = v1890;
      v1892 = v1892_tmp;
      up_codes = v1892;
      int32_t v1893 = ahead1;
      bool v1894 = v1893 >= 0;
      if (v1894) {
        int32_t v1895 = ahead1;
        int32_t v1896 = up_at;
        ap_uint<256> v1897 = v1745.read();
        keep_values(__stateful_engine_0_slot_values_1, v1895, v1896, v1897);
        int32_t v1898 = ahead1;
        int32_t v1899 = up_at;
        uint64_t v1900 = v1746.read();
        keep_places(__stateful_engine_0_slot_places_2, v1898, v1899, v1900);
      }
      l_S_m_6_m1: for (int m1 = 0; m1 < 4; m1++) {
        int8_t v1902 = inputs1[g1][m1];
        up_inputs[m1] = v1902;
      }
      ap_int<256> v1903 = present_up;
      int64_t v1904 = up_codes;
      group_products(v1903, v1904, up_inputs, up_products);
      l_S_r_7_r: for (int r = 0; r < 16; r++) {
        ap_int<33> v1906 = g1;
        bool v1907 = v1906 == 0;
        int32_t v1908 = up_products[r];
        int32_t v1909 = up_total[r];
        ap_int<33> v1910 = v1909;
        ap_int<33> v1911 = v1908;
        ap_int<33> v1912 = v1910 + v1911;
        ap_int<33> v1913 = v1907 ? (ap_int<33>)v1911 : (ap_int<33>)v1912;
        int32_t v1914 = v1913;
        up_total[r] = v1914;
        int32_t v1915 = up_total[r];
        up_sums[b][r] = v1915;
      }
    }
  }
  l_activate_g2: for (int g2 = 0; g2 < 64; g2++) {
    l_m2: for (int m2 = 0; m2 < 4; m2++) {
    #pragma HLS pipeline II=1
      int32_t v1918 = present;
      int v1919 = v1918;
      int64_t v1920 = g2;
      int64_t v1921 = v1920 * 4;
      ap_int<65> v1922 = v1921;
      ap_int<65> v1923 = m2;
      ap_int<65> v1924 = v1922 + v1923;
      int v1925 = v1924;
      int32_t v1926 = __stateful_engine_0_slot_multipliers_3[v1919][v1925];
      int32_t up_multiplier;
      up_multiplier = v1926;
      int32_t v1928 = ahead1;
      bool v1929 = v1928 >= 0;
      if (v1929) {
        int32_t v1930 = v1747.read();
        int32_t v1931 = ahead1;
        int v1932 = v1931;
        __stateful_engine_0_slot_multipliers_3[v1932][v1925] = v1930;
      }
      int32_t v1933 = up_sums[(g2 / 4)][(((g2 * 4) + m2) % 16)];
      int32_t v1934 = up_multiplier;
      int8_t v1935;
      activated(v1933, v1934, &v1935);
      hidden[g2][m2] = v1935;
    }
  }
  l_down_b1: for (int b1 = 0; b1 < 8; b1++) {
    l_g3: for (int g3 = 0; g3 < 64; g3++) {
    #pragma HLS pipeline II=1
      int64_t v1938 = b1;
      int64_t v1939 = v1938 * 64;
      ap_int<65> v1940 = v1939;
      ap_int<65> v1941 = v1940 + 512;
      ap_int<66> v1942 = v1941;
      ap_int<66> v1943 = g3;
      ap_int<66> v1944 = v1942 + v1943;
      int32_t v1945 = v1944;
      int32_t down_at;
      down_at = v1945;
      ap_uint<256> present_down;
      present_down = 0;
      int32_t v1948 = present;
      int v1949 = v1948;
      int32_t v1950 = down_at;
      int v1951 = v1950;
      int32_t v1952 = __stateful_engine_0_slot_values_1[v1949][v1951][0];
      ap_int<256> v1953 = present_down;
      ap_int<256> v1954;
      ap_int<256> v1954_tmp = v1953;
      v1954_tmp(31, 0) = v1952;
      v1954 = v1954_tmp;
      present_down = v1954;
      int32_t v1955 = present;
      int v1956 = v1955;
      int32_t v1957 = down_at;
      int v1958 = v1957;
      int32_t v1959 = __stateful_engine_0_slot_values_1[v1956][v1958][1];
      ap_int<256> v1960 = present_down;
      ap_int<256> v1961;
      ap_int<256> v1961_tmp = v1960;
      v1961_tmp(63, 32) = v1959;
      v1961 = v1961_tmp;
      present_down = v1961;
      int32_t v1962 = present;
      int v1963 = v1962;
      int32_t v1964 = down_at;
      int v1965 = v1964;
      int32_t v1966 = __stateful_engine_0_slot_values_1[v1963][v1965][2];
      ap_int<256> v1967 = present_down;
      ap_int<256> v1968;
      ap_int<256> v1968_tmp = v1967;
      v1968_tmp(95, 64) = v1966;
      v1968 = v1968_tmp;
      present_down = v1968;
      int32_t v1969 = present;
      int v1970 = v1969;
      int32_t v1971 = down_at;
      int v1972 = v1971;
      int32_t v1973 = __stateful_engine_0_slot_values_1[v1970][v1972][3];
      ap_int<256> v1974 = present_down;
      ap_int<256> v1975;
      ap_int<256> v1975_tmp = v1974;
      v1975_tmp(127, 96) = v1973;
      v1975 = v1975_tmp;
      present_down = v1975;
      int32_t v1976 = present;
      int v1977 = v1976;
      int32_t v1978 = down_at;
      int v1979 = v1978;
      int32_t v1980 = __stateful_engine_0_slot_values_1[v1977][v1979][4];
      ap_int<256> v1981 = present_down;
      ap_int<256> v1982;
      ap_int<256> v1982_tmp = v1981;
      v1982_tmp(159, 128) = v1980;
      v1982 = v1982_tmp;
      present_down = v1982;
      int32_t v1983 = present;
      int v1984 = v1983;
      int32_t v1985 = down_at;
      int v1986 = v1985;
      int32_t v1987 = __stateful_engine_0_slot_values_1[v1984][v1986][5];
      ap_int<256> v1988 = present_down;
      ap_int<256> v1989;
      ap_int<256> v1989_tmp = v1988;
      v1989_tmp(191, 160) = v1987;
      v1989 = v1989_tmp;
      present_down = v1989;
      int32_t v1990 = present;
      int v1991 = v1990;
      int32_t v1992 = down_at;
      int v1993 = v1992;
      int32_t v1994 = __stateful_engine_0_slot_values_1[v1991][v1993][6];
      ap_int<256> v1995 = present_down;
      ap_int<256> v1996;
      ap_int<256> v1996_tmp = v1995;
      v1996_tmp(223, 192) = v1994;
      v1996 = v1996_tmp;
      present_down = v1996;
      int32_t v1997 = present;
      int v1998 = v1997;
      int32_t v1999 = down_at;
      int v2000 = v1999;
      int32_t v2001 = __stateful_engine_0_slot_values_1[v1998][v2000][7];
      ap_int<256> v2002 = present_down;
      ap_int<256> v2003;
      ap_int<256> v2003_tmp = v2002;
      v2003_tmp(255, 224) = v2001;
      v2003 = v2003_tmp;
      present_down = v2003;
      uint64_t down_codes;
      down_codes = 0;
      int32_t v2005 = present;
      int v2006 = v2005;
      int32_t v2007 = down_at;
      int v2008 = v2007;
      int32_t v2009 = __stateful_engine_0_slot_places_2[v2006][v2008][0];
      int64_t v2010 = down_codes;
      int64_t v2011;
      ap_int<64> v2011_tmp = v2010;
      v2011_tmp(31, 0) = v2009;
      v2011 = v2011_tmp;
      down_codes = v2011;
      int32_t v2012 = present;
      int v2013 = v2012;
      int32_t v2014 = down_at;
      int v2015 = v2014;
      int32_t v2016 = __stateful_engine_0_slot_places_2[v2013][v2015][1];
      int64_t v2017 = down_codes;
      int64_t v2018;
      ap_int<64> v2018_tmp = v2017;
      v2018_tmp(63, 32) = v2016;
      v2018 = v2018_tmp;
      down_codes = v2018;
      int32_t v2019 = ahead1;
      bool v2020 = v2019 >= 0;
      if (v2020) {
        int32_t v2021 = ahead1;
        int32_t v2022 = down_at;
        ap_uint<256> v2023 = v1745.read();
        keep_values(__stateful_engine_0_slot_values_1, v2021, v2022, v2023);
        int32_t v2024 = ahead1;
        int32_t v2025 = down_at;
        uint64_t v2026 = v1746.read();
        keep_places(__stateful_engine_0_slot_places_2, v2024, v2025, v2026);
      }
      l_S_m_10_m3: for (int m3 = 0; m3 < 4; m3++) {
        int8_t v2028 = hidden[g3][m3];
        down_inputs[m3] = v2028;
      }
      ap_int<256> v2029 = present_down;
      int64_t v2030 = down_codes;
      group_products(v2029, v2030, down_inputs, down_products);
      l_S_r_11_r1: for (int r1 = 0; r1 < 16; r1++) {
        ap_int<33> v2032 = g3;
        bool v2033 = v2032 == 0;
        int32_t v2034 = down_products[r1];
        int32_t v2035 = down_total[r1];
        ap_int<33> v2036 = v2035;
        ap_int<33> v2037 = v2034;
        ap_int<33> v2038 = v2036 + v2037;
        ap_int<33> v2039 = v2033 ? (ap_int<33>)v2037 : (ap_int<33>)v2038;
        int32_t v2040 = v2039;
        down_total[r1] = v2040;
        int32_t v2041 = down_total[r1];
        down_sums[b1][r1] = v2041;
      }
    }
  }
  l_store_b2: for (int b2 = 0; b2 < 8; b2++) {
    l_r2: for (int r2 = 0; r2 < 16; r2++) {
    #pragma HLS pipeline II=1
      int32_t v2044 = present;
      int v2045 = v2044;
      int64_t v2046 = b2;
      int64_t v2047 = v2046 * 16;
      ap_int<65> v2048 = v2047;
      ap_int<65> v2049 = v2048 + 256;
      ap_int<66> v2050 = v2049;
      ap_int<66> v2051 = r2;
      ap_int<66> v2052 = v2050 + v2051;
      int v2053 = v2052;
      int32_t v2054 = __stateful_engine_0_slot_multipliers_3[v2045][v2053];
      int32_t down_multiplier;
      down_multiplier = v2054;
      int32_t v2056 = ahead1;
      bool v2057 = v2056 >= 0;
      if (v2057) {
        int32_t v2058 = v1747.read();
        int32_t v2059 = ahead1;
        int v2060 = v2059;
        __stateful_engine_0_slot_multipliers_3[v2060][v2053] = v2058;
      }
      int32_t v2061 = down_sums[b2][r2];
      int32_t v2062 = down_multiplier;
      int32_t v2063;
      finished(v2061, v2062, &v2063);
      int64_t v2064 = v2063;
      int64_t answer;
      answer = v2064;
      int64_t v2066 = answer;
      int32_t v2067 = scale1;
      ap_int<96> v2068 = v2066;
      ap_int<96> v2069 = v2067;
      ap_int<96> v2070 = v2068 * v2069;
      ap_int<97> v2071 = v2070;
      ap_int<97> v2072 = v2071 + 32768;
      ap_int<97> v2073 = v2072 >> 16;
      int32_t v2074 = v2073;
      v1743[((b2 * 16) + r2)] = v2074;
    }
  }
}

/// This is top function.
void moe_layer(
  int32_t v2075[5],
  int16_t v2076[128],
  ap_uint<512> v2077[192],
  uint8_t v2078[1318],
  int8_t v2079[128],
  ap_uint<256> v2080[49152],
  uint64_t v2081[49152],
  int32_t v2082[18432],
  int32_t v2083[6],
  int32_t v2084[128]
) {
  #pragma HLS dataflow
  hls::stream< int32_t > v2085;
  #pragma HLS stream variable=v2085 depth=4
  hls::stream< int32_t > v2086;
  #pragma HLS stream variable=v2086 depth=8
  hls::stream< ap_uint<256> > v2087;
  #pragma HLS stream variable=v2087 depth=16
  hls::stream< uint64_t > v2088;
  #pragma HLS stream variable=v2088 depth=16
  hls::stream< int32_t > v2089;
  #pragma HLS stream variable=v2089 depth=16
  control_0(v2075, v2076, v2077, v2078, v2083, v2085, v2086);
  fetch_0(v2080, v2081, v2082, v2085, v2087, v2088, v2089);
  engine_0(v2079, v2084, v2086, v2087, v2088, v2089);
}
