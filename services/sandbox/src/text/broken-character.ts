// Stands in an answer where bytes are to leave that are no UTF-8; no vendor sends it.

export const brokenCharacter = '\uffff';
