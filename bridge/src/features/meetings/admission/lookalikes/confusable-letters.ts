/**
 * Letters and digits that look like others, as `what it looks like:what looks so`: of other scripts like Latin
 * ones, and signs that look like Han. Of the data of Unicode Technical Standard 39, version 17.0.0
 * (confusables.txt, © 2025 Unicode, Inc., https://www.unicode.org/terms_of_use.html), those pairs that are one
 * letter to Latin letters, digits or Han; what NFKC and leaving out diacritics make equal is left out.
 */
const pairs = `2:ꝚƧϨꙄᒿꛯƻ 3:३૩ꞫȜƷꝪⲜⳄⳌЗӠ𖼻𑣊Ҙ 4:Ꮞ𑢯 5:Ƽ𑢻 6:ⳓⳒϬⳜбᏮ𑣕 7:𐓒𑣆 8:৪੪𞣋ȣȢ𐌚 9:੧୨৭൭ꝮⳋⳊ𑣌𑢬𑣖 A:ΑАᎪᗅꓮ𖽀𐊠 AA:Ꜳ
   AE:ÆӔ AO:Ꜵ AU:Ꜷ AV:ꜸꜺ AY:Ꜽ B:ꞴΒⲂВᏴᗷꓐ𐊂𐊡𐌁 C:𑣩𑣲ⲤСᏟꓚ𐊢𐌂𐐕𐔜Ҫ D:ᎠᗞᗪꓓĐÐƉ E:ΕЕⴹᎬꓰ𑢦𑢮𐊆Ɇ F:ꞘϜᖴꓝ𑣂𑢢𐊇𐊥𐔥Ƒ
   G:ԌᏀᏳꓖǤ H:ΗⲎНᎻᕼꓧ𐋏ⱧҢĦӉӇ J:ꞲͿЈᎫᒍꓙɈ K:ΚⲔКᏦᛕꓗ𐔘ⱩҚꝀҞ L:ⳐᏞᒪꓡ𖼖𑢣𑢲𐐛𐔦Ł M:ΜϺⲘМᎷᗰᛖꓟ𐊰𐌑Ӎ N:ΝⲚꓠ𐔓Ɲ
   O:0߀೦〇𑣠ΟⲞОՕⵔዐଠ𐓂ꓳ𑢵𐊒𐊫𐐄𐔖ØⵁƟꝊθΘⲐӨѲⴱᎾᏫ OE:Œ OO:ꝎꚘ P:ΡⲢⳎРᏢᑭꓑ𐊕 Q:ⵕ R:ƦᎡᏒ𐒴ᖇꓣ𖼵 S:ЅՏᏕᏚꓢ𖼺𐊖𐐠
   T:ΤⲦТᎢꓔ𖼊𑢼𐊗𐊱𐌕ȾƮҬŦ T3:Ꜩ U:Սሀ𐓎ᑌꓴ𖽂𑢸ɄᏌ V:٧۷ѴⴸᏙᐯꛟꓦ𖼈𑢠𐔝 W:𑣦𑣯ԜᎳᏔꓪ X:𐌢𑣬ꞳΧⲬХⵝᚷꓫ𐊐𐊴𐌗𐔧Ҳ Y:ΥⲨУҮᎩᎽꓬ𖽃𑢤𐊲ɎҰ
   Z:𑣥𐋵ΖᏃꓜ𑢩ƵȤ a:ɑαа aa:ꜳ ae:æӕ ao:ꜵ au:ꜷ av:ꜹꜻ ay:ꜽ b:ƄЬᏏᑲᖯɓᑳƃƂБƀҍҌѣѢ bl:Ы c:ᴄⲥсငၚꮯ𐐽ȼҫ
   d:ԁᏧᑯꓒɗɖƌđ dz:ʣ e:ꬲеҽɇҿ f:ꬵꞙƒẝքᵮ fn:ʩ g:ɡᶃƍցɠǥ h:һհᏂɦꚕᏲħћ i:ıɪɩιⲓіꙇւꭵᎥ𑣃ɨᵻᵼ j:ϳјɉ k:ƙ
   l:|1١۱𐌠𞣇IƖǀΙⲒІӏӀⵏᛁꓲ𖼨𐊊𐌉łɭƗƚɫ lO:Ю ll:ǁ ls:ʪ lz:ʫ n:ոռɳƞŋηղᵰ
   o:०০੦૦୦௦౦൦๐໐၀០𑓐٥۵ᴏᴑꬽοσⲟϭоჿօഠဝ𐓪𑣈𑣗𐐬øꬾɵꝋⲑөѳꮎꮻꭴთတ oe:œ oo:ꝏꚙ p:þƿρϸⲣⳏрƥᵽ q:ԛգզʠ
   r:ꭇꭈᴦⲅгꮁɽɼɍғᵲ rn:𑣣m𑜀ɱᵯ s:ꜱƽѕടꮪ𑣁𐑈ʂᵴ t:ƭŧᵵ tf:ꝷ ts:ʦ u:ꞟᴜꭎꭒʋυս𐓶𑣘џᵾꮜ ue:ᵫ uo:ꭣ v:ᴠνѵ𑜆ꮩ𑣀
   w:ɯᴡⲽѡшԝա𑜊𑜎𑜏ꮃѽ𑓅ꝡ x:хᕁᕽ y:ɣᶌʏỿꭚγⲩуүყ𑣜ƴɏұ z:ᴢꮓ𑣄ʐƶȥᵶ
   丨:ᅵ 丨丨:ퟄ 二:ニ 亻:イ 併:倂 値:值 儿:ㄦ 八:ハ 凵:𠙴 力:カ 卑:𭅡 卜:ト 口:ロ囗 啓:啟 土:士 塡:填 墫:壿 壷:𡔳 夕:タ 多:𡖇 媯:嬀
   工:エ 帡:帲 徚:𢔅 戶:戸 晚:晩 朌:肦 朏:胐 朐:胊 朓:脁 朘:脧 朣:膧 杮:柿 榝:樧 涅:𣵀 溈:潙 玥:𤣽 研:硏 絕:絶 胼:腁 蒍:蔿 蘷:虁 訮:詽
   讆:讏 豜:豣 贛:𥫔 赿:趆 跥:跺 躗:躛 軿:輧 郎:郞 鎭:鎮 隷:隸 鹂:鹃 黑:黒`;

const prototypes = new Map(
  pairs.split(/\s+/u).flatMap((pair) => {
    const [prototype = '', alike = ''] = pair.split(':');
    return Array.from(alike, (letter) => [letter, prototype] as const);
  }),
);

/** The text with each letter replaced by the one that it looks like. */
export const asItLooks = (text: string): string =>
  Array.from(text, (letter) => prototypes.get(letter) ?? letter).join('');
