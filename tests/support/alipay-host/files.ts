interface Callbacks<T> {
  success?: (answer: T) => void;
  fail?: (failure: unknown) => void;
}

interface UploadOptions extends Callbacks<{ data: string; statusCode: number }> {
  url: string;
  filePath: string;
  fileName?: string;
  header?: Record<string, string>;
  headers?: Record<string, string>;
}

type Bytes = Uint8Array<ArrayBuffer>;

const FOLDER = 'https://usr';

/** The phone's photos and its own small file system, as far as uploads touch them. */
export class PhoneFiles {
  /** What the chooser gives out next, by path. */
  readonly photos = new Map<string, Bytes>();
  /** Uploads that break off before they reach the server. */
  lostUploads = 0;
  private readonly kept = new Map<string, Bytes>();

  constructor(private readonly serverUrl: string) {}

  private bytesOf(path: string): Bytes {
    const found = this.photos.get(path) ?? this.kept.get(path);
    if (found === undefined) throw new Error(`no file ${path}`);
    return found;
  }

  private async upload(options: UploadOptions): Promise<void> {
    if (this.lostUploads > 0) {
      this.lostUploads -= 1;
      options.fail?.({ error: 12, errorMessage: 'network' });
      return;
    }
    const { pathname } = new URL(options.url);
    const form = new FormData();
    form.append(options.fileName ?? 'file', new File([this.bytesOf(options.filePath)], 'upload'));
    const response = await fetch(new URL(pathname, this.serverUrl), {
      method: 'POST',
      headers: options.header ?? options.headers ?? {},
      body: form,
    });
    options.success?.({ data: await response.text(), statusCode: response.status });
  }

  /** `my`'s part of it. */
  get surface() {
    return {
      env: { USER_DATA_PATH: FOLDER },
      chooseImage: ({ success }: Callbacks<{ apFilePaths: string[]; tempFilePaths: string[] }>) => {
        const paths = [...this.photos.keys()];
        success?.({ apFilePaths: paths, tempFilePaths: paths });
      },
      getFileInfo: (options: Callbacks<{ size: number }> & { apFilePath?: string }) => {
        options.success?.({ size: this.bytesOf(options.apFilePath ?? '').length });
      },
      uploadFile: (options: UploadOptions) => {
        void this.upload(options);
        return { onProgressUpdate: () => undefined, abort: () => undefined };
      },
      getFileSystemManager: () => ({
        readFile: (options: Callbacks<{ data: ArrayBuffer }> & { filePath: string }) => {
          // As older phones do: the whole file, whatever piece was asked for.
          options.success?.({ data: this.bytesOf(options.filePath).slice().buffer });
        },
        writeFile: (options: Callbacks<object> & { filePath: string; data: ArrayBuffer }) => {
          this.kept.set(options.filePath, new Uint8Array(options.data.slice(0)));
          options.success?.({});
        },
      }),
    };
  }
}
