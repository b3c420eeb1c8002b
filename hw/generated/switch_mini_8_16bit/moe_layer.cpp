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
  int64_t v22 = v21 * 3;
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
  ap_int<34> v55 = 13 - v54;
  int32_t v56 = v55;
  int32_t shift;
  shift = v56;
  int32_t v58 = pair;
  int32_t v59 = shift;
  int32_t v60 = v58 >> v59;
  int32_t v61 = v60 & 7;
  int32_t expert;
  expert = v61;
  *v4 = expert;
}

void touched_slot(
  int32_t v63,
  int32_t v64,
  int32_t v65[12],
  int32_t v66[12],
  int32_t *v67
) {
  int64_t v68 = v63;
  int64_t v69 = v68 * 2;
  int32_t v70 = v69;
  int32_t first;
  first = v70;
  int64_t v72 = v68 * 8;
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
  int16_t v150[128],
  ap_uint<512> v151[192],
  int32_t v152[1],
  int32_t v153[1]
) {
  int16_t inputs[4][32];
  #pragma HLS array_partition variable=inputs complete dim=2

  l_load_w: for (int w = 0; w < 4; w++) {
    l_l: for (int l = 0; l < 32; l++) {
    #pragma HLS pipeline II=1
      int16_t v157 = v150[((w * 32) + l)];
      inputs[w][l] = v157;
    }
  }
  ap_int<48> logits[8];
  int32_t v159 = v148[0];
  int64_t v160 = v159;
  int64_t v161 = v160 * 32;
  int32_t v162 = v161;
  int32_t row;
  row = v162;
  l_score_e: for (int e = 0; e < 8; e++) {
    ap_int<48> logit;
    logit = 0;
    l_score_words_w1: for (int w1 = 0; w1 < 4; w1++) {
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
    int v603 = v602 + 4;
    int32_t v604 = v603;
    row = v604;
  }
  ap_int<48> v605 = logits[0];
  ap_int<48> best;
  best = v605;
  l_largest_e1: for (int e1 = 0; e1 < 8; e1++) {
  #pragma HLS pipeline II=1
    ap_int<48> v608 = logits[e1];
    ap_int<48> v609 = best;
    bool v610 = v608 > v609;
    if (v610) {
      ap_int<48> v611 = logits[e1];
      best = v611;
    }
  }
  int32_t weights_of[8];
  int64_t whole;
  whole = 0;
  l_exponential_e2: for (int e2 = 0; e2 < 8; e2++) {
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
  uint8_t taken[8];
  for (int v657 = 0; v657 < 8; v657++) {
    taken[v657] = 0;
  }
  l_choose_k: for (int k = 0; k < 1; k++) {
    int32_t chosen;
    chosen = -1;
    ap_int<48> largest;
    largest = 0;
    l_choose_largest_e3: for (int e3 = 0; e3 < 8; e3++) {
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
  int16_t v689[128],
  ap_uint<512> v690[192],
  uint8_t v691[1318],
  int32_t v692[6],
  hls::stream< int32_t >& v693,
  hls::stream< int32_t >& v694
) {
  static int32_t __stateful_control_0_tags_1[12];
  static int32_t __stateful_control_0_ages_2[12];
  static int32_t __stateful_control_0_path_3[2];
  int32_t v699 = v688[0];
  int32_t layer;
  layer = v699;
  int32_t v701 = layer;
  int64_t v702 = v701;
  int64_t v703 = v702 * 8;
  int32_t v704 = v703;
  int32_t first_expert;
  first_expert = v704;
  int32_t v706 = v688[3];
  bool v707 = v706 == 1;
  if (v707) {
    l_forget_i2: for (int i2 = 0; i2 < 12; i2++) {
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
  int64_t v778 = v777 * 8;
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
  bool v798 = v797 == 6;
  if (v798) {
    coming = 0;
  }
  int32_t v799 = coming;
  int64_t v800 = v799;
  int64_t v801 = v800 * 8;
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
  ap_uint<512> v836[49152],
  uint64_t v837[49152],
  int32_t v838[18432],
  hls::stream< int32_t >& v839,
  hls::stream< ap_uint<512> >& v840,
  hls::stream< uint64_t >& v841,
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
      int64_t v850 = v849 * 1024;
      int32_t v851 = v850;
      int32_t first_word;
      first_word = v851;
      int32_t v853 = wanted;
      int64_t v854 = v853;
      int64_t v855 = v854 * 384;
      int32_t v856 = v855;
      int32_t first_multiplier;
      first_multiplier = v856;
      l_S_up_word_0_up_word: for (int up_word = 0; up_word < 512; up_word++) {
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
        ap_uint<512> v867 = v836[v866];
        v840.write(v867);
        int32_t v868 = first_word;
        int32_t v869 = up_step;
        int v870 = v868;
        int v871 = v869;
        int v872 = v870 + v871;
        int v873 = v872;
        uint64_t v874 = v837[v873];
        v841.write(v874);
      }
      l_S_up_row_1_up_row: for (int up_row = 0; up_row < 256; up_row++) {
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
      int v887 = v886 + 512;
      int32_t v888 = v887;
      first_word = v888;
      int32_t v889 = first_multiplier;
      int v890 = v889;
      int v891 = v890 + 256;
      int32_t v892 = v891;
      first_multiplier = v892;
      l_S_down_word_2_down_word: for (int down_word = 0; down_word < 512; down_word++) {
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
        ap_uint<512> v902 = v836[v901];
        v840.write(v902);
        int32_t v903 = first_word;
        int32_t v904 = down_step;
        int v905 = v903;
        int v906 = v904;
        int v907 = v905 + v906;
        int v908 = v907;
        uint64_t v909 = v837[v908];
        v841.write(v909);
      }
      l_S_down_row_3_down_row: for (int down_row = 0; down_row < 128; down_row++) {
      #pragma HLS pipeline II=1
        int32_t v911 = down_row;
        int32_t down_place;
        down_place = v911;
        int32_t v913 = first_multiplier;
        int32_t v914 = down_place;
        int v915 = v913;
        int v916 = v914;
        int v917 = v915 + v916;
        int v918 = v917;
        int32_t v919 = v838[v918];
        v842.write(v919);
      }
    }
  }
}

void keep_values(
  int32_t v920[12][1024][16],
  int32_t v921,
  int32_t v922,
  ap_uint<512> v923
) {
  #pragma HLS inline
  int32_t v924;
  ap_int<512> v924_tmp = v923;
  v924 = v924_tmp(31, 0);
  int v925 = v921;
  int v926 = v922;
  v920[v925][v926][0] = v924;
  int32_t v927;
  ap_int<512> v927_tmp = v923;
  v927 = v927_tmp(63, 32);
  v920[v925][v926][1] = v927;
  int32_t v928;
  ap_int<512> v928_tmp = v923;
  v928 = v928_tmp(95, 64);
  v920[v925][v926][2] = v928;
  int32_t v929;
  ap_int<512> v929_tmp = v923;
  v929 = v929_tmp(127, 96);
  v920[v925][v926][3] = v929;
  int32_t v930;
  ap_int<512> v930_tmp = v923;
  v930 = v930_tmp(159, 128);
  v920[v925][v926][4] = v930;
  int32_t v931;
  ap_int<512> v931_tmp = v923;
  v931 = v931_tmp(191, 160);
  v920[v925][v926][5] = v931;
  int32_t v932;
  ap_int<512> v932_tmp = v923;
  v932 = v932_tmp(223, 192);
  v920[v925][v926][6] = v932;
  int32_t v933;
  ap_int<512> v933_tmp = v923;
  v933 = v933_tmp(255, 224);
  v920[v925][v926][7] = v933;
  int32_t v934;
  ap_int<512> v934_tmp = v923;
  v934 = v934_tmp(287, 256);
  v920[v925][v926][8] = v934;
  int32_t v935;
  ap_int<512> v935_tmp = v923;
  v935 = v935_tmp(319, 288);
  v920[v925][v926][9] = v935;
  int32_t v936;
  ap_int<512> v936_tmp = v923;
  v936 = v936_tmp(351, 320);
  v920[v925][v926][10] = v936;
  int32_t v937;
  ap_int<512> v937_tmp = v923;
  v937 = v937_tmp(383, 352);
  v920[v925][v926][11] = v937;
  int32_t v938;
  ap_int<512> v938_tmp = v923;
  v938 = v938_tmp(415, 384);
  v920[v925][v926][12] = v938;
  int32_t v939;
  ap_int<512> v939_tmp = v923;
  v939 = v939_tmp(447, 416);
  v920[v925][v926][13] = v939;
  int32_t v940;
  ap_int<512> v940_tmp = v923;
  v940 = v940_tmp(479, 448);
  v920[v925][v926][14] = v940;
  int32_t v941;
  ap_int<512> v941_tmp = v923;
  v941 = v941_tmp(511, 480);
  v920[v925][v926][15] = v941;
}

void keep_places(
  int32_t v942[12][1024][2],
  int32_t v943,
  int32_t v944,
  uint64_t v945
) {
  #pragma HLS inline
  int32_t v946;
  ap_int<64> v946_tmp = v945;
  v946 = v946_tmp(31, 0);
  int v947 = v943;
  int v948 = v944;
  v942[v947][v948][0] = v946;
  int32_t v949;
  ap_int<64> v949_tmp = v945;
  v949 = v949_tmp(63, 32);
  v942[v947][v948][1] = v949;
}

void group_products(
  ap_uint<512> v950,
  uint64_t v951,
  int16_t v952[4],
  ap_int<48> v953[16]
) {
  #pragma HLS array_partition variable=v952 complete dim=1

  #pragma HLS array_partition variable=v953 complete dim=1

  ap_int<48> total1;
  total1 = 0;
  int32_t v955;
  ap_int<512> v955_tmp = v950;
  v955 = v955_tmp(15, 0);
  int16_t v956 = v955;
  int16_t weight32;
  weight32 = v956;
  int32_t v958;
  ap_int<64> v958_tmp = v951;
  v958 = v958_tmp(1, 0);
  uint8_t v959 = v958;
  uint8_t code;
  code = v959;
  int8_t v961 = code;
  int32_t v962 = v961;
  int32_t v963 = v962 & 3;
  uint8_t v964 = v963;
  uint8_t place;
  place = v964;
  int16_t v966 = weight32;
  int8_t v967 = place;
  int v968 = v967;
  int16_t v969 = v952[v968];
  int32_t v970 = v966;
  int32_t v971 = v969;
  int32_t v972 = v970 * v971;
  ap_int<48> v973 = total1;
  ap_int<49> v974 = v973;
  ap_int<49> v975 = v972;
  ap_int<49> v976 = v974 + v975;
  ap_int<48> v977 = v976;
  total1 = v977;
  int32_t v978;
  ap_int<512> v978_tmp = v950;
  v978 = v978_tmp(31, 16);
  int16_t v979 = v978;
  int16_t weight33;
  weight33 = v979;
  int32_t v981;
  ap_int<64> v981_tmp = v951;
  v981 = v981_tmp(3, 2);
  uint8_t v982 = v981;
  uint8_t code1;
  code1 = v982;
  int8_t v984 = code1;
  int32_t v985 = v984;
  int32_t v986 = v985 & 3;
  uint8_t v987 = v986;
  uint8_t place1;
  place1 = v987;
  int16_t v989 = weight33;
  int8_t v990 = place1;
  int v991 = v990;
  int16_t v992 = v952[v991];
  int32_t v993 = v989;
  int32_t v994 = v992;
  int32_t v995 = v993 * v994;
  ap_int<48> v996 = total1;
  ap_int<49> v997 = v996;
  ap_int<49> v998 = v995;
  ap_int<49> v999 = v997 + v998;
  ap_int<48> v1000 = v999;
  total1 = v1000;
  ap_int<48> v1001 = total1;
  v953[0] = v1001;
  ap_int<48> total2;
  total2 = 0;
  int32_t v1003;
  ap_int<512> v1003_tmp = v950;
  v1003 = v1003_tmp(47, 32);
  int16_t v1004 = v1003;
  int16_t weight34;
  weight34 = v1004;
  int32_t v1006;
  ap_int<64> v1006_tmp = v951;
  v1006 = v1006_tmp(5, 4);
  uint8_t v1007 = v1006;
  uint8_t code2;
  code2 = v1007;
  int8_t v1009 = code2;
  int32_t v1010 = v1009;
  int32_t v1011 = v1010 & 3;
  uint8_t v1012 = v1011;
  uint8_t place2;
  place2 = v1012;
  int16_t v1014 = weight34;
  int8_t v1015 = place2;
  int v1016 = v1015;
  int16_t v1017 = v952[v1016];
  int32_t v1018 = v1014;
  int32_t v1019 = v1017;
  int32_t v1020 = v1018 * v1019;
  ap_int<48> v1021 = total2;
  ap_int<49> v1022 = v1021;
  ap_int<49> v1023 = v1020;
  ap_int<49> v1024 = v1022 + v1023;
  ap_int<48> v1025 = v1024;
  total2 = v1025;
  int32_t v1026;
  ap_int<512> v1026_tmp = v950;
  v1026 = v1026_tmp(63, 48);
  int16_t v1027 = v1026;
  int16_t weight35;
  weight35 = v1027;
  int32_t v1029;
  ap_int<64> v1029_tmp = v951;
  v1029 = v1029_tmp(7, 6);
  uint8_t v1030 = v1029;
  uint8_t code3;
  code3 = v1030;
  int8_t v1032 = code3;
  int32_t v1033 = v1032;
  int32_t v1034 = v1033 & 3;
  uint8_t v1035 = v1034;
  uint8_t place3;
  place3 = v1035;
  int16_t v1037 = weight35;
  int8_t v1038 = place3;
  int v1039 = v1038;
  int16_t v1040 = v952[v1039];
  int32_t v1041 = v1037;
  int32_t v1042 = v1040;
  int32_t v1043 = v1041 * v1042;
  ap_int<48> v1044 = total2;
  ap_int<49> v1045 = v1044;
  ap_int<49> v1046 = v1043;
  ap_int<49> v1047 = v1045 + v1046;
  ap_int<48> v1048 = v1047;
  total2 = v1048;
  ap_int<48> v1049 = total2;
  v953[1] = v1049;
  ap_int<48> total3;
  total3 = 0;
  int32_t v1051;
  ap_int<512> v1051_tmp = v950;
  v1051 = v1051_tmp(79, 64);
  int16_t v1052 = v1051;
  int16_t weight36;
  weight36 = v1052;
  int32_t v1054;
  ap_int<64> v1054_tmp = v951;
  v1054 = v1054_tmp(9, 8);
  uint8_t v1055 = v1054;
  uint8_t code4;
  code4 = v1055;
  int8_t v1057 = code4;
  int32_t v1058 = v1057;
  int32_t v1059 = v1058 & 3;
  uint8_t v1060 = v1059;
  uint8_t place4;
  place4 = v1060;
  int16_t v1062 = weight36;
  int8_t v1063 = place4;
  int v1064 = v1063;
  int16_t v1065 = v952[v1064];
  int32_t v1066 = v1062;
  int32_t v1067 = v1065;
  int32_t v1068 = v1066 * v1067;
  ap_int<48> v1069 = total3;
  ap_int<49> v1070 = v1069;
  ap_int<49> v1071 = v1068;
  ap_int<49> v1072 = v1070 + v1071;
  ap_int<48> v1073 = v1072;
  total3 = v1073;
  int32_t v1074;
  ap_int<512> v1074_tmp = v950;
  v1074 = v1074_tmp(95, 80);
  int16_t v1075 = v1074;
  int16_t weight37;
  weight37 = v1075;
  int32_t v1077;
  ap_int<64> v1077_tmp = v951;
  v1077 = v1077_tmp(11, 10);
  uint8_t v1078 = v1077;
  uint8_t code5;
  code5 = v1078;
  int8_t v1080 = code5;
  int32_t v1081 = v1080;
  int32_t v1082 = v1081 & 3;
  uint8_t v1083 = v1082;
  uint8_t place5;
  place5 = v1083;
  int16_t v1085 = weight37;
  int8_t v1086 = place5;
  int v1087 = v1086;
  int16_t v1088 = v952[v1087];
  int32_t v1089 = v1085;
  int32_t v1090 = v1088;
  int32_t v1091 = v1089 * v1090;
  ap_int<48> v1092 = total3;
  ap_int<49> v1093 = v1092;
  ap_int<49> v1094 = v1091;
  ap_int<49> v1095 = v1093 + v1094;
  ap_int<48> v1096 = v1095;
  total3 = v1096;
  ap_int<48> v1097 = total3;
  v953[2] = v1097;
  ap_int<48> total4;
  total4 = 0;
  int32_t v1099;
  ap_int<512> v1099_tmp = v950;
  v1099 = v1099_tmp(111, 96);
  int16_t v1100 = v1099;
  int16_t weight38;
  weight38 = v1100;
  int32_t v1102;
  ap_int<64> v1102_tmp = v951;
  v1102 = v1102_tmp(13, 12);
  uint8_t v1103 = v1102;
  uint8_t code6;
  code6 = v1103;
  int8_t v1105 = code6;
  int32_t v1106 = v1105;
  int32_t v1107 = v1106 & 3;
  uint8_t v1108 = v1107;
  uint8_t place6;
  place6 = v1108;
  int16_t v1110 = weight38;
  int8_t v1111 = place6;
  int v1112 = v1111;
  int16_t v1113 = v952[v1112];
  int32_t v1114 = v1110;
  int32_t v1115 = v1113;
  int32_t v1116 = v1114 * v1115;
  ap_int<48> v1117 = total4;
  ap_int<49> v1118 = v1117;
  ap_int<49> v1119 = v1116;
  ap_int<49> v1120 = v1118 + v1119;
  ap_int<48> v1121 = v1120;
  total4 = v1121;
  int32_t v1122;
  ap_int<512> v1122_tmp = v950;
  v1122 = v1122_tmp(127, 112);
  int16_t v1123 = v1122;
  int16_t weight39;
  weight39 = v1123;
  int32_t v1125;
  ap_int<64> v1125_tmp = v951;
  v1125 = v1125_tmp(15, 14);
  uint8_t v1126 = v1125;
  uint8_t code7;
  code7 = v1126;
  int8_t v1128 = code7;
  int32_t v1129 = v1128;
  int32_t v1130 = v1129 & 3;
  uint8_t v1131 = v1130;
  uint8_t place7;
  place7 = v1131;
  int16_t v1133 = weight39;
  int8_t v1134 = place7;
  int v1135 = v1134;
  int16_t v1136 = v952[v1135];
  int32_t v1137 = v1133;
  int32_t v1138 = v1136;
  int32_t v1139 = v1137 * v1138;
  ap_int<48> v1140 = total4;
  ap_int<49> v1141 = v1140;
  ap_int<49> v1142 = v1139;
  ap_int<49> v1143 = v1141 + v1142;
  ap_int<48> v1144 = v1143;
  total4 = v1144;
  ap_int<48> v1145 = total4;
  v953[3] = v1145;
  ap_int<48> total5;
  total5 = 0;
  int32_t v1147;
  ap_int<512> v1147_tmp = v950;
  v1147 = v1147_tmp(143, 128);
  int16_t v1148 = v1147;
  int16_t weight40;
  weight40 = v1148;
  int32_t v1150;
  ap_int<64> v1150_tmp = v951;
  v1150 = v1150_tmp(17, 16);
  uint8_t v1151 = v1150;
  uint8_t code8;
  code8 = v1151;
  int8_t v1153 = code8;
  int32_t v1154 = v1153;
  int32_t v1155 = v1154 & 3;
  uint8_t v1156 = v1155;
  uint8_t place8;
  place8 = v1156;
  int16_t v1158 = weight40;
  int8_t v1159 = place8;
  int v1160 = v1159;
  int16_t v1161 = v952[v1160];
  int32_t v1162 = v1158;
  int32_t v1163 = v1161;
  int32_t v1164 = v1162 * v1163;
  ap_int<48> v1165 = total5;
  ap_int<49> v1166 = v1165;
  ap_int<49> v1167 = v1164;
  ap_int<49> v1168 = v1166 + v1167;
  ap_int<48> v1169 = v1168;
  total5 = v1169;
  int32_t v1170;
  ap_int<512> v1170_tmp = v950;
  v1170 = v1170_tmp(159, 144);
  int16_t v1171 = v1170;
  int16_t weight41;
  weight41 = v1171;
  int32_t v1173;
  ap_int<64> v1173_tmp = v951;
  v1173 = v1173_tmp(19, 18);
  uint8_t v1174 = v1173;
  uint8_t code9;
  code9 = v1174;
  int8_t v1176 = code9;
  int32_t v1177 = v1176;
  int32_t v1178 = v1177 & 3;
  uint8_t v1179 = v1178;
  uint8_t place9;
  place9 = v1179;
  int16_t v1181 = weight41;
  int8_t v1182 = place9;
  int v1183 = v1182;
  int16_t v1184 = v952[v1183];
  int32_t v1185 = v1181;
  int32_t v1186 = v1184;
  int32_t v1187 = v1185 * v1186;
  ap_int<48> v1188 = total5;
  ap_int<49> v1189 = v1188;
  ap_int<49> v1190 = v1187;
  ap_int<49> v1191 = v1189 + v1190;
  ap_int<48> v1192 = v1191;
  total5 = v1192;
  ap_int<48> v1193 = total5;
  v953[4] = v1193;
  ap_int<48> total6;
  total6 = 0;
  int32_t v1195;
  ap_int<512> v1195_tmp = v950;
  v1195 = v1195_tmp(175, 160);
  int16_t v1196 = v1195;
  int16_t weight42;
  weight42 = v1196;
  int32_t v1198;
  ap_int<64> v1198_tmp = v951;
  v1198 = v1198_tmp(21, 20);
  uint8_t v1199 = v1198;
  uint8_t code10;
  code10 = v1199;
  int8_t v1201 = code10;
  int32_t v1202 = v1201;
  int32_t v1203 = v1202 & 3;
  uint8_t v1204 = v1203;
  uint8_t place10;
  place10 = v1204;
  int16_t v1206 = weight42;
  int8_t v1207 = place10;
  int v1208 = v1207;
  int16_t v1209 = v952[v1208];
  int32_t v1210 = v1206;
  int32_t v1211 = v1209;
  int32_t v1212 = v1210 * v1211;
  ap_int<48> v1213 = total6;
  ap_int<49> v1214 = v1213;
  ap_int<49> v1215 = v1212;
  ap_int<49> v1216 = v1214 + v1215;
  ap_int<48> v1217 = v1216;
  total6 = v1217;
  int32_t v1218;
  ap_int<512> v1218_tmp = v950;
  v1218 = v1218_tmp(191, 176);
  int16_t v1219 = v1218;
  int16_t weight43;
  weight43 = v1219;
  int32_t v1221;
  ap_int<64> v1221_tmp = v951;
  v1221 = v1221_tmp(23, 22);
  uint8_t v1222 = v1221;
  uint8_t code11;
  code11 = v1222;
  int8_t v1224 = code11;
  int32_t v1225 = v1224;
  int32_t v1226 = v1225 & 3;
  uint8_t v1227 = v1226;
  uint8_t place11;
  place11 = v1227;
  int16_t v1229 = weight43;
  int8_t v1230 = place11;
  int v1231 = v1230;
  int16_t v1232 = v952[v1231];
  int32_t v1233 = v1229;
  int32_t v1234 = v1232;
  int32_t v1235 = v1233 * v1234;
  ap_int<48> v1236 = total6;
  ap_int<49> v1237 = v1236;
  ap_int<49> v1238 = v1235;
  ap_int<49> v1239 = v1237 + v1238;
  ap_int<48> v1240 = v1239;
  total6 = v1240;
  ap_int<48> v1241 = total6;
  v953[5] = v1241;
  ap_int<48> total7;
  total7 = 0;
  int32_t v1243;
  ap_int<512> v1243_tmp = v950;
  v1243 = v1243_tmp(207, 192);
  int16_t v1244 = v1243;
  int16_t weight44;
  weight44 = v1244;
  int32_t v1246;
  ap_int<64> v1246_tmp = v951;
  v1246 = v1246_tmp(25, 24);
  uint8_t v1247 = v1246;
  uint8_t code12;
  code12 = v1247;
  int8_t v1249 = code12;
  int32_t v1250 = v1249;
  int32_t v1251 = v1250 & 3;
  uint8_t v1252 = v1251;
  uint8_t place12;
  place12 = v1252;
  int16_t v1254 = weight44;
  int8_t v1255 = place12;
  int v1256 = v1255;
  int16_t v1257 = v952[v1256];
  int32_t v1258 = v1254;
  int32_t v1259 = v1257;
  int32_t v1260 = v1258 * v1259;
  ap_int<48> v1261 = total7;
  ap_int<49> v1262 = v1261;
  ap_int<49> v1263 = v1260;
  ap_int<49> v1264 = v1262 + v1263;
  ap_int<48> v1265 = v1264;
  total7 = v1265;
  int32_t v1266;
  ap_int<512> v1266_tmp = v950;
  v1266 = v1266_tmp(223, 208);
  int16_t v1267 = v1266;
  int16_t weight45;
  weight45 = v1267;
  int32_t v1269;
  ap_int<64> v1269_tmp = v951;
  v1269 = v1269_tmp(27, 26);
  uint8_t v1270 = v1269;
  uint8_t code13;
  code13 = v1270;
  int8_t v1272 = code13;
  int32_t v1273 = v1272;
  int32_t v1274 = v1273 & 3;
  uint8_t v1275 = v1274;
  uint8_t place13;
  place13 = v1275;
  int16_t v1277 = weight45;
  int8_t v1278 = place13;
  int v1279 = v1278;
  int16_t v1280 = v952[v1279];
  int32_t v1281 = v1277;
  int32_t v1282 = v1280;
  int32_t v1283 = v1281 * v1282;
  ap_int<48> v1284 = total7;
  ap_int<49> v1285 = v1284;
  ap_int<49> v1286 = v1283;
  ap_int<49> v1287 = v1285 + v1286;
  ap_int<48> v1288 = v1287;
  total7 = v1288;
  ap_int<48> v1289 = total7;
  v953[6] = v1289;
  ap_int<48> total8;
  total8 = 0;
  int32_t v1291;
  ap_int<512> v1291_tmp = v950;
  v1291 = v1291_tmp(239, 224);
  int16_t v1292 = v1291;
  int16_t weight46;
  weight46 = v1292;
  int32_t v1294;
  ap_int<64> v1294_tmp = v951;
  v1294 = v1294_tmp(29, 28);
  uint8_t v1295 = v1294;
  uint8_t code14;
  code14 = v1295;
  int8_t v1297 = code14;
  int32_t v1298 = v1297;
  int32_t v1299 = v1298 & 3;
  uint8_t v1300 = v1299;
  uint8_t place14;
  place14 = v1300;
  int16_t v1302 = weight46;
  int8_t v1303 = place14;
  int v1304 = v1303;
  int16_t v1305 = v952[v1304];
  int32_t v1306 = v1302;
  int32_t v1307 = v1305;
  int32_t v1308 = v1306 * v1307;
  ap_int<48> v1309 = total8;
  ap_int<49> v1310 = v1309;
  ap_int<49> v1311 = v1308;
  ap_int<49> v1312 = v1310 + v1311;
  ap_int<48> v1313 = v1312;
  total8 = v1313;
  int32_t v1314;
  ap_int<512> v1314_tmp = v950;
  v1314 = v1314_tmp(255, 240);
  int16_t v1315 = v1314;
  int16_t weight47;
  weight47 = v1315;
  int32_t v1317;
  ap_int<64> v1317_tmp = v951;
  v1317 = v1317_tmp(31, 30);
  uint8_t v1318 = v1317;
  uint8_t code15;
  code15 = v1318;
  int8_t v1320 = code15;
  int32_t v1321 = v1320;
  int32_t v1322 = v1321 & 3;
  uint8_t v1323 = v1322;
  uint8_t place15;
  place15 = v1323;
  int16_t v1325 = weight47;
  int8_t v1326 = place15;
  int v1327 = v1326;
  int16_t v1328 = v952[v1327];
  int32_t v1329 = v1325;
  int32_t v1330 = v1328;
  int32_t v1331 = v1329 * v1330;
  ap_int<48> v1332 = total8;
  ap_int<49> v1333 = v1332;
  ap_int<49> v1334 = v1331;
  ap_int<49> v1335 = v1333 + v1334;
  ap_int<48> v1336 = v1335;
  total8 = v1336;
  ap_int<48> v1337 = total8;
  v953[7] = v1337;
  ap_int<48> total9;
  total9 = 0;
  int32_t v1339;
  ap_int<512> v1339_tmp = v950;
  v1339 = v1339_tmp(271, 256);
  int16_t v1340 = v1339;
  int16_t weight48;
  weight48 = v1340;
  int32_t v1342;
  ap_int<64> v1342_tmp = v951;
  v1342 = v1342_tmp(33, 32);
  uint8_t v1343 = v1342;
  uint8_t code16;
  code16 = v1343;
  int8_t v1345 = code16;
  int32_t v1346 = v1345;
  int32_t v1347 = v1346 & 3;
  uint8_t v1348 = v1347;
  uint8_t place16;
  place16 = v1348;
  int16_t v1350 = weight48;
  int8_t v1351 = place16;
  int v1352 = v1351;
  int16_t v1353 = v952[v1352];
  int32_t v1354 = v1350;
  int32_t v1355 = v1353;
  int32_t v1356 = v1354 * v1355;
  ap_int<48> v1357 = total9;
  ap_int<49> v1358 = v1357;
  ap_int<49> v1359 = v1356;
  ap_int<49> v1360 = v1358 + v1359;
  ap_int<48> v1361 = v1360;
  total9 = v1361;
  int32_t v1362;
  ap_int<512> v1362_tmp = v950;
  v1362 = v1362_tmp(287, 272);
  int16_t v1363 = v1362;
  int16_t weight49;
  weight49 = v1363;
  int32_t v1365;
  ap_int<64> v1365_tmp = v951;
  v1365 = v1365_tmp(35, 34);
  uint8_t v1366 = v1365;
  uint8_t code17;
  code17 = v1366;
  int8_t v1368 = code17;
  int32_t v1369 = v1368;
  int32_t v1370 = v1369 & 3;
  uint8_t v1371 = v1370;
  uint8_t place17;
  place17 = v1371;
  int16_t v1373 = weight49;
  int8_t v1374 = place17;
  int v1375 = v1374;
  int16_t v1376 = v952[v1375];
  int32_t v1377 = v1373;
  int32_t v1378 = v1376;
  int32_t v1379 = v1377 * v1378;
  ap_int<48> v1380 = total9;
  ap_int<49> v1381 = v1380;
  ap_int<49> v1382 = v1379;
  ap_int<49> v1383 = v1381 + v1382;
  ap_int<48> v1384 = v1383;
  total9 = v1384;
  ap_int<48> v1385 = total9;
  v953[8] = v1385;
  ap_int<48> total10;
  total10 = 0;
  int32_t v1387;
  ap_int<512> v1387_tmp = v950;
  v1387 = v1387_tmp(303, 288);
  int16_t v1388 = v1387;
  int16_t weight50;
  weight50 = v1388;
  int32_t v1390;
  ap_int<64> v1390_tmp = v951;
  v1390 = v1390_tmp(37, 36);
  uint8_t v1391 = v1390;
  uint8_t code18;
  code18 = v1391;
  int8_t v1393 = code18;
  int32_t v1394 = v1393;
  int32_t v1395 = v1394 & 3;
  uint8_t v1396 = v1395;
  uint8_t place18;
  place18 = v1396;
  int16_t v1398 = weight50;
  int8_t v1399 = place18;
  int v1400 = v1399;
  int16_t v1401 = v952[v1400];
  int32_t v1402 = v1398;
  int32_t v1403 = v1401;
  int32_t v1404 = v1402 * v1403;
  ap_int<48> v1405 = total10;
  ap_int<49> v1406 = v1405;
  ap_int<49> v1407 = v1404;
  ap_int<49> v1408 = v1406 + v1407;
  ap_int<48> v1409 = v1408;
  total10 = v1409;
  int32_t v1410;
  ap_int<512> v1410_tmp = v950;
  v1410 = v1410_tmp(319, 304);
  int16_t v1411 = v1410;
  int16_t weight51;
  weight51 = v1411;
  int32_t v1413;
  ap_int<64> v1413_tmp = v951;
  v1413 = v1413_tmp(39, 38);
  uint8_t v1414 = v1413;
  uint8_t code19;
  code19 = v1414;
  int8_t v1416 = code19;
  int32_t v1417 = v1416;
  int32_t v1418 = v1417 & 3;
  uint8_t v1419 = v1418;
  uint8_t place19;
  place19 = v1419;
  int16_t v1421 = weight51;
  int8_t v1422 = place19;
  int v1423 = v1422;
  int16_t v1424 = v952[v1423];
  int32_t v1425 = v1421;
  int32_t v1426 = v1424;
  int32_t v1427 = v1425 * v1426;
  ap_int<48> v1428 = total10;
  ap_int<49> v1429 = v1428;
  ap_int<49> v1430 = v1427;
  ap_int<49> v1431 = v1429 + v1430;
  ap_int<48> v1432 = v1431;
  total10 = v1432;
  ap_int<48> v1433 = total10;
  v953[9] = v1433;
  ap_int<48> total11;
  total11 = 0;
  int32_t v1435;
  ap_int<512> v1435_tmp = v950;
  v1435 = v1435_tmp(335, 320);
  int16_t v1436 = v1435;
  int16_t weight52;
  weight52 = v1436;
  int32_t v1438;
  ap_int<64> v1438_tmp = v951;
  v1438 = v1438_tmp(41, 40);
  uint8_t v1439 = v1438;
  uint8_t code20;
  code20 = v1439;
  int8_t v1441 = code20;
  int32_t v1442 = v1441;
  int32_t v1443 = v1442 & 3;
  uint8_t v1444 = v1443;
  uint8_t place20;
  place20 = v1444;
  int16_t v1446 = weight52;
  int8_t v1447 = place20;
  int v1448 = v1447;
  int16_t v1449 = v952[v1448];
  int32_t v1450 = v1446;
  int32_t v1451 = v1449;
  int32_t v1452 = v1450 * v1451;
  ap_int<48> v1453 = total11;
  ap_int<49> v1454 = v1453;
  ap_int<49> v1455 = v1452;
  ap_int<49> v1456 = v1454 + v1455;
  ap_int<48> v1457 = v1456;
  total11 = v1457;
  int32_t v1458;
  ap_int<512> v1458_tmp = v950;
  v1458 = v1458_tmp(351, 336);
  int16_t v1459 = v1458;
  int16_t weight53;
  weight53 = v1459;
  int32_t v1461;
  ap_int<64> v1461_tmp = v951;
  v1461 = v1461_tmp(43, 42);
  uint8_t v1462 = v1461;
  uint8_t code21;
  code21 = v1462;
  int8_t v1464 = code21;
  int32_t v1465 = v1464;
  int32_t v1466 = v1465 & 3;
  uint8_t v1467 = v1466;
  uint8_t place21;
  place21 = v1467;
  int16_t v1469 = weight53;
  int8_t v1470 = place21;
  int v1471 = v1470;
  int16_t v1472 = v952[v1471];
  int32_t v1473 = v1469;
  int32_t v1474 = v1472;
  int32_t v1475 = v1473 * v1474;
  ap_int<48> v1476 = total11;
  ap_int<49> v1477 = v1476;
  ap_int<49> v1478 = v1475;
  ap_int<49> v1479 = v1477 + v1478;
  ap_int<48> v1480 = v1479;
  total11 = v1480;
  ap_int<48> v1481 = total11;
  v953[10] = v1481;
  ap_int<48> total12;
  total12 = 0;
  int32_t v1483;
  ap_int<512> v1483_tmp = v950;
  v1483 = v1483_tmp(367, 352);
  int16_t v1484 = v1483;
  int16_t weight54;
  weight54 = v1484;
  int32_t v1486;
  ap_int<64> v1486_tmp = v951;
  v1486 = v1486_tmp(45, 44);
  uint8_t v1487 = v1486;
  uint8_t code22;
  code22 = v1487;
  int8_t v1489 = code22;
  int32_t v1490 = v1489;
  int32_t v1491 = v1490 & 3;
  uint8_t v1492 = v1491;
  uint8_t place22;
  place22 = v1492;
  int16_t v1494 = weight54;
  int8_t v1495 = place22;
  int v1496 = v1495;
  int16_t v1497 = v952[v1496];
  int32_t v1498 = v1494;
  int32_t v1499 = v1497;
  int32_t v1500 = v1498 * v1499;
  ap_int<48> v1501 = total12;
  ap_int<49> v1502 = v1501;
  ap_int<49> v1503 = v1500;
  ap_int<49> v1504 = v1502 + v1503;
  ap_int<48> v1505 = v1504;
  total12 = v1505;
  int32_t v1506;
  ap_int<512> v1506_tmp = v950;
  v1506 = v1506_tmp(383, 368);
  int16_t v1507 = v1506;
  int16_t weight55;
  weight55 = v1507;
  int32_t v1509;
  ap_int<64> v1509_tmp = v951;
  v1509 = v1509_tmp(47, 46);
  uint8_t v1510 = v1509;
  uint8_t code23;
  code23 = v1510;
  int8_t v1512 = code23;
  int32_t v1513 = v1512;
  int32_t v1514 = v1513 & 3;
  uint8_t v1515 = v1514;
  uint8_t place23;
  place23 = v1515;
  int16_t v1517 = weight55;
  int8_t v1518 = place23;
  int v1519 = v1518;
  int16_t v1520 = v952[v1519];
  int32_t v1521 = v1517;
  int32_t v1522 = v1520;
  int32_t v1523 = v1521 * v1522;
  ap_int<48> v1524 = total12;
  ap_int<49> v1525 = v1524;
  ap_int<49> v1526 = v1523;
  ap_int<49> v1527 = v1525 + v1526;
  ap_int<48> v1528 = v1527;
  total12 = v1528;
  ap_int<48> v1529 = total12;
  v953[11] = v1529;
  ap_int<48> total13;
  total13 = 0;
  int32_t v1531;
  ap_int<512> v1531_tmp = v950;
  v1531 = v1531_tmp(399, 384);
  int16_t v1532 = v1531;
  int16_t weight56;
  weight56 = v1532;
  int32_t v1534;
  ap_int<64> v1534_tmp = v951;
  v1534 = v1534_tmp(49, 48);
  uint8_t v1535 = v1534;
  uint8_t code24;
  code24 = v1535;
  int8_t v1537 = code24;
  int32_t v1538 = v1537;
  int32_t v1539 = v1538 & 3;
  uint8_t v1540 = v1539;
  uint8_t place24;
  place24 = v1540;
  int16_t v1542 = weight56;
  int8_t v1543 = place24;
  int v1544 = v1543;
  int16_t v1545 = v952[v1544];
  int32_t v1546 = v1542;
  int32_t v1547 = v1545;
  int32_t v1548 = v1546 * v1547;
  ap_int<48> v1549 = total13;
  ap_int<49> v1550 = v1549;
  ap_int<49> v1551 = v1548;
  ap_int<49> v1552 = v1550 + v1551;
  ap_int<48> v1553 = v1552;
  total13 = v1553;
  int32_t v1554;
  ap_int<512> v1554_tmp = v950;
  v1554 = v1554_tmp(415, 400);
  int16_t v1555 = v1554;
  int16_t weight57;
  weight57 = v1555;
  int32_t v1557;
  ap_int<64> v1557_tmp = v951;
  v1557 = v1557_tmp(51, 50);
  uint8_t v1558 = v1557;
  uint8_t code25;
  code25 = v1558;
  int8_t v1560 = code25;
  int32_t v1561 = v1560;
  int32_t v1562 = v1561 & 3;
  uint8_t v1563 = v1562;
  uint8_t place25;
  place25 = v1563;
  int16_t v1565 = weight57;
  int8_t v1566 = place25;
  int v1567 = v1566;
  int16_t v1568 = v952[v1567];
  int32_t v1569 = v1565;
  int32_t v1570 = v1568;
  int32_t v1571 = v1569 * v1570;
  ap_int<48> v1572 = total13;
  ap_int<49> v1573 = v1572;
  ap_int<49> v1574 = v1571;
  ap_int<49> v1575 = v1573 + v1574;
  ap_int<48> v1576 = v1575;
  total13 = v1576;
  ap_int<48> v1577 = total13;
  v953[12] = v1577;
  ap_int<48> total14;
  total14 = 0;
  int32_t v1579;
  ap_int<512> v1579_tmp = v950;
  v1579 = v1579_tmp(431, 416);
  int16_t v1580 = v1579;
  int16_t weight58;
  weight58 = v1580;
  int32_t v1582;
  ap_int<64> v1582_tmp = v951;
  v1582 = v1582_tmp(53, 52);
  uint8_t v1583 = v1582;
  uint8_t code26;
  code26 = v1583;
  int8_t v1585 = code26;
  int32_t v1586 = v1585;
  int32_t v1587 = v1586 & 3;
  uint8_t v1588 = v1587;
  uint8_t place26;
  place26 = v1588;
  int16_t v1590 = weight58;
  int8_t v1591 = place26;
  int v1592 = v1591;
  int16_t v1593 = v952[v1592];
  int32_t v1594 = v1590;
  int32_t v1595 = v1593;
  int32_t v1596 = v1594 * v1595;
  ap_int<48> v1597 = total14;
  ap_int<49> v1598 = v1597;
  ap_int<49> v1599 = v1596;
  ap_int<49> v1600 = v1598 + v1599;
  ap_int<48> v1601 = v1600;
  total14 = v1601;
  int32_t v1602;
  ap_int<512> v1602_tmp = v950;
  v1602 = v1602_tmp(447, 432);
  int16_t v1603 = v1602;
  int16_t weight59;
  weight59 = v1603;
  int32_t v1605;
  ap_int<64> v1605_tmp = v951;
  v1605 = v1605_tmp(55, 54);
  uint8_t v1606 = v1605;
  uint8_t code27;
  code27 = v1606;
  int8_t v1608 = code27;
  int32_t v1609 = v1608;
  int32_t v1610 = v1609 & 3;
  uint8_t v1611 = v1610;
  uint8_t place27;
  place27 = v1611;
  int16_t v1613 = weight59;
  int8_t v1614 = place27;
  int v1615 = v1614;
  int16_t v1616 = v952[v1615];
  int32_t v1617 = v1613;
  int32_t v1618 = v1616;
  int32_t v1619 = v1617 * v1618;
  ap_int<48> v1620 = total14;
  ap_int<49> v1621 = v1620;
  ap_int<49> v1622 = v1619;
  ap_int<49> v1623 = v1621 + v1622;
  ap_int<48> v1624 = v1623;
  total14 = v1624;
  ap_int<48> v1625 = total14;
  v953[13] = v1625;
  ap_int<48> total15;
  total15 = 0;
  int32_t v1627;
  ap_int<512> v1627_tmp = v950;
  v1627 = v1627_tmp(463, 448);
  int16_t v1628 = v1627;
  int16_t weight60;
  weight60 = v1628;
  int32_t v1630;
  ap_int<64> v1630_tmp = v951;
  v1630 = v1630_tmp(57, 56);
  uint8_t v1631 = v1630;
  uint8_t code28;
  code28 = v1631;
  int8_t v1633 = code28;
  int32_t v1634 = v1633;
  int32_t v1635 = v1634 & 3;
  uint8_t v1636 = v1635;
  uint8_t place28;
  place28 = v1636;
  int16_t v1638 = weight60;
  int8_t v1639 = place28;
  int v1640 = v1639;
  int16_t v1641 = v952[v1640];
  int32_t v1642 = v1638;
  int32_t v1643 = v1641;
  int32_t v1644 = v1642 * v1643;
  ap_int<48> v1645 = total15;
  ap_int<49> v1646 = v1645;
  ap_int<49> v1647 = v1644;
  ap_int<49> v1648 = v1646 + v1647;
  ap_int<48> v1649 = v1648;
  total15 = v1649;
  int32_t v1650;
  ap_int<512> v1650_tmp = v950;
  v1650 = v1650_tmp(479, 464);
  int16_t v1651 = v1650;
  int16_t weight61;
  weight61 = v1651;
  int32_t v1653;
  ap_int<64> v1653_tmp = v951;
  v1653 = v1653_tmp(59, 58);
  uint8_t v1654 = v1653;
  uint8_t code29;
  code29 = v1654;
  int8_t v1656 = code29;
  int32_t v1657 = v1656;
  int32_t v1658 = v1657 & 3;
  uint8_t v1659 = v1658;
  uint8_t place29;
  place29 = v1659;
  int16_t v1661 = weight61;
  int8_t v1662 = place29;
  int v1663 = v1662;
  int16_t v1664 = v952[v1663];
  int32_t v1665 = v1661;
  int32_t v1666 = v1664;
  int32_t v1667 = v1665 * v1666;
  ap_int<48> v1668 = total15;
  ap_int<49> v1669 = v1668;
  ap_int<49> v1670 = v1667;
  ap_int<49> v1671 = v1669 + v1670;
  ap_int<48> v1672 = v1671;
  total15 = v1672;
  ap_int<48> v1673 = total15;
  v953[14] = v1673;
  ap_int<48> total16;
  total16 = 0;
  int32_t v1675;
  ap_int<512> v1675_tmp = v950;
  v1675 = v1675_tmp(495, 480);
  int16_t v1676 = v1675;
  int16_t weight62;
  weight62 = v1676;
  int32_t v1678;
  ap_int<64> v1678_tmp = v951;
  v1678 = v1678_tmp(61, 60);
  uint8_t v1679 = v1678;
  uint8_t code30;
  code30 = v1679;
  int8_t v1681 = code30;
  int32_t v1682 = v1681;
  int32_t v1683 = v1682 & 3;
  uint8_t v1684 = v1683;
  uint8_t place30;
  place30 = v1684;
  int16_t v1686 = weight62;
  int8_t v1687 = place30;
  int v1688 = v1687;
  int16_t v1689 = v952[v1688];
  int32_t v1690 = v1686;
  int32_t v1691 = v1689;
  int32_t v1692 = v1690 * v1691;
  ap_int<48> v1693 = total16;
  ap_int<49> v1694 = v1693;
  ap_int<49> v1695 = v1692;
  ap_int<49> v1696 = v1694 + v1695;
  ap_int<48> v1697 = v1696;
  total16 = v1697;
  int32_t v1698;
  ap_int<512> v1698_tmp = v950;
  v1698 = v1698_tmp(511, 496);
  int16_t v1699 = v1698;
  int16_t weight63;
  weight63 = v1699;
  int32_t v1701;
  ap_int<64> v1701_tmp = v951;
  v1701 = v1701_tmp(63, 62);
  uint8_t v1702 = v1701;
  uint8_t code31;
  code31 = v1702;
  int8_t v1704 = code31;
  int32_t v1705 = v1704;
  int32_t v1706 = v1705 & 3;
  uint8_t v1707 = v1706;
  uint8_t place31;
  place31 = v1707;
  int16_t v1709 = weight63;
  int8_t v1710 = place31;
  int v1711 = v1710;
  int16_t v1712 = v952[v1711];
  int32_t v1713 = v1709;
  int32_t v1714 = v1712;
  int32_t v1715 = v1713 * v1714;
  ap_int<48> v1716 = total16;
  ap_int<49> v1717 = v1716;
  ap_int<49> v1718 = v1715;
  ap_int<49> v1719 = v1717 + v1718;
  ap_int<48> v1720 = v1719;
  total16 = v1720;
  ap_int<48> v1721 = total16;
  v953[15] = v1721;
}

int16_t curve[1] = {0};
void activated(
  ap_int<48> v1722,
  int32_t v1723,
  int16_t *v1724
) {
  ap_int<80> v1725 = v1722;
  ap_int<80> v1726 = v1723;
  ap_int<80> v1727 = v1725 * v1726;
  ap_int<80> scaled;
  scaled = v1727;
  ap_int<80> v1729 = scaled;
  ap_int<80> v1730 = v1729 >> 37;
  ap_int<81> v1731 = v1730;
  ap_int<81> v1732 = v1731 + 1;
  ap_int<81> v1733 = v1732 >> 1;
  ap_int<80> v1734 = v1733;
  ap_int<80> shifted;
  shifted = v1734;
  int16_t unit;
  unit = 0;
  ap_int<80> v1737 = shifted;
  bool v1738 = v1737 > 32767;
  if (v1738) {
    unit = 32767;
  } else {
    ap_int<80> v1739 = shifted;
    bool v1740 = v1739 > 0;
    if (v1740) {
      ap_int<80> v1741 = shifted;
      int16_t v1742 = v1741;
      unit = v1742;
    } else {
      unit = 0;
    }
  }
  *v1724 = unit;
}

void finished(
  ap_int<48> v1743,
  int32_t v1744,
  int32_t *v1745
) {
  ap_int<80> v1746 = v1743;
  ap_int<80> v1747 = v1744;
  ap_int<80> v1748 = v1746 * v1747;
  ap_int<80> scaled1;
  scaled1 = v1748;
  ap_int<80> v1750 = scaled1;
  ap_int<80> v1751 = v1750 >> 31;
  ap_int<81> v1752 = v1751;
  ap_int<81> v1753 = v1752 + 1;
  ap_int<81> v1754 = v1753 >> 1;
  ap_int<80> v1755 = v1754;
  ap_int<80> shifted1;
  shifted1 = v1755;
  int32_t output;
  output = 0;
  ap_int<80> v1758 = shifted1;
  bool v1759 = v1758 > 2147483647;
  if (v1759) {
    output = 2147483647;
  } else {
    ap_int<80> v1760 = shifted1;
    bool v1761 = v1760 < -2147483648;
    if (v1761) {
      output = -2147483648;
    } else {
      ap_int<80> v1762 = shifted1;
      int32_t v1763 = v1762;
      output = v1763;
    }
  }
  *v1745 = output;
}

void engine_0(
  int16_t v1764[128],
  int32_t v1765[128],
  hls::stream< int32_t >& v1766,
  hls::stream< ap_uint<512> >& v1767,
  hls::stream< uint64_t >& v1768,
  hls::stream< int32_t >& v1769
) {
  static int32_t __stateful_engine_0_slot_values_1[12][1024][16];
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
  int16_t inputs1[32][4];
  #pragma HLS array_partition variable=inputs1 complete dim=2

  ap_int<48> up_sums[16][16];
  #pragma HLS array_partition variable=up_sums complete dim=2

  ap_int<48> up_total[16];
  #pragma HLS array_partition variable=up_total complete dim=1

  for (int v1776 = 0; v1776 < 16; v1776++) {
    up_total[v1776] = 0;
  }
  ap_int<48> up_products[16];
  #pragma HLS array_partition variable=up_products complete dim=1

  for (int v1778 = 0; v1778 < 16; v1778++) {
    up_products[v1778] = 0;
  }
  int16_t up_inputs[4];
  #pragma HLS array_partition variable=up_inputs complete dim=1

  for (int v1780 = 0; v1780 < 4; v1780++) {
    up_inputs[v1780] = 0;
  }
  int16_t hidden[64][4];
  #pragma HLS array_partition variable=hidden complete dim=2

  ap_int<48> down_sums[8][16];
  #pragma HLS array_partition variable=down_sums complete dim=2

  ap_int<48> down_total[16];
  #pragma HLS array_partition variable=down_total complete dim=1

  for (int v1784 = 0; v1784 < 16; v1784++) {
    down_total[v1784] = 0;
  }
  ap_int<48> down_products[16];
  #pragma HLS array_partition variable=down_products complete dim=1

  for (int v1786 = 0; v1786 < 16; v1786++) {
    down_products[v1786] = 0;
  }
  int16_t down_inputs[4];
  #pragma HLS array_partition variable=down_inputs complete dim=1

  for (int v1788 = 0; v1788 < 4; v1788++) {
    down_inputs[v1788] = 0;
  }
  l_S_order_0_order1: for (int order1 = 0; order1 < 2; order1++) {
    int32_t v1790 = v1766.read();
    int32_t filled;
    filled = v1790;
    int32_t v1792 = filled;
    bool v1793 = v1792 >= 0;
    if (v1793) {
      l_S_up_word_0_up_word1: for (int up_word1 = 0; up_word1 < 512; up_word1++) {
      #pragma HLS pipeline II=1
        int32_t v1795 = up_word1;
        int32_t up_step1;
        up_step1 = v1795;
        int32_t v1797 = filled;
        int32_t v1798 = up_step1;
        ap_uint<512> v1799 = v1767.read();
        keep_values(__stateful_engine_0_slot_values_1, v1797, v1798, v1799);
        int32_t v1800 = filled;
        int32_t v1801 = up_step1;
        uint64_t v1802 = v1768.read();
        keep_places(__stateful_engine_0_slot_places_2, v1800, v1801, v1802);
      }
      l_S_up_row_1_up_row1: for (int up_row1 = 0; up_row1 < 256; up_row1++) {
      #pragma HLS pipeline II=1
        int32_t v1804 = v1769.read();
        int32_t v1805 = filled;
        int v1806 = v1805;
        __stateful_engine_0_slot_multipliers_3[v1806][up_row1] = v1804;
      }
      l_S_down_word_2_down_word1: for (int down_word1 = 0; down_word1 < 512; down_word1++) {
      #pragma HLS pipeline II=1
        ap_int<34> v1808 = down_word1;
        ap_int<34> v1809 = v1808 + 512;
        int32_t v1810 = v1809;
        int32_t down_step1;
        down_step1 = v1810;
        int32_t v1812 = filled;
        int32_t v1813 = down_step1;
        ap_uint<512> v1814 = v1767.read();
        keep_values(__stateful_engine_0_slot_values_1, v1812, v1813, v1814);
        int32_t v1815 = filled;
        int32_t v1816 = down_step1;
        uint64_t v1817 = v1768.read();
        keep_places(__stateful_engine_0_slot_places_2, v1815, v1816, v1817);
      }
      l_S_down_row_3_down_row1: for (int down_row1 = 0; down_row1 < 128; down_row1++) {
      #pragma HLS pipeline II=1
        int32_t v1819 = v1769.read();
        int32_t v1820 = filled;
        int v1821 = v1820;
        int v1822 = down_row1;
        int v1823 = v1822 + 256;
        int v1824 = v1823;
        __stateful_engine_0_slot_multipliers_3[v1821][v1824] = v1819;
      }
    }
  }
  int32_t v1825 = v1766.read();
  int32_t present;
  present = v1825;
  int32_t v1827 = v1766.read();
  int32_t scale1;
  scale1 = v1827;
  int32_t v1829 = v1766.read();
  int32_t ahead1;
  ahead1 = v1829;
  l_load_g: for (int g = 0; g < 32; g++) {
    l_m: for (int m = 0; m < 4; m++) {
    #pragma HLS pipeline II=1
      int16_t v1833 = v1764[((g * 4) + m)];
      inputs1[g][m] = v1833;
    }
  }
  l_up_b: for (int b = 0; b < 16; b++) {
    l_g1: for (int g1 = 0; g1 < 32; g1++) {
    #pragma HLS pipeline II=1
      int64_t v1836 = b;
      int64_t v1837 = v1836 * 32;
      int32_t v1838 = v1837;
      int32_t up_first;
      up_first = v1838;
      int32_t v1840 = up_first;
      int v1841 = v1840;
      int v1842 = g1;
      int v1843 = v1841 + v1842;
      int32_t v1844 = v1843;
      int32_t up_at;
      up_at = v1844;
      ap_uint<512> present_up;
      present_up = 0;
      int32_t v1847 = present;
      int v1848 = v1847;
      int32_t v1849 = up_at;
      int v1850 = v1849;
      int32_t v1851 = __stateful_engine_0_slot_values_1[v1848][v1850][0];
      ap_int<512> v1852 = present_up;
      ap_int<512> v1853;
      ap_int<512> v1853_tmp = v1852;
      v1853_tmp(31, 0) = v1851;
      v1853 = v1853_tmp;
      present_up = v1853;
      int32_t v1854 = present;
      int v1855 = v1854;
      int32_t v1856 = up_at;
      int v1857 = v1856;
      int32_t v1858 = __stateful_engine_0_slot_values_1[v1855][v1857][1];
      ap_int<512> v1859 = present_up;
      ap_int<512> v1860;
      ap_int<512> v1860_tmp = v1859;
      v1860_tmp(63, 32) = v1858;
      v1860 = v1860_tmp;
      present_up = v1860;
      int32_t v1861 = present;
      int v1862 = v1861;
      int32_t v1863 = up_at;
      int v1864 = v1863;
      int32_t v1865 = __stateful_engine_0_slot_values_1[v1862][v1864][2];
      ap_int<512> v1866 = present_up;
      ap_int<512> v1867;
      ap_int<512> v1867_tmp = v1866;
      v1867_tmp(95, 64) = v1865;
      v1867 = v1867_tmp;
      present_up = v1867;
      int32_t v1868 = present;
      int v1869 = v1868;
      int32_t v1870 = up_at;
      int v1871 = v1870;
      int32_t v1872 = __stateful_engine_0_slot_values_1[v1869][v1871][3];
      ap_int<512> v1873 = present_up;
      ap_int<512> v1874;
      ap_int<512> v1874_tmp = v1873;
      v1874_tmp(127, 96) = v1872;
      v1874 = v1874_tmp;
      present_up = v1874;
      int32_t v1875 = present;
      int v1876 = v1875;
      int32_t v1877 = up_at;
      int v1878 = v1877;
      int32_t v1879 = __stateful_engine_0_slot_values_1[v1876][v1878][4];
      ap_int<512> v1880 = present_up;
      ap_int<512> v1881;
      ap_int<512> v1881_tmp = v1880;
      v1881_tmp(159, 128) = v1879;
      v1881 = v1881_tmp;
      present_up = v1881;
      int32_t v1882 = present;
      int v1883 = v1882;
      int32_t v1884 = up_at;
      int v1885 = v1884;
      int32_t v1886 = __stateful_engine_0_slot_values_1[v1883][v1885][5];
      ap_int<512> v1887 = present_up;
      ap_int<512> v1888;
      ap_int<512> v1888_tmp = v1887;
      v1888_tmp(191, 160) = v1886;
      v1888 = v1888_tmp;
      present_up = v1888;
      int32_t v1889 = present;
      int v1890 = v1889;
      int32_t v1891 = up_at;
      int v1892 = v1891;
      int32_t v1893 = __stateful_engine_0_slot_values_1[v1890][v1892][6];
      ap_int<512> v1894 = present_up;
      ap_int<512> v1895;
      ap_int<512> v1895_tmp = v1894;
      v1895_tmp(223, 192) = v1893;
      v1895 = v1895_tmp;
      present_up = v1895;
      int32_t v1896 = present;
      int v1897 = v1896;
      int32_t v1898 = up_at;
      int v1899 = v1898;
      int32_t v1900 = __stateful_engine_0_slot_values_1[v1897][v1899][7];
      ap_int<512> v1901 = present_up;
      ap_int<512> v1902;
      ap_int<512> v1902_tmp = v1901;
      v1902_tmp(255, 224) = v1900;
      v1902 = v1902_tmp;
      present_up = v1902;
      int32_t v1903 = present;
      int v1904 = v1903;
      int32_t v1905 = up_at;
      int v1906 = v1905;
      int32_t v1907 = __stateful_engine_0_slot_values_1[v1904][v1906][8];
      ap_int<512> v1908 = present_up;
      ap_int<512> v1909;
      ap_int<512> v1909_tmp = v1908;
      v1909_tmp(287, 256) = v1907;
      v1909 = v1909_tmp;
      present_up = v1909;
      int32_t v1910 = present;
      int v1911 = v1910;
      int32_t v1912 = up_at;
      int v1913 = v1912;
      int32_t v1914 = __stateful_engine_0_slot_values_1[v1911][v1913][9];
      ap_int<512> v1915 = present_up;
      ap_int<512> v1916;
      ap_int<512> v1916_tmp = v1915;
      v1916_tmp(319, 288) = v1914;
      v1916 = v1916_tmp;
      present_up = v1916;
      int32_t v1917 = present;
      int v1918 = v1917;
      int32_t v1919 = up_at;
      int v1920 = v1919;
      int32_t v1921 = __stateful_engine_0_slot_values_1[v1918][v1920][10];
      ap_int<512> v1922 = present_up;
      ap_int<512> v1923;
      ap_int<512> v1923_tmp = v1922;
      v1923_tmp(351, 320) = v1921;
      v1923 = v1923_tmp;
      present_up = v1923;
      int32_t v1924 = present;
      int v1925 = v1924;
      int32_t v1926 = up_at;
      int v1927 = v1926;
      int32_t v1928 = __stateful_engine_0_slot_values_1[v1925][v1927][11];
      ap_int<512> v1929 = present_up;
      ap_int<512> v1930;
      ap_int<512> v1930_tmp = v1929;
      v1930_tmp(383, 352) = v1928;
      v1930 = v1930_tmp;
      present_up = v1930;
      int32_t v1931 = present;
      int v1932 = v1931;
      int32_t v1933 = up_at;
      int v1934 = v1933;
      int32_t v1935 = __stateful_engine_0_slot_values_1[v1932][v1934][12];
      ap_int<512> v1936 = present_up;
      ap_int<512> v1937;
      ap_int<512> v1937_tmp = v1936;
      v1937_tmp(415, 384) = v1935;
      v1937 = v1937_tmp;
      present_up = v1937;
      int32_t v1938 = present;
      int v1939 = v1938;
      int32_t v1940 = up_at;
      int v1941 = v1940;
      int32_t v1942 = __stateful_engine_0_slot_values_1[v1939][v1941][13];
      ap_int<512> v1943 = present_up;
      ap_int<512> v1944;
      ap_int<512> v1944_tmp = v1943;
      v1944_tmp(447, 416) = v1942;
      v1944 = v1944_tmp;
      present_up = v1944;
      int32_t v1945 = present;
      int v1946 = v1945;
      int32_t v1947 = up_at;
      int v1948 = v1947;
      int32_t v1949 = __stateful_engine_0_slot_values_1[v1946][v1948][14];
      ap_int<512> v1950 = present_up;
      ap_int<512> v1951;
      ap_int<512> v1951_tmp = v1950;
      v1951_tmp(479, 448) = v1949;
      v1951 = v1951_tmp;
      present_up = v1951;
      int32_t v1952 = present;
      int v1953 = v1952;
      int32_t v1954 = up_at;
      int v1955 = v1954;
      int32_t v1956 = __stateful_engine_0_slot_values_1[v1953][v1955][15];
      ap_int<512> v1957 = present_up;
      ap_int<512> v1958;
      ap_int<512> v1958_tmp = v1957;
      v1958_tmp(511, 480) = v1956;
      v1958 = v1958_tmp;
      present_up = v1958;
      uint64_t up_codes;
      up_codes = 0;
      int32_t v1960 = present;
      int v1961 = v1960;
      int32_t v1962 = up_at;
      int v1963 = v1962;
      int32_t v1964 = __stateful_engine_0_slot_places_2[v1961][v1963][0];
      int64_t v1965 = up_codes;
      int64_t v1966;
      ap_int<64> v1966_tmp = v1965;
      v1966_tmp(31, 0) = v1964;
      v1966 = v1966_tmp;
      up_codes = v1966;
      int32_t v1967 = present;
      int v1968 = v1967;
      int32_t v1969 = up_at;
      int v1970 = v1969;
      int32_t v1971 = __stateful_engine_0_slot_places_2[v1968][v1970][1];
      int64_t v1972 = up_codes;
      int64_t v1973;
      ap_int<64> v1973_tmp = v1972;
      v1973_tmp(63, 32) = v1971;
      v1973 = v1973_tmp;
      up_codes = v1973;
      int32_t v1974 = ahead1;
      bool v1975 = v1974 >= 0;
      if (v1975) {
        int32_t v1976 = ahead1;
        int32_t v1977 = up_at;
        ap_uint<512> v1978 = v1767.read();
        keep_values(__stateful_engine_0_slot_values_1, v1976, v1977, v1978);
        int32_t v1979 = ahead1;
        int32_t v1980 = up_at;
        uint64_t v1981 = v1768.read();
        keep_places(__stateful_engine_0_slot_places_2, v1979, v1980, v1981);
      }
      l_S_m_6_m1: for (int m1 = 0; m1 < 4; m1++) {
        int16_t v1983 = inputs1[g1][m1];
        up_inputs[m1] = v1983;
      }
      ap_int<512> v1984 = present_up;
      int64_t v1985 = up_codes;
      group_products(v1984, v1985, up_inputs, up_products);
      l_S_r_7_r: for (int r = 0; r < 16; r++) {
        ap_int<33> v1987 = g1;
        bool v1988 = v1987 == 0;
        ap_int<48> v1989 = up_products[r];
        ap_int<48> v1990 = up_total[r];
        ap_int<49> v1991 = v1990;
        ap_int<49> v1992 = v1989;
        ap_int<49> v1993 = v1991 + v1992;
        ap_int<49> v1994 = v1988 ? (ap_int<49>)v1992 : (ap_int<49>)v1993;
        ap_int<48> v1995 = v1994;
        up_total[r] = v1995;
        ap_int<48> v1996 = up_total[r];
        up_sums[b][r] = v1996;
      }
    }
  }
  l_activate_g2: for (int g2 = 0; g2 < 64; g2++) {
    l_m2: for (int m2 = 0; m2 < 4; m2++) {
    #pragma HLS pipeline II=1
      int64_t v1999 = g2;
      int64_t v2000 = v1999 * 4;
      int32_t v2001 = v2000;
      int32_t first_unit;
      first_unit = v2001;
      int32_t v2003 = first_unit;
      int v2004 = v2003;
      int v2005 = m2;
      int v2006 = v2004 + v2005;
      int32_t v2007 = v2006;
      int32_t hidden_unit;
      hidden_unit = v2007;
      int32_t v2009 = present;
      int v2010 = v2009;
      int32_t v2011 = hidden_unit;
      int v2012 = v2011;
      int32_t v2013 = __stateful_engine_0_slot_multipliers_3[v2010][v2012];
      int32_t up_multiplier;
      up_multiplier = v2013;
      int32_t v2015 = ahead1;
      bool v2016 = v2015 >= 0;
      if (v2016) {
        int32_t v2017 = v1769.read();
        int32_t v2018 = ahead1;
        int v2019 = v2018;
        int32_t v2020 = hidden_unit;
        int v2021 = v2020;
        __stateful_engine_0_slot_multipliers_3[v2019][v2021] = v2017;
      }
      ap_int<48> v2022 = up_sums[(g2 / 4)][(((g2 * 4) + m2) % 16)];
      int32_t v2023 = up_multiplier;
      int16_t v2024;
      activated(v2022, v2023, &v2024);
      hidden[g2][m2] = v2024;
    }
  }
  l_down_b1: for (int b1 = 0; b1 < 8; b1++) {
    l_g3: for (int g3 = 0; g3 < 64; g3++) {
    #pragma HLS pipeline II=1
      int64_t v2027 = b1;
      int64_t v2028 = v2027 * 64;
      int32_t v2029 = v2028;
      int32_t down_first;
      down_first = v2029;
      int32_t v2031 = down_first;
      int v2032 = v2031;
      int v2033 = g3;
      int v2034 = v2032 + v2033;
      int v2035 = v2034;
      int v2036 = v2035 + 512;
      int32_t v2037 = v2036;
      int32_t down_at;
      down_at = v2037;
      ap_uint<512> present_down;
      present_down = 0;
      int32_t v2040 = present;
      int v2041 = v2040;
      int32_t v2042 = down_at;
      int v2043 = v2042;
      int32_t v2044 = __stateful_engine_0_slot_values_1[v2041][v2043][0];
      ap_int<512> v2045 = present_down;
      ap_int<512> v2046;
      ap_int<512> v2046_tmp = v2045;
      v2046_tmp(31, 0) = v2044;
      v2046 = v2046_tmp;
      present_down = v2046;
      int32_t v2047 = present;
      int v2048 = v2047;
      int32_t v2049 = down_at;
      int v2050 = v2049;
      int32_t v2051 = __stateful_engine_0_slot_values_1[v2048][v2050][1];
      ap_int<512> v2052 = present_down;
      ap_int<512> v2053;
      ap_int<512> v2053_tmp = v2052;
      v2053_tmp(63, 32) = v2051;
      v2053 = v2053_tmp;
      present_down = v2053;
      int32_t v2054 = present;
      int v2055 = v2054;
      int32_t v2056 = down_at;
      int v2057 = v2056;
      int32_t v2058 = __stateful_engine_0_slot_values_1[v2055][v2057][2];
      ap_int<512> v2059 = present_down;
      ap_int<512> v2060;
      ap_int<512> v2060_tmp = v2059;
      v2060_tmp(95, 64) = v2058;
      v2060 = v2060_tmp;
      present_down = v2060;
      int32_t v2061 = present;
      int v2062 = v2061;
      int32_t v2063 = down_at;
      int v2064 = v2063;
      int32_t v2065 = __stateful_engine_0_slot_values_1[v2062][v2064][3];
      ap_int<512> v2066 = present_down;
      ap_int<512> v2067;
      ap_int<512> v2067_tmp = v2066;
      v2067_tmp(127, 96) = v2065;
      v2067 = v2067_tmp;
      present_down = v2067;
      int32_t v2068 = present;
      int v2069 = v2068;
      int32_t v2070 = down_at;
      int v2071 = v2070;
      int32_t v2072 = __stateful_engine_0_slot_values_1[v2069][v2071][4];
      ap_int<512> v2073 = present_down;
      ap_int<512> v2074;
      ap_int<512> v2074_tmp = v2073;
      v2074_tmp(159, 128) = v2072;
      v2074 = v2074_tmp;
      present_down = v2074;
      int32_t v2075 = present;
      int v2076 = v2075;
      int32_t v2077 = down_at;
      int v2078 = v2077;
      int32_t v2079 = __stateful_engine_0_slot_values_1[v2076][v2078][5];
      ap_int<512> v2080 = present_down;
      ap_int<512> v2081;
      ap_int<512> v2081_tmp = v2080;
      v2081_tmp(191, 160) = v2079;
      v2081 = v2081_tmp;
      present_down = v2081;
      int32_t v2082 = present;
      int v2083 = v2082;
      int32_t v2084 = down_at;
      int v2085 = v2084;
      int32_t v2086 = __stateful_engine_0_slot_values_1[v2083][v2085][6];
      ap_int<512> v2087 = present_down;
      ap_int<512> v2088;
      ap_int<512> v2088_tmp = v2087;
      v2088_tmp(223, 192) = v2086;
      v2088 = v2088_tmp;
      present_down = v2088;
      int32_t v2089 = present;
      int v2090 = v2089;
      int32_t v2091 = down_at;
      int v2092 = v2091;
      int32_t v2093 = __stateful_engine_0_slot_values_1[v2090][v2092][7];
      ap_int<512> v2094 = present_down;
      ap_int<512> v2095;
      ap_int<512> v2095_tmp = v2094;
      v2095_tmp(255, 224) = v2093;
      v2095 = v2095_tmp;
      present_down = v2095;
      int32_t v2096 = present;
      int v2097 = v2096;
      int32_t v2098 = down_at;
      int v2099 = v2098;
      int32_t v2100 = __stateful_engine_0_slot_values_1[v2097][v2099][8];
      ap_int<512> v2101 = present_down;
      ap_int<512> v2102;
      ap_int<512> v2102_tmp = v2101;
      v2102_tmp(287, 256) = v2100;
      v2102 = v2102_tmp;
      present_down = v2102;
      int32_t v2103 = present;
      int v2104 = v2103;
      int32_t v2105 = down_at;
      int v2106 = v2105;
      int32_t v2107 = __stateful_engine_0_slot_values_1[v2104][v2106][9];
      ap_int<512> v2108 = present_down;
      ap_int<512> v2109;
      ap_int<512> v2109_tmp = v2108;
      v2109_tmp(319, 288) = v2107;
      v2109 = v2109_tmp;
      present_down = v2109;
      int32_t v2110 = present;
      int v2111 = v2110;
      int32_t v2112 = down_at;
      int v2113 = v2112;
      int32_t v2114 = __stateful_engine_0_slot_values_1[v2111][v2113][10];
      ap_int<512> v2115 = present_down;
      ap_int<512> v2116;
      ap_int<512> v2116_tmp = v2115;
      v2116_tmp(351, 320) = v2114;
      v2116 = v2116_tmp;
      present_down = v2116;
      int32_t v2117 = present;
      int v2118 = v2117;
      int32_t v2119 = down_at;
      int v2120 = v2119;
      int32_t v2121 = __stateful_engine_0_slot_values_1[v2118][v2120][11];
      ap_int<512> v2122 = present_down;
      ap_int<512> v2123;
      ap_int<512> v2123_tmp = v2122;
      v2123_tmp(383, 352) = v2121;
      v2123 = v2123_tmp;
      present_down = v2123;
      int32_t v2124 = present;
      int v2125 = v2124;
      int32_t v2126 = down_at;
      int v2127 = v2126;
      int32_t v2128 = __stateful_engine_0_slot_values_1[v2125][v2127][12];
      ap_int<512> v2129 = present_down;
      ap_int<512> v2130;
      ap_int<512> v2130_tmp = v2129;
      v2130_tmp(415, 384) = v2128;
      v2130 = v2130_tmp;
      present_down = v2130;
      int32_t v2131 = present;
      int v2132 = v2131;
      int32_t v2133 = down_at;
      int v2134 = v2133;
      int32_t v2135 = __stateful_engine_0_slot_values_1[v2132][v2134][13];
      ap_int<512> v2136 = present_down;
      ap_int<512> v2137;
      ap_int<512> v2137_tmp = v2136;
      v2137_tmp(447, 416) = v2135;
      v2137 = v2137_tmp;
      present_down = v2137;
      int32_t v2138 = present;
      int v2139 = v2138;
      int32_t v2140 = down_at;
      int v2141 = v2140;
      int32_t v2142 = __stateful_engine_0_slot_values_1[v2139][v2141][14];
      ap_int<512> v2143 = present_down;
      ap_int<512> v2144;
      ap_int<512> v2144_tmp = v2143;
      v2144_tmp(479, 448) = v2142;
      v2144 = v2144_tmp;
      present_down = v2144;
      int32_t v2145 = present;
      int v2146 = v2145;
      int32_t v2147 = down_at;
      int v2148 = v2147;
      int32_t v2149 = __stateful_engine_0_slot_values_1[v2146][v2148][15];
      ap_int<512> v2150 = present_down;
      ap_int<512> v2151;
      ap_int<512> v2151_tmp = v2150;
      v2151_tmp(511, 480) = v2149;
      v2151 = v2151_tmp;
      present_down = v2151;
      uint64_t down_codes;
      down_codes = 0;
      int32_t v2153 = present;
      int v2154 = v2153;
      int32_t v2155 = down_at;
      int v2156 = v2155;
      int32_t v2157 = __stateful_engine_0_slot_places_2[v2154][v2156][0];
      int64_t v2158 = down_codes;
      int64_t v2159;
      ap_int<64> v2159_tmp = v2158;
      v2159_tmp(31, 0) = v2157;
      v2159 = v2159_tmp;
      down_codes = v2159;
      int32_t v2160 = present;
      int v2161 = v2160;
      int32_t v2162 = down_at;
      int v2163 = v2162;
      int32_t v2164 = __stateful_engine_0_slot_places_2[v2161][v2163][1];
      int64_t v2165 = down_codes;
      int64_t v2166;
      ap_int<64> v2166_tmp = v2165;
      v2166_tmp(63, 32) = v2164;
      v2166 = v2166_tmp;
      down_codes = v2166;
      int32_t v2167 = ahead1;
      bool v2168 = v2167 >= 0;
      if (v2168) {
        int32_t v2169 = ahead1;
        int32_t v2170 = down_at;
        ap_uint<512> v2171 = v1767.read();
        keep_values(__stateful_engine_0_slot_values_1, v2169, v2170, v2171);
        int32_t v2172 = ahead1;
        int32_t v2173 = down_at;
        uint64_t v2174 = v1768.read();
        keep_places(__stateful_engine_0_slot_places_2, v2172, v2173, v2174);
      }
      l_S_m_10_m3: for (int m3 = 0; m3 < 4; m3++) {
        int16_t v2176 = hidden[g3][m3];
        down_inputs[m3] = v2176;
      }
      ap_int<512> v2177 = present_down;
      int64_t v2178 = down_codes;
      group_products(v2177, v2178, down_inputs, down_products);
      l_S_r_11_r1: for (int r1 = 0; r1 < 16; r1++) {
        ap_int<33> v2180 = g3;
        bool v2181 = v2180 == 0;
        ap_int<48> v2182 = down_products[r1];
        ap_int<48> v2183 = down_total[r1];
        ap_int<49> v2184 = v2183;
        ap_int<49> v2185 = v2182;
        ap_int<49> v2186 = v2184 + v2185;
        ap_int<49> v2187 = v2181 ? (ap_int<49>)v2185 : (ap_int<49>)v2186;
        ap_int<48> v2188 = v2187;
        down_total[r1] = v2188;
        ap_int<48> v2189 = down_total[r1];
        down_sums[b1][r1] = v2189;
      }
    }
  }
  l_store_b2: for (int b2 = 0; b2 < 8; b2++) {
    l_r2: for (int r2 = 0; r2 < 16; r2++) {
    #pragma HLS pipeline II=1
      int64_t v2192 = b2;
      int64_t v2193 = v2192 * 16;
      int32_t v2194 = v2193;
      int32_t first_row;
      first_row = v2194;
      int32_t v2196 = first_row;
      int v2197 = v2196;
      int v2198 = r2;
      int v2199 = v2197 + v2198;
      int v2200 = v2199;
      int v2201 = v2200 + 256;
      int32_t v2202 = v2201;
      int32_t row1;
      row1 = v2202;
      int32_t v2204 = present;
      int v2205 = v2204;
      int32_t v2206 = row1;
      int v2207 = v2206;
      int32_t v2208 = __stateful_engine_0_slot_multipliers_3[v2205][v2207];
      int32_t down_multiplier;
      down_multiplier = v2208;
      int32_t v2210 = ahead1;
      bool v2211 = v2210 >= 0;
      if (v2211) {
        int32_t v2212 = v1769.read();
        int32_t v2213 = ahead1;
        int v2214 = v2213;
        int32_t v2215 = row1;
        int v2216 = v2215;
        __stateful_engine_0_slot_multipliers_3[v2214][v2216] = v2212;
      }
      ap_int<48> v2217 = down_sums[b2][r2];
      int32_t v2218 = down_multiplier;
      int32_t v2219;
      finished(v2217, v2218, &v2219);
      int64_t v2220 = v2219;
      int64_t answer;
      answer = v2220;
      int64_t v2222 = answer;
      int32_t v2223 = scale1;
      ap_int<96> v2224 = v2222;
      ap_int<96> v2225 = v2223;
      ap_int<96> v2226 = v2224 * v2225;
      ap_int<97> v2227 = v2226;
      ap_int<97> v2228 = v2227 + 32768;
      ap_int<97> v2229 = v2228 >> 16;
      int32_t v2230 = v2229;
      v1765[((b2 * 16) + r2)] = v2230;
    }
  }
}

/// This is top function.
void moe_layer(
  int32_t v2231[5],
  int16_t v2232[128],
  ap_uint<512> v2233[192],
  uint8_t v2234[1318],
  int16_t v2235[128],
  ap_uint<512> v2236[49152],
  uint64_t v2237[49152],
  int32_t v2238[18432],
  int32_t v2239[6],
  int32_t v2240[128]
) {
  #pragma HLS dataflow
  hls::stream< int32_t > v2241;
  #pragma HLS stream variable=v2241 depth=4
  hls::stream< int32_t > v2242;
  #pragma HLS stream variable=v2242 depth=8
  hls::stream< ap_uint<512> > v2243;
  #pragma HLS stream variable=v2243 depth=16
  hls::stream< uint64_t > v2244;
  #pragma HLS stream variable=v2244 depth=16
  hls::stream< int32_t > v2245;
  #pragma HLS stream variable=v2245 depth=16
  control_0(v2231, v2232, v2233, v2234, v2239, v2241, v2242);
  fetch_0(v2236, v2237, v2238, v2241, v2243, v2244, v2245);
  engine_0(v2235, v2240, v2242, v2243, v2244, v2245);
}
