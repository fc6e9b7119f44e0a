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
      members: HOSTS.map((host, id) => ({ _id: id, host: `${host}:27017`, priority: id === 0 ? 2 : 1 })),
      // A primary that is silent for this long is replaced.
      settings: { electionTimeoutMillis: 4000, heartbeatTimeoutSecs: 4 },
    });
  }
}
for (let waited = 0; !primary() && waited < 60; waited++) sleep(1000);

const password = fs.readFileSync("/run/secrets/mongo_password", "utf8").trim();
const admin = db.getSiblingDB("admin");
try {
  admin.createUser({
    user: "revops",
    pwd: password,
    // Its own database, the state of the nodes, and the window of snapshots that a backup reads through.
    roles: [{ role: "readWrite", db: "revops" }, { role: "dbAdmin", db: "revops" }, "clusterMonitor"],
  });
} catch (error) {
  print(`The user is there already, or may not be made: ${error.codeName}`);
}
