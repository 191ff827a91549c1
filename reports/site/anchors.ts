const slug = (text: string) => text.replaceAll(/[^\w.-]+/g, "-");

/** Where an operation stands on its contract's page. */
export const operationAnchor = (id: string) => `operation-${slug(id)}`;

/** Where a named schema stands on its contract's page. */
export const schemaAnchor = (name: string) => `schema-${slug(name)}`;
