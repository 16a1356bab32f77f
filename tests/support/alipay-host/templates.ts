/** What one template of `base.axml` draws: its tag, and the events it hands to the page's `eh`. */
export interface Template {
  tag: string;
  events: Set<string>;
}

/** Reads the compiled templates; a node that names none of them would be invisible on a phone. */
export function readTemplates(axml: string): Map<string, Template> {
  const templates = new Map<string, Template>();
  for (const [, name = '', body = ''] of axml.matchAll(
    /<template name="tmpl_\d+_(\w+)">([\s\S]*?)<\/template>/g,
  )) {
    // A template that only chooses between two others, as fields do for their focus, is drawn as both.
    const drawn = /<([a-z][\w-]*)([^>]*)>/.exec(body.replace(/<template [^>]*>/g, ''));
    const chosen = /is="\{\{xs\.c\(i, '(tmpl_\d+_)'\)\}\}"/.test(body);
    if (!drawn && !chosen) continue;
    const attributes = drawn?.[2] ?? '';
    const events = [...attributes.matchAll(/\b(?:on|catch)([A-Z]\w*)="eh"/g)].map(
      ([, event = '']) => event.charAt(0).toLowerCase() + event.slice(1),
    );
    templates.set(name, { tag: drawn?.[1] ?? 'template', events: new Set(events) });
  }
  return templates;
}

/** Tag and events of a node, a field's focused and blurred forms taken as one. */
export function templateOf(templates: Map<string, Template>, name: string): Template | undefined {
  const own = templates.get(name);
  if (own && own.tag !== 'template') return own;
  return templates.get(`${name}_blur`) ?? templates.get(`${name}_focus`) ?? own;
}
