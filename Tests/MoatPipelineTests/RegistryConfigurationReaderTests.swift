import MoatHost
import MoatModel
import MoatPipeline
import MoatRegistry
import MoatTestSupport
import Testing

@Suite struct `reading where packages come from` {
  private let index = RedactedURL("sparse+https://corp.example/")
  private let table = "[registries.corp]\nindex = 'sparse+https://corp.example/'\n"

  private func read(
    _ texts: [String: String], variables: [String: String] = ["HOME": "/home/u"]
  ) -> (reader: RegistryConfigurationReader, host: Host) {
    let files = InMemoryFileSystem()
    for (path, text) in texts { files.set(path, .file(Array(text.utf8))) }
    let test = TestHost(files: files, variables: variables, currentDirectory: "/home/u/project")
    return (RegistryConfigurationReader(above: "/home/u/project", in: test.host), test.host)
  }

  private func token(_ texts: [String: String], variables: [String: String] = ["HOME": "/home/u"])
    async throws -> Secret?
  {
    let (reader, host) = read(texts, variables: variables)
    #expect(reader.problems.isEmpty)
    return try await reader.configuration.token(
      for: index, using: host.processes, files: host.files)
  }

  @Test func `joins files from the project up, and the user's`() throws {
    let (reader, _) = read([
      "/home/u/project/.cargo/config.toml": "source.crates-io.replace-with = 'here'",
      "/home/u/.cargo/config.toml": "source.here.directory = 'vendor'",
    ])
    #expect(
      try reader.configuration.place(of: .cratesIO)
        == RegistryPlace(.directory("/home/u/vendor"), replacedBy: ["here"]))
  }

  @Test func `knows the user's file on the way up as the user's`() async throws {
    #expect(
      try await token([
        "/home/u/.cargo/config.toml": table,
        "/home/u/.cargo/credentials.toml": "[registries.corp]\ntoken = 'secret'",
      ]) == Secret("secret"))
  }

  @Test func `knows the user's file elsewhere, and what it includes`() async throws {
    #expect(
      try await token(
        [
          "/cargo/config.toml": "include = 'more.toml'", "/cargo/more.toml": table,
          "/cargo/credentials": "[registries.corp]\ntoken = 'secret'",
        ], variables: ["CARGO_HOME": "/cargo"]) == Secret("secret"))
  }

  @Test func `gives a file between the project and the home no say over tokens`() async throws {
    await #expect(throws: RegistryFailure.self) {
      try await token([
        "/home/.cargo/config.toml": table,
        "/home/u/.cargo/credentials.toml": "[registries.corp]\ntoken = 'secret'",
      ])
    }
  }

  @Test func `says which file it could not read, and quotes no credentials`() {
    let (reader, _) = read([
      "/home/u/.cargo/credentials.toml": "\n[registries.corp]\ntoken = 'secret' x"
    ])
    #expect(
      reader.problems == [
        PathProblem(path: "/home/u/.cargo/credentials.toml", reason: "line 3 is not valid")
      ])
  }
}
