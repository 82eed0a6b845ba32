// Tests are compiled with their package and run from dist, so what is tested is what ships.
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/**/dist/**/*.test.js'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/.switchyard/', '<rootDir>/.tools/'],
  modulePathIgnorePatterns: ['<rootDir>/.switchyard/', '<rootDir>/.tools/'],
  transform: {},
  testTimeout: 30_000,
  maxWorkers: 2,
};
