/** The part of @secvisogram/csaf-validator-lib that we use; it is JavaScript without declarations. */
declare module '@secvisogram/csaf-validator-lib/*' {
  type Finding = {
    readonly keyword?: string;
    readonly instancePath?: string;
    readonly message?: string;
    readonly params?: Readonly<Record<string, unknown>>;
  };
  type Result = {
    readonly isValid?: boolean;
    readonly errors?: readonly Finding[];
    readonly warnings?: readonly Finding[];
    readonly infos?: readonly Finding[];
  };
  type DocumentTest = (document: unknown) => Result | Promise<Result>;
  const test: DocumentTest;
  export default test;
}
