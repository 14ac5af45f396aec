/** The shape of a translation: the same keys, without the singulars, which none of the other languages has. */
export type Translated<Words> = {
  [Key in keyof Words as Key extends `${string}_one` ? never : Key]: Words[Key] extends string
    ? string
    : Translated<Words[Key]>;
};
