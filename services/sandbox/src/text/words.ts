// The vocabulary of made-up answers. Some words need two, three and four UTF-8
// bytes, so that a reader which splits characters is found out by any test.

export const words: readonly string[] = [
  'signal', 'harbour', 'ledger', 'copper', 'window', 'quiet', 'seven', 'orchard', 'the', 'a', 'of', 'and', 'under', 'between',
  'travels', 'carries', 'answers', 'remembers', 'counts', 'before', 'after', 'slowly', 'station', 'lantern', 'river', 'switch',
  'track', 'northern', 'café', 'naïve', 'über', 'señal', 'ångström', 'железо', '信号', '駅', '→', '—', '🚂', '🧭', 'model', 'price',
  'token', 'message', 'garden', 'paper', 'stone', 'morning', 'evening', 'every', 'no', 'one', 'two', 'three', 'bridge', 'winter',
  'engine', 'whistle', 'platform', 'ticket', 'luggage', 'yard', 'shunter', 'points', 'lever', 'clerk', 'telegraph', 'timetable',
];
