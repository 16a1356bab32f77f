/** An end of the run that needs words for the user, not a stack. */
export class Explained extends Error {
  /**
   * @param {string} english
   * @param {string} [chinese]
   * @param {number} [exitCode]
   */
  constructor(english, chinese = '', exitCode = 1) {
    super(chinese ? `${english}\n${chinese}` : english);
    this.exitCode = exitCode;
  }
}

/** @param {string} cause */
export function noServices(cause) {
  return new Explained(
    `${cause}
Dayi needs MariaDB and Redis. Any one of these will do:
  1. use running ones:  DATABASE_URL=mysql://user:password@host:3306/dayi REDIS_URL=redis://host:6379
  2. install them:      brew install mariadb redis   or   apt-get install mariadb-server-core mariadb-client-core redis-server
  3. use containers:    docker compose up`,
    `大仪需要 MariaDB 和 Redis：设置 DATABASE_URL 与 REDIS_URL，或用 brew/apt 安装，或运行 docker compose up。`,
  );
}

/** @param {string} cause */
export function noChromium(cause) {
  return new Explained(
    `${cause}
The browser tests need Chromium. Set CHROMIUM_PATH, or install it: apt-get install chromium fonts-noto-cjk`,
    '浏览器测试需要 Chromium：请设置 CHROMIUM_PATH，或用 apt 安装 chromium 和 fonts-noto-cjk。',
  );
}
