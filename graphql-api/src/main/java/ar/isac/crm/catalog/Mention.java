package ar.isac.crm.catalog;

import ar.isac.crm.catalog.Vocabulary.FamilyEntry;
import ar.isac.crm.catalog.Words.Word;
import java.util.List;

/**
 * Something of the catalogue that a text speaks of.
 *
 * @param text the words that name it, as written
 * @param families what the words fit equally well
 * @param isExact whether they are what was asked for, or only near to it
 * @param rest the other words around it, which may choose attributes
 */
record Mention(String text, List<FamilyEntry> families, boolean isExact, List<Word> rest) {}
