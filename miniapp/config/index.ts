import path from 'node:path';
import { defineConfig } from '@tarojs/cli';
import { HomeAssetsPlugin } from './home-assets';

const workspace = path.resolve(__dirname, '../..');
const platform = process.env['TARO_ENV'] ?? 'h5';

// Paths must be strings: with a RegExp here `taro build` exits 0 without building.
const untranspiled = [
  path.join(workspace, 'miniapp/src'),
  path.join(workspace, 'shared/src'),
  path.join(workspace, 'node_modules/@tanstack'),
  path.join(workspace, 'node_modules/zustand'),
];

/** A mini-program has no origin of its own, so its server's address is fixed at build time. */
const apiBase = platform === 'h5' ? '' : (process.env['DAYI_API_BASE'] ?? 'http://127.0.0.1:8080');

export default defineConfig({
  projectName: 'dayi',
  designWidth: 375,
  deviceRatio: { 375: 2 },
  sourceRoot: process.env['DAYI_APP_SOURCE'] ?? 'src',
  outputRoot: `dist/${process.env['DAYI_APP_BUILD'] ?? platform}`,
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  cache: { enable: true },
  logger: { quiet: true, stats: false },
  defineConstants: { DAYI_API_BASE: JSON.stringify(apiBase) },
  plugins: [],
  mini: {
    optimizeMainPackage: { enable: true },
    compile: { include: untranspiled },
    postcss: { pxtransform: { enable: false }, cssModules: { enable: false } },
  },
  h5: {
    publicPath: './',
    staticDirectory: 'static',
    router: { mode: 'hash' },
    useHtmlComponents: true,
    compile: { include: untranspiled },
    output: {
      filename: 'js/[name].[contenthash:8].js',
      chunkFilename: 'js/[name].[contenthash:8].js',
    },
    miniCssExtractPluginOption: {
      ignoreOrder: true,
      filename: 'css/[name].[contenthash:8].css',
      chunkFilename: 'css/[name].[contenthash:8].css',
    },
    postcss: { pxtransform: { enable: false }, autoprefixer: { enable: false } },
    webpackChain(chain) {
      // Taro's own H5 elements bring a web-component runtime of 60 KB; the few tags this app uses are plain HTML.
      chain.resolve.alias.set(
        '@tarojs/components$',
        path.resolve(__dirname, '../src/components/html/index.ts'),
      );
      chain.resolve.alias.set(
        '@tarojs/components/dist/components',
        path.resolve(__dirname, '../src/components/html/elements.ts'),
      );
      chain.optimization.merge({
        splitChunks: {
          cacheGroups: {
            shared: {
              chunks: 'async',
              minChunks: 3,
              name: 'shared',
              test: /miniapp[\\/]src/,
              priority: 20,
            },
          },
        },
      });
      chain.plugin('homeAssets').use(HomeAssetsPlugin);
    },
  },
});
