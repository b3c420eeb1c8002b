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
void group_products(
  ap_uint<256> v0,
  int8_t v2[4],
  int32_t v3[8]
) {
  #pragma HLS array_partition variable=v2 complete dim=1

  #pragma HLS array_partition variable=v3 complete dim=1

  int32_t total;
  total = 0;
  int32_t v5;
  ap_int<256> v5_tmp = v0;
  v5 = v5_tmp(7, 0);
  int8_t v6 = v5;
  int8_t weight;
  weight = v6;
  int8_t v8 = weight;
  int8_t v9 = v2[0];
  int16_t v10 = v8;
  int16_t v11 = v9;
  int16_t v12 = v10 * v11;
  int32_t v13 = total;
  ap_int<33> v14 = v13;
  ap_int<33> v15 = v12;
  ap_int<33> v16 = v14 + v15;
  int32_t v17 = v16;
  total = v17;
  int32_t v18;
  ap_int<256> v18_tmp = v0;
  v18 = v18_tmp(15, 8);
  int8_t v19 = v18;
  int8_t weight1;
  weight1 = v19;
  int8_t v21 = weight1;
  int8_t v22 = v2[1];
  int16_t v23 = v21;
  int16_t v24 = v22;
  int16_t v25 = v23 * v24;
  int32_t v26 = total;
  ap_int<33> v27 = v26;
  ap_int<33> v28 = v25;
  ap_int<33> v29 = v27 + v28;
  int32_t v30 = v29;
  total = v30;
  int32_t v31;
  ap_int<256> v31_tmp = v0;
  v31 = v31_tmp(23, 16);
  int8_t v32 = v31;
  int8_t weight2;
  weight2 = v32;
  int8_t v34 = weight2;
  int8_t v35 = v2[2];
  int16_t v36 = v34;
  int16_t v37 = v35;
  int16_t v38 = v36 * v37;
  int32_t v39 = total;
  ap_int<33> v40 = v39;
  ap_int<33> v41 = v38;
  ap_int<33> v42 = v40 + v41;
  int32_t v43 = v42;
  total = v43;
  int32_t v44;
  ap_int<256> v44_tmp = v0;
  v44 = v44_tmp(31, 24);
  int8_t v45 = v44;
  int8_t weight3;
  weight3 = v45;
  int8_t v47 = weight3;
  int8_t v48 = v2[3];
  int16_t v49 = v47;
  int16_t v50 = v48;
  int16_t v51 = v49 * v50;
  int32_t v52 = total;
  ap_int<33> v53 = v52;
  ap_int<33> v54 = v51;
  ap_int<33> v55 = v53 + v54;
  int32_t v56 = v55;
  total = v56;
  int32_t v57 = total;
  v3[0] = v57;
  int32_t total1;
  total1 = 0;
  int32_t v59;
  ap_int<256> v59_tmp = v0;
  v59 = v59_tmp(39, 32);
  int8_t v60 = v59;
  int8_t weight4;
  weight4 = v60;
  int8_t v62 = weight4;
  int8_t v63 = v2[0];
  int16_t v64 = v62;
  int16_t v65 = v63;
  int16_t v66 = v64 * v65;
  int32_t v67 = total1;
  ap_int<33> v68 = v67;
  ap_int<33> v69 = v66;
  ap_int<33> v70 = v68 + v69;
  int32_t v71 = v70;
  total1 = v71;
  int32_t v72;
  ap_int<256> v72_tmp = v0;
  v72 = v72_tmp(47, 40);
  int8_t v73 = v72;
  int8_t weight5;
  weight5 = v73;
  int8_t v75 = weight5;
  int8_t v76 = v2[1];
  int16_t v77 = v75;
  int16_t v78 = v76;
  int16_t v79 = v77 * v78;
  int32_t v80 = total1;
  ap_int<33> v81 = v80;
  ap_int<33> v82 = v79;
  ap_int<33> v83 = v81 + v82;
  int32_t v84 = v83;
  total1 = v84;
  int32_t v85;
  ap_int<256> v85_tmp = v0;
  v85 = v85_tmp(55, 48);
  int8_t v86 = v85;
  int8_t weight6;
  weight6 = v86;
  int8_t v88 = weight6;
  int8_t v89 = v2[2];
  int16_t v90 = v88;
  int16_t v91 = v89;
  int16_t v92 = v90 * v91;
  int32_t v93 = total1;
  ap_int<33> v94 = v93;
  ap_int<33> v95 = v92;
  ap_int<33> v96 = v94 + v95;
  int32_t v97 = v96;
  total1 = v97;
  int32_t v98;
  ap_int<256> v98_tmp = v0;
  v98 = v98_tmp(63, 56);
  int8_t v99 = v98;
  int8_t weight7;
  weight7 = v99;
  int8_t v101 = weight7;
  int8_t v102 = v2[3];
  int16_t v103 = v101;
  int16_t v104 = v102;
  int16_t v105 = v103 * v104;
  int32_t v106 = total1;
  ap_int<33> v107 = v106;
  ap_int<33> v108 = v105;
  ap_int<33> v109 = v107 + v108;
  int32_t v110 = v109;
  total1 = v110;
  int32_t v111 = total1;
  v3[1] = v111;
  int32_t total2;
  total2 = 0;
  int32_t v113;
  ap_int<256> v113_tmp = v0;
  v113 = v113_tmp(71, 64);
  int8_t v114 = v113;
  int8_t weight8;
  weight8 = v114;
  int8_t v116 = weight8;
  int8_t v117 = v2[0];
  int16_t v118 = v116;
  int16_t v119 = v117;
  int16_t v120 = v118 * v119;
  int32_t v121 = total2;
  ap_int<33> v122 = v121;
  ap_int<33> v123 = v120;
  ap_int<33> v124 = v122 + v123;
  int32_t v125 = v124;
  total2 = v125;
  int32_t v126;
  ap_int<256> v126_tmp = v0;
  v126 = v126_tmp(79, 72);
  int8_t v127 = v126;
  int8_t weight9;
  weight9 = v127;
  int8_t v129 = weight9;
  int8_t v130 = v2[1];
  int16_t v131 = v129;
  int16_t v132 = v130;
  int16_t v133 = v131 * v132;
  int32_t v134 = total2;
  ap_int<33> v135 = v134;
  ap_int<33> v136 = v133;
  ap_int<33> v137 = v135 + v136;
  int32_t v138 = v137;
  total2 = v138;
  int32_t v139;
  ap_int<256> v139_tmp = v0;
  v139 = v139_tmp(87, 80);
  int8_t v140 = v139;
  int8_t weight10;
  weight10 = v140;
  int8_t v142 = weight10;
  int8_t v143 = v2[2];
  int16_t v144 = v142;
  int16_t v145 = v143;
  int16_t v146 = v144 * v145;
  int32_t v147 = total2;
  ap_int<33> v148 = v147;
  ap_int<33> v149 = v146;
  ap_int<33> v150 = v148 + v149;
  int32_t v151 = v150;
  total2 = v151;
  int32_t v152;
  ap_int<256> v152_tmp = v0;
  v152 = v152_tmp(95, 88);
  int8_t v153 = v152;
  int8_t weight11;
  weight11 = v153;
  int8_t v155 = weight11;
  int8_t v156 = v2[3];
  int16_t v157 = v155;
  int16_t v158 = v156;
  int16_t v159 = v157 * v158;
  int32_t v160 = total2;
  ap_int<33> v161 = v160;
  ap_int<33> v162 = v159;
  ap_int<33> v163 = v161 + v162;
  int32_t v164 = v163;
  total2 = v164;
  int32_t v165 = total2;
  v3[2] = v165;
  int32_t total3;
  total3 = 0;
  int32_t v167;
  ap_int<256> v167_tmp = v0;
  v167 = v167_tmp(103, 96);
  int8_t v168 = v167;
  int8_t weight12;
  weight12 = v168;
  int8_t v170 = weight12;
  int8_t v171 = v2[0];
  int16_t v172 = v170;
  int16_t v173 = v171;
  int16_t v174 = v172 * v173;
  int32_t v175 = total3;
  ap_int<33> v176 = v175;
  ap_int<33> v177 = v174;
  ap_int<33> v178 = v176 + v177;
  int32_t v179 = v178;
  total3 = v179;
  int32_t v180;
  ap_int<256> v180_tmp = v0;
  v180 = v180_tmp(111, 104);
  int8_t v181 = v180;
  int8_t weight13;
  weight13 = v181;
  int8_t v183 = weight13;
  int8_t v184 = v2[1];
  int16_t v185 = v183;
  int16_t v186 = v184;
  int16_t v187 = v185 * v186;
  int32_t v188 = total3;
  ap_int<33> v189 = v188;
  ap_int<33> v190 = v187;
  ap_int<33> v191 = v189 + v190;
  int32_t v192 = v191;
  total3 = v192;
  int32_t v193;
  ap_int<256> v193_tmp = v0;
  v193 = v193_tmp(119, 112);
  int8_t v194 = v193;
  int8_t weight14;
  weight14 = v194;
  int8_t v196 = weight14;
  int8_t v197 = v2[2];
  int16_t v198 = v196;
  int16_t v199 = v197;
  int16_t v200 = v198 * v199;
  int32_t v201 = total3;
  ap_int<33> v202 = v201;
  ap_int<33> v203 = v200;
  ap_int<33> v204 = v202 + v203;
  int32_t v205 = v204;
  total3 = v205;
  int32_t v206;
  ap_int<256> v206_tmp = v0;
  v206 = v206_tmp(127, 120);
  int8_t v207 = v206;
  int8_t weight15;
  weight15 = v207;
  int8_t v209 = weight15;
  int8_t v210 = v2[3];
  int16_t v211 = v209;
  int16_t v212 = v210;
  int16_t v213 = v211 * v212;
  int32_t v214 = total3;
  ap_int<33> v215 = v214;
  ap_int<33> v216 = v213;
  ap_int<33> v217 = v215 + v216;
  int32_t v218 = v217;
  total3 = v218;
  int32_t v219 = total3;
  v3[3] = v219;
  int32_t total4;
  total4 = 0;
  int32_t v221;
  ap_int<256> v221_tmp = v0;
  v221 = v221_tmp(135, 128);
  int8_t v222 = v221;
  int8_t weight16;
  weight16 = v222;
  int8_t v224 = weight16;
  int8_t v225 = v2[0];
  int16_t v226 = v224;
  int16_t v227 = v225;
  int16_t v228 = v226 * v227;
  int32_t v229 = total4;
  ap_int<33> v230 = v229;
  ap_int<33> v231 = v228;
  ap_int<33> v232 = v230 + v231;
  int32_t v233 = v232;
  total4 = v233;
  int32_t v234;
  ap_int<256> v234_tmp = v0;
  v234 = v234_tmp(143, 136);
  int8_t v235 = v234;
  int8_t weight17;
  weight17 = v235;
  int8_t v237 = weight17;
  int8_t v238 = v2[1];
  int16_t v239 = v237;
  int16_t v240 = v238;
  int16_t v241 = v239 * v240;
  int32_t v242 = total4;
  ap_int<33> v243 = v242;
  ap_int<33> v244 = v241;
  ap_int<33> v245 = v243 + v244;
  int32_t v246 = v245;
  total4 = v246;
  int32_t v247;
  ap_int<256> v247_tmp = v0;
  v247 = v247_tmp(151, 144);
  int8_t v248 = v247;
  int8_t weight18;
  weight18 = v248;
  int8_t v250 = weight18;
  int8_t v251 = v2[2];
  int16_t v252 = v250;
  int16_t v253 = v251;
  int16_t v254 = v252 * v253;
  int32_t v255 = total4;
  ap_int<33> v256 = v255;
  ap_int<33> v257 = v254;
  ap_int<33> v258 = v256 + v257;
  int32_t v259 = v258;
  total4 = v259;
  int32_t v260;
  ap_int<256> v260_tmp = v0;
  v260 = v260_tmp(159, 152);
  int8_t v261 = v260;
  int8_t weight19;
  weight19 = v261;
  int8_t v263 = weight19;
  int8_t v264 = v2[3];
  int16_t v265 = v263;
  int16_t v266 = v264;
  int16_t v267 = v265 * v266;
  int32_t v268 = total4;
  ap_int<33> v269 = v268;
  ap_int<33> v270 = v267;
  ap_int<33> v271 = v269 + v270;
  int32_t v272 = v271;
  total4 = v272;
  int32_t v273 = total4;
  v3[4] = v273;
  int32_t total5;
  total5 = 0;
  int32_t v275;
  ap_int<256> v275_tmp = v0;
  v275 = v275_tmp(167, 160);
  int8_t v276 = v275;
  int8_t weight20;
  weight20 = v276;
  int8_t v278 = weight20;
  int8_t v279 = v2[0];
  int16_t v280 = v278;
  int16_t v281 = v279;
  int16_t v282 = v280 * v281;
  int32_t v283 = total5;
  ap_int<33> v284 = v283;
  ap_int<33> v285 = v282;
  ap_int<33> v286 = v284 + v285;
  int32_t v287 = v286;
  total5 = v287;
  int32_t v288;
  ap_int<256> v288_tmp = v0;
  v288 = v288_tmp(175, 168);
  int8_t v289 = v288;
  int8_t weight21;
  weight21 = v289;
  int8_t v291 = weight21;
  int8_t v292 = v2[1];
  int16_t v293 = v291;
  int16_t v294 = v292;
  int16_t v295 = v293 * v294;
  int32_t v296 = total5;
  ap_int<33> v297 = v296;
  ap_int<33> v298 = v295;
  ap_int<33> v299 = v297 + v298;
  int32_t v300 = v299;
  total5 = v300;
  int32_t v301;
  ap_int<256> v301_tmp = v0;
  v301 = v301_tmp(183, 176);
  int8_t v302 = v301;
  int8_t weight22;
  weight22 = v302;
  int8_t v304 = weight22;
  int8_t v305 = v2[2];
  int16_t v306 = v304;
  int16_t v307 = v305;
  int16_t v308 = v306 * v307;
  int32_t v309 = total5;
  ap_int<33> v310 = v309;
  ap_int<33> v311 = v308;
  ap_int<33> v312 = v310 + v311;
  int32_t v313 = v312;
  total5 = v313;
  int32_t v314;
  ap_int<256> v314_tmp = v0;
  v314 = v314_tmp(191, 184);
  int8_t v315 = v314;
  int8_t weight23;
  weight23 = v315;
  int8_t v317 = weight23;
  int8_t v318 = v2[3];
  int16_t v319 = v317;
  int16_t v320 = v318;
  int16_t v321 = v319 * v320;
  int32_t v322 = total5;
  ap_int<33> v323 = v322;
  ap_int<33> v324 = v321;
  ap_int<33> v325 = v323 + v324;
  int32_t v326 = v325;
  total5 = v326;
  int32_t v327 = total5;
  v3[5] = v327;
  int32_t total6;
  total6 = 0;
  int32_t v329;
  ap_int<256> v329_tmp = v0;
  v329 = v329_tmp(199, 192);
  int8_t v330 = v329;
  int8_t weight24;
  weight24 = v330;
  int8_t v332 = weight24;
  int8_t v333 = v2[0];
  int16_t v334 = v332;
  int16_t v335 = v333;
  int16_t v336 = v334 * v335;
  int32_t v337 = total6;
  ap_int<33> v338 = v337;
  ap_int<33> v339 = v336;
  ap_int<33> v340 = v338 + v339;
  int32_t v341 = v340;
  total6 = v341;
  int32_t v342;
  ap_int<256> v342_tmp = v0;
  v342 = v342_tmp(207, 200);
  int8_t v343 = v342;
  int8_t weight25;
  weight25 = v343;
  int8_t v345 = weight25;
  int8_t v346 = v2[1];
  int16_t v347 = v345;
  int16_t v348 = v346;
  int16_t v349 = v347 * v348;
  int32_t v350 = total6;
  ap_int<33> v351 = v350;
  ap_int<33> v352 = v349;
  ap_int<33> v353 = v351 + v352;
  int32_t v354 = v353;
  total6 = v354;
  int32_t v355;
  ap_int<256> v355_tmp = v0;
  v355 = v355_tmp(215, 208);
  int8_t v356 = v355;
  int8_t weight26;
  weight26 = v356;
  int8_t v358 = weight26;
  int8_t v359 = v2[2];
  int16_t v360 = v358;
  int16_t v361 = v359;
  int16_t v362 = v360 * v361;
  int32_t v363 = total6;
  ap_int<33> v364 = v363;
  ap_int<33> v365 = v362;
  ap_int<33> v366 = v364 + v365;
  int32_t v367 = v366;
  total6 = v367;
  int32_t v368;
  ap_int<256> v368_tmp = v0;
  v368 = v368_tmp(223, 216);
  int8_t v369 = v368;
  int8_t weight27;
  weight27 = v369;
  int8_t v371 = weight27;
  int8_t v372 = v2[3];
  int16_t v373 = v371;
  int16_t v374 = v372;
  int16_t v375 = v373 * v374;
  int32_t v376 = total6;
  ap_int<33> v377 = v376;
  ap_int<33> v378 = v375;
  ap_int<33> v379 = v377 + v378;
  int32_t v380 = v379;
  total6 = v380;
  int32_t v381 = total6;
  v3[6] = v381;
  int32_t total7;
  total7 = 0;
  int32_t v383;
  ap_int<256> v383_tmp = v0;
  v383 = v383_tmp(231, 224);
  int8_t v384 = v383;
  int8_t weight28;
  weight28 = v384;
  int8_t v386 = weight28;
  int8_t v387 = v2[0];
  int16_t v388 = v386;
  int16_t v389 = v387;
  int16_t v390 = v388 * v389;
  int32_t v391 = total7;
  ap_int<33> v392 = v391;
  ap_int<33> v393 = v390;
  ap_int<33> v394 = v392 + v393;
  int32_t v395 = v394;
  total7 = v395;
  int32_t v396;
  ap_int<256> v396_tmp = v0;
  v396 = v396_tmp(239, 232);
  int8_t v397 = v396;
  int8_t weight29;
  weight29 = v397;
  int8_t v399 = weight29;
  int8_t v400 = v2[1];
  int16_t v401 = v399;
  int16_t v402 = v400;
  int16_t v403 = v401 * v402;
  int32_t v404 = total7;
  ap_int<33> v405 = v404;
  ap_int<33> v406 = v403;
  ap_int<33> v407 = v405 + v406;
  int32_t v408 = v407;
  total7 = v408;
  int32_t v409;
  ap_int<256> v409_tmp = v0;
  v409 = v409_tmp(247, 240);
  int8_t v410 = v409;
  int8_t weight30;
  weight30 = v410;
  int8_t v412 = weight30;
  int8_t v413 = v2[2];
  int16_t v414 = v412;
  int16_t v415 = v413;
  int16_t v416 = v414 * v415;
  int32_t v417 = total7;
  ap_int<33> v418 = v417;
  ap_int<33> v419 = v416;
  ap_int<33> v420 = v418 + v419;
  int32_t v421 = v420;
  total7 = v421;
  int32_t v422;
  ap_int<256> v422_tmp = v0;
  v422 = v422_tmp(255, 248);
  int8_t v423 = v422;
  int8_t weight31;
  weight31 = v423;
  int8_t v425 = weight31;
  int8_t v426 = v2[3];
  int16_t v427 = v425;
  int16_t v428 = v426;
  int16_t v429 = v427 * v428;
  int32_t v430 = total7;
  ap_int<33> v431 = v430;
  ap_int<33> v432 = v429;
  ap_int<33> v433 = v431 + v432;
  int32_t v434 = v433;
  total7 = v434;
  int32_t v435 = total7;
  v3[7] = v435;
}

