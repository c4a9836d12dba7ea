window.BENCHMARK_DATA = {
  "lastUpdate": 1700000000000,
  "repoUrl": "https://example.org/p",
  "entries": {
    "Rust": [
      {
        "commit": {
          "id": "a",
          "message": "m"
        },
        "date": 1,
        "tool": "cargo",
        "benches": [
          {
            "name": "sum",
            "value": 900,
            "range": "\u00b1 10",
            "unit": "ns/iter"
          }
        ]
      },
      {
        "commit": {
          "id": "b",
          "message": "m"
        },
        "date": 2,
        "tool": "cargo",
        "benches": [
          {
            "name": "sum",
            "value": 1000,
            "range": "\u00b1 40",
            "unit": "ns/iter"
          }
        ]
      }
    ],
    "Python": [
      {
        "commit": {
          "id": "b",
          "message": "m"
        },
        "date": 2,
        "tool": "pytest",
        "benches": [
          {
            "name": "tests/t.py::test_sum",
            "value": 250.5,
            "unit": "iter/sec",
            "range": "stddev: 0.25",
            "extra": "mean: 4 msec\nrounds: 50"
          }
        ]
      }
    ]
  }
};
