/** Taro's H5 runtime registers its web components by these names; this app renders plain HTML and needs none. */
function registerNothing(): void {
  return undefined;
}

export {
  registerNothing as defineCustomElementTaroPullToRefreshCore,
  registerNothing as defineCustomElementTaroSwiperCore,
  registerNothing as defineCustomElementTaroSwiperItemCore,
  registerNothing as defineCustomElementTaroTabbar,
};