int8_t curve[1] = {0};
void activated(
  int32_t v436,
  int32_t v437,
  int8_t *v438
) {
  int64_t v439 = v436;
  int64_t v440 = v437;
  int64_t v441 = v439 * v440;
  int64_t scaled;
  scaled = v441;
  int64_t v443 = scaled;
  int64_t v444 = v443 >> 29;
  ap_int<65> v445 = v444;
  ap_int<65> v446 = v445 + 1;
  ap_int<65> v447 = v446 >> 1;
  int64_t v448 = v447;
  int64_t shifted;
  shifted = v448;
  int8_t unit;
  unit = 0;
  int64_t v451 = shifted;
  bool v452 = v451 > 127;
  if (v452) {
    unit = 127;
  } else {
    int64_t v453 = shifted;
    bool v454 = v453 > 0;
    if (v454) {
      int64_t v455 = shifted;
      int8_t v456 = v455;
      unit = v456;
    } else {
      unit = 0;
    }
  }
  *v438 = unit;
}

void finished(
  int32_t v457,
  int32_t v458,
  int32_t *v459
) {
  int64_t v460 = v457;
  int64_t v461 = v458;
  int64_t v462 = v460 * v461;
  int64_t scaled1;
  scaled1 = v462;
  int64_t v464 = scaled1;
  int64_t v465 = v464 >> 15;
  ap_int<65> v466 = v465;
  ap_int<65> v467 = v466 + 1;
  ap_int<65> v468 = v467 >> 1;
  int64_t v469 = v468;
  int64_t shifted1;
  shifted1 = v469;
  int32_t output;
  output = 0;
  int64_t v472 = shifted1;
  bool v473 = v472 > 2147483647;
  if (v473) {
    output = 2147483647;
  } else {
    int64_t v474 = shifted1;
    bool v475 = v474 < -2147483648;
    if (v475) {
      output = -2147483648;
    } else {
      int64_t v476 = shifted1;
      int32_t v477 = v476;
      output = v477;
    }
  }
  *v459 = output;
}

