// swift-tools-version: 6.2

import PackageDescription

/// Warnings are errors where the change is judged (`CI` is set there), and warnings for everybody else, so that a newer
/// compiler does not stop a newcomer's first build.
let strictness: [SwiftSetting] =
  Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)]

let settings: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ] + strictness

/// What `data/packaging/stage` stamps its builds with, for `--version`; a build without it says that it has none.
let stamp: [CSetting] = [
  ("BUILD_COMMIT", "LEARNER_RECORDS_COMMIT"), ("BUILD_DATE", "LEARNER_RECORDS_DATE"),
].compactMap { name, variable in
  Context.environment[variable].map { .define(name, to: "\"\($0)\"") }
}

let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
/// SQLite's own C functions: to read columns, to stop a statement that runs, and for the bench to measure against.
let sqlite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let httpClient: Target.Dependency = .product(name: "AsyncHTTPClient", package: "async-http-client")
let jwt: Target.Dependency = .product(name: "JWTKit", package: "jwt-kit")
let configuration: Target.Dependency = .product(name: "Configuration", package: "swift-configuration")
let subprocess: Target.Dependency = .product(name: "Subprocess", package: "swift-subprocess")
/// Paths as Subprocess takes them.
let system: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")
let nio: [Target.Dependency] =
  ["NIOCore", "NIOPosix", "NIOHTTP1"].map { .product(name: $0, package: "swift-nio") }
  + [.product(name: "NIOSSL", package: "swift-nio-ssl")]

