import { expect, test } from 'vitest'
import { asciiDigits, plainNumber } from './digits'

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
