/** The shape of a translation: the same keys, without the singulars that Vietnamese does not have. */
export type Translated<Words> = {
  [Key in keyof Words as Key extends `${string}_one` ? never : Key]: Words[Key] extends string
    ? string
    : Translated<Words[Key]>;
};
