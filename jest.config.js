// Tests are compiled with their package and run from dist, so what is tested is what ships.
export default {
  testEnvironment: 'node',
  globalSetup: '<rootDir>/scripts/jest/setup.mjs',
  globalTeardown: '<rootDir>/scripts/jest/teardown.mjs',
  testMatch: ['<rootDir>/**/dist/**/*.test.js'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/.switchyard/', '<rootDir>/.tools/'],
  modulePathIgnorePatterns: ['<rootDir>/.switchyard/', '<rootDir>/.tools/'],
  transform: {},
  testTimeout: 30_000,
  maxWorkers: 2,
};
