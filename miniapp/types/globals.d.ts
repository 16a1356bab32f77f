/** Origin of the API, set at build time; empty on the web, where API and app share one origin. */
declare const DAYI_API_BASE: string;

declare module '*.scss';
