import type { Compiler } from 'webpack';

const homePage = /pages[\\/]home[\\/]index/;

/** Writes the list of files a phone fetches before the home list shows, for the size budget. */
export class HomeAssetsPlugin {
  apply(compiler: Compiler): void {
    compiler.hooks.thisCompilation.tap('HomeAssets', (compilation) => {
      compilation.hooks.afterProcessAssets.tap('HomeAssets', () => {
        const files = new Set<string>();
        for (const entry of compilation.entrypoints.values()) {
          for (const file of entry.getFiles()) files.add(file);
        }
        for (const group of compilation.chunkGroups) {
          const opensHome = group.origins.some((origin) => homePage.test(String(origin.request)));
          if (opensHome) for (const file of group.getFiles()) files.add(file);
        }
        const list = [...files].filter((file) => !file.endsWith('.map')).sort();
        compilation.emitAsset(
          'home-assets.json',
          new compiler.webpack.sources.RawSource(JSON.stringify(list, null, 2)),
        );
      });
    });
  }
}
