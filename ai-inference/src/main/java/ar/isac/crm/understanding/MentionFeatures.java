package ar.isac.crm.understanding;

/**
 * What the tagger of mentions sees of each word, hashed: itself, its neighbours, and their classes; what goods are named before
 * and after; and what the message is about, because a part is a product when it is asked for, and none when it broke.
 */
final class MentionFeatures {

    /** So many words on each side of one are its neighbours, each in its place; so many more only somewhere around. */
    private static final int NEIGHBOURS = 2;

    private static final int AROUND = 5;

    private final Words words;
    private final String about;
    private final int firstGoods;
    private final int lastGoods;

    /** Of each word and its neighbours. */
    private final String[] shapes;

    private final String[] commonness;

    /** From the one before the first word to the one after the last. */
    private final String[] named;

    private MentionFeatures(Words words, Intent about) {
        this.words = words;
        this.about = about.name();
        int first = 0;
        while (first < words.size() && !words.get(first).isGoods()) {
            first++;
        }
        int last = words.size() - 1;
        while (last >= 0 && !words.get(last).isGoods()) {
            last--;
        }
        this.firstGoods = first;
        this.lastGoods = last;
        this.shapes = new String[words.size()];
        this.commonness = new String[words.size()];
        this.named = new String[words.size() + 2];
        for (int i = 0; i < words.size(); i++) {
            shapes[i] = words.shapes(i);
            commonness[i] = words.commonness(i - 1) + words.commonness(i) + words.commonness(i + 1);
        }
        for (int i = -1; i <= words.size(); i++) {
            named[i + 1] = words.named(i);
        }
    }

    /** The features of each word. */
    static int[][] of(Words words, Intent about) {
        MentionFeatures message = new MentionFeatures(words, about);
        int[][] features = new int[words.size()][];
        for (int i = 0; i < features.length; i++) {
            features[i] = message.of(i);
        }
        return features;
    }

    private int[] of(int at) {
        Buckets buckets = new Buckets(MentionTagger.BUCKETS);
        addWord(buckets, at);
        addTerms(buckets, at);
        addAround(buckets, at);
        addAbout(buckets, at);
        for (int away = -NEIGHBOURS; away <= NEIGHBOURS; away++) {
            addClasses(buckets, 50 + away, at + away);
        }
        return buckets.toArray();
    }

    private void addWord(Buckets buckets, int at) {
        Word word = words.get(at);
        buckets.add(20, word.meant());
        buckets.add(21, words.meant(at - 1));
        buckets.add(22, words.meant(at + 1));
        buckets.add(23, words.meant(at - 2));
        buckets.add(24, words.meant(at + 2));
        buckets.add(25, words.meant(at - 1), " ", word.meant());
        buckets.add(26, word.meant(), " ", words.meant(at + 1));
        buckets.add(27, words.meant(at - 2), " ", words.meant(at - 1));
        buckets.add(28, words.meant(at + 1), " ", words.meant(at + 2));
        buckets.add(29, words.meant(at - 1), "_", words.meant(at + 1));
        buckets.add(30, word.shape());
        buckets.add(31, at == 0 ? "first" : at == words.size() - 1 ? "last" : "inside");
        if (word.hasLetters()) {
            String form = word.meant();
            for (int n = 2; n <= 4 && n < form.length(); n++) {
                buckets.add(32, form.substring(form.length() - n));
                buckets.add(33, form.substring(0, n));
            }
            for (String stem : Phrases.stems(form)) {
                buckets.add(34, stem);
            }
            if (word.isSlip()) {
                buckets.add(20, word.form());
            }
        }
        buckets.add(35, shapes[at]);
        buckets.add(36, words.commonness(at));
        buckets.add(37, commonness[at]);
        buckets.add(38, words.meant(at - 1), " ", words.commonness(at));
        buckets.add(39, words.commonness(at), " ", words.meant(at + 1));
    }

    /** What is known of the shop's goods, apart for when nothing is. */
    private void addTerms(Buckets buckets, int at) {
        Word word = words.get(at);
        String sold = words.sold(at);
        buckets.add(60, sold);
        buckets.add(61, words.sold(at - 1), sold);
        buckets.add(62, sold, words.sold(at + 1));
        buckets.add(63, words.sold(at - 1), sold, words.sold(at + 1));
        buckets.add(64, sold, word.meant());
        buckets.add(65, sold, words.meant(at - 1));
        buckets.add(66, sold, words.commonness(at));
        if (word.sold() != Word.Sold.UNKNOWN) {
            String me = named[at + 1];
            String before = named[at];
            String after = named[at + 2];
            buckets.add(70, me);
            buckets.add(71, before, me);
            buckets.add(72, me, after);
            buckets.add(73, before, me, after);
            buckets.add(74, me, shapes[at]);
            buckets.add(75, me, words.meant(at - 1));
            buckets.add(76, me, words.meant(at + 1));
            buckets.add(77, me, commonness[at]);
            String joined = words.joined(at);
            buckets.add(78, joined, word.meant());
            for (String name : word.classes()) {
                buckets.add(79, joined, name);
            }
        }
    }

    /** What stands further away, and whether goods are named there. */
    private void addAround(Buckets buckets, int at) {
        for (int away = NEIGHBOURS + 1; away <= AROUND; away++) {
            buckets.add(80, words.meant(at - away));
            buckets.add(81, words.meant(at + away));
            addClasses(buckets, 82, at - away);
            addClasses(buckets, 83, at + away);
        }
        Word word = words.get(at);
        String goods = (firstGoods < at - 1 ? "+" : "-")
                + (word.isGoods() ? "+" : "-")
                + (lastGoods > at + 1 ? "+" : "-")
                + words.sold(at);
        buckets.add(84, goods);
        buckets.add(85, goods, words.meant(at - 1));
        buckets.add(86, goods, words.meant(at + 1));
        buckets.add(87, goods, words.commonness(at));
    }

    private void addAbout(Buckets buckets, int at) {
        Word word = words.get(at);
        buckets.add(90, about);
        buckets.add(91, about, word.meant());
        buckets.add(92, about, words.sold(at));
        buckets.add(93, about, words.meant(at - 1));
        buckets.add(94, about, words.meant(at + 1));
        buckets.add(95, about, shapes[at]);
        buckets.add(96, about, commonness[at]);
        buckets.add(97, about, words.meant(at - 2), " ", words.meant(at - 1));
        buckets.add(98, about, words.meant(at + 1), " ", words.meant(at + 2));
        for (String name : word.classes()) {
            buckets.add(99, about, name);
        }
    }

    private void addClasses(Buckets buckets, int kind, int at) {
        words.classes(at).forEach(name -> buckets.add(kind, name));
    }
}