let package = Package(
  name: "learner-records",
  products: [
    .executable(name: "learner-records", targets: ["learner-records"])
  ],
  traits: [
    .trait(name: "HTTP", description: "Posts to a site and serves metrics; a sample needs neither"),
    .default(enabledTraits: ["HTTP"]),
  ],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: ["JSON", "YAML"]),
    .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl.git", from: "2.37.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
    .package(url: "https://github.com/apple/swift-system", from: "1.5.0"),
  ],
  targets: [
    .executableTarget(
      name: "learner-records",
      dependencies: [
        "Console", "ConsoleRuntime", "LearnerRecords", "CertificateSync", "SampleDeployment", "SiteData", "Credentials",
        "CredentialsHTTP", "Celery", "Monitoring", "LMS", "DatabaseFile", "OpenEdX", "Terminal", "CBuildStamp",
        .target(name: "SiteNetwork", condition: .when(traits: ["HTTP"])),
        argumentParser, logging, lifecycle, subprocess, system,
      ]
    ),
    .executableTarget(
      name: "learner-records-bench",
      dependencies: [
        "CertificateSync", "CredentialsHTTP", "SiteNetwork", "LearnerRecords", "LMS", "Credentials", "DatabaseFile",
        "OpenEdX", "TerminalTestSupport", grdb, sqlite, logging, argumentParser, httpClient,
      ] + nio
    ),
    .target(
      name: "Console",
      dependencies: ["Terminal", "LearnerRecords", "CertificateSync", "OpenEdX"]
    ),
    .target(
      name: "ConsoleRuntime",
      dependencies: ["Console", "Terminal", "LearnerRecords", "CertificateSync", "OpenEdX"]
    ),
    .target(name: "Terminal", dependencies: ["CNCurses", "CTerminalRestore"]),
    .systemLibrary(name: "CNCurses"),
    .target(name: "CTerminalRestore"),
    .target(name: "CBuildStamp", cSettings: stamp),
    .target(name: "LearnerRecords", dependencies: ["DatabaseFile", "OpenEdX", grdb, sqlite]),
    .target(
      name: "CertificateSync",
      dependencies: ["LearnerRecords", "LMS", "Credentials", "DatabaseFile", "OpenEdX", grdb, logging]
    ),
    .target(
      name: "SiteData",
      dependencies: ["LMS", "Credentials", "DatabaseFile", "OpenEdX", grdb, sqlite, subprocess, system]
    ),
    .target(name: "SampleDeployment", dependencies: ["LMS", "Credentials", "DatabaseFile", "OpenEdX"]),
    .target(
      name: "LMS",
      dependencies: ["DatabaseFile", "OpenEdX", grdb],
      resources: [.embedInCode("lms_schema.sql")]
    ),
    .target(name: "Credentials", dependencies: ["DatabaseFile", "OpenEdX", grdb]),
    .target(name: "CredentialsHTTP", dependencies: ["Credentials", "OpenEdX", configuration]),
    .target(
      name: "SiteNetwork",
      dependencies: ["CredentialsHTTP", "Credentials", "Monitoring", "OpenEdX", httpClient, jwt] + nio
    ),
    .target(name: "Celery", dependencies: ["OpenEdX", subprocess, system]),
    .target(name: "Monitoring"),
    .target(name: "DatabaseFile", dependencies: ["OpenEdX", grdb, sqlite]),
    .target(name: "OpenEdX"),

    .testTarget(name: "RepositoryTests"),
    .testTarget(name: "OpenEdXTests", dependencies: ["OpenEdX", "TestSupport"]),
    .testTarget(
      name: "DatabaseFileTests",
      dependencies: ["DatabaseFile", "OpenEdX", "TestSupport", grdb, sqlite]
    ),
    .testTarget(name: "LMSTests", dependencies: ["LMS", "DatabaseFile", "OpenEdX", "TestSupport", grdb]),
    .testTarget(
      name: "CredentialsTests",
      dependencies: ["Credentials", "DatabaseFile", "OpenEdX", "TestSupport", grdb]
    ),
    .testTarget(
      name: "CredentialsHTTPTests",
      dependencies: [
        "CredentialsHTTP", "SiteNetwork", "CertificateSync", "Credentials", "OpenEdX", "TestSupport",
        "ProcessTestSupport", "LoopbackSupport", jwt,
        .product(name: "NIOEmbedded", package: "swift-nio"),
      ] + nio
    ),
    .testTarget(
      name: "CeleryTests",
      dependencies: ["Celery", "OpenEdX", "RedisSupport", "TestSupport", "ProcessTestSupport"]
    ),
    .testTarget(name: "MonitoringTests", dependencies: ["Monitoring", "SiteNetwork", "ProcessTestSupport"]),
    .testTarget(
      name: "CertificateSyncTests",
      dependencies: [
        "CertificateSync", "LearnerRecords", "LMS", "Credentials", "DatabaseFile", "OpenEdX", "TestSupport",
        "ProcessTestSupport", "crash-subject", grdb, sqlite, logging,
      ]
    ),
    .executableTarget(
      name: "crash-subject",
      dependencies: [
        "CertificateSync", "LearnerRecords", "LMS", "Credentials", "DatabaseFile", "OpenEdX", "TestSupport", grdb,
        logging,
      ],
      path: "Tests/CrashSubject"
    ),
    .testTarget(
      name: "SiteDataTests",
      dependencies: [
        "SiteData", "LMS", "Credentials", "DatabaseFile", "OpenEdX", "TestSupport", "ProcessTestSupport",
        "MariaDBSupport", grdb,
      ],
      exclude: ["Fixtures"]
    ),
    .testTarget(
      name: "LearnerRecordsTests",
      dependencies: [
        "LearnerRecords", "SampleDeployment", "LMS", "Credentials", "DatabaseFile", "OpenEdX", "TestSupport",
        "ProcessTestSupport", grdb,
      ]
    ),
    .testTarget(
      name: "TerminalTests",
      dependencies: ["Terminal", "TerminalTestSupport", "ProcessTestSupport", "terminal-subject"]
    ),
    .executableTarget(name: "terminal-subject", dependencies: ["Terminal"], path: "Tests/TerminalSubject"),
    .testTarget(
      name: "ConsoleTests",
      dependencies: [
        "Console", "ConsoleRuntime", "Terminal", "LearnerRecords", "CertificateSync", "LMS", "Credentials",
        "DatabaseFile", "OpenEdX", "TestSupport", grdb, logging,
      ],
      exclude: ["Golden"]
    ),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "learner-records", "learner-records-bench", "Console", "ConsoleRuntime", "CertificateSync", "LearnerRecords",
        "Terminal", "TerminalTestSupport", "ProcessTestSupport", "TestSupport", "LoopbackSupport", "MariaDBSupport",
        "RedisSupport", "Celery", "LMS", "Credentials", "DatabaseFile", "OpenEdX", grdb,
      ],
      exclude: ["Show/Golden"]
    ),
    .target(
      name: "TestSupport",
      dependencies: ["LMS", "Credentials", "DatabaseFile", "OpenEdX", grdb],
      path: "Tests/TestSupport",
      exclude: ["Fixtures"]
    ),
    .target(name: "CTestBounds", path: "Tests/CTestBounds"),
    .target(
      name: "MariaDBSupport",
      dependencies: ["TestSupport", "ProcessTestSupport", grdb],
      path: "Tests/MariaDBSupport",
      exclude: ["Schema"]
    ),
    .target(
      name: "RedisSupport",
      dependencies: ["OpenEdX", "ProcessTestSupport"],
      path: "Tests/RedisSupport",
      exclude: ["lms_tasks.py"]
    ),
    .target(name: "ProcessTestSupport", path: "Tests/ProcessTestSupport"),
    .target(name: "TerminalTestSupport"),
    .target(name: "LoopbackSupport", dependencies: ["OpenEdX"] + nio, path: "Tests/LoopbackSupport"),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets where target.type == .test {
  target.dependencies.append("CTestBounds")
}

for target in package.targets where target.type != .system {
  target.swiftSettings = (target.swiftSettings ?? []) + settings
}
