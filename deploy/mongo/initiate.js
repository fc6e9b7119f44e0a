// Makes the replica set of compose.cluster.yml and its users, once. Run by mongosh beside the first node, before there
// is any user: MongoDB allows that from the node's own machine exactly once.
const HOSTS = ["mongo-1", "mongo-2", "mongo-3"];

function primary() {
  try {
    return db.hello().isWritablePrimary;
  } catch {
    return false;
  }
}

try {
  rs.status();
} catch (error) {
  if (error.codeName === "NotYetInitialized") {
    rs.initiate({
      _id: "revops",
      members: HOSTS.map((host, id) => ({ _id: id, host: `${host}:27017` })),
      // A primary that is silent for this long is replaced. Each follower follows the primary itself: by way of another
      // follower, one that hangs would hold up both, and with them every write.
      settings: { electionTimeoutMillis: 4000, heartbeatTimeoutSecs: 4, chainingAllowed: false },
    });
  }
}
for (let waited = 0; !primary() && waited < 60; waited++) sleep(1000);

const secret = (name) => fs.readFileSync(`/run/secrets/${name}`, "utf8").trim();
const admin = db.getSiblingDB("admin");
try {
  // The first user must be one who may make others.
  admin.createUser({ user: "operator", pwd: secret("mongo_operator_password"), roles: ["root"] });
} catch (error) {
  print(`The operator is there already: ${error.codeName}`);
}
admin.auth("operator", secret("mongo_operator_password"));
if (admin.getUser("revops") === null) {
  admin.createUser({
    user: "revops",
    pwd: secret("mongo_password"),
    // Its own database, and the state of the nodes.
    roles: [{ role: "readWrite", db: "revops" }, { role: "dbAdmin", db: "revops" }, "clusterMonitor"],
  });
}
// A backup that takes longer than five minutes must have the nodes keep their past for longer, and set that back.
if (admin.getRole("keepPast") === null) {
  const privileges = [{ resource: { cluster: true }, actions: ["getParameter", "setParameter"] }];
  admin.createRole({ role: "keepPast", privileges, roles: [] });
}
if (admin.getUser("backup") === null) {
  admin.createUser({
    user: "backup",
    pwd: secret("mongo_backup_password"),
    // It writes one thing: in `leases`, that a backup is being made.
    roles: [{ role: "readWrite", db: "revops" }, { role: "keepPast", db: "admin" }, "clusterMonitor"],
  });
}
