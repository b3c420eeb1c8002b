#map = affine_map<(d0, d1) -> (0, d1, d0, 0)>
#map1 = affine_map<(d0) -> (d0, 0)>
module {
  func.func @fetch_0(%arg0: memref<1xi128>, %arg1: memref<392xi128>, %arg2: !allo.stream<i128, 512>) attributes {df.kernel, itypes = "uuu", otypes = "", stypes = "__o"} {
    %c49_i64 = arith.constant {name = "%c49_i64"} 49 : i64
    %c127 = arith.constant {name = "%c127"} 127 : index
    %c96 = arith.constant {name = "%c96"} 96 : index
    %c95 = arith.constant {name = "%c95"} 95 : index
    %c64 = arith.constant {name = "%c64"} 64 : index
    %c63 = arith.constant {name = "%c63"} 63 : index
    %c32 = arith.constant {name = "%c32"} 32 : index
    %c31 = arith.constant {name = "%c31"} 31 : index
    %c0 = arith.constant {name = "%c0"} 0 : index
    %alloc = memref.alloc() {name = "experts"} : memref<1x4xi32, #map>
    affine.for %arg3 = 0 to 1 {
      %0 = affine.load %arg0[%arg3] {from = "wanted", unsigned} : memref<1xi128>
      %alloc_0 = memref.alloc() {name = "numbers", unsigned} : memref<i128>
      affine.store %0, %alloc_0[] {to = "numbers"} : memref<i128>
      %1 = affine.load %alloc_0[] {from = "numbers"} : memref<i128>
      %2 = allo.get_slice(%1 : i128, %c31, %c0) -> i32
      affine.store %2, %alloc[%arg3, 0] {to = "experts"} : memref<1x4xi32, #map>
      %3 = affine.load %alloc_0[] {from = "numbers"} : memref<i128>
      %4 = allo.get_slice(%3 : i128, %c63, %c32) -> i32
      affine.store %4, %alloc[%arg3, 1] {to = "experts"} : memref<1x4xi32, #map>
      %5 = affine.load %alloc_0[] {from = "numbers"} : memref<i128>
      %6 = allo.get_slice(%5 : i128, %c95, %c64) -> i32
      affine.store %6, %alloc[%arg3, 2] {to = "experts"} : memref<1x4xi32, #map>
      %7 = affine.load %alloc_0[] {from = "numbers"} : memref<i128>
      %8 = allo.get_slice(%7 : i128, %c127, %c96) -> i32
      affine.store %8, %alloc[%arg3, 3] {to = "experts"} : memref<1x4xi32, #map>
    } {loop_name = "e", op_name = "S_e_0", pipeline_ii = 1 : ui32}
    affine.for %arg3 = 0 to 2 {
      %0 = affine.load %alloc[0, %arg3] : memref<1x4xi32, #map>
      %1 = arith.extsi %0 : i32 to i64
      %2 = arith.muli %1, %c49_i64 : i64
      %3 = arith.trunci %2 : i64 to i32
      %alloc_0 = memref.alloc() {name = "first"} : memref<i32>
      affine.store %3, %alloc_0[] {to = "first"} : memref<i32>
      affine.for %arg4 = 0 to 49 {
        %4 = arith.index_cast %arg4 : index to i32
        %alloc_1 = memref.alloc() {name = "step"} : memref<i32>
        affine.store %4, %alloc_1[] {to = "step"} : memref<i32>
        %5 = affine.load %alloc_0[] {from = "first"} : memref<i32>
        %6 = affine.load %alloc_1[] {from = "step"} : memref<i32>
        %7 = arith.extsi %5 : i32 to i33
        %8 = arith.extsi %6 : i32 to i33
        %9 = arith.addi %7, %8 : i33
        %10 = arith.index_cast %9 : i33 to index
        %11 = memref.load %arg1[%10] {from = "stored", unsigned} : memref<392xi128>
        allo.stream_put(%arg2, [], %11) {unsigned} : !allo.stream<i128, 512> contains i128
      } {loop_name = "w", op_name = "S_w_1", pipeline_ii = 1 : ui32}
    } {loop_name = "k", op_name = "S_k_1"}
    return
  }
  memref.global "private" @curve : memref<4096xi16> = dense<"0x00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFF9FFF9FFF9FFF9FFF9FFF9FFF9FFF9FFF9FFF9FFF9FFF9FFF9FFF9FFF9FFF9FFF9FFF9FFF9FFF9FFF9FFF8FFF8FFF8FFF8FFF8FFF8FFF8FFF8FFF8FFF8FFF8FFF8FFF8FFF8FFF8FFF8FFF8FFF8FFF7FFF7FFF7FFF7FFF7FFF7FFF7FFF7FFF7FFF7FFF7FFF7FFF7FFF7FFF7FFF7FFF7FFF6FFF6FFF6FFF6FFF6FFF6FFF6FFF6FFF6FFF6FFF6FFF6FFF6FFF6FFF6FFF5FFF5FFF5FFF5FFF5FFF5FFF5FFF5FFF5FFF5FFF5FFF5FFF5FFF4FFF4FFF4FFF4FFF4FFF4FFF4FFF4FFF4FFF4FFF4FFF4FFF3FFF3FFF3FFF3FFF3FFF3FFF3FFF3FFF3FFF3FFF3FFF3FFF2FFF2FFF2FFF2FFF2FFF2FFF2FFF2FFF2FFF2FFF2FFF1FFF1FFF1FFF1FFF1FFF1FFF1FFF1FFF1FFF1FFF0FFF0FFF0FFF0FFF0FFF0FFF0FFF0FFF0FFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEEFFEEFFEEFFEEFFEEFFEEFFEEFFEEFFEDFFEDFFEDFFEDFFEDFFEDFFEDFFEDFFECFFECFFECFFECFFECFFECFFECFFECFFEBFFEBFFEBFFEBFFEBFFEBFFEBFFEAFFEAFFEAFFEAFFEAFFEAFFEAFFE9FFE9FFE9FFE9FFE9FFE9FFE9FFE8FFE8FFE8FFE8FFE8FFE8FFE7FFE7FFE7FFE7FFE7FFE7FFE6FFE6FFE6FFE6FFE6FFE6FFE5FFE5FFE5FFE5FFE5FFE5FFE4FFE4FFE4FFE4FFE4FFE3FFE3FFE3FFE3FFE3FFE2FFE2FFE2FFE2FFE2FFE2FFE1FFE1FFE1FFE1FFE1FFE0FFE0FFE0FFE0FFDFFFDFFFDFFFDFFFDFFFDEFFDEFFDEFFDEFFDEFFDDFFDDFFDDFFDDFFDCFFDCFFDCFFDCFFDBFFDBFFDBFFDBFFDBFFDAFFDAFFDAFFDAFFD9FFD9FFD9FFD9FFD8FFD8FFD8FFD8FFD7FFD7FFD7FFD6FFD6FFD6FFD6FFD5FFD5FFD5FFD5FFD4FFD4FFD4FFD3FFD3FFD3FFD3FFD2FFD2FFD2FFD1FFD1FFD1FFD1FFD0FFD0FFD0FFCFFFCFFFCFFFCEFFCEFFCEFFCDFFCDFFCDFFCCFFCCFFCCFFCBFFCBFFCBFFCAFFCAFFCAFFC9FFC9FFC9FFC8FFC8FFC8FFC7FFC7FFC7FFC6FFC6FFC6FFC5FFC5FFC4FFC4FFC4FFC3FFC3FFC3FFC2FFC2FFC1FFC1FFC1FFC0FFC0FFBFFFBFFFBFFFBEFFBEFFBDFFBDFFBDFFBCFFBCFFBBFFBBFFBAFFBAFFBAFFB9FFB9FFB8FFB8FFB7FFB7FFB6FFB6FFB6FFB5FFB5FFB4FFB4FFB3FFB3FFB2FFB2FFB1FFB1FFB0FFB0FFAFFFAFFFAEFFAEFFADFFADFFACFFACFFABFFABFFAAFFAAFFA9FFA9FFA8FFA8FFA7FFA7FFA6FFA5FFA5FFA4FFA4FFA3FFA3FFA2FFA2FFA1FFA0FFA0FF9FFF9FFF9EFF9DFF9DFF9CFF9CFF9BFF9AFF9AFF99FF99FF98FF97FF97FF96FF95FF95FF94FF94FF93FF92FF92FF91FF90FF90FF8FFF8EFF8EFF8DFF8CFF8CFF8BFF8AFF8AFF89FF88FF87FF87FF86FF85FF85FF84FF83FF82FF82FF81FF80FF7FFF7FFF7EFF7DFF7CFF7CFF7BFF7AFF79FF78FF78FF77FF76FF75FF75FF74FF73FF72FF71FF70FF70FF6FFF6EFF6DFF6CFF6BFF6BFF6AFF69FF68FF67FF66FF65FF64FF64FF63FF62FF61FF60FF5FFF5EFF5DFF5CFF5BFF5BFF5AFF59FF58FF57FF56FF55FF54FF53FF52FF51FF50FF4FFF4EFF4DFF4CFF4BFF4AFF49FF48FF47FF46FF45FF44FF43FF42FF41FF40FF3FFF3EFF3DFF3CFF3BFF39FF38FF37FF36FF35FF34FF33FF32FF31FF30FF2EFF2DFF2CFF2BFF2AFF29FF28FF27FF25FF24FF23FF22FF21FF20FF1EFF1DFF1CFF1BFF1AFF18FF17FF16FF15FF13FF12FF11FF10FF0FFF0DFF0CFF0BFF09FF08FF07FF06FF04FF03FF02FF01FFFFFEFEFEFDFEFBFEFAFEF9FEF7FEF6FEF5FEF3FEF2FEF1FEEFFEEEFEEDFEEBFEEAFEE8FEE7FEE6FEE4FEE3FEE2FEE0FEDFFEDDFEDCFEDBFED9FED8FED6FED5FED3FED2FED1FECFFECEFECCFECBFEC9FEC8FEC6FEC5FEC3FEC2FEC0FEBFFEBDFEBCFEBAFEB9FEB7FEB6FEB4FEB3FEB1FEB0FEAEFEADFEABFEAAFEA8FEA7FEA5FEA4FEA2FEA1FE9FFE9DFE9CFE9AFE99FE97FE96FE94FE93FE91FE8FFE8EFE8CFE8BFE89FE88FE86FE84FE83FE81FE80FE7EFE7CFE7BFE79FE78FE76FE74FE73FE71FE70FE6EFE6DFE6BFE69FE68FE66FE65FE63FE61FE60FE5EFE5DFE5BFE59FE58FE56FE55FE53FE51FE50FE4EFE4DFE4BFE49FE48FE46FE45FE43FE42FE40FE3EFE3DFE3BFE3AFE38FE37FE35FE34FE32FE30FE2FFE2DFE2CFE2AFE29FE27FE26FE24FE23FE21FE20FE1EFE1DFE1BFE1AFE19FE17FE16FE14FE13FE11FE10FE0EFE0DFE0CFE0AFE09FE08FE06FE05FE03FE02FE01FEFFFDFEFDFDFDFCFDFAFDF9FDF8FDF6FDF5FDF4FDF3FDF2FDF0FDEFFDEEFDEDFDECFDEBFDE9FDE8FDE7FDE6FDE5FDE4FDE3FDE2FDE1FDE0FDDFFDDEFDDDFDDCFDDBFDDAFDD9FDD8FDD8FDD7FDD6FDD5FDD4FDD4FDD3FDD2FDD1FDD1FDD0FDCFFDCFFDCEFDCDFDCDFDCCFDCCFDCBFDCBFDCAFDCAFDC9FDC9FDC9FDC8FDC8FDC8FDC7FDC7FDC7FDC7FDC6FDC6FDC6FDC6FDC6FDC6FDC6FDC6FDC6FDC6FDC6FDC6FDC6FDC6FDC6FDC7FDC7FDC7FDC7FDC8FDC8FDC9FDC9FDC9FDCAFDCAFDCBFDCCFDCCFDCDFDCEFDCEFDCFFDD0FDD1FDD2FDD2FDD3FDD4FDD5FDD6FDD7FDD9FDDAFDDBFDDCFDDDFDDFFDE0FDE1FDE3FDE4FDE6FDE7FDE9FDEBFDECFDEEFDF0FDF2FDF3FDF5FDF7FDF9FDFBFDFDFDFFFD02FE04FE06FE08FE0BFE0DFE0FFE12FE14FE17FE1AFE1CFE1FFE22FE25FE27FE2AFE2DFE30FE33FE36FE3AFE3DFE40FE43FE47FE4AFE4EFE51FE55FE58FE5CFE60FE63FE67FE6BFE6FFE73FE77FE7BFE7FFE84FE88FE8CFE91FE95FE99FE9EFEA3FEA7FEACFEB1FEB6FEBBFEBFFEC4FECAFECFFED4FED9FEDEFEE4FEE9FEEFFEF4FEFAFEFFFE05FF0BFF11FF17FF1DFF23FF29FF2FFF35FF3BFF42FF48FF4EFF55FF5CFF62FF69FF70FF76FF7DFF84FF8BFF92FF99FFA1FFA8FFAFFFB7FFBEFFC6FFCDFFD5FFDCFFE4FFECFFF4FFFCFF04000C0014001C0024002D0035003D0046004F0057006000690071007A0083008C0095009E00A800B100BA00C300CD00D600E000EA00F300FD00070111011B0125012F01390143014D01570162016C01770181018C019601A101AC01B601C101CC01D701E201ED01F90104020F021A02260231023D024802540260026B02770283028F029B02A702B302BF02CB02D702E402F002FC020903150322032E033B034803540361036E037B0388039503A203AF03BC03C903D703E403F103FF030C041A0427043504420450045E046B04790487049504A304B104BF04CD04DB04E904F70406051405220531053F054D055C056B05790588059605A505B405C305D105E005EF05FE050D061C062B063A06490658066706770686069506A406B406C306D306E206F10601071107200730073F074F075F076E077E078E079E07AE07BD07CD07DD07ED07FD070D081D082D083D084E085E086E087E088E089E08AF08BF08CF08E008F0080009110921093209420953096309740984099509A509B609C709D709E809F909090A1A0A2B0A3C0A4D0A5D0A6E0A7F0A900AA10AB20AC30AD30AE40AF50A060B170B280B390B4A0B5B0B6C0B7E0B8F0BA00BB10BC20BD30BE40BF50B070C180C290C3A0C4B0C5D0C6E0C7F0C900CA20CB30CC40CD60CE70CF80C0A0D1B0D2C0D3E0D4F0D600D720D830D940DA60DB70DC90DDA0DEC0DFD0D0E0E200E310E430E540E660E770E890E9A0EAC0EBD0ECF0EE00EF20E030F150F260F380F490F5B0F6D0F7E0F900FA10FB30FC40FD60FE70FF90F0B101C102E103F1051106210741086109710A910BA10CC10DE10EF100111121124113611471159116A117C118E119F11B111C211D411E611F71109121A122C123D124F126112721284129512A712B912CA12DC12ED12FF121113221334134513571368137A138C139D13AF13C013D213E313F513061418142A143B144D145E14701481149314A414B614C714D914EA14FC140D151F153015421553156515761588159915AB15BC15CE15DF15F1150216141625163616481659166B167C168E169F16B116C216D316E516F616081719172A173C174D175F17701781179317A417B517C717D817E917FB170C181D182F18401851186318741885189718A818B918CB18DC18ED18FE18101921193219431955196619771988199A19AB19BC19CD19DF19F019011A121A231A351A461A571A681A791A8A1A9C1AAD1ABE1ACF1AE01AF11A031B141B251B361B471B581B691B7A1B8B1B9D1BAE1BBF1BD01BE11BF21B031C141C251C361C471C581C691C7A1C8B1C9C1CAD1CBF1CD01CE11CF21C031D141D251D361D471D571D681D791D8A1D9B1DAC1DBD1DCE1DDF1DF01D011E121E231E341E451E561E671E771E881E991EAA1EBB1ECC1EDD1EEE1EFF1E0F1F201F311F421F531F641F751F851F961FA71FB81FC91FDA1FEA1FFB1F0C201D202E203E204F206020712081209220A320B420C520D520E620F7200821182129213A214B215B216C217D218D219E21AF21C021D021E121F2210222132224223422452256226622772288229822A922BA22CA22DB22EC22FC220D231E232E233F234F236023712381239223A323B323C423D423E523F6230624172427243824482459246A247A248B249B24AC24BC24CD24DD24EE24FF240F2520253025412551256225722583259325A425B425C525D525E625F6250726172628263826492659266A267A268B269B26AC26BC26CD26DD26ED26FE260E271F272F27402750276127712781279227A227B327C327D427E427F4270528152826283628462857286728782888289828A928B928CA28DA28EA28FB280B291C292C293C294D295D296D297E298E299E29AF29BF29D029E029F029012A112A212A322A422A522A632A732A832A942AA42AB42AC52AD52AE52AF62A062B162B262B372B472B572B682B782B882B992BA92BB92BC92BDA2BEA2BFA2B0B2C1B2C2B2C3C2C4C2C5C2C6C2C7D2C8D2C9D2CAD2CBE2CCE2CDE2CEE2CFF2C0F2D1F2D302D402D502D602D712D812D912DA12DB22DC22DD22DE22DF22D032E132E232E332E442E542E642E742E852E952EA52EB52EC52ED62EE62EF62E062F172F272F372F472F572F682F782F882F982FA82FB92FC92FD92FE92FF92F0A301A302A303A304A305B306B307B308B309B30AB30BC30CC30DC30EC30FC300D311D312D313D314D315D316E317E318E319E31AE31BE31CF31DF31EF31FF310F321F323032403250326032703280329032A132B132C132D132E132F1320233123322333233423352336233723383339333A333B333C333D333E333F4330434143424343434443454346434753485349534A534B534C534D534E534F6340635163526353635463556356635773587359735A735B735C735D735E735F7350736183628363836483658366836783688369836A936B936C936D936E936F936093719372937393749375A376A377A378A379A37AA37BA37CA37DA37EA37FA370B381B382B383B384B385B386B387B388B389B38AB38BB38CC38DC38EC38FC380C391C392C393C394C395C396C397C398C399D39AD39BD39CD39DD39ED39FD390D3A1D3A2D3A3D3A4D3A5D3A6D3A7E3A8E3A9E3AAE3ABE3ACE3ADE3AEE3AFE3A0E3B1E3B2E3B3E3B4E3B5E3B6F3B7F3B8F3B9F3BAF3BBF3BCF3BDF3BEF3BFF3B0F3C1F3C2F3C3F3C4F3C5F3C6F3C7F3C903CA03CB03CC03CD03CE03CF03C003D103D203D303D403D503D603D703D803D903DA03DB03DC13DD13DE13DF13D013E113E213E313E413E513E613E713E813E913EA13EB13EC13ED13EE13EF13E013F113F213F323F423F523F623F723F823F923FA23FB23FC23FD23FE23FF23F0240124022403240424052406240724082409240A240B240C240D240E340F3400341134123413341434153416341734183419341A341B341C341D341E341F3410342134223423342434253426342734283429342A342B342C342D342E442F4420443144324433443444354436443744384439443A443B443C443D443E443F4430444144424443444444454446444744484449444A444B444C444D444E444F4440445144524453445444554456445744585459545A545B545C545D545E545F5450546154625463546454655466546754685469546A546B546C546D546E546F5460547154725473547454755476547754785479547A547B547C547D547E547F5470548154825483548454855486548754885489548A548B548C548D548E548F5480549154925493649464956496649764986499649A649B649C649D649E649F649064A164A264A364A464A564A664A764A864A964AA64AB64AC64AD64AE64AF64A064B164B264B364B464B564B664B764B864B964BA64BB64BC64BD64BE64BF64B064C164C264C364C464C564C664C764C864C964CA64CB64CC64CD64CE64CF64C064D164D264D364D464D564D664D764D864D964DA64DB64DC64DD64DE64DF64D064E164E264E364E464E564E664E764E864E964EA64EB64EC64ED64EE64EF64E064F164F264F364F464F564F674F774F874F974FA74FB74FC74FD74FE74FF74F0750175027503750475057506750775087509750A750B750C750D750E750F7500751175127513751475157516751775187519751A751B751C751D751E751F7510752175227523752475257526752775287529752A752B752C752D752E752F7520753175327533753475357536753775387539753A753B753C753D753E753F7530754175427543754475457546754775487549754A754B754C754D754E754F7540755175527553755475557556755775587559755A755B755C755D755E755F7550756175627563756475657566756775687569756A756B756C756D756E756F7560757175727573757475757576757775787579757A757B757C757D757E757F7570758175827583758475857586758775887589758A758B758C758D758E758F7580759175927593759475957596759775987599759A759B759C759D759E759F759075A175A275A375A475A575A675A775A875A975AA75AB75AC75AD75AE75AF75A075B175B275B375B475B575B675B775B875B975BA75BB75BC75BD75BE75BF75B075C175C275C375C475C575C675C775C875C975CA75CB75CC75CD75CE75CF75C075D175D275D375D475D575D675D775D875D975DA75DB75DC75DD75DE75DF75D075E175E275E375E475E575E675E775E875E975EA75EB75EC75ED75EE75EF75E075F175F275F375F475F575F675F775F875F975FA75FB75FC75FD75FE75FF75F0760176027603760476057606760776087609760A760B760C760D760E760F7600761176127613761476157616761776187619761A761B761C761D761E761F7610762176227623762476257626762776287629762A762B762C762D762E762F7620763176327633763476357636763776387639763A763B763C763D763E763F7630764176427643764476457646764776487649764A764B764C764D764E764F7640765176527653765476557656765776587659765A765B765C765D765E765F7650766176627663766476657666766776687669766A766B766C766D766E766F7660767176727673767476757676767776787679767A767B767C767D767E767F7670768176827683768476857686768776887689768A768B768C768D768E768F7680769176927693769476957696769776987699769A769B769C769D769E769F769076A176A276A376A476A576A676A776A876A976AA76AB76AC76AD76AE76AF76A076B176B276B376B476B576B676B776B876B976BA76BB76BC76BD76BE76BF76B076C176C276C376C476C576C676C776C876C976CA76CB76CC76CD76CE76CF76C076D176D276D376D476D576D676D776D876D976DA76DB76DC76DD76DE76DF76D076E176E276E376E476E576E676E776E876E976EA76EB76EC76ED76EE76EF76E076F176F276F376F476F576F676F776F876F976FA76FB76FC76FD76FE76FF76F0770177027703770477057706770777087709770A770B770C770D770E770F7700771177127713771477157716771777187719771A771B771C771D771E771F7710772177227723772477257726772777287729772A772B772C772D772E772F7720773177327733773477357736773777387739773A773B773C773D773E773F7730774177427743774477457746774777487749774A774B774C774D774E774F7740775177527753775477557756775777587759775A775B775C775D775E775F7750776177627763776477657766776777687769776A776B776C776D776E776F7760777177727773777477757776777777787779777A777B777C777D777E777F7770778177827783778477857786778777887789778A778B778C778D778E778F7780779177927793779477957796779777987799779A779B779C779D779E779F779077A177A277A377A477A577A677A777A877A977AA77AB77AC77AD77AE77AF77A077B177B277B377B477B577B677B777B877B977BA77BB77BC77BD77BE77BF77B077C177C277C377C477C577C677C777C877C977CA77CB77CC77CD77CE77CF77C077D177D277D377D477D577D677D777D877D977DA77DB77DC77DD77DE77DF77D077E177E277E377E477E577E677E777E877E977EA77EB77EC77ED77EE77EF77E077F177F277F377F477F577F677F777F877F977FA77FB77FC77FD77FE77FF77F">
  func.func @rescaled(%arg0: i64, %arg1: i32) -> i64 attributes {itypes = "ss", otypes = "s"} {
    %c1_i97 = arith.constant {name = "%c1_i97"} 1 : i97
    %c41_i96 = arith.constant {name = "%c41_i96"} 41 : i96
    %0 = arith.extsi %arg0 {name = "%0"} : i64 to i96
    %1 = arith.extsi %arg1 {name = "%1"} : i32 to i96
    %2 = arith.muli %0, %1 {name = "%2"} : i96
    %alloc = memref.alloc() {name = "wide"} : memref<i96>
    affine.store %2, %alloc[] {to = "wide"} : memref<i96>
    %3 = affine.load %alloc[] {from = "wide"} : memref<i96>
    %4 = arith.shrsi %3, %c41_i96 {name = "%4"} : i96
    %5 = arith.extsi %4 {name = "%5"} : i96 to i97
    %6 = arith.addi %5, %c1_i97 {name = "%6"} : i97
    %7 = arith.shrui %6, %c1_i97 {name = "%7"} : i97
    %8 = arith.trunci %7 {name = "%8"} : i97 to i96
    %alloc_0 = memref.alloc() {name = "shifted"} : memref<i96>
    affine.store %8, %alloc_0[] {to = "shifted"} : memref<i96>
    %9 = affine.load %alloc_0[] {from = "shifted"} : memref<i96>
    %10 = arith.trunci %9 {name = "%10"} : i96 to i64
    %alloc_1 = memref.alloc() {name = "answer"} : memref<i64>
    affine.store %10, %alloc_1[] {to = "answer"} : memref<i64>
    %11 = affine.load %alloc_1[] {from = "answer"} : memref<i64>
    return %11 : i64
  }
  func.func @activation_of(%arg0: i64) -> i16 attributes {itypes = "s", otypes = "s"} {
    %c-32768_i16 = arith.constant {name = "%c-32768_i16"} -32768 : i16
    %c-32768_i64 = arith.constant {name = "%c-32768_i64"} -32768 : i64
    %c32767_i16 = arith.constant {name = "%c32767_i16"} 32767 : i16
    %c32767_i64 = arith.constant {name = "%c32767_i64"} 32767 : i64
    %c0_i16 = arith.constant {name = "%c0_i16"} 0 : i16
    %alloc = memref.alloc() {name = "kept"} : memref<i16>
    affine.store %c0_i16, %alloc[] {to = "kept"} : memref<i16>
    %0 = arith.cmpi sgt, %arg0, %c32767_i64 {name = "%0"} : i64
    scf.if %0 {
      affine.store %c32767_i16, %alloc[] {to = "kept"} : memref<i16>
    } else {
      %2 = arith.cmpi slt, %arg0, %c-32768_i64 : i64
      scf.if %2 {
        affine.store %c-32768_i16, %alloc[] {to = "kept"} : memref<i16>
      } else {
        %3 = arith.trunci %arg0 : i64 to i16
        affine.store %3, %alloc[] {to = "kept"} : memref<i16>
      }
    }
    %1 = affine.load %alloc[] {from = "kept"} : memref<i16>
    return %1 : i16
  }
  func.func @gated(%arg0: i64, %arg1: i64, %arg2: i32, %arg3: i32) -> i16 attributes {itypes = "ssss", otypes = "s"} {
    %c11_i65 = arith.constant {name = "%c11_i65"} 11 : i65
    %c1024_i65 = arith.constant {name = "%c1024_i65"} 1024 : i65
    %c2048_i33 = arith.constant {name = "%c2048_i33"} 2048 : i33
    %c4_i32 = arith.constant {name = "%c4_i32"} 4 : i32
    %0 = memref.get_global @curve : memref<4096xi16>
    %1 = call @rescaled(%arg0, %arg2) {name = "%1"} : (i64, i32) -> i64
    %2 = call @activation_of(%1) {name = "%2"} : (i64) -> i16
    %3 = arith.extsi %2 {name = "%3"} : i16 to i32
    %alloc = memref.alloc() {name = "gate"} : memref<i32>
    affine.store %3, %alloc[] {to = "gate"} : memref<i32>
    %4 = call @rescaled(%arg1, %arg3) {name = "%4"} : (i64, i32) -> i64
    %5 = call @activation_of(%4) {name = "%5"} : (i64) -> i16
    %6 = arith.extsi %5 {name = "%6"} : i16 to i64
    %alloc_0 = memref.alloc() {name = "up"} : memref<i64>
    affine.store %6, %alloc_0[] {to = "up"} : memref<i64>
    %7 = affine.load %alloc[] {from = "gate"} : memref<i32>
    %8 = arith.shrsi %7, %c4_i32 {name = "%8"} : i32
    %9 = arith.extsi %8 {name = "%9"} : i32 to i33
    %10 = arith.addi %9, %c2048_i33 {name = "%10"} : i33
    %11 = arith.trunci %10 {name = "%11"} : i33 to i32
    %alloc_1 = memref.alloc() {name = "entry"} : memref<i32>
    affine.store %11, %alloc_1[] {to = "entry"} : memref<i32>
    %12 = affine.load %alloc_0[] {from = "up"} : memref<i64>
    %13 = affine.load %alloc_1[] {from = "entry"} : memref<i32>
    %14 = arith.index_cast %13 {name = "%14"} : i32 to index
    %15 = memref.load %0[%14] {from = "curve"} : memref<4096xi16>
    %16 = arith.extsi %12 {name = "%16"} : i64 to i80
    %17 = arith.extsi %15 {name = "%17"} : i16 to i80
    %18 = arith.muli %16, %17 {name = "%18"} : i80
    %19 = arith.trunci %18 {name = "%19"} : i80 to i64
    %alloc_2 = memref.alloc() {name = "product"} : memref<i64>
    affine.store %19, %alloc_2[] {to = "product"} : memref<i64>
    %20 = affine.load %alloc_2[] {from = "product"} : memref<i64>
    %21 = arith.extsi %20 {name = "%21"} : i64 to i65
    %22 = arith.addi %21, %c1024_i65 {name = "%22"} : i65
    %23 = arith.shrsi %22, %c11_i65 {name = "%23"} : i65
    %24 = arith.trunci %23 {name = "%24"} : i65 to i64
    %alloc_3 = memref.alloc() {name = "scaled"} : memref<i64>
    affine.store %24, %alloc_3[] {to = "scaled"} : memref<i64>
    %25 = affine.load %alloc_3[] {from = "scaled"} : memref<i64>
    %26 = call @activation_of(%25) {name = "%26"} : (i64) -> i16
    %alloc_4 = memref.alloc() {name = "unit"} : memref<i16>
    affine.store %26, %alloc_4[] {to = "unit"} : memref<i16>
    %27 = affine.load %alloc_4[] {from = "unit"} : memref<i16>
    return %27 : i16
  }
  func.func @scaled_groups(%arg0: i128, %arg1: i128, %arg2: i128, %arg3: memref<16xi16, #map1>, %arg4: memref<8xi64, #map1>) attributes {itypes = "uuuss", otypes = ""} {
    %c62 = arith.constant {name = "%c62"} 62 : index
    %c127 = arith.constant {name = "%c127"} 127 : index
    %c124 = arith.constant {name = "%c124"} 124 : index
    %c61 = arith.constant {name = "%c61"} 61 : index
    %c123 = arith.constant {name = "%c123"} 123 : index
    %c120 = arith.constant {name = "%c120"} 120 : index
    %c58 = arith.constant {name = "%c58"} 58 : index
    %c119 = arith.constant {name = "%c119"} 119 : index
    %c116 = arith.constant {name = "%c116"} 116 : index
    %c57 = arith.constant {name = "%c57"} 57 : index
    %c115 = arith.constant {name = "%c115"} 115 : index
    %c112 = arith.constant {name = "%c112"} 112 : index
    %c54 = arith.constant {name = "%c54"} 54 : index
    %c111 = arith.constant {name = "%c111"} 111 : index
    %c108 = arith.constant {name = "%c108"} 108 : index
    %c53 = arith.constant {name = "%c53"} 53 : index
    %c107 = arith.constant {name = "%c107"} 107 : index
    %c104 = arith.constant {name = "%c104"} 104 : index
    %c50 = arith.constant {name = "%c50"} 50 : index
    %c103 = arith.constant {name = "%c103"} 103 : index
    %c100 = arith.constant {name = "%c100"} 100 : index
    %c49 = arith.constant {name = "%c49"} 49 : index
    %c99 = arith.constant {name = "%c99"} 99 : index
    %c96 = arith.constant {name = "%c96"} 96 : index
    %c46 = arith.constant {name = "%c46"} 46 : index
    %c95 = arith.constant {name = "%c95"} 95 : index
    %c92 = arith.constant {name = "%c92"} 92 : index
    %c45 = arith.constant {name = "%c45"} 45 : index
    %c91 = arith.constant {name = "%c91"} 91 : index
    %c88 = arith.constant {name = "%c88"} 88 : index
    %c42 = arith.constant {name = "%c42"} 42 : index
    %c87 = arith.constant {name = "%c87"} 87 : index
    %c84 = arith.constant {name = "%c84"} 84 : index
    %c41 = arith.constant {name = "%c41"} 41 : index
    %c83 = arith.constant {name = "%c83"} 83 : index
    %c80 = arith.constant {name = "%c80"} 80 : index
    %c38 = arith.constant {name = "%c38"} 38 : index
    %c79 = arith.constant {name = "%c79"} 79 : index
    %c76 = arith.constant {name = "%c76"} 76 : index
    %c37 = arith.constant {name = "%c37"} 37 : index
    %c75 = arith.constant {name = "%c75"} 75 : index
    %c72 = arith.constant {name = "%c72"} 72 : index
    %c34 = arith.constant {name = "%c34"} 34 : index
    %c71 = arith.constant {name = "%c71"} 71 : index
    %c68 = arith.constant {name = "%c68"} 68 : index
    %c33 = arith.constant {name = "%c33"} 33 : index
    %c67 = arith.constant {name = "%c67"} 67 : index
    %c64 = arith.constant {name = "%c64"} 64 : index
    %c30 = arith.constant {name = "%c30"} 30 : index
    %c63 = arith.constant {name = "%c63"} 63 : index
    %c60 = arith.constant {name = "%c60"} 60 : index
    %c29 = arith.constant {name = "%c29"} 29 : index
    %c59 = arith.constant {name = "%c59"} 59 : index
    %c56 = arith.constant {name = "%c56"} 56 : index
    %c26 = arith.constant {name = "%c26"} 26 : index
    %c55 = arith.constant {name = "%c55"} 55 : index
    %c52 = arith.constant {name = "%c52"} 52 : index
    %c25 = arith.constant {name = "%c25"} 25 : index
    %c51 = arith.constant {name = "%c51"} 51 : index
    %c48 = arith.constant {name = "%c48"} 48 : index
    %c22 = arith.constant {name = "%c22"} 22 : index
    %c47 = arith.constant {name = "%c47"} 47 : index
    %c44 = arith.constant {name = "%c44"} 44 : index
    %c21 = arith.constant {name = "%c21"} 21 : index
    %c43 = arith.constant {name = "%c43"} 43 : index
    %c40 = arith.constant {name = "%c40"} 40 : index
    %c18 = arith.constant {name = "%c18"} 18 : index
    %c39 = arith.constant {name = "%c39"} 39 : index
    %c36 = arith.constant {name = "%c36"} 36 : index
    %c17 = arith.constant {name = "%c17"} 17 : index
    %c35 = arith.constant {name = "%c35"} 35 : index
    %c32 = arith.constant {name = "%c32"} 32 : index
    %c14 = arith.constant {name = "%c14"} 14 : index
    %c31 = arith.constant {name = "%c31"} 31 : index
    %c28 = arith.constant {name = "%c28"} 28 : index
    %c12_i66 = arith.constant {name = "%c12_i66"} 12 : i66
    %c13 = arith.constant {name = "%c13"} 13 : index
    %c27 = arith.constant {name = "%c27"} 27 : index
    %c24 = arith.constant {name = "%c24"} 24 : index
    %c10 = arith.constant {name = "%c10"} 10 : index
    %c23 = arith.constant {name = "%c23"} 23 : index
    %c20 = arith.constant {name = "%c20"} 20 : index
    %c8_i66 = arith.constant {name = "%c8_i66"} 8 : i66
    %c9 = arith.constant {name = "%c9"} 9 : index
    %c19 = arith.constant {name = "%c19"} 19 : index
    %c16 = arith.constant {name = "%c16"} 16 : index
    %c6 = arith.constant {name = "%c6"} 6 : index
    %c12 = arith.constant {name = "%c12"} 12 : index
    %c4_i66 = arith.constant {name = "%c4_i66"} 4 : i66
    %c5 = arith.constant {name = "%c5"} 5 : index
    %c11 = arith.constant {name = "%c11"} 11 : index
    %c8 = arith.constant {name = "%c8"} 8 : index
    %c2 = arith.constant {name = "%c2"} 2 : index
    %c7 = arith.constant {name = "%c7"} 7 : index
    %c4 = arith.constant {name = "%c4"} 4 : index
    %c1 = arith.constant {name = "%c1"} 1 : index
    %c3 = arith.constant {name = "%c3"} 3 : index
    %c0_i32 = arith.constant {name = "%c0_i32"} 0 : i32
    %c0 = arith.constant {name = "%c0"} 0 : index
    %c15 = arith.constant {name = "%c15"} 15 : index
    %0 = allo.get_slice(%arg2 : i128, %c15, %c0) {name = "%0"} -> i16
    %alloc = memref.alloc() {name = "scale"} : memref<i16>
    affine.store %0, %alloc[] {to = "scale"} : memref<i16>
    %alloc_0 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_0[] {to = "total"} : memref<i32>
    %1 = allo.get_slice(%arg0 : i128, %c3, %c0) {name = "%1"} -> i32
    %2 = arith.trunci %1 {name = "%2"} : i32 to i4
    %alloc_1 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %2, %alloc_1[] {to = "weight"} : memref<i4>
    %3 = allo.get_slice(%arg1 : i128, %c1, %c0) {name = "%3"} -> i32
    %4 = arith.trunci %3 {name = "%4", unsigned} : i32 to i8
    %alloc_2 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %4, %alloc_2[] {to = "place"} : memref<i8>
    %5 = affine.load %alloc_1[] {from = "weight"} : memref<i4>
    %6 = affine.load %alloc_2[] {from = "place"} : memref<i8>
    %7 = arith.extui %6 {name = "%7"} : i8 to i66
    %8 = arith.index_cast %7 {name = "%8"} : i66 to index
    %9 = memref.load %arg3[%8] {from = "inputs"} : memref<16xi16, #map1>
    %10 = arith.extsi %5 {name = "%10"} : i4 to i20
    %11 = arith.extsi %9 {name = "%11"} : i16 to i20
    %12 = arith.muli %10, %11 {name = "%12"} : i20
    %13 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %14 = arith.extsi %13 {name = "%14"} : i32 to i33
    %15 = arith.extsi %12 {name = "%15"} : i20 to i33
    %16 = arith.addi %14, %15 {name = "%16"} : i33
    %17 = arith.trunci %16 {name = "%17"} : i33 to i32
    affine.store %17, %alloc_0[] {to = "total"} : memref<i32>
    %18 = allo.get_slice(%arg0 : i128, %c7, %c4) {name = "%18"} -> i32
    %19 = arith.trunci %18 {name = "%19"} : i32 to i4
    %alloc_3 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %19, %alloc_3[] {to = "weight"} : memref<i4>
    %20 = allo.get_slice(%arg1 : i128, %c3, %c2) {name = "%20"} -> i32
    %21 = arith.trunci %20 {name = "%21", unsigned} : i32 to i8
    %alloc_4 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %21, %alloc_4[] {to = "place"} : memref<i8>
    %22 = affine.load %alloc_3[] {from = "weight"} : memref<i4>
    %23 = affine.load %alloc_4[] {from = "place"} : memref<i8>
    %24 = arith.extui %23 {name = "%24"} : i8 to i66
    %25 = arith.index_cast %24 {name = "%25"} : i66 to index
    %26 = memref.load %arg3[%25] {from = "inputs"} : memref<16xi16, #map1>
    %27 = arith.extsi %22 {name = "%27"} : i4 to i20
    %28 = arith.extsi %26 {name = "%28"} : i16 to i20
    %29 = arith.muli %27, %28 {name = "%29"} : i20
    %30 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %31 = arith.extsi %30 {name = "%31"} : i32 to i33
    %32 = arith.extsi %29 {name = "%32"} : i20 to i33
    %33 = arith.addi %31, %32 {name = "%33"} : i33
    %34 = arith.trunci %33 {name = "%34"} : i33 to i32
    affine.store %34, %alloc_0[] {to = "total"} : memref<i32>
    %35 = allo.get_slice(%arg0 : i128, %c11, %c8) {name = "%35"} -> i32
    %36 = arith.trunci %35 {name = "%36"} : i32 to i4
    %alloc_5 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %36, %alloc_5[] {to = "weight"} : memref<i4>
    %37 = allo.get_slice(%arg1 : i128, %c5, %c4) {name = "%37"} -> i32
    %38 = arith.trunci %37 {name = "%38", unsigned} : i32 to i8
    %alloc_6 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %38, %alloc_6[] {to = "place"} : memref<i8>
    %39 = affine.load %alloc_5[] {from = "weight"} : memref<i4>
    %40 = affine.load %alloc_6[] {from = "place"} : memref<i8>
    %41 = arith.extui %40 {name = "%41"} : i8 to i66
    %42 = arith.addi %41, %c4_i66 {name = "%42"} : i66
    %43 = arith.index_cast %42 {name = "%43"} : i66 to index
    %44 = memref.load %arg3[%43] {from = "inputs"} : memref<16xi16, #map1>
    %45 = arith.extsi %39 {name = "%45"} : i4 to i20
    %46 = arith.extsi %44 {name = "%46"} : i16 to i20
    %47 = arith.muli %45, %46 {name = "%47"} : i20
    %48 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %49 = arith.extsi %48 {name = "%49"} : i32 to i33
    %50 = arith.extsi %47 {name = "%50"} : i20 to i33
    %51 = arith.addi %49, %50 {name = "%51"} : i33
    %52 = arith.trunci %51 {name = "%52"} : i33 to i32
    affine.store %52, %alloc_0[] {to = "total"} : memref<i32>
    %53 = allo.get_slice(%arg0 : i128, %c15, %c12) {name = "%53"} -> i32
    %54 = arith.trunci %53 {name = "%54"} : i32 to i4
    %alloc_7 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %54, %alloc_7[] {to = "weight"} : memref<i4>
    %55 = allo.get_slice(%arg1 : i128, %c7, %c6) {name = "%55"} -> i32
    %56 = arith.trunci %55 {name = "%56", unsigned} : i32 to i8
    %alloc_8 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %56, %alloc_8[] {to = "place"} : memref<i8>
    %57 = affine.load %alloc_7[] {from = "weight"} : memref<i4>
    %58 = affine.load %alloc_8[] {from = "place"} : memref<i8>
    %59 = arith.extui %58 {name = "%59"} : i8 to i66
    %60 = arith.addi %59, %c4_i66 {name = "%60"} : i66
    %61 = arith.index_cast %60 {name = "%61"} : i66 to index
    %62 = memref.load %arg3[%61] {from = "inputs"} : memref<16xi16, #map1>
    %63 = arith.extsi %57 {name = "%63"} : i4 to i20
    %64 = arith.extsi %62 {name = "%64"} : i16 to i20
    %65 = arith.muli %63, %64 {name = "%65"} : i20
    %66 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %67 = arith.extsi %66 {name = "%67"} : i32 to i33
    %68 = arith.extsi %65 {name = "%68"} : i20 to i33
    %69 = arith.addi %67, %68 {name = "%69"} : i33
    %70 = arith.trunci %69 {name = "%70"} : i33 to i32
    affine.store %70, %alloc_0[] {to = "total"} : memref<i32>
    %71 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %72 = affine.load %alloc[] {from = "scale"} : memref<i16>
    %73 = arith.extsi %71 {name = "%73"} : i32 to i48
    %74 = arith.extsi %72 {name = "%74"} : i16 to i48
    %75 = arith.muli %73, %74 {name = "%75"} : i48
    %76 = arith.extsi %75 {name = "%76"} : i48 to i64
    affine.store %76, %arg4[0] {to = "products"} : memref<8xi64, #map1>
    %alloc_9 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_9[] {to = "total"} : memref<i32>
    %77 = allo.get_slice(%arg0 : i128, %c19, %c16) {name = "%77"} -> i32
    %78 = arith.trunci %77 {name = "%78"} : i32 to i4
    %alloc_10 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %78, %alloc_10[] {to = "weight"} : memref<i4>
    %79 = allo.get_slice(%arg1 : i128, %c9, %c8) {name = "%79"} -> i32
    %80 = arith.trunci %79 {name = "%80", unsigned} : i32 to i8
    %alloc_11 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %80, %alloc_11[] {to = "place"} : memref<i8>
    %81 = affine.load %alloc_10[] {from = "weight"} : memref<i4>
    %82 = affine.load %alloc_11[] {from = "place"} : memref<i8>
    %83 = arith.extui %82 {name = "%83"} : i8 to i66
    %84 = arith.addi %83, %c8_i66 {name = "%84"} : i66
    %85 = arith.index_cast %84 {name = "%85"} : i66 to index
    %86 = memref.load %arg3[%85] {from = "inputs"} : memref<16xi16, #map1>
    %87 = arith.extsi %81 {name = "%87"} : i4 to i20
    %88 = arith.extsi %86 {name = "%88"} : i16 to i20
    %89 = arith.muli %87, %88 {name = "%89"} : i20
    %90 = affine.load %alloc_9[] {from = "total"} : memref<i32>
    %91 = arith.extsi %90 {name = "%91"} : i32 to i33
    %92 = arith.extsi %89 {name = "%92"} : i20 to i33
    %93 = arith.addi %91, %92 {name = "%93"} : i33
    %94 = arith.trunci %93 {name = "%94"} : i33 to i32
    affine.store %94, %alloc_9[] {to = "total"} : memref<i32>
    %95 = allo.get_slice(%arg0 : i128, %c23, %c20) {name = "%95"} -> i32
    %96 = arith.trunci %95 {name = "%96"} : i32 to i4
    %alloc_12 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %96, %alloc_12[] {to = "weight"} : memref<i4>
    %97 = allo.get_slice(%arg1 : i128, %c11, %c10) {name = "%97"} -> i32
    %98 = arith.trunci %97 {name = "%98", unsigned} : i32 to i8
    %alloc_13 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %98, %alloc_13[] {to = "place"} : memref<i8>
    %99 = affine.load %alloc_12[] {from = "weight"} : memref<i4>
    %100 = affine.load %alloc_13[] {from = "place"} : memref<i8>
    %101 = arith.extui %100 {name = "%101"} : i8 to i66
    %102 = arith.addi %101, %c8_i66 {name = "%102"} : i66
    %103 = arith.index_cast %102 {name = "%103"} : i66 to index
    %104 = memref.load %arg3[%103] {from = "inputs"} : memref<16xi16, #map1>
    %105 = arith.extsi %99 {name = "%105"} : i4 to i20
    %106 = arith.extsi %104 {name = "%106"} : i16 to i20
    %107 = arith.muli %105, %106 {name = "%107"} : i20
    %108 = affine.load %alloc_9[] {from = "total"} : memref<i32>
    %109 = arith.extsi %108 {name = "%109"} : i32 to i33
    %110 = arith.extsi %107 {name = "%110"} : i20 to i33
    %111 = arith.addi %109, %110 {name = "%111"} : i33
    %112 = arith.trunci %111 {name = "%112"} : i33 to i32
    affine.store %112, %alloc_9[] {to = "total"} : memref<i32>
    %113 = allo.get_slice(%arg0 : i128, %c27, %c24) {name = "%113"} -> i32
    %114 = arith.trunci %113 {name = "%114"} : i32 to i4
    %alloc_14 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %114, %alloc_14[] {to = "weight"} : memref<i4>
    %115 = allo.get_slice(%arg1 : i128, %c13, %c12) {name = "%115"} -> i32
    %116 = arith.trunci %115 {name = "%116", unsigned} : i32 to i8
    %alloc_15 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %116, %alloc_15[] {to = "place"} : memref<i8>
    %117 = affine.load %alloc_14[] {from = "weight"} : memref<i4>
    %118 = affine.load %alloc_15[] {from = "place"} : memref<i8>
    %119 = arith.extui %118 {name = "%119"} : i8 to i66
    %120 = arith.addi %119, %c12_i66 {name = "%120"} : i66
    %121 = arith.index_cast %120 {name = "%121"} : i66 to index
    %122 = memref.load %arg3[%121] {from = "inputs"} : memref<16xi16, #map1>
    %123 = arith.extsi %117 {name = "%123"} : i4 to i20
    %124 = arith.extsi %122 {name = "%124"} : i16 to i20
    %125 = arith.muli %123, %124 {name = "%125"} : i20
    %126 = affine.load %alloc_9[] {from = "total"} : memref<i32>
    %127 = arith.extsi %126 {name = "%127"} : i32 to i33
    %128 = arith.extsi %125 {name = "%128"} : i20 to i33
    %129 = arith.addi %127, %128 {name = "%129"} : i33
    %130 = arith.trunci %129 {name = "%130"} : i33 to i32
    affine.store %130, %alloc_9[] {to = "total"} : memref<i32>
    %131 = allo.get_slice(%arg0 : i128, %c31, %c28) {name = "%131"} -> i32
    %132 = arith.trunci %131 {name = "%132"} : i32 to i4
    %alloc_16 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %132, %alloc_16[] {to = "weight"} : memref<i4>
    %133 = allo.get_slice(%arg1 : i128, %c15, %c14) {name = "%133"} -> i32
    %134 = arith.trunci %133 {name = "%134", unsigned} : i32 to i8
    %alloc_17 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %134, %alloc_17[] {to = "place"} : memref<i8>
    %135 = affine.load %alloc_16[] {from = "weight"} : memref<i4>
    %136 = affine.load %alloc_17[] {from = "place"} : memref<i8>
    %137 = arith.extui %136 {name = "%137"} : i8 to i66
    %138 = arith.addi %137, %c12_i66 {name = "%138"} : i66
    %139 = arith.index_cast %138 {name = "%139"} : i66 to index
    %140 = memref.load %arg3[%139] {from = "inputs"} : memref<16xi16, #map1>
    %141 = arith.extsi %135 {name = "%141"} : i4 to i20
    %142 = arith.extsi %140 {name = "%142"} : i16 to i20
    %143 = arith.muli %141, %142 {name = "%143"} : i20
    %144 = affine.load %alloc_9[] {from = "total"} : memref<i32>
    %145 = arith.extsi %144 {name = "%145"} : i32 to i33
    %146 = arith.extsi %143 {name = "%146"} : i20 to i33
    %147 = arith.addi %145, %146 {name = "%147"} : i33
    %148 = arith.trunci %147 {name = "%148"} : i33 to i32
    affine.store %148, %alloc_9[] {to = "total"} : memref<i32>
    %149 = affine.load %alloc_9[] {from = "total"} : memref<i32>
    %150 = affine.load %alloc[] {from = "scale"} : memref<i16>
    %151 = arith.extsi %149 {name = "%151"} : i32 to i48
    %152 = arith.extsi %150 {name = "%152"} : i16 to i48
    %153 = arith.muli %151, %152 {name = "%153"} : i48
    %154 = arith.extsi %153 {name = "%154"} : i48 to i64
    affine.store %154, %arg4[1] {to = "products"} : memref<8xi64, #map1>
    %155 = allo.get_slice(%arg2 : i128, %c31, %c16) {name = "%155"} -> i16
    %alloc_18 = memref.alloc() {name = "scale"} : memref<i16>
    affine.store %155, %alloc_18[] {to = "scale"} : memref<i16>
    %alloc_19 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_19[] {to = "total"} : memref<i32>
    %156 = allo.get_slice(%arg0 : i128, %c35, %c32) {name = "%156"} -> i32
    %157 = arith.trunci %156 {name = "%157"} : i32 to i4
    %alloc_20 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %157, %alloc_20[] {to = "weight"} : memref<i4>
    %158 = allo.get_slice(%arg1 : i128, %c17, %c16) {name = "%158"} -> i32
    %159 = arith.trunci %158 {name = "%159", unsigned} : i32 to i8
    %alloc_21 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %159, %alloc_21[] {to = "place"} : memref<i8>
    %160 = affine.load %alloc_20[] {from = "weight"} : memref<i4>
    %161 = affine.load %alloc_21[] {from = "place"} : memref<i8>
    %162 = arith.extui %161 {name = "%162"} : i8 to i66
    %163 = arith.index_cast %162 {name = "%163"} : i66 to index
    %164 = memref.load %arg3[%163] {from = "inputs"} : memref<16xi16, #map1>
    %165 = arith.extsi %160 {name = "%165"} : i4 to i20
    %166 = arith.extsi %164 {name = "%166"} : i16 to i20
    %167 = arith.muli %165, %166 {name = "%167"} : i20
    %168 = affine.load %alloc_19[] {from = "total"} : memref<i32>
    %169 = arith.extsi %168 {name = "%169"} : i32 to i33
    %170 = arith.extsi %167 {name = "%170"} : i20 to i33
    %171 = arith.addi %169, %170 {name = "%171"} : i33
    %172 = arith.trunci %171 {name = "%172"} : i33 to i32
    affine.store %172, %alloc_19[] {to = "total"} : memref<i32>
    %173 = allo.get_slice(%arg0 : i128, %c39, %c36) {name = "%173"} -> i32
    %174 = arith.trunci %173 {name = "%174"} : i32 to i4
    %alloc_22 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %174, %alloc_22[] {to = "weight"} : memref<i4>
    %175 = allo.get_slice(%arg1 : i128, %c19, %c18) {name = "%175"} -> i32
    %176 = arith.trunci %175 {name = "%176", unsigned} : i32 to i8
    %alloc_23 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %176, %alloc_23[] {to = "place"} : memref<i8>
    %177 = affine.load %alloc_22[] {from = "weight"} : memref<i4>
    %178 = affine.load %alloc_23[] {from = "place"} : memref<i8>
    %179 = arith.extui %178 {name = "%179"} : i8 to i66
    %180 = arith.index_cast %179 {name = "%180"} : i66 to index
    %181 = memref.load %arg3[%180] {from = "inputs"} : memref<16xi16, #map1>
    %182 = arith.extsi %177 {name = "%182"} : i4 to i20
    %183 = arith.extsi %181 {name = "%183"} : i16 to i20
    %184 = arith.muli %182, %183 {name = "%184"} : i20
    %185 = affine.load %alloc_19[] {from = "total"} : memref<i32>
    %186 = arith.extsi %185 {name = "%186"} : i32 to i33
    %187 = arith.extsi %184 {name = "%187"} : i20 to i33
    %188 = arith.addi %186, %187 {name = "%188"} : i33
    %189 = arith.trunci %188 {name = "%189"} : i33 to i32
    affine.store %189, %alloc_19[] {to = "total"} : memref<i32>
    %190 = allo.get_slice(%arg0 : i128, %c43, %c40) {name = "%190"} -> i32
    %191 = arith.trunci %190 {name = "%191"} : i32 to i4
    %alloc_24 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %191, %alloc_24[] {to = "weight"} : memref<i4>
    %192 = allo.get_slice(%arg1 : i128, %c21, %c20) {name = "%192"} -> i32
    %193 = arith.trunci %192 {name = "%193", unsigned} : i32 to i8
    %alloc_25 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %193, %alloc_25[] {to = "place"} : memref<i8>
    %194 = affine.load %alloc_24[] {from = "weight"} : memref<i4>
    %195 = affine.load %alloc_25[] {from = "place"} : memref<i8>
    %196 = arith.extui %195 {name = "%196"} : i8 to i66
    %197 = arith.addi %196, %c4_i66 {name = "%197"} : i66
    %198 = arith.index_cast %197 {name = "%198"} : i66 to index
    %199 = memref.load %arg3[%198] {from = "inputs"} : memref<16xi16, #map1>
    %200 = arith.extsi %194 {name = "%200"} : i4 to i20
    %201 = arith.extsi %199 {name = "%201"} : i16 to i20
    %202 = arith.muli %200, %201 {name = "%202"} : i20
    %203 = affine.load %alloc_19[] {from = "total"} : memref<i32>
    %204 = arith.extsi %203 {name = "%204"} : i32 to i33
    %205 = arith.extsi %202 {name = "%205"} : i20 to i33
    %206 = arith.addi %204, %205 {name = "%206"} : i33
    %207 = arith.trunci %206 {name = "%207"} : i33 to i32
    affine.store %207, %alloc_19[] {to = "total"} : memref<i32>
    %208 = allo.get_slice(%arg0 : i128, %c47, %c44) {name = "%208"} -> i32
    %209 = arith.trunci %208 {name = "%209"} : i32 to i4
    %alloc_26 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %209, %alloc_26[] {to = "weight"} : memref<i4>
    %210 = allo.get_slice(%arg1 : i128, %c23, %c22) {name = "%210"} -> i32
    %211 = arith.trunci %210 {name = "%211", unsigned} : i32 to i8
    %alloc_27 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %211, %alloc_27[] {to = "place"} : memref<i8>
    %212 = affine.load %alloc_26[] {from = "weight"} : memref<i4>
    %213 = affine.load %alloc_27[] {from = "place"} : memref<i8>
    %214 = arith.extui %213 {name = "%214"} : i8 to i66
    %215 = arith.addi %214, %c4_i66 {name = "%215"} : i66
    %216 = arith.index_cast %215 {name = "%216"} : i66 to index
    %217 = memref.load %arg3[%216] {from = "inputs"} : memref<16xi16, #map1>
    %218 = arith.extsi %212 {name = "%218"} : i4 to i20
    %219 = arith.extsi %217 {name = "%219"} : i16 to i20
    %220 = arith.muli %218, %219 {name = "%220"} : i20
    %221 = affine.load %alloc_19[] {from = "total"} : memref<i32>
    %222 = arith.extsi %221 {name = "%222"} : i32 to i33
    %223 = arith.extsi %220 {name = "%223"} : i20 to i33
    %224 = arith.addi %222, %223 {name = "%224"} : i33
    %225 = arith.trunci %224 {name = "%225"} : i33 to i32
    affine.store %225, %alloc_19[] {to = "total"} : memref<i32>
    %226 = affine.load %alloc_19[] {from = "total"} : memref<i32>
    %227 = affine.load %alloc_18[] {from = "scale"} : memref<i16>
    %228 = arith.extsi %226 {name = "%228"} : i32 to i48
    %229 = arith.extsi %227 {name = "%229"} : i16 to i48
    %230 = arith.muli %228, %229 {name = "%230"} : i48
    %231 = arith.extsi %230 {name = "%231"} : i48 to i64
    affine.store %231, %arg4[2] {to = "products"} : memref<8xi64, #map1>
    %alloc_28 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_28[] {to = "total"} : memref<i32>
    %232 = allo.get_slice(%arg0 : i128, %c51, %c48) {name = "%232"} -> i32
    %233 = arith.trunci %232 {name = "%233"} : i32 to i4
    %alloc_29 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %233, %alloc_29[] {to = "weight"} : memref<i4>
    %234 = allo.get_slice(%arg1 : i128, %c25, %c24) {name = "%234"} -> i32
    %235 = arith.trunci %234 {name = "%235", unsigned} : i32 to i8
    %alloc_30 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %235, %alloc_30[] {to = "place"} : memref<i8>
    %236 = affine.load %alloc_29[] {from = "weight"} : memref<i4>
    %237 = affine.load %alloc_30[] {from = "place"} : memref<i8>
    %238 = arith.extui %237 {name = "%238"} : i8 to i66
    %239 = arith.addi %238, %c8_i66 {name = "%239"} : i66
    %240 = arith.index_cast %239 {name = "%240"} : i66 to index
    %241 = memref.load %arg3[%240] {from = "inputs"} : memref<16xi16, #map1>
    %242 = arith.extsi %236 {name = "%242"} : i4 to i20
    %243 = arith.extsi %241 {name = "%243"} : i16 to i20
    %244 = arith.muli %242, %243 {name = "%244"} : i20
    %245 = affine.load %alloc_28[] {from = "total"} : memref<i32>
    %246 = arith.extsi %245 {name = "%246"} : i32 to i33
    %247 = arith.extsi %244 {name = "%247"} : i20 to i33
    %248 = arith.addi %246, %247 {name = "%248"} : i33
    %249 = arith.trunci %248 {name = "%249"} : i33 to i32
    affine.store %249, %alloc_28[] {to = "total"} : memref<i32>
    %250 = allo.get_slice(%arg0 : i128, %c55, %c52) {name = "%250"} -> i32
    %251 = arith.trunci %250 {name = "%251"} : i32 to i4
    %alloc_31 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %251, %alloc_31[] {to = "weight"} : memref<i4>
    %252 = allo.get_slice(%arg1 : i128, %c27, %c26) {name = "%252"} -> i32
    %253 = arith.trunci %252 {name = "%253", unsigned} : i32 to i8
    %alloc_32 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %253, %alloc_32[] {to = "place"} : memref<i8>
    %254 = affine.load %alloc_31[] {from = "weight"} : memref<i4>
    %255 = affine.load %alloc_32[] {from = "place"} : memref<i8>
    %256 = arith.extui %255 {name = "%256"} : i8 to i66
    %257 = arith.addi %256, %c8_i66 {name = "%257"} : i66
    %258 = arith.index_cast %257 {name = "%258"} : i66 to index
    %259 = memref.load %arg3[%258] {from = "inputs"} : memref<16xi16, #map1>
    %260 = arith.extsi %254 {name = "%260"} : i4 to i20
    %261 = arith.extsi %259 {name = "%261"} : i16 to i20
    %262 = arith.muli %260, %261 {name = "%262"} : i20
    %263 = affine.load %alloc_28[] {from = "total"} : memref<i32>
    %264 = arith.extsi %263 {name = "%264"} : i32 to i33
    %265 = arith.extsi %262 {name = "%265"} : i20 to i33
    %266 = arith.addi %264, %265 {name = "%266"} : i33
    %267 = arith.trunci %266 {name = "%267"} : i33 to i32
    affine.store %267, %alloc_28[] {to = "total"} : memref<i32>
    %268 = allo.get_slice(%arg0 : i128, %c59, %c56) {name = "%268"} -> i32
    %269 = arith.trunci %268 {name = "%269"} : i32 to i4
    %alloc_33 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %269, %alloc_33[] {to = "weight"} : memref<i4>
    %270 = allo.get_slice(%arg1 : i128, %c29, %c28) {name = "%270"} -> i32
    %271 = arith.trunci %270 {name = "%271", unsigned} : i32 to i8
    %alloc_34 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %271, %alloc_34[] {to = "place"} : memref<i8>
    %272 = affine.load %alloc_33[] {from = "weight"} : memref<i4>
    %273 = affine.load %alloc_34[] {from = "place"} : memref<i8>
    %274 = arith.extui %273 {name = "%274"} : i8 to i66
    %275 = arith.addi %274, %c12_i66 {name = "%275"} : i66
    %276 = arith.index_cast %275 {name = "%276"} : i66 to index
    %277 = memref.load %arg3[%276] {from = "inputs"} : memref<16xi16, #map1>
    %278 = arith.extsi %272 {name = "%278"} : i4 to i20
    %279 = arith.extsi %277 {name = "%279"} : i16 to i20
    %280 = arith.muli %278, %279 {name = "%280"} : i20
    %281 = affine.load %alloc_28[] {from = "total"} : memref<i32>
    %282 = arith.extsi %281 {name = "%282"} : i32 to i33
    %283 = arith.extsi %280 {name = "%283"} : i20 to i33
    %284 = arith.addi %282, %283 {name = "%284"} : i33
    %285 = arith.trunci %284 {name = "%285"} : i33 to i32
    affine.store %285, %alloc_28[] {to = "total"} : memref<i32>
    %286 = allo.get_slice(%arg0 : i128, %c63, %c60) {name = "%286"} -> i32
    %287 = arith.trunci %286 {name = "%287"} : i32 to i4
    %alloc_35 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %287, %alloc_35[] {to = "weight"} : memref<i4>
    %288 = allo.get_slice(%arg1 : i128, %c31, %c30) {name = "%288"} -> i32
    %289 = arith.trunci %288 {name = "%289", unsigned} : i32 to i8
    %alloc_36 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %289, %alloc_36[] {to = "place"} : memref<i8>
    %290 = affine.load %alloc_35[] {from = "weight"} : memref<i4>
    %291 = affine.load %alloc_36[] {from = "place"} : memref<i8>
    %292 = arith.extui %291 {name = "%292"} : i8 to i66
    %293 = arith.addi %292, %c12_i66 {name = "%293"} : i66
    %294 = arith.index_cast %293 {name = "%294"} : i66 to index
    %295 = memref.load %arg3[%294] {from = "inputs"} : memref<16xi16, #map1>
    %296 = arith.extsi %290 {name = "%296"} : i4 to i20
    %297 = arith.extsi %295 {name = "%297"} : i16 to i20
    %298 = arith.muli %296, %297 {name = "%298"} : i20
    %299 = affine.load %alloc_28[] {from = "total"} : memref<i32>
    %300 = arith.extsi %299 {name = "%300"} : i32 to i33
    %301 = arith.extsi %298 {name = "%301"} : i20 to i33
    %302 = arith.addi %300, %301 {name = "%302"} : i33
    %303 = arith.trunci %302 {name = "%303"} : i33 to i32
    affine.store %303, %alloc_28[] {to = "total"} : memref<i32>
    %304 = affine.load %alloc_28[] {from = "total"} : memref<i32>
    %305 = affine.load %alloc_18[] {from = "scale"} : memref<i16>
    %306 = arith.extsi %304 {name = "%306"} : i32 to i48
    %307 = arith.extsi %305 {name = "%307"} : i16 to i48
    %308 = arith.muli %306, %307 {name = "%308"} : i48
    %309 = arith.extsi %308 {name = "%309"} : i48 to i64
    affine.store %309, %arg4[3] {to = "products"} : memref<8xi64, #map1>
    %310 = allo.get_slice(%arg2 : i128, %c47, %c32) {name = "%310"} -> i16
    %alloc_37 = memref.alloc() {name = "scale"} : memref<i16>
    affine.store %310, %alloc_37[] {to = "scale"} : memref<i16>
    %alloc_38 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_38[] {to = "total"} : memref<i32>
    %311 = allo.get_slice(%arg0 : i128, %c67, %c64) {name = "%311"} -> i32
    %312 = arith.trunci %311 {name = "%312"} : i32 to i4
    %alloc_39 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %312, %alloc_39[] {to = "weight"} : memref<i4>
    %313 = allo.get_slice(%arg1 : i128, %c33, %c32) {name = "%313"} -> i32
    %314 = arith.trunci %313 {name = "%314", unsigned} : i32 to i8
    %alloc_40 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %314, %alloc_40[] {to = "place"} : memref<i8>
    %315 = affine.load %alloc_39[] {from = "weight"} : memref<i4>
    %316 = affine.load %alloc_40[] {from = "place"} : memref<i8>
    %317 = arith.extui %316 {name = "%317"} : i8 to i66
    %318 = arith.index_cast %317 {name = "%318"} : i66 to index
    %319 = memref.load %arg3[%318] {from = "inputs"} : memref<16xi16, #map1>
    %320 = arith.extsi %315 {name = "%320"} : i4 to i20
    %321 = arith.extsi %319 {name = "%321"} : i16 to i20
    %322 = arith.muli %320, %321 {name = "%322"} : i20
    %323 = affine.load %alloc_38[] {from = "total"} : memref<i32>
    %324 = arith.extsi %323 {name = "%324"} : i32 to i33
    %325 = arith.extsi %322 {name = "%325"} : i20 to i33
    %326 = arith.addi %324, %325 {name = "%326"} : i33
    %327 = arith.trunci %326 {name = "%327"} : i33 to i32
    affine.store %327, %alloc_38[] {to = "total"} : memref<i32>
    %328 = allo.get_slice(%arg0 : i128, %c71, %c68) {name = "%328"} -> i32
    %329 = arith.trunci %328 {name = "%329"} : i32 to i4
    %alloc_41 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %329, %alloc_41[] {to = "weight"} : memref<i4>
    %330 = allo.get_slice(%arg1 : i128, %c35, %c34) {name = "%330"} -> i32
    %331 = arith.trunci %330 {name = "%331", unsigned} : i32 to i8
    %alloc_42 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %331, %alloc_42[] {to = "place"} : memref<i8>
    %332 = affine.load %alloc_41[] {from = "weight"} : memref<i4>
    %333 = affine.load %alloc_42[] {from = "place"} : memref<i8>
    %334 = arith.extui %333 {name = "%334"} : i8 to i66
    %335 = arith.index_cast %334 {name = "%335"} : i66 to index
    %336 = memref.load %arg3[%335] {from = "inputs"} : memref<16xi16, #map1>
    %337 = arith.extsi %332 {name = "%337"} : i4 to i20
    %338 = arith.extsi %336 {name = "%338"} : i16 to i20
    %339 = arith.muli %337, %338 {name = "%339"} : i20
    %340 = affine.load %alloc_38[] {from = "total"} : memref<i32>
    %341 = arith.extsi %340 {name = "%341"} : i32 to i33
    %342 = arith.extsi %339 {name = "%342"} : i20 to i33
    %343 = arith.addi %341, %342 {name = "%343"} : i33
    %344 = arith.trunci %343 {name = "%344"} : i33 to i32
    affine.store %344, %alloc_38[] {to = "total"} : memref<i32>
    %345 = allo.get_slice(%arg0 : i128, %c75, %c72) {name = "%345"} -> i32
    %346 = arith.trunci %345 {name = "%346"} : i32 to i4
    %alloc_43 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %346, %alloc_43[] {to = "weight"} : memref<i4>
    %347 = allo.get_slice(%arg1 : i128, %c37, %c36) {name = "%347"} -> i32
    %348 = arith.trunci %347 {name = "%348", unsigned} : i32 to i8
    %alloc_44 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %348, %alloc_44[] {to = "place"} : memref<i8>
    %349 = affine.load %alloc_43[] {from = "weight"} : memref<i4>
    %350 = affine.load %alloc_44[] {from = "place"} : memref<i8>
    %351 = arith.extui %350 {name = "%351"} : i8 to i66
    %352 = arith.addi %351, %c4_i66 {name = "%352"} : i66
    %353 = arith.index_cast %352 {name = "%353"} : i66 to index
    %354 = memref.load %arg3[%353] {from = "inputs"} : memref<16xi16, #map1>
    %355 = arith.extsi %349 {name = "%355"} : i4 to i20
    %356 = arith.extsi %354 {name = "%356"} : i16 to i20
    %357 = arith.muli %355, %356 {name = "%357"} : i20
    %358 = affine.load %alloc_38[] {from = "total"} : memref<i32>
    %359 = arith.extsi %358 {name = "%359"} : i32 to i33
    %360 = arith.extsi %357 {name = "%360"} : i20 to i33
    %361 = arith.addi %359, %360 {name = "%361"} : i33
    %362 = arith.trunci %361 {name = "%362"} : i33 to i32
    affine.store %362, %alloc_38[] {to = "total"} : memref<i32>
    %363 = allo.get_slice(%arg0 : i128, %c79, %c76) {name = "%363"} -> i32
    %364 = arith.trunci %363 {name = "%364"} : i32 to i4
    %alloc_45 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %364, %alloc_45[] {to = "weight"} : memref<i4>
    %365 = allo.get_slice(%arg1 : i128, %c39, %c38) {name = "%365"} -> i32
    %366 = arith.trunci %365 {name = "%366", unsigned} : i32 to i8
    %alloc_46 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %366, %alloc_46[] {to = "place"} : memref<i8>
    %367 = affine.load %alloc_45[] {from = "weight"} : memref<i4>
    %368 = affine.load %alloc_46[] {from = "place"} : memref<i8>
    %369 = arith.extui %368 {name = "%369"} : i8 to i66
    %370 = arith.addi %369, %c4_i66 {name = "%370"} : i66
    %371 = arith.index_cast %370 {name = "%371"} : i66 to index
    %372 = memref.load %arg3[%371] {from = "inputs"} : memref<16xi16, #map1>
    %373 = arith.extsi %367 {name = "%373"} : i4 to i20
    %374 = arith.extsi %372 {name = "%374"} : i16 to i20
    %375 = arith.muli %373, %374 {name = "%375"} : i20
    %376 = affine.load %alloc_38[] {from = "total"} : memref<i32>
    %377 = arith.extsi %376 {name = "%377"} : i32 to i33
    %378 = arith.extsi %375 {name = "%378"} : i20 to i33
    %379 = arith.addi %377, %378 {name = "%379"} : i33
    %380 = arith.trunci %379 {name = "%380"} : i33 to i32
    affine.store %380, %alloc_38[] {to = "total"} : memref<i32>
    %381 = affine.load %alloc_38[] {from = "total"} : memref<i32>
    %382 = affine.load %alloc_37[] {from = "scale"} : memref<i16>
    %383 = arith.extsi %381 {name = "%383"} : i32 to i48
    %384 = arith.extsi %382 {name = "%384"} : i16 to i48
    %385 = arith.muli %383, %384 {name = "%385"} : i48
    %386 = arith.extsi %385 {name = "%386"} : i48 to i64
    affine.store %386, %arg4[4] {to = "products"} : memref<8xi64, #map1>
    %alloc_47 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_47[] {to = "total"} : memref<i32>
    %387 = allo.get_slice(%arg0 : i128, %c83, %c80) {name = "%387"} -> i32
    %388 = arith.trunci %387 {name = "%388"} : i32 to i4
    %alloc_48 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %388, %alloc_48[] {to = "weight"} : memref<i4>
    %389 = allo.get_slice(%arg1 : i128, %c41, %c40) {name = "%389"} -> i32
    %390 = arith.trunci %389 {name = "%390", unsigned} : i32 to i8
    %alloc_49 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %390, %alloc_49[] {to = "place"} : memref<i8>
    %391 = affine.load %alloc_48[] {from = "weight"} : memref<i4>
    %392 = affine.load %alloc_49[] {from = "place"} : memref<i8>
    %393 = arith.extui %392 {name = "%393"} : i8 to i66
    %394 = arith.addi %393, %c8_i66 {name = "%394"} : i66
    %395 = arith.index_cast %394 {name = "%395"} : i66 to index
    %396 = memref.load %arg3[%395] {from = "inputs"} : memref<16xi16, #map1>
    %397 = arith.extsi %391 {name = "%397"} : i4 to i20
    %398 = arith.extsi %396 {name = "%398"} : i16 to i20
    %399 = arith.muli %397, %398 {name = "%399"} : i20
    %400 = affine.load %alloc_47[] {from = "total"} : memref<i32>
    %401 = arith.extsi %400 {name = "%401"} : i32 to i33
    %402 = arith.extsi %399 {name = "%402"} : i20 to i33
    %403 = arith.addi %401, %402 {name = "%403"} : i33
    %404 = arith.trunci %403 {name = "%404"} : i33 to i32
    affine.store %404, %alloc_47[] {to = "total"} : memref<i32>
    %405 = allo.get_slice(%arg0 : i128, %c87, %c84) {name = "%405"} -> i32
    %406 = arith.trunci %405 {name = "%406"} : i32 to i4
    %alloc_50 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %406, %alloc_50[] {to = "weight"} : memref<i4>
    %407 = allo.get_slice(%arg1 : i128, %c43, %c42) {name = "%407"} -> i32
    %408 = arith.trunci %407 {name = "%408", unsigned} : i32 to i8
    %alloc_51 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %408, %alloc_51[] {to = "place"} : memref<i8>
    %409 = affine.load %alloc_50[] {from = "weight"} : memref<i4>
    %410 = affine.load %alloc_51[] {from = "place"} : memref<i8>
    %411 = arith.extui %410 {name = "%411"} : i8 to i66
    %412 = arith.addi %411, %c8_i66 {name = "%412"} : i66
    %413 = arith.index_cast %412 {name = "%413"} : i66 to index
    %414 = memref.load %arg3[%413] {from = "inputs"} : memref<16xi16, #map1>
    %415 = arith.extsi %409 {name = "%415"} : i4 to i20
    %416 = arith.extsi %414 {name = "%416"} : i16 to i20
    %417 = arith.muli %415, %416 {name = "%417"} : i20
    %418 = affine.load %alloc_47[] {from = "total"} : memref<i32>
    %419 = arith.extsi %418 {name = "%419"} : i32 to i33
    %420 = arith.extsi %417 {name = "%420"} : i20 to i33
    %421 = arith.addi %419, %420 {name = "%421"} : i33
    %422 = arith.trunci %421 {name = "%422"} : i33 to i32
    affine.store %422, %alloc_47[] {to = "total"} : memref<i32>
    %423 = allo.get_slice(%arg0 : i128, %c91, %c88) {name = "%423"} -> i32
    %424 = arith.trunci %423 {name = "%424"} : i32 to i4
    %alloc_52 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %424, %alloc_52[] {to = "weight"} : memref<i4>
    %425 = allo.get_slice(%arg1 : i128, %c45, %c44) {name = "%425"} -> i32
    %426 = arith.trunci %425 {name = "%426", unsigned} : i32 to i8
    %alloc_53 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %426, %alloc_53[] {to = "place"} : memref<i8>
    %427 = affine.load %alloc_52[] {from = "weight"} : memref<i4>
    %428 = affine.load %alloc_53[] {from = "place"} : memref<i8>
    %429 = arith.extui %428 {name = "%429"} : i8 to i66
    %430 = arith.addi %429, %c12_i66 {name = "%430"} : i66
    %431 = arith.index_cast %430 {name = "%431"} : i66 to index
    %432 = memref.load %arg3[%431] {from = "inputs"} : memref<16xi16, #map1>
    %433 = arith.extsi %427 {name = "%433"} : i4 to i20
    %434 = arith.extsi %432 {name = "%434"} : i16 to i20
    %435 = arith.muli %433, %434 {name = "%435"} : i20
    %436 = affine.load %alloc_47[] {from = "total"} : memref<i32>
    %437 = arith.extsi %436 {name = "%437"} : i32 to i33
    %438 = arith.extsi %435 {name = "%438"} : i20 to i33
    %439 = arith.addi %437, %438 {name = "%439"} : i33
    %440 = arith.trunci %439 {name = "%440"} : i33 to i32
    affine.store %440, %alloc_47[] {to = "total"} : memref<i32>
    %441 = allo.get_slice(%arg0 : i128, %c95, %c92) {name = "%441"} -> i32
    %442 = arith.trunci %441 {name = "%442"} : i32 to i4
    %alloc_54 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %442, %alloc_54[] {to = "weight"} : memref<i4>
    %443 = allo.get_slice(%arg1 : i128, %c47, %c46) {name = "%443"} -> i32
    %444 = arith.trunci %443 {name = "%444", unsigned} : i32 to i8
    %alloc_55 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %444, %alloc_55[] {to = "place"} : memref<i8>
    %445 = affine.load %alloc_54[] {from = "weight"} : memref<i4>
    %446 = affine.load %alloc_55[] {from = "place"} : memref<i8>
    %447 = arith.extui %446 {name = "%447"} : i8 to i66
    %448 = arith.addi %447, %c12_i66 {name = "%448"} : i66
    %449 = arith.index_cast %448 {name = "%449"} : i66 to index
    %450 = memref.load %arg3[%449] {from = "inputs"} : memref<16xi16, #map1>
    %451 = arith.extsi %445 {name = "%451"} : i4 to i20
    %452 = arith.extsi %450 {name = "%452"} : i16 to i20
    %453 = arith.muli %451, %452 {name = "%453"} : i20
    %454 = affine.load %alloc_47[] {from = "total"} : memref<i32>
    %455 = arith.extsi %454 {name = "%455"} : i32 to i33
    %456 = arith.extsi %453 {name = "%456"} : i20 to i33
    %457 = arith.addi %455, %456 {name = "%457"} : i33
    %458 = arith.trunci %457 {name = "%458"} : i33 to i32
    affine.store %458, %alloc_47[] {to = "total"} : memref<i32>
    %459 = affine.load %alloc_47[] {from = "total"} : memref<i32>
    %460 = affine.load %alloc_37[] {from = "scale"} : memref<i16>
    %461 = arith.extsi %459 {name = "%461"} : i32 to i48
    %462 = arith.extsi %460 {name = "%462"} : i16 to i48
    %463 = arith.muli %461, %462 {name = "%463"} : i48
    %464 = arith.extsi %463 {name = "%464"} : i48 to i64
    affine.store %464, %arg4[5] {to = "products"} : memref<8xi64, #map1>
    %465 = allo.get_slice(%arg2 : i128, %c63, %c48) {name = "%465"} -> i16
    %alloc_56 = memref.alloc() {name = "scale"} : memref<i16>
    affine.store %465, %alloc_56[] {to = "scale"} : memref<i16>
    %alloc_57 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_57[] {to = "total"} : memref<i32>
    %466 = allo.get_slice(%arg0 : i128, %c99, %c96) {name = "%466"} -> i32
    %467 = arith.trunci %466 {name = "%467"} : i32 to i4
    %alloc_58 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %467, %alloc_58[] {to = "weight"} : memref<i4>
    %468 = allo.get_slice(%arg1 : i128, %c49, %c48) {name = "%468"} -> i32
    %469 = arith.trunci %468 {name = "%469", unsigned} : i32 to i8
    %alloc_59 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %469, %alloc_59[] {to = "place"} : memref<i8>
    %470 = affine.load %alloc_58[] {from = "weight"} : memref<i4>
    %471 = affine.load %alloc_59[] {from = "place"} : memref<i8>
    %472 = arith.extui %471 {name = "%472"} : i8 to i66
    %473 = arith.index_cast %472 {name = "%473"} : i66 to index
    %474 = memref.load %arg3[%473] {from = "inputs"} : memref<16xi16, #map1>
    %475 = arith.extsi %470 {name = "%475"} : i4 to i20
    %476 = arith.extsi %474 {name = "%476"} : i16 to i20
    %477 = arith.muli %475, %476 {name = "%477"} : i20
    %478 = affine.load %alloc_57[] {from = "total"} : memref<i32>
    %479 = arith.extsi %478 {name = "%479"} : i32 to i33
    %480 = arith.extsi %477 {name = "%480"} : i20 to i33
    %481 = arith.addi %479, %480 {name = "%481"} : i33
    %482 = arith.trunci %481 {name = "%482"} : i33 to i32
    affine.store %482, %alloc_57[] {to = "total"} : memref<i32>
    %483 = allo.get_slice(%arg0 : i128, %c103, %c100) {name = "%483"} -> i32
    %484 = arith.trunci %483 {name = "%484"} : i32 to i4
    %alloc_60 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %484, %alloc_60[] {to = "weight"} : memref<i4>
    %485 = allo.get_slice(%arg1 : i128, %c51, %c50) {name = "%485"} -> i32
    %486 = arith.trunci %485 {name = "%486", unsigned} : i32 to i8
    %alloc_61 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %486, %alloc_61[] {to = "place"} : memref<i8>
    %487 = affine.load %alloc_60[] {from = "weight"} : memref<i4>
    %488 = affine.load %alloc_61[] {from = "place"} : memref<i8>
    %489 = arith.extui %488 {name = "%489"} : i8 to i66
    %490 = arith.index_cast %489 {name = "%490"} : i66 to index
    %491 = memref.load %arg3[%490] {from = "inputs"} : memref<16xi16, #map1>
    %492 = arith.extsi %487 {name = "%492"} : i4 to i20
    %493 = arith.extsi %491 {name = "%493"} : i16 to i20
    %494 = arith.muli %492, %493 {name = "%494"} : i20
    %495 = affine.load %alloc_57[] {from = "total"} : memref<i32>
    %496 = arith.extsi %495 {name = "%496"} : i32 to i33
    %497 = arith.extsi %494 {name = "%497"} : i20 to i33
    %498 = arith.addi %496, %497 {name = "%498"} : i33
    %499 = arith.trunci %498 {name = "%499"} : i33 to i32
    affine.store %499, %alloc_57[] {to = "total"} : memref<i32>
    %500 = allo.get_slice(%arg0 : i128, %c107, %c104) {name = "%500"} -> i32
    %501 = arith.trunci %500 {name = "%501"} : i32 to i4
    %alloc_62 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %501, %alloc_62[] {to = "weight"} : memref<i4>
    %502 = allo.get_slice(%arg1 : i128, %c53, %c52) {name = "%502"} -> i32
    %503 = arith.trunci %502 {name = "%503", unsigned} : i32 to i8
    %alloc_63 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %503, %alloc_63[] {to = "place"} : memref<i8>
    %504 = affine.load %alloc_62[] {from = "weight"} : memref<i4>
    %505 = affine.load %alloc_63[] {from = "place"} : memref<i8>
    %506 = arith.extui %505 {name = "%506"} : i8 to i66
    %507 = arith.addi %506, %c4_i66 {name = "%507"} : i66
    %508 = arith.index_cast %507 {name = "%508"} : i66 to index
    %509 = memref.load %arg3[%508] {from = "inputs"} : memref<16xi16, #map1>
    %510 = arith.extsi %504 {name = "%510"} : i4 to i20
    %511 = arith.extsi %509 {name = "%511"} : i16 to i20
    %512 = arith.muli %510, %511 {name = "%512"} : i20
    %513 = affine.load %alloc_57[] {from = "total"} : memref<i32>
    %514 = arith.extsi %513 {name = "%514"} : i32 to i33
    %515 = arith.extsi %512 {name = "%515"} : i20 to i33
    %516 = arith.addi %514, %515 {name = "%516"} : i33
    %517 = arith.trunci %516 {name = "%517"} : i33 to i32
    affine.store %517, %alloc_57[] {to = "total"} : memref<i32>
    %518 = allo.get_slice(%arg0 : i128, %c111, %c108) {name = "%518"} -> i32
    %519 = arith.trunci %518 {name = "%519"} : i32 to i4
    %alloc_64 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %519, %alloc_64[] {to = "weight"} : memref<i4>
    %520 = allo.get_slice(%arg1 : i128, %c55, %c54) {name = "%520"} -> i32
    %521 = arith.trunci %520 {name = "%521", unsigned} : i32 to i8
    %alloc_65 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %521, %alloc_65[] {to = "place"} : memref<i8>
    %522 = affine.load %alloc_64[] {from = "weight"} : memref<i4>
    %523 = affine.load %alloc_65[] {from = "place"} : memref<i8>
    %524 = arith.extui %523 {name = "%524"} : i8 to i66
    %525 = arith.addi %524, %c4_i66 {name = "%525"} : i66
    %526 = arith.index_cast %525 {name = "%526"} : i66 to index
    %527 = memref.load %arg3[%526] {from = "inputs"} : memref<16xi16, #map1>
    %528 = arith.extsi %522 {name = "%528"} : i4 to i20
    %529 = arith.extsi %527 {name = "%529"} : i16 to i20
    %530 = arith.muli %528, %529 {name = "%530"} : i20
    %531 = affine.load %alloc_57[] {from = "total"} : memref<i32>
    %532 = arith.extsi %531 {name = "%532"} : i32 to i33
    %533 = arith.extsi %530 {name = "%533"} : i20 to i33
    %534 = arith.addi %532, %533 {name = "%534"} : i33
    %535 = arith.trunci %534 {name = "%535"} : i33 to i32
    affine.store %535, %alloc_57[] {to = "total"} : memref<i32>
    %536 = affine.load %alloc_57[] {from = "total"} : memref<i32>
    %537 = affine.load %alloc_56[] {from = "scale"} : memref<i16>
    %538 = arith.extsi %536 {name = "%538"} : i32 to i48
    %539 = arith.extsi %537 {name = "%539"} : i16 to i48
    %540 = arith.muli %538, %539 {name = "%540"} : i48
    %541 = arith.extsi %540 {name = "%541"} : i48 to i64
    affine.store %541, %arg4[6] {to = "products"} : memref<8xi64, #map1>
    %alloc_66 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_66[] {to = "total"} : memref<i32>
    %542 = allo.get_slice(%arg0 : i128, %c115, %c112) {name = "%542"} -> i32
    %543 = arith.trunci %542 {name = "%543"} : i32 to i4
    %alloc_67 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %543, %alloc_67[] {to = "weight"} : memref<i4>
    %544 = allo.get_slice(%arg1 : i128, %c57, %c56) {name = "%544"} -> i32
    %545 = arith.trunci %544 {name = "%545", unsigned} : i32 to i8
    %alloc_68 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %545, %alloc_68[] {to = "place"} : memref<i8>
    %546 = affine.load %alloc_67[] {from = "weight"} : memref<i4>
    %547 = affine.load %alloc_68[] {from = "place"} : memref<i8>
    %548 = arith.extui %547 {name = "%548"} : i8 to i66
    %549 = arith.addi %548, %c8_i66 {name = "%549"} : i66
    %550 = arith.index_cast %549 {name = "%550"} : i66 to index
    %551 = memref.load %arg3[%550] {from = "inputs"} : memref<16xi16, #map1>
    %552 = arith.extsi %546 {name = "%552"} : i4 to i20
    %553 = arith.extsi %551 {name = "%553"} : i16 to i20
    %554 = arith.muli %552, %553 {name = "%554"} : i20
    %555 = affine.load %alloc_66[] {from = "total"} : memref<i32>
    %556 = arith.extsi %555 {name = "%556"} : i32 to i33
    %557 = arith.extsi %554 {name = "%557"} : i20 to i33
    %558 = arith.addi %556, %557 {name = "%558"} : i33
    %559 = arith.trunci %558 {name = "%559"} : i33 to i32
    affine.store %559, %alloc_66[] {to = "total"} : memref<i32>
    %560 = allo.get_slice(%arg0 : i128, %c119, %c116) {name = "%560"} -> i32
    %561 = arith.trunci %560 {name = "%561"} : i32 to i4
    %alloc_69 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %561, %alloc_69[] {to = "weight"} : memref<i4>
    %562 = allo.get_slice(%arg1 : i128, %c59, %c58) {name = "%562"} -> i32
    %563 = arith.trunci %562 {name = "%563", unsigned} : i32 to i8
    %alloc_70 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %563, %alloc_70[] {to = "place"} : memref<i8>
    %564 = affine.load %alloc_69[] {from = "weight"} : memref<i4>
    %565 = affine.load %alloc_70[] {from = "place"} : memref<i8>
    %566 = arith.extui %565 {name = "%566"} : i8 to i66
    %567 = arith.addi %566, %c8_i66 {name = "%567"} : i66
    %568 = arith.index_cast %567 {name = "%568"} : i66 to index
    %569 = memref.load %arg3[%568] {from = "inputs"} : memref<16xi16, #map1>
    %570 = arith.extsi %564 {name = "%570"} : i4 to i20
    %571 = arith.extsi %569 {name = "%571"} : i16 to i20
    %572 = arith.muli %570, %571 {name = "%572"} : i20
    %573 = affine.load %alloc_66[] {from = "total"} : memref<i32>
    %574 = arith.extsi %573 {name = "%574"} : i32 to i33
    %575 = arith.extsi %572 {name = "%575"} : i20 to i33
    %576 = arith.addi %574, %575 {name = "%576"} : i33
    %577 = arith.trunci %576 {name = "%577"} : i33 to i32
    affine.store %577, %alloc_66[] {to = "total"} : memref<i32>
    %578 = allo.get_slice(%arg0 : i128, %c123, %c120) {name = "%578"} -> i32
    %579 = arith.trunci %578 {name = "%579"} : i32 to i4
    %alloc_71 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %579, %alloc_71[] {to = "weight"} : memref<i4>
    %580 = allo.get_slice(%arg1 : i128, %c61, %c60) {name = "%580"} -> i32
    %581 = arith.trunci %580 {name = "%581", unsigned} : i32 to i8
    %alloc_72 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %581, %alloc_72[] {to = "place"} : memref<i8>
    %582 = affine.load %alloc_71[] {from = "weight"} : memref<i4>
    %583 = affine.load %alloc_72[] {from = "place"} : memref<i8>
    %584 = arith.extui %583 {name = "%584"} : i8 to i66
    %585 = arith.addi %584, %c12_i66 {name = "%585"} : i66
    %586 = arith.index_cast %585 {name = "%586"} : i66 to index
    %587 = memref.load %arg3[%586] {from = "inputs"} : memref<16xi16, #map1>
    %588 = arith.extsi %582 {name = "%588"} : i4 to i20
    %589 = arith.extsi %587 {name = "%589"} : i16 to i20
    %590 = arith.muli %588, %589 {name = "%590"} : i20
    %591 = affine.load %alloc_66[] {from = "total"} : memref<i32>
    %592 = arith.extsi %591 {name = "%592"} : i32 to i33
    %593 = arith.extsi %590 {name = "%593"} : i20 to i33
    %594 = arith.addi %592, %593 {name = "%594"} : i33
    %595 = arith.trunci %594 {name = "%595"} : i33 to i32
    affine.store %595, %alloc_66[] {to = "total"} : memref<i32>
    %596 = allo.get_slice(%arg0 : i128, %c127, %c124) {name = "%596"} -> i32
    %597 = arith.trunci %596 {name = "%597"} : i32 to i4
    %alloc_73 = memref.alloc() {name = "weight"} : memref<i4>
    affine.store %597, %alloc_73[] {to = "weight"} : memref<i4>
    %598 = allo.get_slice(%arg1 : i128, %c63, %c62) {name = "%598"} -> i32
    %599 = arith.trunci %598 {name = "%599", unsigned} : i32 to i8
    %alloc_74 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %599, %alloc_74[] {to = "place"} : memref<i8>
    %600 = affine.load %alloc_73[] {from = "weight"} : memref<i4>
    %601 = affine.load %alloc_74[] {from = "place"} : memref<i8>
    %602 = arith.extui %601 {name = "%602"} : i8 to i66
    %603 = arith.addi %602, %c12_i66 {name = "%603"} : i66
    %604 = arith.index_cast %603 {name = "%604"} : i66 to index
    %605 = memref.load %arg3[%604] {from = "inputs"} : memref<16xi16, #map1>
    %606 = arith.extsi %600 {name = "%606"} : i4 to i20
    %607 = arith.extsi %605 {name = "%607"} : i16 to i20
    %608 = arith.muli %606, %607 {name = "%608"} : i20
    %609 = affine.load %alloc_66[] {from = "total"} : memref<i32>
    %610 = arith.extsi %609 {name = "%610"} : i32 to i33
    %611 = arith.extsi %608 {name = "%611"} : i20 to i33
    %612 = arith.addi %610, %611 {name = "%612"} : i33
    %613 = arith.trunci %612 {name = "%613"} : i33 to i32
    affine.store %613, %alloc_66[] {to = "total"} : memref<i32>
    %614 = affine.load %alloc_66[] {from = "total"} : memref<i32>
    %615 = affine.load %alloc_56[] {from = "scale"} : memref<i16>
    %616 = arith.extsi %614 {name = "%616"} : i32 to i48
    %617 = arith.extsi %615 {name = "%617"} : i16 to i48
    %618 = arith.muli %616, %617 {name = "%618"} : i48
    %619 = arith.extsi %618 {name = "%619"} : i48 to i64
    affine.store %619, %arg4[7] {to = "products"} : memref<8xi64, #map1>
    return
  }
  func.func @answer_of(%arg0: i64) -> i32 attributes {itypes = "s", otypes = "s"} {
    %c-2147483648_i64 = arith.constant {name = "%c-2147483648_i64"} -2147483648 : i64
    %c2147483647_i64 = arith.constant {name = "%c2147483647_i64"} 2147483647 : i64
    %c-2147483648_i32 = arith.constant {name = "%c-2147483648_i32"} -2147483648 : i32
    %c2147483647_i32 = arith.constant {name = "%c2147483647_i32"} 2147483647 : i32
    %c0_i32 = arith.constant {name = "%c0_i32"} 0 : i32
    %alloc = memref.alloc() {name = "kept"} : memref<i32>
    affine.store %c0_i32, %alloc[] {to = "kept"} : memref<i32>
    %0 = arith.cmpi sgt, %arg0, %c2147483647_i64 {name = "%0"} : i64
    scf.if %0 {
      affine.store %c2147483647_i32, %alloc[] {to = "kept"} : memref<i32>
    } else {
      %2 = arith.cmpi slt, %arg0, %c-2147483648_i64 : i64
      scf.if %2 {
        affine.store %c-2147483648_i32, %alloc[] {to = "kept"} : memref<i32>
      } else {
        %3 = arith.trunci %arg0 : i64 to i32
        affine.store %3, %alloc[] {to = "kept"} : memref<i32>
      }
    }
    %1 = affine.load %alloc[] {from = "kept"} : memref<i32>
    return %1 : i32
  }
  func.func @engine_0(%arg0: memref<1xi128>, %arg1: memref<8xi128>, %arg2: memref<16xi128>, %arg3: !allo.stream<i128, 512>) attributes {df.kernel, itypes = "uuuu", otypes = "", stypes = "___i"} {
    %c16_i97 = arith.constant {name = "%c16_i97"} 16 : i97
    %c32768_i97 = arith.constant {name = "%c32768_i97"} 32768 : i97
    %c1_i33 = arith.constant {name = "%c1_i33"} 1 : i33
    %c64_i128 = arith.constant {name = "%c64_i128"} 64 : i128
    %c0_i33 = arith.constant {name = "%c0_i33"} 0 : i33
    %c0_i34 = arith.constant {name = "%c0_i34"} 0 : i34
    %c3_i34 = arith.constant {name = "%c3_i34"} 3 : i34
    %c1_i34 = arith.constant {name = "%c1_i34"} 1 : i34
    %c2_i33 = arith.constant {name = "%c2_i33"} 2 : i33
    %c112 = arith.constant {name = "%c112"} 112 : index
    %c111 = arith.constant {name = "%c111"} 111 : index
    %c80 = arith.constant {name = "%c80"} 80 : index
    %c79 = arith.constant {name = "%c79"} 79 : index
    %c48 = arith.constant {name = "%c48"} 48 : index
    %c47 = arith.constant {name = "%c47"} 47 : index
    %c16 = arith.constant {name = "%c16"} 16 : index
    %c15 = arith.constant {name = "%c15"} 15 : index
    %c127 = arith.constant {name = "%c127"} 127 : index
    %c96 = arith.constant {name = "%c96"} 96 : index
    %c95 = arith.constant {name = "%c95"} 95 : index
    %c64 = arith.constant {name = "%c64"} 64 : index
    %c63 = arith.constant {name = "%c63"} 63 : index
    %c32 = arith.constant {name = "%c32"} 32 : index
    %c31 = arith.constant {name = "%c31"} 31 : index
    %c0 = arith.constant {name = "%c0"} 0 : index
    %c0_i128 = arith.constant {name = "%c0_i128"} 0 : i128
    %c0_i16 = arith.constant {name = "%c0_i16"} 0 : i16
    %c0_i64 = arith.constant {name = "%c0_i64"} 0 : i64
    %c4_i32 = arith.constant {name = "%c4_i32"} 4 : i32
    %c1_i32 = arith.constant {name = "%c1_i32"} 1 : i32
    %c0_i32 = arith.constant {name = "%c0_i32"} 0 : i32
    %alloc = memref.alloc() {name = "activations"} : memref<5x16xi16, #map>
    %alloc_0 = memref.alloc() {name = "totals"} : memref<12x8xi64, #map>
    %alloc_1 = memref.alloc() {name = "answers"} : memref<16x4xi32, #map>
    %alloc_2 = memref.alloc() {name = "total"} : memref<8xi64, #map1>
    linalg.fill ins(%c0_i64 : i64) outs(%alloc_2 : memref<8xi64, #map1>)
    %alloc_3 = memref.alloc() {name = "products"} : memref<8xi64, #map1>
    linalg.fill ins(%c0_i64 : i64) outs(%alloc_3 : memref<8xi64, #map1>)
    %alloc_4 = memref.alloc() {name = "inputs"} : memref<16xi16, #map1>
    linalg.fill ins(%c0_i16 : i16) outs(%alloc_4 : memref<16xi16, #map1>)
    %alloc_5 = memref.alloc() {name = "scales", unsigned} : memref<i128>
    affine.store %c0_i128, %alloc_5[] {to = "scales"} : memref<i128>
    %alloc_6 = memref.alloc() {name = "codes", unsigned} : memref<i128>
    affine.store %c0_i128, %alloc_6[] {to = "codes"} : memref<i128>
    %alloc_7 = memref.alloc() {name = "parts"} : memref<1x4xi32, #map>
    affine.for %arg4 = 0 to 1 {
      %0 = affine.load %arg0[%arg4] {from = "portions", unsigned} : memref<1xi128>
      %alloc_8 = memref.alloc() {name = "given_shares", unsigned} : memref<i128>
      affine.store %0, %alloc_8[] {to = "given_shares"} : memref<i128>
      %1 = affine.load %alloc_8[] {from = "given_shares"} : memref<i128>
      %2 = allo.get_slice(%1 : i128, %c31, %c0) -> i32
      affine.store %2, %alloc_7[%arg4, 0] {to = "parts"} : memref<1x4xi32, #map>
      %3 = affine.load %alloc_8[] {from = "given_shares"} : memref<i128>
      %4 = allo.get_slice(%3 : i128, %c63, %c32) -> i32
      affine.store %4, %alloc_7[%arg4, 1] {to = "parts"} : memref<1x4xi32, #map>
      %5 = affine.load %alloc_8[] {from = "given_shares"} : memref<i128>
      %6 = allo.get_slice(%5 : i128, %c95, %c64) -> i32
      affine.store %6, %alloc_7[%arg4, 2] {to = "parts"} : memref<1x4xi32, #map>
      %7 = affine.load %alloc_8[] {from = "given_shares"} : memref<i128>
      %8 = allo.get_slice(%7 : i128, %c127, %c96) -> i32
      affine.store %8, %alloc_7[%arg4, 3] {to = "parts"} : memref<1x4xi32, #map>
    } {loop_name = "e", op_name = "S_e_0", pipeline_ii = 1 : ui32}
    affine.for %arg4 = 0 to 4 {
      affine.for %arg5 = 0 to 2 {
        %0 = affine.load %arg1[%arg4 * 2 + %arg5] {from = "token", unsigned} : memref<8xi128>
        %alloc_8 = memref.alloc() {name = "taken", unsigned} : memref<i128>
        affine.store %0, %alloc_8[] {to = "taken"} : memref<i128>
        %1 = affine.load %alloc_8[] {from = "taken"} : memref<i128>
        %2 = allo.get_slice(%1 : i128, %c15, %c0) -> i16
        affine.store %2, %alloc[%arg4, %arg5 * 8] {to = "activations"} : memref<5x16xi16, #map>
        %3 = affine.load %alloc_8[] {from = "taken"} : memref<i128>
        %4 = allo.get_slice(%3 : i128, %c31, %c16) -> i16
        affine.store %4, %alloc[%arg4, %arg5 * 8 + 1] {to = "activations"} : memref<5x16xi16, #map>
        %5 = affine.load %alloc_8[] {from = "taken"} : memref<i128>
        %6 = allo.get_slice(%5 : i128, %c47, %c32) -> i16
        affine.store %6, %alloc[%arg4, %arg5 * 8 + 2] {to = "activations"} : memref<5x16xi16, #map>
        %7 = affine.load %alloc_8[] {from = "taken"} : memref<i128>
        %8 = allo.get_slice(%7 : i128, %c63, %c48) -> i16
        affine.store %8, %alloc[%arg4, %arg5 * 8 + 3] {to = "activations"} : memref<5x16xi16, #map>
        %9 = affine.load %alloc_8[] {from = "taken"} : memref<i128>
        %10 = allo.get_slice(%9 : i128, %c79, %c64) -> i16
        affine.store %10, %alloc[%arg4, %arg5 * 8 + 4] {to = "activations"} : memref<5x16xi16, #map>
        %11 = affine.load %alloc_8[] {from = "taken"} : memref<i128>
        %12 = allo.get_slice(%11 : i128, %c95, %c80) -> i16
        affine.store %12, %alloc[%arg4, %arg5 * 8 + 5] {to = "activations"} : memref<5x16xi16, #map>
        %13 = affine.load %alloc_8[] {from = "taken"} : memref<i128>
        %14 = allo.get_slice(%13 : i128, %c111, %c96) -> i16
        affine.store %14, %alloc[%arg4, %arg5 * 8 + 6] {to = "activations"} : memref<5x16xi16, #map>
        %15 = affine.load %alloc_8[] {from = "taken"} : memref<i128>
        %16 = allo.get_slice(%15 : i128, %c127, %c112) -> i16
        affine.store %16, %alloc[%arg4, %arg5 * 8 + 7] {to = "activations"} : memref<5x16xi16, #map>
      } {loop_name = "i", pipeline_ii = 1 : ui32}
    } {loop_name = "g", op_name = "load"}
    affine.for %arg4 = 0 to 2 {
      %0 = allo.stream_get(%arg3, []) {unsigned} : !allo.stream<i128, 512> -> i128
      %alloc_8 = memref.alloc() {name = "header", unsigned} : memref<i128>
      affine.store %0, %alloc_8[] {to = "header"} : memref<i128>
      %1 = affine.load %alloc_8[] {from = "header"} : memref<i128>
      %2 = allo.get_slice(%1 : i128, %c31, %c0) -> i32
      %alloc_9 = memref.alloc() {name = "gate_multiplier"} : memref<i32>
      affine.store %2, %alloc_9[] {to = "gate_multiplier"} : memref<i32>
      %3 = affine.load %alloc_8[] {from = "header"} : memref<i128>
      %4 = allo.get_slice(%3 : i128, %c63, %c32) -> i32
      %alloc_10 = memref.alloc() {name = "up_multiplier"} : memref<i32>
      affine.store %4, %alloc_10[] {to = "up_multiplier"} : memref<i32>
      %5 = affine.load %alloc_8[] {from = "header"} : memref<i128>
      %6 = allo.get_slice(%5 : i128, %c95, %c64) -> i32
      %7 = arith.extui %6 : i32 to i64
      %alloc_11 = memref.alloc() {name = "down_multiplier"} : memref<i64>
      affine.store %7, %alloc_11[] {to = "down_multiplier"} : memref<i64>
      %alloc_12 = memref.alloc() {name = "first_group"} : memref<i32>
      affine.store %c0_i32, %alloc_12[] {to = "first_group"} : memref<i32>
      %alloc_13 = memref.alloc() {name = "groups"} : memref<i32>
      affine.store %c4_i32, %alloc_13[] {to = "groups"} : memref<i32>
      %alloc_14 = memref.alloc() {name = "group"} : memref<i32>
      affine.store %c0_i32, %alloc_14[] {to = "group"} : memref<i32>
      %alloc_15 = memref.alloc() {name = "block"} : memref<i32>
      affine.store %c0_i32, %alloc_15[] {to = "block"} : memref<i32>
      affine.for %arg5 = 0 to 3 {
        %17 = arith.index_cast %arg5 : index to i33
        %18 = arith.cmpi eq, %17, %c2_i33 : i33
        scf.if %18 {
          affine.for %arg6 = 0 to 8 {
            %alloc_17 = memref.alloc() {name = "gate_total"} : memref<i64>
            affine.store %c0_i64, %alloc_17[] {to = "gate_total"} : memref<i64>
            %alloc_18 = memref.alloc() {name = "up_total"} : memref<i64>
            affine.store %c0_i64, %alloc_18[] {to = "up_total"} : memref<i64>
            %19 = affine.load %alloc_0[%arg6 floordiv 2, %arg6 * 4 - (%arg6 floordiv 2) * 8] : memref<12x8xi64, #map>
            %20 = affine.load %alloc_17[] {from = "gate_total"} : memref<i64>
            %21 = arith.extsi %20 : i64 to i65
            %22 = arith.extsi %19 : i64 to i65
            %23 = arith.addi %21, %22 : i65
            %24 = arith.trunci %23 : i65 to i64
            affine.store %24, %alloc_17[] {to = "gate_total"} : memref<i64>
            %25 = affine.load %alloc_0[%arg6 floordiv 2, %arg6 * 4 - (%arg6 floordiv 2) * 8 + 2] : memref<12x8xi64, #map>
            %26 = affine.load %alloc_18[] {from = "up_total"} : memref<i64>
            %27 = arith.extsi %26 : i64 to i65
            %28 = arith.extsi %25 : i64 to i65
            %29 = arith.addi %27, %28 : i65
            %30 = arith.trunci %29 : i65 to i64
            affine.store %30, %alloc_18[] {to = "up_total"} : memref<i64>
            %31 = affine.load %alloc_0[%arg6 floordiv 2, %arg6 * 4 - (%arg6 floordiv 2) * 8 + 1] : memref<12x8xi64, #map>
            %32 = affine.load %alloc_17[] {from = "gate_total"} : memref<i64>
            %33 = arith.extsi %32 : i64 to i65
            %34 = arith.extsi %31 : i64 to i65
            %35 = arith.addi %33, %34 : i65
            %36 = arith.trunci %35 : i65 to i64
            affine.store %36, %alloc_17[] {to = "gate_total"} : memref<i64>
            %37 = affine.load %alloc_0[%arg6 floordiv 2, %arg6 * 4 - (%arg6 floordiv 2) * 8 + 3] : memref<12x8xi64, #map>
            %38 = affine.load %alloc_18[] {from = "up_total"} : memref<i64>
            %39 = arith.extsi %38 : i64 to i65
            %40 = arith.extsi %37 : i64 to i65
            %41 = arith.addi %39, %40 : i65
            %42 = arith.trunci %41 : i65 to i64
            affine.store %42, %alloc_18[] {to = "up_total"} : memref<i64>
            %43 = affine.load %alloc_17[] {from = "gate_total"} : memref<i64>
            %44 = affine.load %alloc_18[] {from = "up_total"} : memref<i64>
            %45 = affine.load %alloc_9[] {from = "gate_multiplier"} : memref<i32>
            %46 = affine.load %alloc_10[] {from = "up_multiplier"} : memref<i32>
            %47 = func.call @gated(%43, %44, %45, %46) : (i64, i64, i32, i32) -> i16
            %alloc_19 = memref.alloc() {name = "unit"} : memref<i16>
            affine.store %47, %alloc_19[] {to = "unit"} : memref<i16>
            %48 = affine.load %alloc_19[] {from = "unit"} : memref<i16>
            affine.store %48, %alloc[4, %arg6] : memref<5x16xi16, #map>
            %49 = affine.load %alloc_19[] {from = "unit"} : memref<i16>
            affine.store %49, %alloc[4, %arg6 + 8] : memref<5x16xi16, #map>
          } {loop_name = "u", op_name = "activate", pipeline_ii = 1 : ui32}
          affine.store %c4_i32, %alloc_12[] {to = "first_group"} : memref<i32>
          affine.store %c1_i32, %alloc_13[] {to = "groups"} : memref<i32>
        }
        affine.for %arg6 = 0 to 4 {
          affine.for %arg7 = 0 to 4 {
            %19 = allo.stream_get(%arg3, []) {unsigned} : !allo.stream<i128, 512> -> i128
            %alloc_17 = memref.alloc() {name = "word", unsigned} : memref<i128>
            affine.store %19, %alloc_17[] {to = "word"} : memref<i128>
            %alloc_18 = memref.alloc() {name = "of_places"} : memref<i32>
            affine.store %c0_i32, %alloc_18[] {to = "of_places"} : memref<i32>
            %20 = arith.index_cast %arg7 : index to i34
            %21 = arith.subi %20, %c1_i34 : i34
            %22 = arith.remsi %21, %c3_i34 : i34
            %23 = arith.cmpi eq, %22, %c0_i34 : i34
            scf.if %23 {
              affine.store %c1_i32, %alloc_18[] {to = "of_places"} : memref<i32>
            }
            %24 = arith.index_cast %arg7 : index to i33
            %25 = arith.cmpi eq, %24, %c0_i33 : i33
            scf.if %25 {
              %26 = affine.load %alloc_17[] {from = "word"} : memref<i128>
              affine.store %26, %alloc_5[] {to = "scales"} : memref<i128>
            } else {
              %26 = affine.load %alloc_18[] {from = "of_places"} : memref<i32>
              %27 = arith.cmpi eq, %26, %c1_i32 : i32
              scf.if %27 {
                %28 = affine.load %alloc_17[] {from = "word"} : memref<i128>
                affine.store %28, %alloc_6[] {to = "codes"} : memref<i128>
              } else {
                affine.for %arg8 = 0 to 16 {
                  %42 = affine.load %alloc_12[] {from = "first_group"} : memref<i32>
                  %43 = affine.load %alloc_14[] {from = "group"} : memref<i32>
                  %44 = arith.extsi %42 : i32 to i33
                  %45 = arith.extsi %43 : i32 to i33
                  %46 = arith.addi %44, %45 : i33
                  %47 = arith.index_cast %46 : i33 to index
                  %48 = memref.load %alloc[%47, %arg8] {from = "activations"} : memref<5x16xi16, #map>
                  affine.store %48, %alloc_4[%arg8] {to = "inputs"} : memref<16xi16, #map1>
                } {loop_name = "m", op_name = "S_m_3"}
                %28 = affine.load %alloc_17[] {from = "word"} : memref<i128>
                %29 = affine.load %alloc_6[] {from = "codes"} : memref<i128>
                %30 = affine.load %alloc_5[] {from = "scales"} : memref<i128>
                func.call @scaled_groups(%28, %29, %30, %alloc_4, %alloc_3) : (i128, i128, i128, memref<16xi16, #map1>, memref<8xi64, #map1>) -> ()
                affine.for %arg8 = 0 to 8 {
                  %42 = affine.load %alloc_14[] {from = "group"} : memref<i32>
                  %43 = arith.cmpi eq, %42, %c0_i32 : i32
                  %44 = affine.load %alloc_3[%arg8] {from = "products"} : memref<8xi64, #map1>
                  %45 = affine.load %alloc_2[%arg8] {from = "total"} : memref<8xi64, #map1>
                  %46 = arith.extsi %45 : i64 to i65
                  %47 = arith.extsi %44 : i64 to i65
                  %48 = arith.addi %46, %47 : i65
                  %49 = arith.select %43, %47, %48 : i65
                  %50 = arith.trunci %49 : i65 to i64
                  affine.store %50, %alloc_2[%arg8] {to = "total"} : memref<8xi64, #map1>
                  %51 = affine.load %alloc_2[%arg8] {from = "total"} : memref<8xi64, #map1>
                  %52 = affine.load %alloc_15[] {from = "block"} : memref<i32>
                  %53 = arith.index_cast %52 : i32 to index
                  memref.store %51, %alloc_0[%53, %arg8] {to = "totals"} : memref<12x8xi64, #map>
                } {loop_name = "r", op_name = "S_r_4"}
                %31 = affine.load %alloc_5[] {from = "scales"} : memref<i128>
                %32 = arith.shrui %31, %c64_i128 {unsigned} : i128
                affine.store %32, %alloc_5[] {to = "scales"} : memref<i128>
                %33 = affine.load %alloc_6[] {from = "codes"} : memref<i128>
                %34 = arith.shrui %33, %c64_i128 {unsigned} : i128
                affine.store %34, %alloc_6[] {to = "codes"} : memref<i128>
                %35 = affine.load %alloc_14[] {from = "group"} : memref<i32>
                %36 = arith.extsi %35 : i32 to i33
                %37 = arith.addi %36, %c1_i33 : i33
                %38 = arith.trunci %37 : i33 to i32
                affine.store %38, %alloc_14[] {to = "group"} : memref<i32>
                %39 = affine.load %alloc_14[] {from = "group"} : memref<i32>
                %40 = affine.load %alloc_13[] {from = "groups"} : memref<i32>
                %41 = arith.cmpi eq, %39, %40 : i32
                scf.if %41 {
                  affine.store %c0_i32, %alloc_14[] {to = "group"} : memref<i32>
                  %42 = affine.load %alloc_15[] {from = "block"} : memref<i32>
                  %43 = arith.extsi %42 : i32 to i33
                  %44 = arith.addi %43, %c1_i33 : i33
                  %45 = arith.trunci %44 : i33 to i32
                  affine.store %45, %alloc_15[] {to = "block"} : memref<i32>
                }
              }
            }
          } {loop_name = "j", pipeline_ii = 1 : ui32}
        } {loop_name = "b", op_name = "multiply"}
      } {loop_name = "part", op_name = "S_part_2"}
      %8 = affine.load %alloc_11[] {from = "down_multiplier"} : memref<i64>
      %9 = affine.load %alloc_7[0, %arg4] : memref<1x4xi32, #map>
      %10 = arith.extsi %8 : i64 to i96
      %11 = arith.extsi %9 : i32 to i96
      %12 = arith.muli %10, %11 : i96
      %13 = arith.extsi %12 : i96 to i97
      %14 = arith.addi %13, %c32768_i97 : i97
      %15 = arith.shrsi %14, %c16_i97 : i97
      %16 = arith.trunci %15 : i97 to i32
      %alloc_16 = memref.alloc() {name = "weight"} : memref<i32>
      affine.store %16, %alloc_16[] {to = "weight"} : memref<i32>
      affine.for %arg5 = 0 to 8 {
        affine.for %arg6 = 0 to 2 {
          affine.for %arg7 = 0 to 4 {
            %17 = affine.load %alloc_0[%arg5 + 4, %arg6 * 4 + %arg7] {from = "totals"} : memref<12x8xi64, #map>
            %18 = affine.load %alloc_16[] {from = "weight"} : memref<i32>
            %19 = func.call @rescaled(%17, %18) : (i64, i32) -> i64
            %20 = func.call @answer_of(%19) : (i64) -> i32
            %21 = arith.extsi %20 : i32 to i64
            %alloc_17 = memref.alloc() {name = "answer"} : memref<i64>
            affine.store %21, %alloc_17[] {to = "answer"} : memref<i64>
            %alloc_18 = memref.alloc() {name = "before"} : memref<i64>
            affine.store %c0_i64, %alloc_18[] {to = "before"} : memref<i64>
            %22 = arith.index_cast %arg4 : index to i33
            %23 = arith.cmpi sgt, %22, %c0_i33 : i33
            scf.if %23 {
              %32 = affine.load %alloc_1[%arg5 * 2 + %arg6, %arg7] {from = "answers"} : memref<16x4xi32, #map>
              %33 = arith.extsi %32 : i32 to i64
              affine.store %33, %alloc_18[] {to = "before"} : memref<i64>
            }
            %24 = affine.load %alloc_18[] {from = "before"} : memref<i64>
            %25 = affine.load %alloc_17[] {from = "answer"} : memref<i64>
            %26 = arith.extsi %24 : i64 to i65
            %27 = arith.extsi %25 : i64 to i65
            %28 = arith.addi %26, %27 : i65
            %29 = arith.trunci %28 : i65 to i64
            %alloc_19 = memref.alloc() {name = "sum_of_both"} : memref<i64>
            affine.store %29, %alloc_19[] {to = "sum_of_both"} : memref<i64>
            %30 = affine.load %alloc_19[] {from = "sum_of_both"} : memref<i64>
            %31 = func.call @answer_of(%30) : (i64) -> i32
            affine.store %31, %alloc_1[%arg5 * 2 + %arg6, %arg7] {to = "answers"} : memref<16x4xi32, #map>
          } {loop_name = "r"}
        } {loop_name = "h", pipeline_ii = 1 : ui32}
      } {loop_name = "d", op_name = "add"}
    } {loop_name = "k", op_name = "S_k_2"}
    affine.for %arg4 = 0 to 16 {
      %alloc_8 = memref.alloc() {name = "given", unsigned} : memref<i128>
      affine.store %c0_i128, %alloc_8[] {to = "given"} : memref<i128>
      %0 = affine.load %alloc_1[%arg4, 0] {from = "answers"} : memref<16x4xi32, #map>
      %1 = affine.load %alloc_8[] {from = "given"} : memref<i128>
      %2 = allo.set_slice(%1 : i128, %c31, %c0, %0 : i32) -> i128
      affine.store %2, %alloc_8[] {to = "given"} : memref<i128>
      %3 = affine.load %alloc_1[%arg4, 1] {from = "answers"} : memref<16x4xi32, #map>
      %4 = affine.load %alloc_8[] {from = "given"} : memref<i128>
      %5 = allo.set_slice(%4 : i128, %c63, %c32, %3 : i32) -> i128
      affine.store %5, %alloc_8[] {to = "given"} : memref<i128>
      %6 = affine.load %alloc_1[%arg4, 2] {from = "answers"} : memref<16x4xi32, #map>
      %7 = affine.load %alloc_8[] {from = "given"} : memref<i128>
      %8 = allo.set_slice(%7 : i128, %c95, %c64, %6 : i32) -> i128
      affine.store %8, %alloc_8[] {to = "given"} : memref<i128>
      %9 = affine.load %alloc_1[%arg4, 3] {from = "answers"} : memref<16x4xi32, #map>
      %10 = affine.load %alloc_8[] {from = "given"} : memref<i128>
      %11 = allo.set_slice(%10 : i128, %c127, %c96, %9 : i32) -> i128
      affine.store %11, %alloc_8[] {to = "given"} : memref<i128>
      %12 = affine.load %alloc_8[] {from = "given"} : memref<i128>
      affine.store %12, %arg2[%arg4] {to = "output"} : memref<16xi128>
    } {loop_name = "t", op_name = "store", pipeline_ii = 1 : ui32}
    return
  }
  func.func @gated_experts(%arg0: memref<1xi128>, %arg1: memref<1xi128>, %arg2: memref<8xi128>, %arg3: memref<392xi128>, %arg4: memref<16xi128>) attributes {dataflow, itypes = "uuuuu"} {
    %0 = allo.stream_construct() {name = "fetched", unsigned} : !allo.stream<i128, 512>
    call @fetch_0(%arg0, %arg3, %0) : (memref<1xi128>, memref<392xi128>, !allo.stream<i128, 512>) -> ()
    call @engine_0(%arg1, %arg2, %arg4, %0) {last} : (memref<1xi128>, memref<8xi128>, memref<16xi128>, !allo.stream<i128, 512>) -> ()
    return
  }
}
