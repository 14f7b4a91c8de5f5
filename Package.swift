// swift-tools-version:6.2
import PackageDescription

/// One strict setting for every target: warnings are errors, imports are explicit.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// A library target under `Sources/<name>`; `uses` names the targets of lower rank it may import.
func library(_ name: String, uses: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: uses, exclude: ["README.md"], swiftSettings: strict)
}

/// The tests of one target, under `Tests/<name>Tests`.
func tests(_ name: String, uses: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.byName(name: name)] + uses, swiftSettings: strict)
}

/// Tests that belong to no single target, under `Tests/<name>Tests`.
func suite(_ name: String, uses: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: uses + ["MoatTestSupport"], exclude: exclude,
    swiftSettings: strict)
}

/// What the pages of `MoatReview` are made of; a line here, and one in its `Asset`.
enum ReviewAssets {
  static let names = [
    "page.html", "page.css", "icon.svg", "api.js", "app.js", "dialogs.js", "dom.js", "files.js",
    "keys.js", "notes.js", "overview.js", "pane.js", "panel.js", "panes.js", "queue.js", "rows.js",
    "theme.js", "tree.js",
  ]
}

let package = Package(
  name: "moat",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    // Without its trait, which would pull in Foundation.
    .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2", traits: []),
    // `FilePath`, in the interface of swift-subprocess, which needs it anyway.
    .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
  ],
  targets: [
    // Rank 0
    library("MoatModel"),
    // Rank 1
    library("MoatFindings", uses: ["MoatModel"]),
    library("MoatSyntax", uses: ["MoatModel"]),
    .systemLibrary(
      name: "CCrypto", path: "System/CCrypto", pkgConfig: "libcrypto",
      providers: [.apt(["libssl-dev"])]),
    .systemLibrary(
      name: "CZlib", path: "System/CZlib", pkgConfig: "zlib",
      providers: [.apt(["zlib1g-dev"])]),
    library("MoatArchive", uses: ["MoatModel", "CCrypto", "CZlib"]),
    library("MoatRust", uses: ["MoatModel"]),
    library("MoatDiff"),
    library("MoatExpressions"),
    library("MoatShell"),
    // Rank 2
    library("MoatCargo", uses: ["MoatModel", "MoatFindings", "MoatSyntax"]),
    // Rank 3
    library("MoatLockfile", uses: ["MoatModel", "MoatFindings", "MoatCargo"]),
    library("MoatSources", uses: ["MoatModel", "MoatFindings", "MoatCargo"]),
    library("MoatBans", uses: ["MoatModel", "MoatFindings", "MoatCargo"]),
    library("MoatAdvisories", uses: ["MoatModel", "MoatFindings", "MoatSyntax"]),
    library("MoatProvenance", uses: ["MoatModel", "MoatFindings", "MoatCargo"]),
    library("MoatReleases", uses: ["MoatModel", "MoatFindings"]),
    library(
      "MoatInspection",
      uses: ["MoatModel", "MoatFindings", "MoatSyntax", "MoatRust", "MoatDiff", "MoatCargo"]),
    library(
      "MoatVetting", uses: ["MoatModel", "MoatFindings", "MoatSyntax", "MoatDiff", "MoatCargo"]),
    library(
      "MoatCrev",
      uses: ["MoatModel", "MoatFindings", "MoatSyntax", "MoatArchive", "MoatCargo"]),
    library(
      "MoatWorkflows",
      uses: ["MoatModel", "MoatFindings", "MoatSyntax", "MoatExpressions", "MoatShell"]),
    // Rank 4
    // Opens libcurl when it is first needed: only the header is used here.
    .target(name: "CCurl", path: "System/CCurl"),
    library(
      "MoatHost",
      uses: [
        "MoatModel", "MoatStore", "CCurl", "CLinux",
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]),
    .systemLibrary(name: "CLinux", path: "System/CLinux"),
    library("MoatStore", uses: ["CLinux"]),
    library(
      "MoatRegistry",
      uses: ["MoatModel", "MoatSyntax", "MoatArchive", "MoatCargo", "MoatHost", "MoatStore"]),
    // Rank 5
    library(
      "MoatPolicy",
      uses: [
        "MoatModel", "MoatFindings", "MoatSyntax", "MoatCargo", "MoatSources", "MoatBans",
        "MoatInspection", "MoatCrev", "MoatVetting", "MoatWorkflows",
      ]),
    library(
      "MoatRendering",
      uses: [
        "MoatModel", "MoatFindings", "MoatSyntax", "MoatArchive", "MoatDiff", "MoatCargo",
        "MoatLockfile",
        "MoatReleases", "MoatInspection", "MoatCrev", "MoatVetting", "MoatWorkflows",
      ]),
    library(
      "MoatPipeline",
      uses: [
        "MoatModel", "MoatFindings", "MoatCargo", "MoatLockfile", "MoatSources", "MoatBans",
        "MoatAdvisories", "MoatProvenance", "MoatReleases", "MoatInspection", "MoatSyntax",
        "MoatArchive", "MoatHost", "MoatStore", "MoatRegistry", "MoatPolicy", "MoatCrev",
        "MoatVetting", "MoatWorkflows",
        "MoatDiff",
      ]),
    .target(
      name: "MoatReview",
      dependencies: [
        "MoatModel", "MoatSyntax", "MoatArchive", "MoatRust", "MoatDiff", "MoatCargo",
        "MoatInspection", "MoatHost", "MoatStore", "MoatRendering",
      ],
      exclude: ["README.md"],
      resources: ReviewAssets.names.map { .embedInCode("Assets/\($0)") }, swiftSettings: strict),
    // Rank 6
    library(
      "MoatCommands",
      uses: [
        "MoatReview", "MoatModel", "MoatFindings", "MoatSyntax", "MoatArchive", "MoatCargo",
        "MoatLockfile",
        "MoatSources",
        "MoatBans",
        "MoatAdvisories", "MoatReleases", "MoatInspection", "MoatHost", "MoatStore", "MoatRegistry",
        "MoatPolicy", "MoatPipeline",
        "MoatRendering", "MoatCrev", "MoatVetting", "MoatWorkflows",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "cargo-moat", dependencies: ["MoatCommands", "MoatHost"], exclude: ["README.md"],
      swiftSettings: strict),

    .target(
      name: "MoatTestSupport",
      dependencies: [
        "MoatModel", "MoatSyntax", "MoatArchive", "CZlib", "CCrypto", "MoatCargo", "MoatCrev",
        "MoatHost",
        "MoatStore",
      ],
      path: "Tests/Support", exclude: ["README.md"], swiftSettings: strict),
    tests("MoatModel"),
    tests("MoatSyntax", uses: ["MoatModel", "MoatTestSupport"]),
    tests("MoatRust", uses: ["MoatModel", "MoatArchive", "MoatTestSupport"]),
    tests("MoatCargo", uses: ["MoatModel", "MoatFindings", "MoatSyntax", "MoatTestSupport"]),
    tests("MoatLockfile", uses: ["MoatModel", "MoatCargo"]),
    tests(
      "MoatPolicy",
      uses: [
        "MoatModel", "MoatFindings", "MoatBans", "MoatSources", "MoatCrev", "MoatVetting",
        "MoatWorkflows",
      ]),
    tests("MoatAdvisories", uses: ["MoatModel", "MoatFindings", "MoatSyntax", "MoatTestSupport"]),
    tests("MoatProvenance", uses: ["MoatModel", "MoatFindings", "MoatCargo", "MoatTestSupport"]),
    tests("MoatReleases", uses: ["MoatModel", "MoatFindings"]),
    tests(
      "MoatVetting",
      uses: ["MoatModel", "MoatFindings", "MoatSyntax", "MoatCargo", "MoatTestSupport"]),
    tests("MoatCrev", uses: ["MoatModel", "MoatArchive", "MoatCargo", "MoatTestSupport"]),
    .testTarget(
      name: "MoatInspectionTests",
      dependencies: [
        "MoatInspection", "MoatDiff", "MoatModel", "MoatFindings", "MoatCargo", "MoatRust",
        "MoatArchive",
        "MoatTestSupport",
      ],
      exclude: ["Incidents"], swiftSettings: strict),
    tests(
      "MoatWorkflows",
      uses: [
        "MoatModel", "MoatFindings", "MoatSyntax", "MoatExpressions", "MoatShell",
        "MoatTestSupport",
      ]),
    tests("MoatHost", uses: ["MoatModel", "MoatStore", "MoatTestSupport"]),
    tests("MoatStore"),
    tests("MoatDiff", uses: ["MoatTestSupport"]),
    tests("MoatExpressions", uses: ["MoatTestSupport"]),
    tests("MoatShell", uses: ["MoatTestSupport"]),
    tests(
      "MoatRegistry",
      uses: ["MoatModel", "MoatArchive", "MoatCargo", "MoatHost", "MoatStore", "MoatTestSupport"]),
    tests("MoatArchive", uses: ["MoatModel", "MoatTestSupport", "CZlib"]),
    tests("MoatRendering", uses: ["MoatModel", "MoatFindings"]),
    tests(
      "MoatPipeline",
      uses: [
        "MoatModel", "MoatArchive", "MoatCargo", "MoatFindings", "MoatInspection", "MoatHost",
        "MoatRegistry", "MoatPolicy", "MoatStore", "MoatCrev", "MoatVetting", "MoatWorkflows",
        "MoatTestSupport",
      ]),

    tests(
      "MoatReview",
      uses: [
        "MoatModel", "MoatCargo", "MoatDiff", "MoatHost", "MoatInspection", "MoatRendering",
        "MoatStore", "MoatTestSupport",
      ]),

    .testTarget(
      name: "MoatCommandsTests",
      dependencies: [
        "MoatCommands", "MoatModel", "MoatFindings", "MoatArchive", "MoatHost", "MoatStore",
        "MoatPipeline", "MoatCargo", "MoatCrev", "MoatVetting", "MoatTestSupport",
      ],
      exclude: ["Snapshots"], swiftSettings: strict),

    // The parsers as `Fuzz/run` calls them
    .target(
      name: "MoatFuzzParsers",
      dependencies: [
        "MoatModel", "MoatFindings", "MoatSyntax", "MoatArchive", "MoatRust", "MoatCargo",
        "MoatInspection", "MoatSources", "MoatBans", "MoatAdvisories", "MoatVetting", "MoatPolicy",
        "MoatHost",
        "MoatRegistry", "MoatExpressions", "MoatShell", "MoatCrev", "MoatWorkflows",
      ],
      path: "Fuzz/Parsers", swiftSettings: strict),
    suite("FuzzCorpus", uses: ["MoatModel", "MoatAdvisories", "MoatFuzzParsers"]),

    // The registry that tests run on loopback, and what real cargo makes of it
    suite(
      "Loopback",
      uses: [
        "MoatModel", "MoatArchive", "MoatCargo", "MoatHost", "MoatRegistry", "MoatPipeline",
        "MoatCommands",
      ]),

    // What attackers do to evidence: the real cargo builds it, Moat does not let it pass
    suite("MoatAttack", uses: ["MoatModel", "MoatArchive", "MoatHost", "MoatCommands"]),

    // Vendored trees, against the real cargo and against being stopped at any moment
    suite(
      "MoatVendor",
      uses: [
        "MoatModel", "MoatArchive", "MoatCargo", "MoatHost", "MoatStore", "MoatPipeline",
        "MoatCommands",
      ],
      exclude: ["Snapshots"]),

    // About the repository as a whole
    suite(
      "Repository",
      uses: [
        "MoatFindings", "MoatAdvisories", "MoatReleases", "MoatPolicy", "MoatPipeline",
        "MoatRendering",
      ]),
    suite(
      "Oracle",
      uses: [
        "MoatModel", "MoatFindings", "MoatCargo", "MoatAdvisories", "MoatHost", "MoatPolicy",
        "MoatPipeline", "MoatVetting", "MoatCommands",
      ]),
    suite(
      "MoatProperty",
      uses: ["MoatModel", "MoatFindings", "MoatCargo", "MoatHost", "MoatPolicy", "MoatPipeline"]),
    suite(
      "MoatFixture",
      uses: [
        "MoatModel", "MoatFindings", "MoatCargo", "MoatHost", "MoatPolicy", "MoatPipeline",
        "MoatRendering",
      ]),
  ]
)
