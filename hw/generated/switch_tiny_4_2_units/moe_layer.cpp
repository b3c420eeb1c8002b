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
  int64_t v22 = v21 * 2;
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
  ap_int<34> v55 = 14 - v54;
  int32_t v56 = v55;
  int32_t shift;
  shift = v56;
  int32_t v58 = pair;
  int32_t v59 = shift;
  int32_t v60 = v58 >> v59;
  int32_t v61 = v60 & 3;
  int32_t expert;
  expert = v61;
  *v4 = expert;
}

void touched_slot(
  int32_t v63,
  int32_t v64,
  int32_t v65[4],
  int32_t v66[4],
  int32_t *v67
) {
  int64_t v68 = v63;
  int64_t v69 = v68 * 2;
  int32_t v70 = v69;
  int32_t first;
  first = v70;
  int64_t v72 = v68 * 4;
  int32_t v73 = v72;
  int32_t others;
  others = v73;
  int32_t v75 = others;
  ap_int<33> v76 = v75;
  ap_int<33> v77 = v64;
  ap_int<33> v78 = v76 + v77;
  ap_int<34> v79 = v78;
  ap_int<34> v80 = v79 + 1;
  int32_t v81 = v80;
  int32_t tag;
  tag = v81;
  int32_t slot;
  slot = 0;
  int32_t oldest;
  oldest = -1;
  int32_t hit;
  hit = 0;
  l_find_i: for (int i = 0; i < 2; i++) {
  #pragma HLS pipeline II=1
    int32_t v87 = i;
    int32_t step;
    step = v87;
    int32_t v89 = first;
    int32_t v90 = step;
    int v91 = v89;
    int v92 = v90;
    int v93 = v91 + v92;
    int32_t v94 = v93;
    int32_t at1;
    at1 = v94;
    int32_t v96 = at1;
    int v97 = v96;
    int32_t v98 = v65[v97];
    int32_t v99 = tag;
    bool v100 = v98 == v99;
    if (v100) {
      int32_t v101 = at1;
      slot = v101;
      hit = 1;
    }
    int32_t v102 = hit;
    bool v103 = v102 == 0;
    if (v103) {
      int32_t v104 = at1;
      int v105 = v104;
      int32_t v106 = v66[v105];
      int32_t v107 = oldest;
      bool v108 = v106 > v107;
      if (v108) {
        int32_t v109 = at1;
        int v110 = v109;
        int32_t v111 = v66[v110];
        oldest = v111;
        int32_t v112 = at1;
        slot = v112;
      }
    }
  }
  int32_t v113 = slot;
  int v114 = v113;
  int32_t v115 = v66[v114];
  int32_t age;
  age = v115;
  l_age_i1: for (int i1 = 0; i1 < 2; i1++) {
  #pragma HLS pipeline II=1
    int32_t v118 = i1;
    int32_t step1;
    step1 = v118;
    int32_t v120 = first;
    int32_t v121 = step1;
    int v122 = v120;
    int v123 = v121;
    int v124 = v122 + v123;
    int32_t v125 = v124;
    int32_t at2;
    at2 = v125;
    int32_t v127 = at2;
    int v128 = v127;
    int32_t v129 = v66[v128];
    int32_t v130 = age;
    bool v131 = v129 <= v130;
    if (v131) {
      int32_t v132 = at2;
      int v133 = v132;
      int32_t v134 = v66[v133];
      ap_int<33> v135 = v134;
      ap_int<33> v136 = v135 + 1;
      int32_t v137 = v136;
      v66[v133] = v137;
    }
  }
  int32_t v138 = slot;
  int v139 = v138;
  v66[v139] = 0;
  int32_t v140 = tag;
  int32_t v141 = slot;
  int v142 = v141;
  v65[v142] = v140;
  int32_t v143 = slot;
  int32_t v144 = v143 << 1;
  int32_t twice;
  twice = v144;
  int32_t v146 = twice;
  int32_t v147 = hit;
  *v67 = v146 | v147;
}

