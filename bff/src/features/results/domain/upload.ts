const FOLDER = 'uploads/';

/** Where an upload lies in storage; it stays there when it has been delivered. */
export const uploadKey = (id: string): string => `${FOLDER}${id}`;

export const uploadIdOf = (key: string): string => key.slice(FOLDER.length);

/** What one person may have under way; more is a client gone wild. */
export const OPEN_UPLOADS = 200;
