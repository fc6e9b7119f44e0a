import { expect, test } from 'vitest'
import { asciiDigits, plainNumber, readDecimal, readKm } from './digits'

const TEN = '0123456789'
const scripts = {
  Arabic: '٠١٢٣٤٥٦٧٨٩',
  Urdu: '۰۱۲۳۴۵۶۷۸۹',
  Hindi: '०१२३४५६७८९',
  Bengali: '০১২৩৪৫৬৭৮৯',
  Punjabi: '੦੧੨੩੪੫੬੭੮੯',
  Gujarati: '૦૧૨૩૪૫૬૭૮૯',
  Odia: '୦୧୨୩୪୫୬୭୮୯',
  Tamil: '௦௧௨௩௪௫௬௭௮௯',
  Telugu: '౦౧౨౩౪౫౬౭౮౯',
  Kannada: '೦೧೨೩೪೫೬೭೮೯',
  Malayalam: '൦൧൨൩൪൫൬൭൮൯',
  Nepali: '०१२३४५६७८९',
  Santali: '᱐᱑᱒᱓᱔᱕᱖᱗᱘᱙',
  Manipuri: '꯰꯱꯲꯳꯴꯵꯶꯷꯸꯹',
  'full width': '０１２３４５６７８９',
  'mathematical bold': '𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗',
  'mathematical double-struck': '𝟘𝟙𝟚𝟛𝟜𝟝𝟞𝟟𝟠𝟡',
}

test.each(Object.entries(scripts))('%s digits are read', (_, digits) => {
  expect(asciiDigits(digits)).toBe(TEN)
})

test('all else stays', () => {
  expect(asciiDigits('एमएच १२ AB 7')).toBe('एमएच 12 AB 7')
})

test('what copying leaves is taken away', () => {
  expect(plainNumber('\u202a+971 50 123 4567\u202c')).toBe('+971 50 123 4567')
  expect(plainNumber(' ४９२\u200b० ')).toBe('4920')
})

test('decimals stand after the point of any script', () => {
  expect(['2.5', '2,5', '٢٫٥', ' २.५ ', '7'].map((text) => readDecimal(text))).toEqual([
    2.5, 2.5, 2.5, 2.5, 7,
  ])
  expect(
    ['', 'two', '1.2.3', '-1', '.5', '12345678', '1.2345'].map((text) => readDecimal(text, 7, 3)),
  ).toEqual(Array(7).fill(null))
})

test('an odometer is read as it is shown, with its unit', () => {
  expect(['48210', '1,48,210 km', ' 48 210KM', '४८२१०', ''].map(readKm)).toEqual([
    48210,
    148210,
    48210,
    48210,
    null,
  ])
  expect(['abc', '-5', '12.5', '99999999999', 'km 5'].map(readKm)).toEqual(Array(5).fill(Number.NaN))
})