int32_t coarse[256] = {65536, 61565, 57835, 54331, 51039, 47947, 45042, 42313, 39750, 37341, 35079, 32954, 30957, 29081, 27319, 25664, 24109, 22649, 21276, 19987, 18776, 17639, 16570, 15566, 14623, 13737, 12905, 12123, 11388, 10698, 10050, 9441, 8869, 8332, 7827, 7353, 6907, 6489, 6096, 5726, 5380, 5054, 4747, 4460, 4190, 3936, 3697, 3473, 3263, 3065, 2879, 2705, 2541, 2387, 2243, 2107, 1979, 1859, 1746, 1641, 1541, 1448, 1360, 1278, 1200, 1128, 1059, 995, 935, 878, 825, 775, 728, 684, 642, 604, 567, 533, 500, 470, 442, 415, 390, 366, 344, 323, 303, 285, 268, 252, 236, 222, 209, 196, 184, 173, 162, 153, 143, 135, 127, 119, 112, 105, 99, 93, 87, 82, 77, 72, 68, 64, 60, 56, 53, 50, 47, 44, 41, 39, 36, 34, 32, 30, 28, 27, 25, 23, 22, 21, 19, 18, 17, 16, 15, 14, 13, 13, 12, 11, 10, 10, 9, 9, 8, 8, 7, 7, 6, 6, 6, 5, 5, 5, 4, 4, 4, 4, 3, 3, 3, 3, 3, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
int32_t fine[64] = {65536, 65472, 65408, 65344, 65280, 65217, 65153, 65090, 65026, 64963, 64899, 64836, 64772, 64709, 64646, 64583, 64520, 64457, 64394, 64331, 64268, 64206, 64143, 64080, 64018, 63955, 63893, 63831, 63768, 63706, 63644, 63582, 63520, 63458, 63396, 63334, 63272, 63210, 63149, 63087, 63025, 62964, 62902, 62841, 62780, 62718, 62657, 62596, 62535, 62474, 62413, 62352, 62291, 62230, 62170, 62109, 62048, 61988, 61927, 61867, 61806, 61746, 61686, 61626};
void router(
  int32_t v148[1],
  int32_t v149[1],
  int16_t v150[32],
  ap_uint<512> v151[8],
  int32_t v152[1],
  int32_t v153[1]
) {
  int16_t inputs[1][32];
  #pragma HLS array_partition variable=inputs complete dim=2

  l_load_w: for (int w = 0; w < 1; w++) {
    l_l: for (int l = 0; l < 32; l++) {
    #pragma HLS pipeline II=1
      int16_t v157 = v150[((w * 32) + l)];
      inputs[w][l] = v157;
    }
  }
  ap_int<48> logits[4];
  int32_t v159 = v148[0];
  int64_t v160 = v159;
  int64_t v161 = v160 * 4;
  int32_t v162 = v161;
  int32_t row;
  row = v162;
  l_score_e: for (int e = 0; e < 4; e++) {
    ap_int<48> logit;
    logit = 0;
    l_score_words_w1: for (int w1 = 0; w1 < 1; w1++) {
    #pragma HLS pipeline II=1
      int32_t v167 = w1;
      int32_t step2;
      step2 = v167;
      int32_t v169 = row;
      int32_t v170 = step2;
      int v171 = v169;
      int v172 = v170;
      int v173 = v171 + v172;
      int v174 = v173;
      ap_uint<512> v175 = v151[v174];
      ap_uint<512> word;
      word = v175;
      ap_int<48> total;
      total = 0;
      ap_int<512> v178 = word;
      int16_t v179;
      ap_int<512> v179_tmp = v178;
      v179 = v179_tmp(15, 0);
      int16_t weight;
      weight = v179;
      int16_t v181 = weight;
      int16_t v182 = inputs[w1][0];
      int32_t v183 = v181;
      int32_t v184 = v182;
      int32_t v185 = v183 * v184;
      ap_int<48> v186 = total;
      ap_int<49> v187 = v186;
      ap_int<49> v188 = v185;
      ap_int<49> v189 = v187 + v188;
      ap_int<48> v190 = v189;
      total = v190;
      ap_int<512> v191 = word;
      int16_t v192;
      ap_int<512> v192_tmp = v191;
      v192 = v192_tmp(31, 16);
      int16_t weight1;
      weight1 = v192;
      int16_t v194 = weight1;
      int16_t v195 = inputs[w1][1];
      int32_t v196 = v194;
      int32_t v197 = v195;
      int32_t v198 = v196 * v197;
      ap_int<48> v199 = total;
      ap_int<49> v200 = v199;
      ap_int<49> v201 = v198;
      ap_int<49> v202 = v200 + v201;
      ap_int<48> v203 = v202;
      total = v203;
      ap_int<512> v204 = word;
      int16_t v205;
      ap_int<512> v205_tmp = v204;
      v205 = v205_tmp(47, 32);
      int16_t weight2;
      weight2 = v205;
      int16_t v207 = weight2;
      int16_t v208 = inputs[w1][2];
      int32_t v209 = v207;
      int32_t v210 = v208;
      int32_t v211 = v209 * v210;
      ap_int<48> v212 = total;
      ap_int<49> v213 = v212;
      ap_int<49> v214 = v211;
      ap_int<49> v215 = v213 + v214;
      ap_int<48> v216 = v215;
      total = v216;
      ap_int<512> v217 = word;
      int16_t v218;
      ap_int<512> v218_tmp = v217;
      v218 = v218_tmp(63, 48);
      int16_t weight3;
      weight3 = v218;
      int16_t v220 = weight3;
      int16_t v221 = inputs[w1][3];
      int32_t v222 = v220;
      int32_t v223 = v221;
      int32_t v224 = v222 * v223;
      ap_int<48> v225 = total;
      ap_int<49> v226 = v225;
      ap_int<49> v227 = v224;
      ap_int<49> v228 = v226 + v227;
      ap_int<48> v229 = v228;
      total = v229;
      ap_int<512> v230 = word;
      int16_t v231;
      ap_int<512> v231_tmp = v230;
      v231 = v231_tmp(79, 64);
      int16_t weight4;
      weight4 = v231;
      int16_t v233 = weight4;
      int16_t v234 = inputs[w1][4];
      int32_t v235 = v233;
      int32_t v236 = v234;
      int32_t v237 = v235 * v236;
      ap_int<48> v238 = total;
      ap_int<49> v239 = v238;
      ap_int<49> v240 = v237;
      ap_int<49> v241 = v239 + v240;
      ap_int<48> v242 = v241;
      total = v242;
      ap_int<512> v243 = word;
      int16_t v244;
      ap_int<512> v244_tmp = v243;
      v244 = v244_tmp(95, 80);
      int16_t weight5;
      weight5 = v244;
      int16_t v246 = weight5;
      int16_t v247 = inputs[w1][5];
      int32_t v248 = v246;
      int32_t v249 = v247;
      int32_t v250 = v248 * v249;
      ap_int<48> v251 = total;
      ap_int<49> v252 = v251;
      ap_int<49> v253 = v250;
      ap_int<49> v254 = v252 + v253;
      ap_int<48> v255 = v254;
      total = v255;
      ap_int<512> v256 = word;
      int16_t v257;
      ap_int<512> v257_tmp = v256;
      v257 = v257_tmp(111, 96);
      int16_t weight6;
      weight6 = v257;
      int16_t v259 = weight6;
      int16_t v260 = inputs[w1][6];
      int32_t v261 = v259;
      int32_t v262 = v260;
      int32_t v263 = v261 * v262;
      ap_int<48> v264 = total;
      ap_int<49> v265 = v264;
      ap_int<49> v266 = v263;
      ap_int<49> v267 = v265 + v266;
      ap_int<48> v268 = v267;
      total = v268;
      ap_int<512> v269 = word;
      int16_t v270;
      ap_int<512> v270_tmp = v269;
      v270 = v270_tmp(127, 112);
      int16_t weight7;
      weight7 = v270;
      int16_t v272 = weight7;
      int16_t v273 = inputs[w1][7];
      int32_t v274 = v272;
      int32_t v275 = v273;
      int32_t v276 = v274 * v275;
      ap_int<48> v277 = total;
      ap_int<49> v278 = v277;
      ap_int<49> v279 = v276;
      ap_int<49> v280 = v278 + v279;
      ap_int<48> v281 = v280;
      total = v281;
      ap_int<512> v282 = word;
      int16_t v283;
      ap_int<512> v283_tmp = v282;
      v283 = v283_tmp(143, 128);
      int16_t weight8;
      weight8 = v283;
      int16_t v285 = weight8;
      int16_t v286 = inputs[w1][8];
      int32_t v287 = v285;
      int32_t v288 = v286;
      int32_t v289 = v287 * v288;
      ap_int<48> v290 = total;
      ap_int<49> v291 = v290;
      ap_int<49> v292 = v289;
      ap_int<49> v293 = v291 + v292;
      ap_int<48> v294 = v293;
      total = v294;
      ap_int<512> v295 = word;
      int16_t v296;
      ap_int<512> v296_tmp = v295;
      v296 = v296_tmp(159, 144);
      int16_t weight9;
      weight9 = v296;
      int16_t v298 = weight9;
      int16_t v299 = inputs[w1][9];
      int32_t v300 = v298;
      int32_t v301 = v299;
      int32_t v302 = v300 * v301;
      ap_int<48> v303 = total;
      ap_int<49> v304 = v303;
      ap_int<49> v305 = v302;
      ap_int<49> v306 = v304 + v305;
      ap_int<48> v307 = v306;
      total = v307;
      ap_int<512> v308 = word;
      int16_t v309;
      ap_int<512> v309_tmp = v308;
      v309 = v309_tmp(175, 160);
      int16_t weight10;
      weight10 = v309;
      int16_t v311 = weight10;
      int16_t v312 = inputs[w1][10];
      int32_t v313 = v311;
      int32_t v314 = v312;
      int32_t v315 = v313 * v314;
      ap_int<48> v316 = total;
      ap_int<49> v317 = v316;
      ap_int<49> v318 = v315;
      ap_int<49> v319 = v317 + v318;
      ap_int<48> v320 = v319;
      total = v320;
      ap_int<512> v321 = word;
      int16_t v322;
      ap_int<512> v322_tmp = v321;
      v322 = v322_tmp(191, 176);
      int16_t weight11;
      weight11 = v322;
      int16_t v324 = weight11;
      int16_t v325 = inputs[w1][11];
      int32_t v326 = v324;
      int32_t v327 = v325;
      int32_t v328 = v326 * v327;
      ap_int<48> v329 = total;
      ap_int<49> v330 = v329;
      ap_int<49> v331 = v328;
      ap_int<49> v332 = v330 + v331;
      ap_int<48> v333 = v332;
      total = v333;
      ap_int<512> v334 = word;
      int16_t v335;
      ap_int<512> v335_tmp = v334;
      v335 = v335_tmp(207, 192);
      int16_t weight12;
      weight12 = v335;
      int16_t v337 = weight12;
      int16_t v338 = inputs[w1][12];
      int32_t v339 = v337;
      int32_t v340 = v338;
      int32_t v341 = v339 * v340;
      ap_int<48> v342 = total;
      ap_int<49> v343 = v342;
      ap_int<49> v344 = v341;
      ap_int<49> v345 = v343 + v344;
      ap_int<48> v346 = v345;
      total = v346;
      ap_int<512> v347 = word;
      int16_t v348;
      ap_int<512> v348_tmp = v347;
      v348 = v348_tmp(223, 208);
      int16_t weight13;
      weight13 = v348;
      int16_t v350 = weight13;
      int16_t v351 = inputs[w1][13];
      int32_t v352 = v350;
      int32_t v353 = v351;
      int32_t v354 = v352 * v353;
      ap_int<48> v355 = total;
      ap_int<49> v356 = v355;
      ap_int<49> v357 = v354;
      ap_int<49> v358 = v356 + v357;
      ap_int<48> v359 = v358;
      total = v359;
      ap_int<512> v360 = word;
      int16_t v361;
      ap_int<512> v361_tmp = v360;
      v361 = v361_tmp(239, 224);
      int16_t weight14;
      weight14 = v361;
      int16_t v363 = weight14;
      int16_t v364 = inputs[w1][14];
      int32_t v365 = v363;
      int32_t v366 = v364;
      int32_t v367 = v365 * v366;
      ap_int<48> v368 = total;
      ap_int<49> v369 = v368;
      ap_int<49> v370 = v367;
      ap_int<49> v371 = v369 + v370;
      ap_int<48> v372 = v371;
      total = v372;
      ap_int<512> v373 = word;
      int16_t v374;
      ap_int<512> v374_tmp = v373;
      v374 = v374_tmp(255, 240);
      int16_t weight15;
      weight15 = v374;
      int16_t v376 = weight15;
      int16_t v377 = inputs[w1][15];
      int32_t v378 = v376;
      int32_t v379 = v377;
      int32_t v380 = v378 * v379;
      ap_int<48> v381 = total;
      ap_int<49> v382 = v381;
      ap_int<49> v383 = v380;
      ap_int<49> v384 = v382 + v383;
      ap_int<48> v385 = v384;
      total = v385;
      ap_int<512> v386 = word;
      int16_t v387;
      ap_int<512> v387_tmp = v386;
      v387 = v387_tmp(271, 256);
      int16_t weight16;
      weight16 = v387;
      int16_t v389 = weight16;
      int16_t v390 = inputs[w1][16];
      int32_t v391 = v389;
      int32_t v392 = v390;
      int32_t v393 = v391 * v392;
      ap_int<48> v394 = total;
      ap_int<49> v395 = v394;
      ap_int<49> v396 = v393;
      ap_int<49> v397 = v395 + v396;
      ap_int<48> v398 = v397;
      total = v398;
      ap_int<512> v399 = word;
      int16_t v400;
      ap_int<512> v400_tmp = v399;
      v400 = v400_tmp(287, 272);
      int16_t weight17;
      weight17 = v400;
      int16_t v402 = weight17;
      int16_t v403 = inputs[w1][17];
      int32_t v404 = v402;
      int32_t v405 = v403;
      int32_t v406 = v404 * v405;
      ap_int<48> v407 = total;
      ap_int<49> v408 = v407;
      ap_int<49> v409 = v406;
      ap_int<49> v410 = v408 + v409;
      ap_int<48> v411 = v410;
      total = v411;
      ap_int<512> v412 = word;
      int16_t v413;
      ap_int<512> v413_tmp = v412;
      v413 = v413_tmp(303, 288);
      int16_t weight18;
      weight18 = v413;
      int16_t v415 = weight18;
      int16_t v416 = inputs[w1][18];
      int32_t v417 = v415;
      int32_t v418 = v416;
      int32_t v419 = v417 * v418;
      ap_int<48> v420 = total;
      ap_int<49> v421 = v420;
      ap_int<49> v422 = v419;
      ap_int<49> v423 = v421 + v422;
      ap_int<48> v424 = v423;
      total = v424;
      ap_int<512> v425 = word;
      int16_t v426;
      ap_int<512> v426_tmp = v425;
      v426 = v426_tmp(319, 304);
      int16_t weight19;
      weight19 = v426;
      int16_t v428 = weight19;
      int16_t v429 = inputs[w1][19];
      int32_t v430 = v428;
      int32_t v431 = v429;
      int32_t v432 = v430 * v431;
      ap_int<48> v433 = total;
      ap_int<49> v434 = v433;
      ap_int<49> v435 = v432;
      ap_int<49> v436 = v434 + v435;
      ap_int<48> v437 = v436;
      total = v437;
      ap_int<512> v438 = word;
      int16_t v439;
      ap_int<512> v439_tmp = v438;
      v439 = v439_tmp(335, 320);
      int16_t weight20;
      weight20 = v439;
      int16_t v441 = weight20;
      int16_t v442 = inputs[w1][20];
      int32_t v443 = v441;
      int32_t v444 = v442;
      int32_t v445 = v443 * v444;
      ap_int<48> v446 = total;
      ap_int<49> v447 = v446;
      ap_int<49> v448 = v445;
      ap_int<49> v449 = v447 + v448;
      ap_int<48> v450 = v449;
      total = v450;
      ap_int<512> v451 = word;
      int16_t v452;
      ap_int<512> v452_tmp = v451;
      v452 = v452_tmp(351, 336);
      int16_t weight21;
      weight21 = v452;
      int16_t v454 = weight21;
      int16_t v455 = inputs[w1][21];
      int32_t v456 = v454;
      int32_t v457 = v455;
      int32_t v458 = v456 * v457;
      ap_int<48> v459 = total;
      ap_int<49> v460 = v459;
      ap_int<49> v461 = v458;
      ap_int<49> v462 = v460 + v461;
      ap_int<48> v463 = v462;
      total = v463;
      ap_int<512> v464 = word;
      int16_t v465;
      ap_int<512> v465_tmp = v464;
      v465 = v465_tmp(367, 352);
      int16_t weight22;
      weight22 = v465;
      int16_t v467 = weight22;
      int16_t v468 = inputs[w1][22];
      int32_t v469 = v467;
      int32_t v470 = v468;
      int32_t v471 = v469 * v470;
      ap_int<48> v472 = total;
      ap_int<49> v473 = v472;
      ap_int<49> v474 = v471;
      ap_int<49> v475 = v473 + v474;
      ap_int<48> v476 = v475;
      total = v476;
      ap_int<512> v477 = word;
      int16_t v478;
      ap_int<512> v478_tmp = v477;
      v478 = v478_tmp(383, 368);
      int16_t weight23;
      weight23 = v478;
      int16_t v480 = weight23;
      int16_t v481 = inputs[w1][23];
      int32_t v482 = v480;
      int32_t v483 = v481;
      int32_t v484 = v482 * v483;
      ap_int<48> v485 = total;
      ap_int<49> v486 = v485;
      ap_int<49> v487 = v484;
      ap_int<49> v488 = v486 + v487;
      ap_int<48> v489 = v488;
      total = v489;
      ap_int<512> v490 = word;
      int16_t v491;
      ap_int<512> v491_tmp = v490;
      v491 = v491_tmp(399, 384);
      int16_t weight24;
      weight24 = v491;
      int16_t v493 = weight24;
      int16_t v494 = inputs[w1][24];
      int32_t v495 = v493;
      int32_t v496 = v494;
      int32_t v497 = v495 * v496;
      ap_int<48> v498 = total;
      ap_int<49> v499 = v498;
      ap_int<49> v500 = v497;
      ap_int<49> v501 = v499 + v500;
      ap_int<48> v502 = v501;
      total = v502;
      ap_int<512> v503 = word;
      int16_t v504;
      ap_int<512> v504_tmp = v503;
      v504 = v504_tmp(415, 400);
      int16_t weight25;
      weight25 = v504;
      int16_t v506 = weight25;
      int16_t v507 = inputs[w1][25];
      int32_t v508 = v506;
      int32_t v509 = v507;
      int32_t v510 = v508 * v509;
      ap_int<48> v511 = total;
      ap_int<49> v512 = v511;
      ap_int<49> v513 = v510;
      ap_int<49> v514 = v512 + v513;
      ap_int<48> v515 = v514;
      total = v515;
      ap_int<512> v516 = word;
      int16_t v517;
      ap_int<512> v517_tmp = v516;
      v517 = v517_tmp(431, 416);
      int16_t weight26;
      weight26 = v517;
      int16_t v519 = weight26;
      int16_t v520 = inputs[w1][26];
      int32_t v521 = v519;
      int32_t v522 = v520;
      int32_t v523 = v521 * v522;
      ap_int<48> v524 = total;
      ap_int<49> v525 = v524;
      ap_int<49> v526 = v523;
      ap_int<49> v527 = v525 + v526;
      ap_int<48> v528 = v527;
      total = v528;
      ap_int<512> v529 = word;
      int16_t v530;
      ap_int<512> v530_tmp = v529;
      v530 = v530_tmp(447, 432);
      int16_t weight27;
      weight27 = v530;
      int16_t v532 = weight27;
      int16_t v533 = inputs[w1][27];
      int32_t v534 = v532;
      int32_t v535 = v533;
      int32_t v536 = v534 * v535;
      ap_int<48> v537 = total;
      ap_int<49> v538 = v537;
      ap_int<49> v539 = v536;
      ap_int<49> v540 = v538 + v539;
      ap_int<48> v541 = v540;
      total = v541;
      ap_int<512> v542 = word;
      int16_t v543;
      ap_int<512> v543_tmp = v542;
      v543 = v543_tmp(463, 448);
      int16_t weight28;
      weight28 = v543;
      int16_t v545 = weight28;
      int16_t v546 = inputs[w1][28];
      int32_t v547 = v545;
      int32_t v548 = v546;
      int32_t v549 = v547 * v548;
      ap_int<48> v550 = total;
      ap_int<49> v551 = v550;
      ap_int<49> v552 = v549;
      ap_int<49> v553 = v551 + v552;
      ap_int<48> v554 = v553;
      total = v554;
      ap_int<512> v555 = word;
      int16_t v556;
      ap_int<512> v556_tmp = v555;
      v556 = v556_tmp(479, 464);
      int16_t weight29;
      weight29 = v556;
      int16_t v558 = weight29;
      int16_t v559 = inputs[w1][29];
      int32_t v560 = v558;
      int32_t v561 = v559;
      int32_t v562 = v560 * v561;
      ap_int<48> v563 = total;
      ap_int<49> v564 = v563;
      ap_int<49> v565 = v562;
      ap_int<49> v566 = v564 + v565;
      ap_int<48> v567 = v566;
      total = v567;
      ap_int<512> v568 = word;
      int16_t v569;
      ap_int<512> v569_tmp = v568;
      v569 = v569_tmp(495, 480);
      int16_t weight30;
      weight30 = v569;
      int16_t v571 = weight30;
      int16_t v572 = inputs[w1][30];
      int32_t v573 = v571;
      int32_t v574 = v572;
      int32_t v575 = v573 * v574;
      ap_int<48> v576 = total;
      ap_int<49> v577 = v576;
      ap_int<49> v578 = v575;
      ap_int<49> v579 = v577 + v578;
      ap_int<48> v580 = v579;
      total = v580;
      ap_int<512> v581 = word;
      int16_t v582;
      ap_int<512> v582_tmp = v581;
      v582 = v582_tmp(511, 496);
      int16_t weight31;
      weight31 = v582;
      int16_t v584 = weight31;
      int16_t v585 = inputs[w1][31];
      int32_t v586 = v584;
      int32_t v587 = v585;
      int32_t v588 = v586 * v587;
      ap_int<48> v589 = total;
      ap_int<49> v590 = v589;
      ap_int<49> v591 = v588;
      ap_int<49> v592 = v590 + v591;
      ap_int<48> v593 = v592;
      total = v593;
      ap_int<48> v594 = total;
      ap_int<48> v595 = logit;
      ap_int<49> v596 = v595;
      ap_int<49> v597 = v594;
      ap_int<49> v598 = v596 + v597;
      ap_int<48> v599 = v598;
      logit = v599;
    }
    ap_int<48> v600 = logit;
    logits[e] = v600;
    int32_t v601 = row;
    int v602 = v601;
    int v603 = v602 + 1;
    int32_t v604 = v603;
    row = v604;
  }
  ap_int<48> v605 = logits[0];
  ap_int<48> best;
  best = v605;
  l_largest_e1: for (int e1 = 0; e1 < 4; e1++) {
  #pragma HLS pipeline II=1
    ap_int<48> v608 = logits[e1];
    ap_int<48> v609 = best;
    bool v610 = v608 > v609;
    if (v610) {
      ap_int<48> v611 = logits[e1];
      best = v611;
    }
  }
  int32_t weights_of[4];
  int64_t whole;
  whole = 0;
  l_exponential_e2: for (int e2 = 0; e2 < 4; e2++) {
  #pragma HLS pipeline II=1
    ap_int<48> v617 = best;
    ap_int<48> v618 = logits[e2];
    ap_int<49> v619 = v617;
    ap_int<49> v620 = v618;
    ap_int<49> v621 = v619 - v620;
    int32_t v622 = v149[0];
    ap_int<49> v623 = v622;
    ap_int<49> v624 = v621 >> v623;
    ap_int<48> v625 = v624;
    ap_int<48> below;
    below = v625;
    int32_t exponential;
    exponential = 0;
    ap_int<48> v628 = below;
    bool v629 = v628 < 16384;
    if (v629) {
      ap_int<48> v630 = below;
      int32_t v631 = v630;
      int32_t steps;
      steps = v631;
      int32_t v633 = steps;
      int32_t v634 = v633 >> 6;
      int v635 = v634;
      int32_t v636 = coarse[v635];
      int64_t v637 = v636;
      int64_t high1;
      high1 = v637;
      int64_t v639 = high1;
      int32_t v640 = steps;
      int32_t v641 = v640 & 63;
      int v642 = v641;
      int32_t v643 = fine[v642];
      ap_int<96> v644 = v639;
      ap_int<96> v645 = v643;
      ap_int<96> v646 = v644 * v645;
      ap_int<96> v647 = v646 >> 16;
      int32_t v648 = v647;
      exponential = v648;
    }
    int32_t v649 = exponential;
    weights_of[e2] = v649;
    int32_t v650 = exponential;
    int64_t v651 = whole;
    ap_int<65> v652 = v651;
    ap_int<65> v653 = v650;
    ap_int<65> v654 = v652 + v653;
    int64_t v655 = v654;
    whole = v655;
  }
  uint8_t taken[4];
  for (int v657 = 0; v657 < 4; v657++) {
    taken[v657] = 0;
  }
  l_choose_k: for (int k = 0; k < 1; k++) {
    int32_t chosen;
    chosen = -1;
    ap_int<48> largest;
    largest = 0;
    l_choose_largest_e3: for (int e3 = 0; e3 < 4; e3++) {
    #pragma HLS pipeline II=1
      uint8_t v662 = taken[e3];
      int32_t v663 = v662;
      bool v664 = v663 == 0;
      if (v664) {
        int32_t v665 = chosen;
        bool v666 = v665 < 0;
        if (v666) {
          ap_int<48> v667 = logits[e3];
          largest = v667;
          int32_t v668 = e3;
          chosen = v668;
        } else {
          ap_int<48> v669 = logits[e3];
          ap_int<48> v670 = largest;
          bool v671 = v669 > v670;
          if (v671) {
            ap_int<48> v672 = logits[e3];
            largest = v672;
            int32_t v673 = e3;
            chosen = v673;
          }
        }
      }
    }
    int32_t v674 = chosen;
    int v675 = v674;
    taken[v675] = 1;
    int32_t v676 = chosen;
    int v677 = v676;
    int32_t v678 = weights_of[v677];
    int64_t v679 = v678;
    int64_t share;
    share = v679;
    int64_t v681 = share;
    int64_t v682 = v681 << 16;
    share = v682;
    int32_t v683 = chosen;
    v152[k] = v683;
    int64_t v684 = share;
    int64_t v685 = whole;
    int64_t v686 = v684 / v685;
    int32_t v687 = v686;
    v153[k] = v687;
  }
}

void control_0(
  int32_t v688[5],
  int16_t v689[32],
  ap_uint<512> v690[8],
  uint8_t v691[44],
  int32_t v692[6],
  hls::stream< int32_t >& v693,
  hls::stream< int32_t >& v694
) {
  static int32_t __stateful_control_0_tags_1[4];
  static int32_t __stateful_control_0_ages_2[4];
  static int32_t __stateful_control_0_path_3[2];
  int32_t v699 = v688[0];
  int32_t layer;
  layer = v699;
  int32_t v701 = layer;
  int64_t v702 = v701;
  int64_t v703 = v702 * 4;
  int32_t v704 = v703;
  int32_t first_expert;
  first_expert = v704;
  int32_t v706 = v688[3];
  bool v707 = v706 == 1;
  if (v707) {
    l_forget_i2: for (int i2 = 0; i2 < 4; i2++) {
      __stateful_control_0_tags_1[i2] = 0;
      __stateful_control_0_ages_2[i2] = 0;
    }
  }
  int32_t early;
  early = -1;
  int32_t early_slot;
  early_slot = -1;
  int32_t v711 = v688[1];
  bool v712 = v711 == 1;
  if (v712) {
    __stateful_control_0_path_3[0] = 0;
    __stateful_control_0_path_3[1] = 0;
    int32_t v713 = layer;
    int32_t v714;
    predicted_expert(v713, 0, 0, v691, &v714);
    int32_t guess;
    guess = v714;
    int32_t v716 = layer;
    int32_t v717 = guess;
    int32_t v718;
    touched_slot(v716, v717, __stateful_control_0_tags_1, __stateful_control_0_ages_2, &v718);
    int32_t given;
    given = v718;
    int32_t v720 = given;
    int32_t v721 = v720 & 1;
    bool v722 = v721 == 0;
    if (v722) {
      int32_t v723 = first_expert;
      int32_t v724 = guess;
      ap_int<33> v725 = v723;
      ap_int<33> v726 = v724;
      ap_int<33> v727 = v725 + v726;
      int32_t v728 = v727;
      early = v728;
      int32_t v729 = given;
      int32_t v730 = v729 >> 1;
      early_slot = v730;
    }
  }
  int32_t v731 = early;
  v693.write(v731);
  int32_t v732 = early_slot;
  v694.write(v732);
  int32_t at_layer[1];
  for (int v734 = 0; v734 < 1; v734++) {
    at_layer[v734] = 0;
  }
  int32_t v735 = layer;
  at_layer[0] = v735;
  int32_t step_shift[1];
  for (int v737 = 0; v737 < 1; v737++) {
    step_shift[v737] = 0;
  }
  int32_t v738 = v688[4];
  step_shift[0] = v738;
  int32_t chosen1[1];
  for (int v740 = 0; v740 < 1; v740++) {
    chosen1[v740] = 0;
  }
  int32_t scale[1];
  for (int v742 = 0; v742 < 1; v742++) {
    scale[v742] = 0;
  }
  router(at_layer, step_shift, v689, v690, chosen1, scale);
  int32_t v743 = chosen1[0];
  int32_t expert1;
  expert1 = v743;
  int32_t v745 = layer;
  int32_t v746 = expert1;
  int32_t v747;
  touched_slot(v745, v746, __stateful_control_0_tags_1, __stateful_control_0_ages_2, &v747);
  int32_t found;
  found = v747;
  int32_t v749 = found;
  int32_t v750 = v749 & 1;
  int32_t hit1;
  hit1 = v750;
  int32_t v752 = found;
  int32_t v753 = v752 >> 1;
  int32_t slot1;
  slot1 = v753;
  int32_t demand;
  demand = -1;
  int32_t demand_slot;
  demand_slot = -1;
  int32_t v757 = hit1;
  bool v758 = v757 == 0;
  if (v758) {
    int32_t v759 = first_expert;
    int32_t v760 = expert1;
    ap_int<33> v761 = v759;
    ap_int<33> v762 = v760;
    ap_int<33> v763 = v761 + v762;
    int32_t v764 = v763;
    demand = v764;
    int32_t v765 = slot1;
    demand_slot = v765;
  }
  int32_t v766 = demand;
  v693.write(v766);
  int32_t v767 = demand_slot;
  v694.write(v767);
  int32_t v768 = slot1;
  v694.write(v768);
  int32_t v769 = scale[0];
  v694.write(v769);
  int32_t v770 = __stateful_control_0_path_3[0];
  bool v771 = v770 < 3;
  if (v771) {
    int32_t v772 = __stateful_control_0_path_3[0];
    ap_int<33> v773 = v772;
    ap_int<33> v774 = v773 + 1;
    int32_t v775 = v774;
    __stateful_control_0_path_3[0] = v775;
  }
  int32_t v776 = __stateful_control_0_path_3[1];
  int64_t v777 = v776;
  int64_t v778 = v777 * 4;
  int32_t v779 = v778;
  int32_t longer;
  longer = v779;
  int32_t v781 = longer;
  int32_t v782 = expert1;
  ap_int<33> v783 = v781;
  ap_int<33> v784 = v782;
  ap_int<33> v785 = v783 + v784;
  int32_t v786 = v785;
  longer = v786;
  int32_t v787 = longer;
  int32_t v788 = __stateful_control_0_path_3[0];
  int v789 = v788;
  int32_t v790 = contexts[v789];
  int32_t v791 = v787 % v790;
  __stateful_control_0_path_3[1] = v791;
  int32_t v792 = layer;
  ap_int<33> v793 = v792;
  ap_int<33> v794 = v793 + 1;
  int32_t v795 = v794;
  int32_t coming;
  coming = v795;
  int32_t v797 = coming;
  bool v798 = v797 == 2;
  if (v798) {
    coming = 0;
  }
  int32_t v799 = coming;
  int64_t v800 = v799;
  int64_t v801 = v800 * 4;
  int32_t v802 = v801;
  int32_t coming_expert;
  coming_expert = v802;
  int32_t next_guess;
  next_guess = -1;
  int32_t ahead;
  ahead = -1;
  int32_t ahead_slot;
  ahead_slot = -1;
  int32_t v807 = v688[2];
  bool v808 = v807 == 0;
  if (v808) {
    int32_t v809 = coming;
    int32_t v810 = __stateful_control_0_path_3[0];
    int32_t v811 = __stateful_control_0_path_3[1];
    int32_t v812;
    predicted_expert(v809, v810, v811, v691, &v812);
    next_guess = v812;
    int32_t v813 = coming;
    int32_t v814 = next_guess;
    int32_t v815;
    touched_slot(v813, v814, __stateful_control_0_tags_1, __stateful_control_0_ages_2, &v815);
    int32_t next_given;
    next_given = v815;
    int32_t v817 = next_given;
    int32_t v818 = v817 & 1;
    bool v819 = v818 == 0;
    if (v819) {
      int32_t v820 = coming_expert;
      int32_t v821 = next_guess;
      ap_int<33> v822 = v820;
      ap_int<33> v823 = v821;
      ap_int<33> v824 = v822 + v823;
      int32_t v825 = v824;
      ahead = v825;
      int32_t v826 = next_given;
      int32_t v827 = v826 >> 1;
      ahead_slot = v827;
    }
  }
  int32_t v828 = ahead;
  v693.write(v828);
  int32_t v829 = ahead_slot;
  v694.write(v829);
  int32_t v830 = expert1;
  v692[0] = v830;
  int32_t v831 = scale[0];
  v692[1] = v831;
  int32_t v832 = hit1;
  v692[2] = v832;
  int32_t v833 = slot1;
  v692[3] = v833;
  int32_t v834 = next_guess;
  v692[4] = v834;
  int32_t v835 = ahead_slot;
  v692[5] = v835;
}

void fetch_0(
  uint64_t v836[1024],
  uint16_t v837[1024],
  int32_t v838[256],
  hls::stream< int32_t >& v839,
  hls::stream< uint64_t >& v840,
  hls::stream< uint16_t >& v841,
  hls::stream< int32_t >& v842
) {
  l_S_order_0_order: for (int order = 0; order < 3; order++) {
    int32_t v844 = v839.read();
    int32_t wanted;
    wanted = v844;
    int32_t v846 = wanted;
    bool v847 = v846 >= 0;
    if (v847) {
      int32_t v848 = wanted;
      int64_t v849 = v848;
      int64_t v850 = v849 * 128;
      int32_t v851 = v850;
      int32_t first_word;
      first_word = v851;
      int32_t v853 = wanted;
      int64_t v854 = v853;
      int64_t v855 = v854 * 32;
      int32_t v856 = v855;
      int32_t first_multiplier;
      first_multiplier = v856;
      l_S_up_word_0_up_word: for (int up_word = 0; up_word < 64; up_word++) {
      #pragma HLS pipeline II=1
        int32_t v859 = up_word;
        int32_t up_step;
        up_step = v859;
        int32_t v861 = first_word;
        int32_t v862 = up_step;
        int v863 = v861;
        int v864 = v862;
        int v865 = v863 + v864;
        int v866 = v865;
        uint64_t v867 = v836[v866];
        v840.write(v867);
        int32_t v868 = first_word;
        int32_t v869 = up_step;
        int v870 = v868;
        int v871 = v869;
        int v872 = v870 + v871;
        int v873 = v872;
        uint16_t v874 = v837[v873];
        v841.write(v874);
      }
      l_S_up_row_1_up_row: for (int up_row = 0; up_row < 32; up_row++) {
      #pragma HLS pipeline II=1
        int32_t v876 = up_row;
        int32_t up_place;
        up_place = v876;
        int32_t v878 = first_multiplier;
        int32_t v879 = up_place;
        int v880 = v878;
        int v881 = v879;
        int v882 = v880 + v881;
        int v883 = v882;
        int32_t v884 = v838[v883];
        v842.write(v884);
      }
      int32_t v885 = first_word;
      int v886 = v885;
      int v887 = v886 + 64;
      int32_t v888 = v887;
      first_word = v888;
      int32_t v889 = first_multiplier;
      int v890 = v889;
      int v891 = v890 + 32;
      int32_t v892 = v891;
      first_multiplier = v892;
      l_S_down_word_2_down_word: for (int down_word = 0; down_word < 64; down_word++) {
      #pragma HLS pipeline II=1
        int32_t v894 = down_word;
        int32_t down_step;
        down_step = v894;
        int32_t v896 = first_word;
        int32_t v897 = down_step;
        int v898 = v896;
        int v899 = v897;
        int v900 = v898 + v899;
        int v901 = v900;
        uint64_t v902 = v836[v901];
        v840.write(v902);
        int32_t v903 = first_word;
        int32_t v904 = down_step;
        int v905 = v903;
        int v906 = v904;
        int v907 = v905 + v906;
        int v908 = v907;
        uint16_t v909 = v837[v908];
        v841.write(v909);
      }
    }
  }
}

void keep_values(
  int32_t v910[4][128][2],
  int32_t v911,
  int32_t v912,
  uint64_t v913
) {
  #pragma HLS inline
  int32_t v914;
  ap_int<64> v914_tmp = v913;
  v914 = v914_tmp(31, 0);
  int v915 = v911;
  int v916 = v912;
  v910[v915][v916][0] = v914;
  int32_t v917;
  ap_int<64> v917_tmp = v913;
  v917 = v917_tmp(63, 32);
  v910[v915][v916][1] = v917;
}

void keep_places(
  int16_t v918[4][128][1],
  int32_t v919,
  int32_t v920,
  uint16_t v921
) {
  #pragma HLS inline
  int v922 = v919;
  int v923 = v920;
  v918[v922][v923][0] = v921;
}

void group_products(
  uint64_t v924,
  uint16_t v925,
  int8_t v926[4],
  int32_t v927[4]
) {
  #pragma HLS array_partition variable=v926 complete dim=1

  #pragma HLS array_partition variable=v927 complete dim=1

  int32_t total1;
  total1 = 0;
  int32_t v929;
  ap_int<64> v929_tmp = v924;
  v929 = v929_tmp(7, 0);
  int8_t v930 = v929;
  int8_t weight32;
  weight32 = v930;
  int32_t v932;
  ap_int<16> v932_tmp = v925;
  v932 = v932_tmp(1, 0);
  uint8_t v933 = v932;
  uint8_t code;
  code = v933;
  int8_t v935 = code;
  int32_t v936 = v935;
  int32_t v937 = v936 & 3;
  uint8_t v938 = v937;
  uint8_t place;
  place = v938;
  int8_t v940 = weight32;
  int8_t v941 = place;
  int v942 = v941;
  int8_t v943 = v926[v942];
  int16_t v944 = v940;
  int16_t v945 = v943;
  int16_t v946 = v944 * v945;
  int32_t v947 = total1;
  ap_int<33> v948 = v947;
  ap_int<33> v949 = v946;
  ap_int<33> v950 = v948 + v949;
  int32_t v951 = v950;
  total1 = v951;
  int32_t v952;
  ap_int<64> v952_tmp = v924;
  v952 = v952_tmp(15, 8);
  int8_t v953 = v952;
  int8_t weight33;
  weight33 = v953;
  int32_t v955;
  ap_int<16> v955_tmp = v925;
  v955 = v955_tmp(3, 2);
  uint8_t v956 = v955;
  uint8_t code1;
  code1 = v956;
  int8_t v958 = code1;
  int32_t v959 = v958;
  int32_t v960 = v959 & 3;
  uint8_t v961 = v960;
  uint8_t place1;
  place1 = v961;
  int8_t v963 = weight33;
  int8_t v964 = place1;
  int v965 = v964;
  int8_t v966 = v926[v965];
  int16_t v967 = v963;
  int16_t v968 = v966;
  int16_t v969 = v967 * v968;
  int32_t v970 = total1;
  ap_int<33> v971 = v970;
  ap_int<33> v972 = v969;
  ap_int<33> v973 = v971 + v972;
  int32_t v974 = v973;
  total1 = v974;
  int32_t v975 = total1;
  v927[0] = v975;
  int32_t total2;
  total2 = 0;
  int32_t v977;
  ap_int<64> v977_tmp = v924;
  v977 = v977_tmp(23, 16);
  int8_t v978 = v977;
  int8_t weight34;
  weight34 = v978;
  int32_t v980;
  ap_int<16> v980_tmp = v925;
  v980 = v980_tmp(5, 4);
  uint8_t v981 = v980;
  uint8_t code2;
  code2 = v981;
  int8_t v983 = code2;
  int32_t v984 = v983;
  int32_t v985 = v984 & 3;
  uint8_t v986 = v985;
  uint8_t place2;
  place2 = v986;
  int8_t v988 = weight34;
  int8_t v989 = place2;
  int v990 = v989;
  int8_t v991 = v926[v990];
  int16_t v992 = v988;
  int16_t v993 = v991;
  int16_t v994 = v992 * v993;
  int32_t v995 = total2;
  ap_int<33> v996 = v995;
  ap_int<33> v997 = v994;
  ap_int<33> v998 = v996 + v997;
  int32_t v999 = v998;
  total2 = v999;
  int32_t v1000;
  ap_int<64> v1000_tmp = v924;
  v1000 = v1000_tmp(31, 24);
  int8_t v1001 = v1000;
  int8_t weight35;
  weight35 = v1001;
  int32_t v1003;
  ap_int<16> v1003_tmp = v925;
  v1003 = v1003_tmp(7, 6);
  uint8_t v1004 = v1003;
  uint8_t code3;
  code3 = v1004;
  int8_t v1006 = code3;
  int32_t v1007 = v1006;
  int32_t v1008 = v1007 & 3;
  uint8_t v1009 = v1008;
  uint8_t place3;
  place3 = v1009;
  int8_t v1011 = weight35;
  int8_t v1012 = place3;
  int v1013 = v1012;
  int8_t v1014 = v926[v1013];
  int16_t v1015 = v1011;
  int16_t v1016 = v1014;
  int16_t v1017 = v1015 * v1016;
  int32_t v1018 = total2;
  ap_int<33> v1019 = v1018;
  ap_int<33> v1020 = v1017;
  ap_int<33> v1021 = v1019 + v1020;
  int32_t v1022 = v1021;
  total2 = v1022;
  int32_t v1023 = total2;
  v927[1] = v1023;
  int32_t total3;
  total3 = 0;
  int32_t v1025;
  ap_int<64> v1025_tmp = v924;
  v1025 = v1025_tmp(39, 32);
  int8_t v1026 = v1025;
  int8_t weight36;
  weight36 = v1026;
  int32_t v1028;
  ap_int<16> v1028_tmp = v925;
  v1028 = v1028_tmp(9, 8);
  uint8_t v1029 = v1028;
  uint8_t code4;
  code4 = v1029;
  int8_t v1031 = code4;
  int32_t v1032 = v1031;
  int32_t v1033 = v1032 & 3;
  uint8_t v1034 = v1033;
  uint8_t place4;
  place4 = v1034;
  int8_t v1036 = weight36;
  int8_t v1037 = place4;
  int v1038 = v1037;
  int8_t v1039 = v926[v1038];
  int16_t v1040 = v1036;
  int16_t v1041 = v1039;
  int16_t v1042 = v1040 * v1041;
  int32_t v1043 = total3;
  ap_int<33> v1044 = v1043;
  ap_int<33> v1045 = v1042;
  ap_int<33> v1046 = v1044 + v1045;
  int32_t v1047 = v1046;
  total3 = v1047;
  int32_t v1048;
  ap_int<64> v1048_tmp = v924;
  v1048 = v1048_tmp(47, 40);
  int8_t v1049 = v1048;
  int8_t weight37;
  weight37 = v1049;
  int32_t v1051;
  ap_int<16> v1051_tmp = v925;
  v1051 = v1051_tmp(11, 10);
  uint8_t v1052 = v1051;
  uint8_t code5;
  code5 = v1052;
  int8_t v1054 = code5;
  int32_t v1055 = v1054;
  int32_t v1056 = v1055 & 3;
  uint8_t v1057 = v1056;
  uint8_t place5;
  place5 = v1057;
  int8_t v1059 = weight37;
  int8_t v1060 = place5;
  int v1061 = v1060;
  int8_t v1062 = v926[v1061];
  int16_t v1063 = v1059;
  int16_t v1064 = v1062;
  int16_t v1065 = v1063 * v1064;
  int32_t v1066 = total3;
  ap_int<33> v1067 = v1066;
  ap_int<33> v1068 = v1065;
  ap_int<33> v1069 = v1067 + v1068;
  int32_t v1070 = v1069;
  total3 = v1070;
  int32_t v1071 = total3;
  v927[2] = v1071;
  int32_t total4;
  total4 = 0;
  int32_t v1073;
  ap_int<64> v1073_tmp = v924;
  v1073 = v1073_tmp(55, 48);
  int8_t v1074 = v1073;
  int8_t weight38;
  weight38 = v1074;
  int32_t v1076;
  ap_int<16> v1076_tmp = v925;
  v1076 = v1076_tmp(13, 12);
  uint8_t v1077 = v1076;
  uint8_t code6;
  code6 = v1077;
  int8_t v1079 = code6;
  int32_t v1080 = v1079;
  int32_t v1081 = v1080 & 3;
  uint8_t v1082 = v1081;
  uint8_t place6;
  place6 = v1082;
  int8_t v1084 = weight38;
  int8_t v1085 = place6;
  int v1086 = v1085;
  int8_t v1087 = v926[v1086];
  int16_t v1088 = v1084;
  int16_t v1089 = v1087;
  int16_t v1090 = v1088 * v1089;
  int32_t v1091 = total4;
  ap_int<33> v1092 = v1091;
  ap_int<33> v1093 = v1090;
  ap_int<33> v1094 = v1092 + v1093;
  int32_t v1095 = v1094;
  total4 = v1095;
  int32_t v1096;
  ap_int<64> v1096_tmp = v924;
  v1096 = v1096_tmp(63, 56);
  int8_t v1097 = v1096;
  int8_t weight39;
  weight39 = v1097;
  int32_t v1099;
  ap_int<16> v1099_tmp = v925;
  v1099 = v1099_tmp(15, 14);
  uint8_t v1100 = v1099;
  uint8_t code7;
  code7 = v1100;
  int8_t v1102 = code7;
  int32_t v1103 = v1102;
  int32_t v1104 = v1103 & 3;
  uint8_t v1105 = v1104;
  uint8_t place7;
  place7 = v1105;
  int8_t v1107 = weight39;
  int8_t v1108 = place7;
  int v1109 = v1108;
  int8_t v1110 = v926[v1109];
  int16_t v1111 = v1107;
  int16_t v1112 = v1110;
  int16_t v1113 = v1111 * v1112;
  int32_t v1114 = total4;
  ap_int<33> v1115 = v1114;
  ap_int<33> v1116 = v1113;
  ap_int<33> v1117 = v1115 + v1116;
  int32_t v1118 = v1117;
  total4 = v1118;
  int32_t v1119 = total4;
  v927[3] = v1119;
}

int8_t curve[1] = {0};
void activated(
  int32_t v1120,
  int32_t v1121,
  int8_t *v1122
) {
  int64_t v1123 = v1120;
  int64_t v1124 = v1121;
  int64_t v1125 = v1123 * v1124;
  int64_t scaled;
  scaled = v1125;
  int64_t v1127 = scaled;
  int64_t v1128 = v1127 >> 29;
  ap_int<65> v1129 = v1128;
  ap_int<65> v1130 = v1129 + 1;
  ap_int<65> v1131 = v1130 >> 1;
  int64_t v1132 = v1131;
  int64_t shifted;
  shifted = v1132;
  int8_t unit;
  unit = 0;
  int64_t v1135 = shifted;
  bool v1136 = v1135 > 127;
  if (v1136) {
    unit = 127;
  } else {
    int64_t v1137 = shifted;
    bool v1138 = v1137 > 0;
    if (v1138) {
      int64_t v1139 = shifted;
      int8_t v1140 = v1139;
      unit = v1140;
    } else {
      unit = 0;
    }
  }
  *v1122 = unit;
}

void engine_0(
  int8_t v1141[32],
  int32_t v1142[32],
  hls::stream< int32_t >& v1143,
  hls::stream< uint64_t >& v1144,
  hls::stream< uint16_t >& v1145,
  hls::stream< int32_t >& v1146
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

  for (int v1153 = 0; v1153 < 4; v1153++) {
    up_total[v1153] = 0;
  }
  int32_t up_products[4];
  #pragma HLS array_partition variable=up_products complete dim=1

  for (int v1155 = 0; v1155 < 4; v1155++) {
    up_products[v1155] = 0;
  }
  int8_t up_inputs[4];
  #pragma HLS array_partition variable=up_inputs complete dim=1

  for (int v1157 = 0; v1157 < 4; v1157++) {
    up_inputs[v1157] = 0;
  }
  int8_t hidden[8][4];
  #pragma HLS array_partition variable=hidden complete dim=2

  int32_t down_sums[8][4];
  #pragma HLS array_partition variable=down_sums complete dim=2

  int32_t down_total[4];
  #pragma HLS array_partition variable=down_total complete dim=1

  for (int v1161 = 0; v1161 < 4; v1161++) {
    down_total[v1161] = 0;
  }
  int32_t down_products[4];
  #pragma HLS array_partition variable=down_products complete dim=1

  for (int v1163 = 0; v1163 < 4; v1163++) {
    down_products[v1163] = 0;
  }
  int8_t down_inputs[4];
  #pragma HLS array_partition variable=down_inputs complete dim=1

  for (int v1165 = 0; v1165 < 4; v1165++) {
    down_inputs[v1165] = 0;
  }
  l_S_order_0_order1: for (int order1 = 0; order1 < 2; order1++) {
    int32_t v1167 = v1143.read();
    int32_t filled;
    filled = v1167;
    int32_t v1169 = filled;
    bool v1170 = v1169 >= 0;
    if (v1170) {
      l_S_up_word_0_up_word1: for (int up_word1 = 0; up_word1 < 64; up_word1++) {
      #pragma HLS pipeline II=1
        int32_t v1172 = up_word1;
        int32_t up_step1;
        up_step1 = v1172;
        int32_t v1174 = filled;
        int32_t v1175 = up_step1;
        uint64_t v1176 = v1144.read();
        keep_values(__stateful_engine_0_slot_values_1, v1174, v1175, v1176);
        int32_t v1177 = filled;
        int32_t v1178 = up_step1;
        uint16_t v1179 = v1145.read();
        keep_places(__stateful_engine_0_slot_places_2, v1177, v1178, v1179);
      }
      l_S_up_row_1_up_row1: for (int up_row1 = 0; up_row1 < 32; up_row1++) {
      #pragma HLS pipeline II=1
        int32_t v1181 = v1146.read();
        int32_t v1182 = filled;
        int v1183 = v1182;
        __stateful_engine_0_slot_multipliers_3[v1183][up_row1] = v1181;
      }
      l_S_down_word_2_down_word1: for (int down_word1 = 0; down_word1 < 64; down_word1++) {
      #pragma HLS pipeline II=1
        ap_int<34> v1185 = down_word1;
        ap_int<34> v1186 = v1185 + 64;
        int32_t v1187 = v1186;
        int32_t down_step1;
        down_step1 = v1187;
        int32_t v1189 = filled;
        int32_t v1190 = down_step1;
        uint64_t v1191 = v1144.read();
        keep_values(__stateful_engine_0_slot_values_1, v1189, v1190, v1191);
        int32_t v1192 = filled;
        int32_t v1193 = down_step1;
        uint16_t v1194 = v1145.read();
        keep_places(__stateful_engine_0_slot_places_2, v1192, v1193, v1194);
      }
    }
  }
  int32_t v1195 = v1143.read();
  int32_t present;
  present = v1195;
  int32_t v1197 = v1143.read();
  int32_t scale1;
  scale1 = v1197;
  int32_t v1199 = v1143.read();
  int32_t ahead1;
  ahead1 = v1199;
  l_load_g: for (int g = 0; g < 8; g++) {
    l_m: for (int m = 0; m < 4; m++) {
    #pragma HLS pipeline II=1
      int8_t v1203 = v1141[((g * 4) + m)];
      inputs1[g][m] = v1203;
    }
  }
  l_up_b: for (int b = 0; b < 8; b++) {
    l_g1: for (int g1 = 0; g1 < 8; g1++) {
    #pragma HLS pipeline II=1
      int64_t v1206 = b;
      int64_t v1207 = v1206 * 8;
      int32_t v1208 = v1207;
      int32_t up_first;
      up_first = v1208;
      int32_t v1210 = up_first;
      int v1211 = v1210;
      int v1212 = g1;
      int v1213 = v1211 + v1212;
      int32_t v1214 = v1213;
      int32_t up_at;
      up_at = v1214;
      uint64_t present_up;
      present_up = 0;
      int32_t v1217 = present;
      int v1218 = v1217;
      int32_t v1219 = up_at;
      int v1220 = v1219;
      int32_t v1221 = __stateful_engine_0_slot_values_1[v1218][v1220][0];
      int64_t v1222 = present_up;
      int64_t v1223;
      ap_int<64> v1223_tmp = v1222;
      v1223_tmp(31, 0) = v1221;
      v1223 = v1223_tmp;
      present_up = v1223;
      int32_t v1224 = present;
      int v1225 = v1224;
      int32_t v1226 = up_at;
      int v1227 = v1226;
      int32_t v1228 = __stateful_engine_0_slot_values_1[v1225][v1227][1];
      int64_t v1229 = present_up;
      int64_t v1230;
      ap_int<64> v1230_tmp = v1229;
      v1230_tmp(63, 32) = v1228;
      v1230 = v1230_tmp;
      present_up = v1230;
      uint16_t up_codes;
      up_codes = 0;
      int32_t v1232 = present;
      int v1233 = v1232;
      int32_t v1234 = up_at;
      int v1235 = v1234;
      int16_t v1236 = __stateful_engine_0_slot_places_2[v1233][v1235][0];
      up_codes = v1236;
      int32_t v1237 = ahead1;
      bool v1238 = v1237 >= 0;
      if (v1238) {
        int32_t v1239 = ahead1;
        int32_t v1240 = up_at;
        uint64_t v1241 = v1144.read();
        keep_values(__stateful_engine_0_slot_values_1, v1239, v1240, v1241);
        int32_t v1242 = ahead1;
        int32_t v1243 = up_at;
        uint16_t v1244 = v1145.read();
        keep_places(__stateful_engine_0_slot_places_2, v1242, v1243, v1244);
      }
      l_S_m_5_m1: for (int m1 = 0; m1 < 4; m1++) {
        int8_t v1246 = inputs1[g1][m1];
        up_inputs[m1] = v1246;
      }
      int64_t v1247 = present_up;
      int16_t v1248 = up_codes;
      group_products(v1247, v1248, up_inputs, up_products);
      l_S_r_6_r: for (int r = 0; r < 4; r++) {
        ap_int<33> v1250 = g1;
        bool v1251 = v1250 == 0;
        int32_t v1252 = up_products[r];
        int32_t v1253 = up_total[r];
        ap_int<33> v1254 = v1253;
        ap_int<33> v1255 = v1252;
        ap_int<33> v1256 = v1254 + v1255;
        ap_int<33> v1257 = v1251 ? (ap_int<33>)v1255 : (ap_int<33>)v1256;
        int32_t v1258 = v1257;
        up_total[r] = v1258;
        int32_t v1259 = up_total[r];
        up_sums[b][r] = v1259;
      }
    }
  }
  l_activate_g2: for (int g2 = 0; g2 < 8; g2++) {
    l_m2: for (int m2 = 0; m2 < 4; m2++) {
    #pragma HLS pipeline II=1
      int64_t v1262 = g2;
      int64_t v1263 = v1262 * 4;
      int32_t v1264 = v1263;
      int32_t first_unit;
      first_unit = v1264;
      int32_t v1266 = first_unit;
      int v1267 = v1266;
      int v1268 = m2;
      int v1269 = v1267 + v1268;
      int32_t v1270 = v1269;
      int32_t hidden_unit;
      hidden_unit = v1270;
      int32_t v1272 = present;
      int v1273 = v1272;
      int32_t v1274 = hidden_unit;
      int v1275 = v1274;
      int32_t v1276 = __stateful_engine_0_slot_multipliers_3[v1273][v1275];
      int32_t up_multiplier;
      up_multiplier = v1276;
      int32_t v1278 = ahead1;
      bool v1279 = v1278 >= 0;
      if (v1279) {
        int32_t v1280 = v1146.read();
        int32_t v1281 = ahead1;
        int v1282 = v1281;
        int32_t v1283 = hidden_unit;
        int v1284 = v1283;
        __stateful_engine_0_slot_multipliers_3[v1282][v1284] = v1280;
      }
      int32_t v1285 = up_sums[g2][m2];
      int32_t v1286 = up_multiplier;
      int8_t v1287;
      activated(v1285, v1286, &v1287);
      hidden[g2][m2] = v1287;
    }
  }
  l_down_b1: for (int b1 = 0; b1 < 8; b1++) {
    l_g3: for (int g3 = 0; g3 < 8; g3++) {
    #pragma HLS pipeline II=1
      int64_t v1290 = b1;
      int64_t v1291 = v1290 * 8;
      int32_t v1292 = v1291;
      int32_t down_first;
      down_first = v1292;
      int32_t v1294 = down_first;
      int v1295 = v1294;
      int v1296 = g3;
      int v1297 = v1295 + v1296;
      int v1298 = v1297;
      int v1299 = v1298 + 64;
      int32_t v1300 = v1299;
      int32_t down_at;
      down_at = v1300;
      uint64_t present_down;
      present_down = 0;
      int32_t v1303 = present;
      int v1304 = v1303;
      int32_t v1305 = down_at;
      int v1306 = v1305;
      int32_t v1307 = __stateful_engine_0_slot_values_1[v1304][v1306][0];
      int64_t v1308 = present_down;
      int64_t v1309;
      ap_int<64> v1309_tmp = v1308;
      v1309_tmp(31, 0) = v1307;
      v1309 = v1309_tmp;
      present_down = v1309;
      int32_t v1310 = present;
      int v1311 = v1310;
      int32_t v1312 = down_at;
      int v1313 = v1312;
      int32_t v1314 = __stateful_engine_0_slot_values_1[v1311][v1313][1];
      int64_t v1315 = present_down;
      int64_t v1316;
      ap_int<64> v1316_tmp = v1315;
      v1316_tmp(63, 32) = v1314;
      v1316 = v1316_tmp;
      present_down = v1316;
      uint16_t down_codes;
      down_codes = 0;
      int32_t v1318 = present;
      int v1319 = v1318;
      int32_t v1320 = down_at;
      int v1321 = v1320;
      int16_t v1322 = __stateful_engine_0_slot_places_2[v1319][v1321][0];
      down_codes = v1322;
      int32_t v1323 = ahead1;
      bool v1324 = v1323 >= 0;
      if (v1324) {
        int32_t v1325 = ahead1;
        int32_t v1326 = down_at;
        uint64_t v1327 = v1144.read();
        keep_values(__stateful_engine_0_slot_values_1, v1325, v1326, v1327);
        int32_t v1328 = ahead1;
        int32_t v1329 = down_at;
        uint16_t v1330 = v1145.read();
        keep_places(__stateful_engine_0_slot_places_2, v1328, v1329, v1330);
      }
      l_S_m_9_m3: for (int m3 = 0; m3 < 4; m3++) {
        int8_t v1332 = hidden[g3][m3];
        down_inputs[m3] = v1332;
      }
      int64_t v1333 = present_down;
      int16_t v1334 = down_codes;
      group_products(v1333, v1334, down_inputs, down_products);
      l_S_r_10_r1: for (int r1 = 0; r1 < 4; r1++) {
        ap_int<33> v1336 = g3;
        bool v1337 = v1336 == 0;
        int32_t v1338 = down_products[r1];
        int32_t v1339 = down_total[r1];
        ap_int<33> v1340 = v1339;
        ap_int<33> v1341 = v1338;
        ap_int<33> v1342 = v1340 + v1341;
        ap_int<33> v1343 = v1337 ? (ap_int<33>)v1341 : (ap_int<33>)v1342;
        int32_t v1344 = v1343;
        down_total[r1] = v1344;
        int32_t v1345 = down_total[r1];
        down_sums[b1][r1] = v1345;
      }
    }
  }
  l_store_b2: for (int b2 = 0; b2 < 8; b2++) {
    l_r2: for (int r2 = 0; r2 < 4; r2++) {
    #pragma HLS pipeline II=1
      int32_t v1348 = down_sums[b2][r2];
      v1142[((b2 * 4) + r2)] = v1348;
    }
  }
}

/// This is top function.
void moe_layer(
  int32_t v1349[5],
  int16_t v1350[32],
  ap_uint<512> v1351[8],
  uint8_t v1352[44],
  int8_t v1353[32],
  uint64_t v1354[1024],
  uint16_t v1355[1024],
  int32_t v1356[256],
  int32_t v1357[6],
  int32_t v1358[32]
) {
  #pragma HLS dataflow
  hls::stream< int32_t > v1359;
  #pragma HLS stream variable=v1359 depth=4
  hls::stream< int32_t > v1360;
  #pragma HLS stream variable=v1360 depth=8
  hls::stream< uint64_t > v1361;
  #pragma HLS stream variable=v1361 depth=16
  hls::stream< uint16_t > v1362;
  #pragma HLS stream variable=v1362 depth=16
  hls::stream< int32_t > v1363;
  #pragma HLS stream variable=v1363 depth=16
  control_0(v1349, v1350, v1351, v1352, v1357, v1359, v1360);
  fetch_0(v1354, v1355, v1356, v1359, v1361, v1362, v1363);
  engine_0(v1353, v1358, v1360, v1361, v1362, v1363);
}
