declare const TYPES: unique symbol;

/** One of the panel's operations: the server has its text and knows it by the id. */
export interface Operation<Kind extends 'query' | 'mutation' | 'subscription', Data, Variables> {
  kind: Kind;
  name: string;
  id: string;
  /** Only for the compiler. */
  [TYPES]?: { data: Data; variables: Variables };
}

export type Query<Data, Variables> = Operation<'query', Data, Variables>;
export type Mutation<Data, Variables> = Operation<'mutation', Data, Variables>;
export type Subscription<Data, Variables> = Operation<'subscription', Data, Variables>;
