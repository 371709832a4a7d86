BEGIN TRANSACTION;
CREATE TABLE deliveries (
	edition VARCHAR NOT NULL, 
	target VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	attempt INTEGER NOT NULL, 
	reason TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	due DATETIME NOT NULL, 
	PRIMARY KEY (edition, target), 
	FOREIGN KEY(edition) REFERENCES editions (id)
);
INSERT INTO "deliveries" VALUES('morning/2026-11-23T0700','folder','done',1,'','2026-11-23 06:00:00.000000','2026-11-23 06:00:00.000000');
INSERT INTO "deliveries" VALUES('morning/2026-11-23T1000','folder','done',1,'','2026-11-23 09:00:00.000000','2026-11-23 09:00:00.000000');
CREATE TABLE edition_entries (
	edition VARCHAR NOT NULL, 
	entry VARCHAR NOT NULL, 
	revision VARCHAR NOT NULL, 
	newsletter VARCHAR NOT NULL, 
	role VARCHAR NOT NULL, 
	PRIMARY KEY (edition, entry, revision), 
	FOREIGN KEY(edition) REFERENCES editions (id), 
	FOREIGN KEY(entry) REFERENCES entries (id), 
	FOREIGN KEY(revision) REFERENCES revisions (id)
);
INSERT INTO "edition_entries" VALUES('morning/2026-11-23T0700','5ea49a1c7f93b202','f2f28741f477f9a0babdf7efd71863fb694e8cdb17aec433fd71e84ec1c2f0cd','morning','story');
INSERT INTO "edition_entries" VALUES('morning/2026-11-23T0700','7e6eed99854bcfb1','8ac7a75a717fc791e9ed21cbec8211cdd81de57060207ffa6b2993057abc5c52','morning','story');
INSERT INTO "edition_entries" VALUES('morning/2026-11-23T0700','17bf024158deb065','7f62816d04556db3943cd099795577fc8049efdc6db246bafe7f974689e8111f','morning','story');
INSERT INTO "edition_entries" VALUES('morning/2026-11-23T0700','15ecd821ea8f7d7e','923807e2cff75b43a8b759b941739aa74f402eddad68f89c118d16fbdfc3cc41','morning','story');
INSERT INTO "edition_entries" VALUES('morning/2026-11-23T0700','befb913942aabbc9','bd5a8237f21f2ff403543d9411ebf18a5fb93038afed84c977178eed0e94369f','morning','story');
INSERT INTO "edition_entries" VALUES('morning/2026-11-23T1000','5949ee9d8b52da0c','cb7e593cc81534ba591f9bfa3028614bb1c86049501c2ffeb6730fe0d086ec1b','morning','story');
CREATE TABLE editions (
	id VARCHAR NOT NULL, 
	newsletter VARCHAR NOT NULL, 
	slot DATETIME, 
	made_at DATETIME NOT NULL, 
	json TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "editions" VALUES('morning/2026-11-23T0700','morning','2026-11-23 06:00:00.000000','2026-11-23 06:00:00.000000','{
  "id": "morning/2026-11-23T0700",
  "newsletter": "morning",
  "title": "Morning",
  "slot": "2026-11-23T06:00:00Z",
  "as_of": "2026-11-23T06:00:00Z",
  "timezone": "Europe/Berlin",
  "subject": "Storm closes the northern passes",
  "preheader": "Ferry line orders two ships · Library opens its new reading room",
  "items": [
    {
      "story": "ae5d917dc03bd842",
      "summary": {
        "headline": {
          "text": "Storm closes the northern passes",
          "span": {
            "revision": "7f62816d04556db3943cd099795577fc8049efdc6db246bafe7f974689e8111f",
            "part": "title",
            "start": 0,
            "end": 32
          },
          "figures": [],
          "before": "",
          "after": ""
        },
        "sentences": [
          {
            "text": "A storm closed the northern passes on Sunday.",
            "span": {
              "revision": "7f62816d04556db3943cd099795577fc8049efdc6db246bafe7f974689e8111f",
              "part": "text",
              "start": 0,
              "end": 45
            },
            "figures": [],
            "before": "",
            "after": ""
          },
          {
            "text": "Crews expect to clear them by Tuesday.",
            "span": {
              "revision": "7f62816d04556db3943cd099795577fc8049efdc6db246bafe7f974689e8111f",
              "part": "text",
              "start": 46,
              "end": 84
            },
            "figures": [],
            "before": "",
            "after": ""
          }
        ],
        "bullets": [],
        "sources": [
          "7f62816d04556db3943cd099795577fc8049efdc6db246bafe7f974689e8111f"
        ]
      },
      "sources": [
        1
      ],
      "language": "en",
      "topic": ""
    },
    {
      "story": "ac06056f92a1579b",
      "summary": {
        "headline": {
          "text": "Ferry line orders two ships",
          "span": {
            "revision": "923807e2cff75b43a8b759b941739aa74f402eddad68f89c118d16fbdfc3cc41",
            "part": "title",
            "start": 0,
            "end": 27
          },
          "figures": [],
          "before": "",
          "after": ""
        },
        "sentences": [
          {
            "text": "Its shares rose 12% on Monday.",
            "span": {
              "revision": "923807e2cff75b43a8b759b941739aa74f402eddad68f89c118d16fbdfc3cc41",
              "part": "text",
              "start": 60,
              "end": 90
            },
            "figures": [],
            "before": "",
            "after": ""
          }
        ],
        "bullets": [
          {
            "lens": "spend_plan",
            "label": "Spend plan",
            "quote": {
              "text": "The ferry line Sundal will spend $40 million on two ships.",
              "span": {
                "revision": "923807e2cff75b43a8b759b941739aa74f402eddad68f89c118d16fbdfc3cc41",
                "part": "text",
                "start": 0,
                "end": 58
              },
              "figures": [
                {
                  "text": "$40 million",
                  "start": 33,
                  "end": 44,
                  "value": 40000000.0,
                  "unit": "USD",
                  "direction": null,
                  "high": null,
                  "approx": false
                }
              ],
              "before": "",
              "after": ""
            },
            "score": 4.889999999999999
          }
        ],
        "sources": [
          "923807e2cff75b43a8b759b941739aa74f402eddad68f89c118d16fbdfc3cc41"
        ]
      },
      "sources": [
        2
      ],
      "language": "en",
      "topic": ""
    },
    {
      "story": "187a79df492619a6",
      "summary": {
        "headline": {
          "text": "Library opens its new reading room",
          "span": {
            "revision": "bd5a8237f21f2ff403543d9411ebf18a5fb93038afed84c977178eed0e94369f",
            "part": "title",
            "start": 0,
            "end": 34
          },
          "figures": [],
          "before": "",
          "after": ""
        },
        "sentences": [
          {
            "text": "The library opened its new reading room.",
            "span": {
              "revision": "bd5a8237f21f2ff403543d9411ebf18a5fb93038afed84c977178eed0e94369f",
              "part": "text",
              "start": 0,
              "end": 40
            },
            "figures": [],
            "before": "",
            "after": ""
          },
          {
            "text": "Visitors queued for hours.",
            "span": {
              "revision": "bd5a8237f21f2ff403543d9411ebf18a5fb93038afed84c977178eed0e94369f",
              "part": "text",
              "start": 41,
              "end": 67
            },
            "figures": [],
            "before": "",
            "after": ""
          }
        ],
        "bullets": [],
        "sources": [
          "bd5a8237f21f2ff403543d9411ebf18a5fb93038afed84c977178eed0e94369f"
        ]
      },
      "sources": [
        3
      ],
      "language": "en",
      "topic": ""
    },
    {
      "story": "5055bd4523c8c34c",
      "summary": {
        "headline": {
          "text": "A note on tides",
          "span": {
            "revision": "8ac7a75a717fc791e9ed21cbec8211cdd81de57060207ffa6b2993057abc5c52",
            "part": "title",
            "start": 0,
            "end": 15
          },
          "figures": [],
          "before": "",
          "after": ""
        },
        "sentences": [
          {
            "text": "Tides were high in October.",
            "span": {
              "revision": "8ac7a75a717fc791e9ed21cbec8211cdd81de57060207ffa6b2993057abc5c52",
              "part": "text",
              "start": 0,
              "end": 27
            },
            "figures": [],
            "before": "",
            "after": ""
          },
          {
            "text": "They fell later.",
            "span": {
              "revision": "8ac7a75a717fc791e9ed21cbec8211cdd81de57060207ffa6b2993057abc5c52",
              "part": "text",
              "start": 28,
              "end": 44
            },
            "figures": [],
            "before": "",
            "after": ""
          }
        ],
        "bullets": [],
        "sources": [
          "8ac7a75a717fc791e9ed21cbec8211cdd81de57060207ffa6b2993057abc5c52"
        ]
      },
      "sources": [
        4
      ],
      "language": "en",
      "topic": ""
    },
    {
      "story": "aec3da4aa1737c5f",
      "summary": {
        "headline": {
          "text": "The council met on Friday",
          "span": {
            "revision": "f2f28741f477f9a0babdf7efd71863fb694e8cdb17aec433fd71e84ec1c2f0cd",
            "part": "text",
            "start": 0,
            "end": 25
          },
          "figures": [],
          "before": "",
          "after": ""
        },
        "sentences": [
          {
            "text": "It voted to rebuild the pier for 3 million euros.",
            "span": {
              "revision": "f2f28741f477f9a0babdf7efd71863fb694e8cdb17aec433fd71e84ec1c2f0cd",
              "part": "text",
              "start": 27,
              "end": 76
            },
            "figures": [],
            "before": "",
            "after": ""
          }
        ],
        "bullets": [],
        "sources": [
          "f2f28741f477f9a0babdf7efd71863fb694e8cdb17aec433fd71e84ec1c2f0cd"
        ]
      },
      "sources": [
        5
      ],
      "language": "en",
      "topic": ""
    }
  ],
  "also": [],
  "sources": [
    {
      "number": 1,
      "revision": "7f62816d04556db3943cd099795577fc8049efdc6db246bafe7f974689e8111f",
      "entry": "17bf024158deb065",
      "name": "Harbour Wire",
      "title": "Storm closes the northern passes",
      "url": "https://wire.example/storm",
      "published": "2026-11-23T05:00:00Z",
      "language": "en",
      "paragraphs": [
        [
          0,
          84
        ]
      ]
    },
    {
      "number": 2,
      "revision": "923807e2cff75b43a8b759b941739aa74f402eddad68f89c118d16fbdfc3cc41",
      "entry": "15ecd821ea8f7d7e",
      "name": "The Quay",
      "title": "Ferry line orders two ships",
      "url": "https://quay.example/1",
      "published": "2026-11-23T04:00:00Z",
      "language": "en",
      "paragraphs": [
        [
          0,
          58
        ],
        [
          60,
          90
        ]
      ]
    },
    {
      "number": 3,
      "revision": "bd5a8237f21f2ff403543d9411ebf18a5fb93038afed84c977178eed0e94369f",
      "entry": "befb913942aabbc9",
      "name": "Evening Post",
      "title": "Library opens its new reading room",
      "url": "https://post.example/1",
      "published": "2026-11-23T03:00:00Z",
      "language": "en",
      "paragraphs": [
        [
          0,
          67
        ]
      ]
    },
    {
      "number": 4,
      "revision": "8ac7a75a717fc791e9ed21cbec8211cdd81de57060207ffa6b2993057abc5c52",
      "entry": "7e6eed99854bcfb1",
      "name": "note.md",
      "title": "A note on tides",
      "url": null,
      "published": null,
      "language": "en",
      "paragraphs": [
        [
          0,
          44
        ]
      ]
    },
    {
      "number": 5,
      "revision": "f2f28741f477f9a0babdf7efd71863fb694e8cdb17aec433fd71e84ec1c2f0cd",
      "entry": "5ea49a1c7f93b202",
      "name": "minutes.txt",
      "title": "",
      "url": null,
      "published": null,
      "language": "en",
      "paragraphs": [
        [
          0,
          76
        ]
      ]
    }
  ],
  "coverage": {
    "feeds": 3,
    "answered": 3,
    "files": 2,
    "entries": 5,
    "stories": 5,
    "held": 0,
    "troubles": []
  },
  "masthead": {
    "sender": "",
    "to": [],
    "reply_to": "",
    "url": "",
    "unsubscribe": "",
    "address": "",
    "list_id": ""
  },
  "look": {
    "language": "en",
    "accent": "#0b57d0",
    "footer": ""
  },
  "version": "0.1.0",
  "settings": [
    [
      "stories",
      "8"
    ],
    [
      "sentences",
      "2"
    ],
    [
      "lenses",
      "rally_size, spend_plan, results, outlook, risks, deals, people"
    ],
    [
      "method",
      "default"
    ]
  ]
}
');
INSERT INTO "editions" VALUES('morning/2026-11-23T1000','morning',NULL,'2026-11-23 09:00:00.000000','{
  "id": "morning/2026-11-23T1000",
  "newsletter": "morning",
  "title": "Morning",
  "slot": "2026-11-23T09:00:00Z",
  "as_of": "2026-11-23T09:00:00Z",
  "timezone": "Europe/Berlin",
  "subject": "Council rebuilds the pier",
  "preheader": "The council will rebuild the pier.",
  "items": [
    {
      "story": "2610f78330e9a5bc",
      "summary": {
        "headline": {
          "text": "Council rebuilds the pier",
          "span": {
            "revision": "cb7e593cc81534ba591f9bfa3028614bb1c86049501c2ffeb6730fe0d086ec1b",
            "part": "title",
            "start": 0,
            "end": 25
          },
          "figures": [],
          "before": "",
          "after": ""
        },
        "sentences": [
          {
            "text": "The council will rebuild the pier.",
            "span": {
              "revision": "cb7e593cc81534ba591f9bfa3028614bb1c86049501c2ffeb6730fe0d086ec1b",
              "part": "text",
              "start": 0,
              "end": 34
            },
            "figures": [],
            "before": "",
            "after": ""
          }
        ],
        "bullets": [
          {
            "lens": "spend_plan",
            "label": "Spend plan",
            "quote": {
              "text": "It sets aside 3 million euros for the work.",
              "span": {
                "revision": "cb7e593cc81534ba591f9bfa3028614bb1c86049501c2ffeb6730fe0d086ec1b",
                "part": "text",
                "start": 35,
                "end": 78
              },
              "figures": [
                {
                  "text": "3 million euros",
                  "start": 49,
                  "end": 64,
                  "value": 3000000.0,
                  "unit": "EUR",
                  "direction": null,
                  "high": null,
                  "approx": false
                }
              ],
              "before": "",
              "after": ""
            },
            "score": 0.1399999999999999
          }
        ],
        "sources": [
          "cb7e593cc81534ba591f9bfa3028614bb1c86049501c2ffeb6730fe0d086ec1b"
        ]
      },
      "sources": [
        1
      ],
      "language": "en",
      "topic": ""
    }
  ],
  "also": [],
  "sources": [
    {
      "number": 1,
      "revision": "cb7e593cc81534ba591f9bfa3028614bb1c86049501c2ffeb6730fe0d086ec1b",
      "entry": "5949ee9d8b52da0c",
      "name": "Harbour Wire",
      "title": "Council rebuilds the pier",
      "url": "https://wire.example/pier",
      "published": "2026-11-23T05:00:00Z",
      "language": "en",
      "paragraphs": [
        [
          0,
          78
        ]
      ]
    }
  ],
  "coverage": {
    "feeds": 3,
    "answered": 3,
    "files": 2,
    "entries": 1,
    "stories": 1,
    "held": 0,
    "troubles": []
  },
  "masthead": {
    "sender": "",
    "to": [],
    "reply_to": "",
    "url": "",
    "unsubscribe": "",
    "address": "",
    "list_id": ""
  },
  "look": {
    "language": "en",
    "accent": "#0b57d0",
    "footer": ""
  },
  "version": "0.1.0",
  "settings": [
    [
      "stories",
      "8"
    ],
    [
      "sentences",
      "2"
    ],
    [
      "lenses",
      "rally_size, spend_plan, results, outlook, risks, deals, people"
    ],
    [
      "method",
      "default"
    ]
  ]
}
');
CREATE TABLE entries (
	id VARCHAR NOT NULL, 
	feed TEXT NOT NULL, 
	guid TEXT NOT NULL, 
	source TEXT NOT NULL, 
	title TEXT NOT NULL, 
	link TEXT, 
	published DATETIME, 
	updated DATETIME, 
	author TEXT NOT NULL, 
	language VARCHAR NOT NULL, 
	topic TEXT NOT NULL, 
	content_type VARCHAR NOT NULL, 
	first_seen DATETIME NOT NULL, 
	dated DATETIME NOT NULL, 
	revision VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(revision) REFERENCES revisions (id)
);
INSERT INTO "entries" VALUES('17bf024158deb065','wire.xml','storm','Harbour Wire','Storm closes the northern passes','https://wire.example/storm','2026-11-23 05:00:00.000000',NULL,'','','','html','2026-11-23 06:00:00.000000','2026-11-23 05:00:00.000000','5e9c8630c2f068c8a1141c97cff5620faca30bfdea6afadbda468d87f71829ae');
INSERT INTO "entries" VALUES('15ecd821ea8f7d7e','quay.atom','urn:quay:1','The Quay','Ferry line orders two ships','https://quay.example/1','2026-11-23 04:00:00.000000',NULL,'','','','html','2026-11-23 06:00:00.000000','2026-11-23 04:00:00.000000','923807e2cff75b43a8b759b941739aa74f402eddad68f89c118d16fbdfc3cc41');
INSERT INTO "entries" VALUES('befb913942aabbc9','post.json','1','Evening Post','Library opens its new reading room','https://post.example/1','2026-11-23 03:00:00.000000',NULL,'','','','text','2026-11-23 06:00:00.000000','2026-11-23 03:00:00.000000','bd5a8237f21f2ff403543d9411ebf18a5fb93038afed84c977178eed0e94369f');
INSERT INTO "entries" VALUES('5ea49a1c7f93b202','documents','minutes.txt','minutes.txt','',NULL,NULL,NULL,'','','','text','2026-11-23 06:00:00.000000','2026-11-23 06:00:00.000000','f2f28741f477f9a0babdf7efd71863fb694e8cdb17aec433fd71e84ec1c2f0cd');
INSERT INTO "entries" VALUES('7e6eed99854bcfb1','documents','note.md','note.md','A note on tides',NULL,NULL,NULL,'','','','text','2026-11-23 06:00:00.000000','2026-11-23 06:00:00.000000','8ac7a75a717fc791e9ed21cbec8211cdd81de57060207ffa6b2993057abc5c52');
INSERT INTO "entries" VALUES('5949ee9d8b52da0c','wire.xml','pier','Harbour Wire','Council rebuilds the pier','https://wire.example/pier','2026-11-23 05:00:00.000000',NULL,'','','','html','2026-11-23 09:00:00.000000','2026-11-23 05:00:00.000000','cb7e593cc81534ba591f9bfa3028614bb1c86049501c2ffeb6730fe0d086ec1b');
CREATE TABLE entry_revisions (
	entry VARCHAR NOT NULL, 
	revision VARCHAR NOT NULL, 
	seen DATETIME NOT NULL, 
	PRIMARY KEY (entry, revision), 
	FOREIGN KEY(entry) REFERENCES entries (id), 
	FOREIGN KEY(revision) REFERENCES revisions (id)
);
INSERT INTO "entry_revisions" VALUES('17bf024158deb065','7f62816d04556db3943cd099795577fc8049efdc6db246bafe7f974689e8111f','2026-11-23 06:00:00.000000');
INSERT INTO "entry_revisions" VALUES('15ecd821ea8f7d7e','923807e2cff75b43a8b759b941739aa74f402eddad68f89c118d16fbdfc3cc41','2026-11-23 06:00:00.000000');
INSERT INTO "entry_revisions" VALUES('befb913942aabbc9','bd5a8237f21f2ff403543d9411ebf18a5fb93038afed84c977178eed0e94369f','2026-11-23 06:00:00.000000');
INSERT INTO "entry_revisions" VALUES('5ea49a1c7f93b202','f2f28741f477f9a0babdf7efd71863fb694e8cdb17aec433fd71e84ec1c2f0cd','2026-11-23 06:00:00.000000');
INSERT INTO "entry_revisions" VALUES('7e6eed99854bcfb1','8ac7a75a717fc791e9ed21cbec8211cdd81de57060207ffa6b2993057abc5c52','2026-11-23 06:00:00.000000');
INSERT INTO "entry_revisions" VALUES('17bf024158deb065','5e9c8630c2f068c8a1141c97cff5620faca30bfdea6afadbda468d87f71829ae','2026-11-23 09:00:00.000000');
INSERT INTO "entry_revisions" VALUES('5949ee9d8b52da0c','cb7e593cc81534ba591f9bfa3028614bb1c86049501c2ffeb6730fe0d086ec1b','2026-11-23 09:00:00.000000');
CREATE TABLE feeds (
	location TEXT NOT NULL, 
	title TEXT NOT NULL, 
	etag TEXT NOT NULL, 
	last_modified TEXT NOT NULL, 
	body_hash TEXT NOT NULL, 
	last_success DATETIME, 
	last_look DATETIME, 
	last_problem TEXT NOT NULL, 
	failures INTEGER NOT NULL, 
	next_look DATETIME, 
	moved_to TEXT NOT NULL, 
	stopped BOOLEAN NOT NULL, 
	PRIMARY KEY (location)
);
INSERT INTO "feeds" VALUES('wire.xml','Harbour Wire','','','','2026-11-23 09:00:00.000000','2026-11-23 09:00:00.000000','',0,NULL,'',0);
INSERT INTO "feeds" VALUES('quay.atom','The Quay','','','','2026-11-23 09:00:00.000000','2026-11-23 09:00:00.000000','',0,NULL,'',0);
INSERT INTO "feeds" VALUES('post.json','Evening Post','','','','2026-11-23 09:00:00.000000','2026-11-23 09:00:00.000000','',0,NULL,'',0);
INSERT INTO "feeds" VALUES('https://wire.example/feed','Wire','"1"','Mon, 23 Nov 2026 05:00:00 GMT','','2026-11-23 06:00:00.000000','2026-11-23 06:00:00.000000','does not answer',2,NULL,'https://wire.example/rss',0);
INSERT INTO "feeds" VALUES('https://gone.example/feed','','','','',NULL,NULL,'',1,NULL,'',1);
CREATE TABLE identities (
	"key" VARCHAR NOT NULL, 
	entry VARCHAR NOT NULL, 
	PRIMARY KEY ("key"), 
	FOREIGN KEY(entry) REFERENCES entries (id)
);
INSERT INTO "identities" VALUES('6bbdd9857ce7594bbdda0e5a8fcc1741','17bf024158deb065');
INSERT INTO "identities" VALUES('0249cbf38f6bec8a9ae73032cb93dcce','17bf024158deb065');
INSERT INTO "identities" VALUES('001a451ede2442351d718bf0dcf38304','15ecd821ea8f7d7e');
INSERT INTO "identities" VALUES('77cd1644a747cb4a0f710f704d2a068a','15ecd821ea8f7d7e');
INSERT INTO "identities" VALUES('9309efa40fe480139d244f2e54b6ffa7','befb913942aabbc9');
INSERT INTO "identities" VALUES('2d79e2a5b648c85b982bbcb07306fe0a','befb913942aabbc9');
INSERT INTO "identities" VALUES('c1ce914d3d5c2f93507c3da16564ed3a','5ea49a1c7f93b202');
INSERT INTO "identities" VALUES('9fc2f1b9832a1d7c45b1db0f2135a0e1','7e6eed99854bcfb1');
INSERT INTO "identities" VALUES('412e271d2f419ffdaeab1341ec1b37a0','17bf024158deb065');
INSERT INTO "identities" VALUES('f4d5fd5c175606b0be7271ad20a635d9','5949ee9d8b52da0c');
INSERT INTO "identities" VALUES('fc8152ea93608a5658e78130886b43b4','5949ee9d8b52da0c');
CREATE TABLE meta (
	name VARCHAR NOT NULL, 
	number INTEGER NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO "meta" VALUES('schema',1);
CREATE TABLE revisions (
	id VARCHAR NOT NULL, 
	title TEXT NOT NULL, 
	text TEXT NOT NULL, 
	blocks JSON NOT NULL, 
	language VARCHAR NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "revisions" VALUES('7f62816d04556db3943cd099795577fc8049efdc6db246bafe7f974689e8111f','Storm closes the northern passes','A storm closed the northern passes on Sunday. Crews expect to clear them by Tuesday.','[["paragraph", 0, 84, 0]]','en');
INSERT INTO "revisions" VALUES('923807e2cff75b43a8b759b941739aa74f402eddad68f89c118d16fbdfc3cc41','Ferry line orders two ships','The ferry line Sundal will spend $40 million on two ships.

Its shares rose 12% on Monday.','[["paragraph", 0, 58, 0], ["paragraph", 60, 90, 0]]','en');
INSERT INTO "revisions" VALUES('bd5a8237f21f2ff403543d9411ebf18a5fb93038afed84c977178eed0e94369f','Library opens its new reading room','The library opened its new reading room. Visitors queued for hours.','[["paragraph", 0, 67, 0]]','en');
INSERT INTO "revisions" VALUES('f2f28741f477f9a0babdf7efd71863fb694e8cdb17aec433fd71e84ec1c2f0cd','','The council met on Friday. It voted to rebuild the pier for 3 million euros.','[["paragraph", 0, 76, 0]]','en');
INSERT INTO "revisions" VALUES('8ac7a75a717fc791e9ed21cbec8211cdd81de57060207ffa6b2993057abc5c52','A note on tides','Tides were high in October. They fell later.','[["paragraph", 0, 44, 0]]','en');
INSERT INTO "revisions" VALUES('5e9c8630c2f068c8a1141c97cff5620faca30bfdea6afadbda468d87f71829ae','Storm closes the northern passes','A storm closed the northern passes on Sunday. Crews expect to clear them by Wednesday.','[["paragraph", 0, 86, 0]]','en');
INSERT INTO "revisions" VALUES('cb7e593cc81534ba591f9bfa3028614bb1c86049501c2ffeb6730fe0d086ec1b','Council rebuilds the pier','The council will rebuild the pier. It sets aside 3 million euros for the work.','[["paragraph", 0, 78, 0]]','en');
CREATE TABLE sightings (
	"key" VARCHAR NOT NULL, 
	entry VARCHAR NOT NULL, 
	feed TEXT NOT NULL, 
	fingerprint VARCHAR NOT NULL, 
	PRIMARY KEY ("key"), 
	FOREIGN KEY(entry) REFERENCES entries (id)
);
INSERT INTO "sightings" VALUES('ce50249a2a7d03ce316601651387ec48','17bf024158deb065','wire.xml','0ff4ed8985b523eb0e451675ba962a13');
INSERT INTO "sightings" VALUES('434f710afb5498624a892c0de78c3fde','15ecd821ea8f7d7e','quay.atom','68761e26220c607572c13c3ee6b6c615');
INSERT INTO "sightings" VALUES('0cba0f27043cac8fa568bf98253e4cfe','befb913942aabbc9','post.json','ab38b3b14ce0543ddea09851e8e5da53');
INSERT INTO "sightings" VALUES('4422a70036230cf6e971fa3e1d2a8c44','5ea49a1c7f93b202','documents','4c5e67e595bf89d78268743dc4e80d70');
INSERT INTO "sightings" VALUES('1e4755f2fa0f6746cd276baa092095a1','7e6eed99854bcfb1','documents','6dca5950e219c890cebdcf7c6ccc97ea');
INSERT INTO "sightings" VALUES('c4cb3fd28d8da3db5fd29cdbc0290b67','5949ee9d8b52da0c','wire.xml','f31cf95fafe59293950c78d8f378b55e');
CREATE TABLE slots (
	newsletter VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	slot DATETIME, 
	state VARCHAR NOT NULL, 
	attempt INTEGER NOT NULL, 
	claimed_by TEXT NOT NULL, 
	lease_until DATETIME, 
	reason TEXT NOT NULL, 
	edition VARCHAR, 
	at DATETIME NOT NULL, 
	PRIMARY KEY (newsletter, "key"), 
	UNIQUE (newsletter, slot), 
	FOREIGN KEY(edition) REFERENCES editions (id)
);
INSERT INTO "slots" VALUES('morning','2026-11-23T0700','2026-11-23 06:00:00.000000','done',1,'mill/1c9e04f2/4026531836:812:10431',NULL,'','morning/2026-11-23T0700','2026-11-23 06:00:00.000000');
INSERT INTO "slots" VALUES('morning','2026-11-23T1000',NULL,'done',1,'mill/1c9e04f2/4026531836:812:10431',NULL,'','morning/2026-11-23T1000','2026-11-23 09:00:00.000000');
INSERT INTO "slots" VALUES('morning','2026-11-22T0700','2026-11-22 06:00:00.000000','skipped',0,'mill/1c9e04f2/4026531836:812:10431',NULL,'a later edition was due as well',NULL,'2026-11-23 06:00:00.000000');
CREATE INDEX ix_editions_newsletter_made ON editions (newsletter, made_at);
CREATE INDEX ix_entries_dated ON entries (dated);
CREATE UNIQUE INDEX ix_slots_one_claim ON slots (newsletter) WHERE state = 'claimed';
CREATE INDEX ix_deliveries_state_due ON deliveries (state, due);
CREATE INDEX ix_sightings_entry_feed ON sightings (entry, feed);
CREATE INDEX ix_edition_entries_printed ON edition_entries (newsletter, entry, revision);
COMMIT;