/// This is top function.
void dense_expert(
  int8_t v478[128],
  ap_uint<256> v479[2048],
  int32_t v480[384],
  int32_t v481[128]
) {
  int8_t inputs[32][4];
  #pragma HLS array_partition variable=inputs complete dim=2

  l_load_g: for (int g = 0; g < 32; g++) {
    l_m: for (int m = 0; m < 4; m++) {
    #pragma HLS pipeline II=1
      int8_t v485 = v478[((g * 4) + m)];
      inputs[g][m] = v485;
    }
  }
  uint8_t no_codes;
  no_codes = 0;
  int32_t up_sums[32][8];
  #pragma HLS array_partition variable=up_sums complete dim=2

  int32_t up_total[8];
  #pragma HLS array_partition variable=up_total complete dim=1

  for (int v489 = 0; v489 < 8; v489++) {
    up_total[v489] = 0;
  }
  int32_t up_products[8];
  #pragma HLS array_partition variable=up_products complete dim=1

  for (int v491 = 0; v491 < 8; v491++) {
    up_products[v491] = 0;
  }
  int8_t up_inputs[4];
  #pragma HLS array_partition variable=up_inputs complete dim=1

  for (int v493 = 0; v493 < 4; v493++) {
    up_inputs[v493] = 0;
  }
  l_up_b: for (int b = 0; b < 32; b++) {
    l_g1: for (int g1 = 0; g1 < 32; g1++) {
    #pragma HLS pipeline II=1
      l_S_m_1_m1: for (int m1 = 0; m1 < 4; m1++) {
        int8_t v497 = inputs[g1][m1];
        up_inputs[m1] = v497;
      }
      ap_uint<256> v498 = v479[((b * 32) + g1)];
      int8_t v499 = no_codes;
      group_products(v498, up_inputs, up_products);
      l_S_r_2_r: for (int r = 0; r < 8; r++) {
        ap_int<33> v501 = g1;
        bool v502 = v501 == 0;
        int32_t v503 = up_products[r];
        int32_t v504 = up_total[r];
        ap_int<33> v505 = v504;
        ap_int<33> v506 = v503;
        ap_int<33> v507 = v505 + v506;
        ap_int<33> v508 = v502 ? (ap_int<33>)v506 : (ap_int<33>)v507;
        int32_t v509 = v508;
        up_total[r] = v509;
        int32_t v510 = up_total[r];
        up_sums[b][r] = v510;
      }
    }
  }
  int8_t hidden[64][4];
  #pragma HLS array_partition variable=hidden complete dim=2

  l_activate_g2: for (int g2 = 0; g2 < 64; g2++) {
    l_m2: for (int m2 = 0; m2 < 4; m2++) {
    #pragma HLS pipeline II=1
      int32_t v514 = up_sums[(((g2 * 4) + m2) / 8)][(((g2 * 4) + m2) % 8)];
      int32_t v515 = v480[((g2 * 4) + m2)];
      int8_t v516;
      activated(v514, v515, &v516);
      hidden[g2][m2] = v516;
    }
  }
  int32_t down_sums[16][8];
  #pragma HLS array_partition variable=down_sums complete dim=2

  int32_t down_total[8];
  #pragma HLS array_partition variable=down_total complete dim=1

  for (int v519 = 0; v519 < 8; v519++) {
    down_total[v519] = 0;
  }
  int32_t down_products[8];
  #pragma HLS array_partition variable=down_products complete dim=1

  for (int v521 = 0; v521 < 8; v521++) {
    down_products[v521] = 0;
  }
  int8_t down_inputs[4];
  #pragma HLS array_partition variable=down_inputs complete dim=1

  for (int v523 = 0; v523 < 4; v523++) {
    down_inputs[v523] = 0;
  }
  l_down_b1: for (int b1 = 0; b1 < 16; b1++) {
    l_g3: for (int g3 = 0; g3 < 64; g3++) {
    #pragma HLS pipeline II=1
      l_S_m_5_m3: for (int m3 = 0; m3 < 4; m3++) {
        int8_t v527 = hidden[g3][m3];
        down_inputs[m3] = v527;
      }
      ap_uint<256> v528 = v479[(((b1 * 64) + g3) + 1024)];
      int8_t v529 = no_codes;
      group_products(v528, down_inputs, down_products);
      l_S_r_6_r1: for (int r1 = 0; r1 < 8; r1++) {
        ap_int<33> v531 = g3;
        bool v532 = v531 == 0;
        int32_t v533 = down_products[r1];
        int32_t v534 = down_total[r1];
        ap_int<33> v535 = v534;
        ap_int<33> v536 = v533;
        ap_int<33> v537 = v535 + v536;
        ap_int<33> v538 = v532 ? (ap_int<33>)v536 : (ap_int<33>)v537;
        int32_t v539 = v538;
        down_total[r1] = v539;
        int32_t v540 = down_total[r1];
        down_sums[b1][r1] = v540;
      }
    }
  }
  l_store_b2: for (int b2 = 0; b2 < 16; b2++) {
    l_r2: for (int r2 = 0; r2 < 8; r2++) {
    #pragma HLS pipeline II=1
      int32_t v543 = down_sums[b2][r2];
      int32_t v544 = v480[(((b2 * 8) + r2) + 256)];
      int32_t v545;
      finished(v543, v544, &v545);
      v481[((b2 * 8) + r2)] = v545;
    }
  }
}
