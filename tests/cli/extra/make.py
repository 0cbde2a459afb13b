# A face of one glyph for the tests of extra glyphs: a framed bar at U+E000, U+2A6D7 and U+F0000. It needs fontTools 4;
# `python3 make.py` writes extra.ttf beside itself, byte for byte.
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
def box(x0,y0,x1,y1,pen,cw=True):
    pts=[(x0,y0),(x0,y1),(x1,y1),(x1,y0)]
    if not cw: pts=pts[::-1]
    pen.moveTo(pts[0]); [pen.lineTo(p) for p in pts[1:]]; pen.closePath()
fb=FontBuilder(1000,isTTF=True)
fb.setupGlyphOrder(['.notdef','extra'])
fb.setupCharacterMap({0xE000: 'extra', 0x2A6D7: 'extra', 0xF0000: 'extra'})
p=TTGlyphPen(None); box(60,-60,940,820,p); box(130,10,870,750,p,False); box(200,340,800,420,p)
q=TTGlyphPen(None); box(60,-60,940,820,q); box(130,10,870,750,q,False)
fb.setupGlyf({'.notdef':q.glyph(),'extra':p.glyph()})
fb.setupHorizontalMetrics({'.notdef':(1000,60),'extra':(1000,60)})
fb.setupHorizontalHeader(ascent=880,descent=-120)
fb.setupVerticalMetrics({'.notdef':(1000,60),'extra':(1000,60)})
fb.setupVerticalHeader(ascent=500,descent=-500)
fb.setupNameTable(dict(familyName='Banxin Test Extra',styleName='Regular',psName='BanxinTestExtra-Regular',copyright='Made for the tests of banxin; MIT or Apache-2.0.'))
fb.setupOS2(sTypoAscender=880,sTypoDescender=-120,usWinAscent=880,usWinDescent=120,fsType=0)
fb.setupPost()
fb.font['head'].created=fb.font['head'].modified=0
fb.font.recalcTimestamp=False
fb.save('extra.ttf')
