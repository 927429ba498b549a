namespace Annals.Store;
